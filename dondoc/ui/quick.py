"""Parts of pages that stand there by the dozen, drawn by Jinja: the same words and the same escaping as in Django's templates,
in a tenth of the time. Their templates end in ``.jinja`` and lie beside the others; tags put them into pages.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from django.template import defaultfilters
from django.template.utils import get_app_template_dirs
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext, pgettext
from jinja2 import Environment, FileSystemLoader

from dondoc.ui.templatetags import spans, ui


def _url(name: str, *args: object) -> str:
    return reverse(name, args=args)


def _truncate(text: str, most: int) -> str:
    return text if len(text) <= most else str(defaultfilters.truncatechars(text, most))


@cache
def environment() -> Environment:
    """The templates of all rooms, with what they may call."""
    made = Environment(
        loader=FileSystemLoader(get_app_template_dirs("templates")), autoescape=True, auto_reload=False, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    made.globals |= {
        "_": gettext, "ngettext": ngettext, "pgettext": pgettext, "url": _url, "icon": ui.icon, "state_badge": ui.state_badge
    }  # fmt: skip
    made.filters |= {
        "viet_date": ui.viet_date, "viet_datetime": ui.viet_datetime, "span_words": spans.span_words,
        "truncatechars": _truncate,
    }  # fmt: skip
    return made


@cache
def _part(template: str, name: str) -> Any:
    return getattr(environment().get_template(template).module, name)


def draw(template: str, name: str, *given: object) -> SafeString:
    """The part (a macro of the template) with what it is given."""
    return mark_safe(str(_part(template, name)(*given)))
