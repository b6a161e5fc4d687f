"""Filters of the pages that gather."""

from __future__ import annotations

from datetime import date

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from dondoc.workspace.sentences import GROUPS, KINDS

register = template.Library()

WEEKDAYS = (
    gettext_lazy("Thứ Hai"), gettext_lazy("Thứ Ba"), gettext_lazy("Thứ Tư"), gettext_lazy("Thứ Năm"),
    gettext_lazy("Thứ Sáu"), gettext_lazy("Thứ Bảy"), gettext_lazy("Chủ nhật"),
)  # fmt: skip


@register.filter
def days_left(days: int | None) -> str:
    """How far a due date is, in calendar days: gone by, today, or still to come."""
    if days is None:
        return ""
    if days < 0:
        return ngettext("quá %(n)s ngày", "quá %(n)s ngày", -days) % {"n": -days}
    if days == 0:
        return _("hôm nay")
    return ngettext("còn %(n)s ngày", "còn %(n)s ngày", days) % {"n": days}


@register.filter
def weekday(day: date) -> str:
    """The day of the week."""
    return str(WEEKDAYS[day.weekday()])


@register.filter
def group_name(name: str) -> object:
    """What a group of the desk is called."""
    return GROUPS.get(name, name)


@register.filter
def kind_name(kind: str) -> object:
    """What the duties of a kind are called as a heading of the Office's desk."""
    return KINDS.get(kind, kind)
