"""Why a date is what it is, folded up beside it."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString

from dondoc.ui import quick

register = template.Library()


@register.simple_tag
def why(explanation: object) -> SafeString:
    """The explanation (of `duties.queries.explain`): article, event, days counted and left out, reading, earlier dates."""
    return quick.draw("ui/why.jinja", "why", explanation)
