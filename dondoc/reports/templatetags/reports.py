"""Words and addresses of the grid."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from dondoc.reports import rules, sentences
from dondoc.reports.rules import Row

register = template.Library()


@register.simple_tag
def list_url(as_of: date, unit: int | None = None, state: str = "", timeliness: str = "", later: str = "") -> str:
    """The address of the list behind a number."""
    asked: dict[str, Any] = {"ngay": as_of.isoformat()}
    if unit:
        asked["don-vi"] = unit
    if state:
        asked["trang-thai"] = rules.name_of(state, rules.STATE_NAMES)
    if timeliness:
        asked["han"] = rules.name_of(timeliness, rules.TIMELINESS_NAMES)
    if later:
        asked["sua"] = rules.name_of(later, rules.LATER_NAMES)
    return f"{reverse('reports:behind')}?{urlencode(asked)}"


@register.filter
def state_name(state: str) -> object:
    """What a state of the grid is called."""
    return sentences.STATES[state]


@register.filter
def timeliness_name(timeliness: str) -> object:
    """Within or past the deadline, in words."""
    return sentences.TIMELINESS[timeliness]


@register.filter
def later_name(kind: str) -> object:
    """What a kind of later correction is called."""
    return sentences.LATER[kind]


@register.filter
def bar_of(row: Row) -> list[tuple[str, str, int]]:
    """The segments of a row for ``stacked_bar``."""
    words = {"done": _("Đã hoàn thành"), "within": _("Chưa xong, trong hạn"), "past": _("Chưa xong, quá hạn")}
    return [(kind, words[kind], count) for kind, count in row.bar]
