"""The working calendar: why each day is off, and the Office's changes to it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dondoc import gazette
from dondoc.clock import now, today
from dondoc.duties import actions, calendars, permissions
from dondoc.duties.forms import DayForm
from dondoc.gazette.models import CalendarVersion
from dondoc.regulation import Refused
from dondoc.ui import refusals
from dondoc.units.permissions import require
from dondoc.units.requests import ActorRequest


@require_http_methods(["GET", "HEAD", "POST"])
def calendar(request: ActorRequest) -> HttpResponse:
    """The days of a year that are off or worked by decision; the Office adds, confirms and takes out days."""
    may = permissions.can_amend_calendar(request.actor)
    form = None
    if request.method == "POST":
        require(may, "permission.amend_calendar")
        form = DayForm(request.POST)
        if form.is_valid() and (day := _amend(request, form)) is not None:
            return redirect(f"{reverse('duties:calendar')}?nam={day.year}")
    year = _year(request, form)
    version = gazette.current_calendar()
    context: dict[str, Any] = {
        "year": calendars.year_of(version, year),
        "version": version,
        "changes": calendars.amendments_of(version, year),
        "form": (form or _prefilled(request, version)) if may else None,
    }
    failed = form is not None
    return render(request, "duties/calendar.html", context, status=422 if failed else 200)


def _year(request: ActorRequest, form: DayForm | None) -> int:
    """The year of the address, of the day in the form, or this one."""
    if form is not None and isinstance(form.cleaned_data.get("on"), date):
        return int(form.cleaned_data["on"].year)
    asked = request.GET.get("nam", "")
    return int(asked) if asked.isdecimal() and len(asked) == 4 and 1 < int(asked) < 9999 else today().year


def _prefilled(request: ActorRequest, version: CalendarVersion | None) -> DayForm:
    """The form, holding what the calendar says of the day that the address names."""
    given: dict[str, Any] = {"confirmed": True, "seen": version.pk if version else None}
    try:
        day = date.fromisoformat(request.GET.get("ngay", ""))
    except ValueError:
        return DayForm(initial=given)
    return DayForm(initial={**given, "on": day, **calendars.said_of(version, day)})


def _amend(request: ActorRequest, form: DayForm) -> date | None:
    """The day that was changed; None, with the sentence in the form, when that was refused."""
    change, number = form.change(), form.cleaned_data["seen"]
    seen = CalendarVersion.objects.filter(pk=number).first() if number else None
    before = gazette.current_calendar()
    try:
        stored = actions.amend_calendar(
            by=request.actor, at=now(), changes=[change], reason=form.cleaned_data["reason"], seen=seen
        )
    except Refused as refused:
        form.add_error(None, refusals.sentence(refused.refusal))
        # What the page shows now is what the next answer has seen.
        typed = request.POST.copy()
        typed["seen"] = str(before.pk) if before is not None else ""
        form.data = typed
        return None
    if stored == before:
        messages.info(request, _("Lịch đã ghi đúng như vậy, không có gì thay đổi."))
    else:
        messages.success(
            request, _("Đã sửa lịch. Hạn của các phần việc đang mở được tính lại và báo cho người giữ việc.")
        )
    return change.on
