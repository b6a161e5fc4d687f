"""Filters of the pages that gather."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from jinja2 import Environment, FileSystemLoader

from dondoc.ui import quick
from dondoc.ui.templatetags.ui import state_badge, viet_date
from dondoc.workspace.queries.desk import Line, Owed
from dondoc.workspace.queries.register import Row
from dondoc.workspace.sentences import GROUPS, KINDS
from dondoc.workspace.steps import Step

register = template.Library()
_jinja = Environment(
    loader=FileSystemLoader(Path(__file__).resolve().parent.parent / "templates" / "workspace"), autoescape=True,
    auto_reload=False,
)  # fmt: skip

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


@register.simple_tag
def register_rows(rows: Sequence[Row], inside: object = False) -> SafeString:
    """The rows of the register; words, dates and badges are made once for all rows, everything else is escaped."""
    days = {row.due_on for row in rows if row.due_on is not None} | {row.issued_on for row in rows}
    states = {(held.state, held.is_past) for row in rows for held in row.held}
    html = _jinja.get_template("rows.jinja").render(
        rows=rows,
        inside=bool(inside),
        dates={day: viet_date(day) for day in days},
        lefts={row.days: days_left(row.days) for row in rows if row.days is not None},
        badges={(state, past): state_badge(state, "past" if past else "") for state, past in states},
        words={
            "urgent": _("khẩn"),
            "superior": _("cấp trên giao"),
            "more": ngettext("và %s đơn vị khác", "và %s đơn vị khác", 2),
        },
    )
    return mark_safe(html)


quick.environment().filters["days_left"] = days_left


@register.simple_tag(takes_context=True)
def desk_lines(context: Context, lines: Sequence[Line], show_units: bool = False) -> SafeString:
    """The lines of a section of a desk."""
    return quick.draw("workspace/parts.jinja", "desk_lines", lines, context.get("csrf_token"), show_units)


@register.simple_tag
def basis(owed: Owed) -> SafeString:
    """The article of a date, and why the date; where the text fixes none, what it says instead."""
    return quick.draw("workspace/parts.jinja", "basis", owed)


@register.simple_tag
def owed_lines(several: Sequence[Owed]) -> SafeString:
    """The other open duties of a matter."""
    return quick.draw("workspace/parts.jinja", "owed_lines", several)


@register.simple_tag(takes_context=True)
def steps(context: Context, several: Sequence[Step]) -> SafeString:
    """The buttons of what the reader may do next."""
    return quick.draw("workspace/parts.jinja", "steps", several, context.get("csrf_token"), 0)
