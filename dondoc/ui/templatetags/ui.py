"""Tags and filters of the pages."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import template
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from lucide.templatetags.lucide import lucide as lucide_icon

from dondoc.clock import local

register = template.Library()

STATES = {
    "not_started": ("○", gettext_lazy("Chưa thực hiện")),
    "in_progress": ("◐", gettext_lazy("Đang thực hiện")),
    "sent": ("◕", gettext_lazy("Chờ thẩm định")),
    "done": ("●", gettext_lazy("Đã hoàn thành")),
    "returned": ("↩", gettext_lazy("Đơn vị chuyển lại")),
    "ended": ("–", gettext_lazy("Thôi giao")),
    "with_task": ("–", gettext_lazy("Kết thúc cùng nhiệm vụ")),
}


@register.simple_tag
def icon(name: str) -> SafeString:
    """An inline icon; decoration only, hidden from screen readers."""
    return mark_safe(lucide_icon(name, size=18, **{"class": "icon", "aria-hidden": "true"}))


@register.filter
def viet_date(day: date | datetime | str | None) -> str:
    """dd/mm/yyyy in Vietnam; nothing for None."""
    if isinstance(day, str):
        day = date.fromisoformat(day[:10])
    if isinstance(day, datetime):
        day = local(day).date()
    return f"{day:%d/%m/%Y}" if day else ""


@register.filter
def viet_datetime(instant: datetime | None) -> str:
    """dd/mm/yyyy HH:MM in Vietnam."""
    return f"{local(instant):%d/%m/%Y %H:%M}" if instant else ""


@register.simple_tag
def state_badge(state: str, timeliness: str = "") -> SafeString:
    """The state by shape and word, and whether it is past its deadline."""
    shape, word = STATES.get(state, ("", state))
    late = format_html('<span class="badge badge-past">{}</span>', _("Quá hạn")) if timeliness == "past" else ""
    return format_html(
        '<span class="badge badge-{}"><span aria-hidden="true">{}</span> {}</span>{}',
        state,
        shape,
        word,
        late,
    )


WEEKDAYS = (
    gettext_lazy("Thứ Hai"),
    gettext_lazy("Thứ Ba"),
    gettext_lazy("Thứ Tư"),
    gettext_lazy("Thứ Năm"),
    gettext_lazy("Thứ Sáu"),
    gettext_lazy("Thứ Bảy"),
    gettext_lazy("Chủ nhật"),
)


@register.filter
def viet_day(day: date | None) -> str:
    """The weekday and the date: Thứ Tư, 16/11/2016."""
    return f"{WEEKDAYS[day.weekday()]}, {day:%d/%m/%Y}" if day else ""


@register.inclusion_tag("ui/_error_summary.html")
def error_summary(*parts: Any) -> dict[str, Any]:
    """What is wrong in the forms and formsets, each with a link to its field; a form may have a `summary_label`."""
    told: list[str] = []
    found: list[tuple[str, str, str]] = []
    for part in parts:
        if hasattr(part, "management_form"):
            told += [str(error) for error in part.non_form_errors()]
        for form in getattr(part, "forms", [part]):
            where = f"{form.summary_label} – " if getattr(form, "summary_label", "") else ""
            told += [f"{where}{error}" for error in form.non_field_errors()]
            for field in form:
                label = f"{where}{field.label}"
                found += [(str(field.id_for_label), label, str(error)) for error in field.errors]
    return {"told": told, "found": found, "count": len(told) + len(found)}


@register.simple_tag(takes_context=True)
def query_with(context: Context, **changes: Any) -> str:
    """The query of the present address with some parameters changed (None removes one)."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value is not None:
            query[name] = str(value)
    return f"?{query.urlencode()}" if query else "?"
