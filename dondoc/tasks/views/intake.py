"""A directive with all its tasks in one sitting, and what is said beside each task while it is being written."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from dondoc import gazette
from dondoc.clock import now, today
from dondoc.documents import permissions, uploads
from dondoc.documents.files import discard_unused
from dondoc.documents.forms import VietDateField
from dondoc.documents.models import Document
from dondoc.documents.uploads import Tray
from dondoc.regulation import Refused
from dondoc.tasks import actions, pasting
from dondoc.tasks.forms import MOST_TASKS, Choices, Intake
from dondoc.tasks.forms import rows as form_rows
from dondoc.tasks.forms.intake import DueForm
from dondoc.tasks.previews import preview_due, preview_units
from dondoc.ui import refusals
from dondoc.units.permissions import require
from dondoc.units.requests import ActorRequest


@require_http_methods(["GET", "POST"])
def register(request: ActorRequest) -> HttpResponse:
    """A directive with all its tasks; the question of secrecy comes before the first letter."""
    require(permissions.can_enter(request.actor), "permission.enter_directive")
    if asked := uploads.ask_first(request):
        return asked
    if request.method != "POST":
        return _page(request, Intake(None, actor=request.actor, day=today()), Tray(request.user.pk))
    token = request.POST.get("token", "")
    first = Document.objects.visible_to(request.actor).filter(form_token=token).first() if token else None
    if first is not None:  # the same form again: the first answer
        return _done(request, first)
    tray = uploads.tray_of(request)
    step, _dash, number = request.POST.get("do", "save").partition("-")
    if step == "cancel":
        tray.discard()
        messages.info(request, _("Đã bỏ bản nhập dở; chưa có gì được lưu."), extra_tags=token)
        return redirect("workspace:desk")
    if step in {"add", "remove", "double", "paste"}:
        return _rearranged(request, tray, step, number)
    return _judged(request, tray, saves=step == "save")


def _rearranged(request: ActorRequest, tray: Tray, step: str, number: str) -> HttpResponse:
    """A row more or less; nothing is found missing yet. Works without a script; the script does it in the page."""
    told: list[str] = []
    focus: int | None
    if step == "paste":
        data, focus, told = _pasted(request.POST)
    elif step == "add":
        data, focus = form_rows.with_one_more(request.POST)
    elif step == "double":
        data, focus = form_rows.with_double(request.POST, number)
    else:
        data, focus = form_rows.without(request.POST, number)
    intake = Intake(data, actor=request.actor, day=today())
    intake.preview()
    intake.be_quiet()
    if focus is not None:
        intake.tasks.forms[focus].fields["content"].widget.attrs["autofocus"] = True
    return _page(request, intake, tray, pasted=data.get("pasted", ""), told=told, status=422 if told else 200)


def _pasted(data: QueryDict) -> tuple[QueryDict, int | None, list[str]]:
    """Rows from the pasted table, or the sentences about it; then nothing is filled and the table stays."""
    lines, wrong = pasting.read_table(data.get("pasted", ""))
    kept = sum(not form_rows.is_blank(row) for _number, row in form_rows.rows_of(data))
    if not wrong and kept + len(lines) > MOST_TASKS:
        told = _("Mỗi lần nhập được nhiều nhất %(most)s nhiệm vụ; bảng dán có %(found)s dòng.")
        return data, None, [told % {"most": MOST_TASKS, "found": len(lines)}]
    if wrong:
        return data, None, [refusals.sentence(refusal) for refusal in wrong]
    fresh, first = form_rows.with_pasted(data, lines)
    return fresh, first, []


def _judged(request: ActorRequest, tray: Tray, *, saves: bool) -> HttpResponse:
    """Look at everything; register when it is right and was not only to be looked at."""
    intake = Intake(form_rows.filled(request.POST), actor=request.actor, day=today())
    intake.preview()
    fine = intake.is_valid()
    for sentence in tray.refused:
        intake.paper.add_error("files", sentence)
    if request.POST.get("files_lost") and not tray.files:
        intake.paper.add_error("files", _("Tệp đã chọn không còn sau khi phiên hết hạn. Hãy chọn lại tệp."))
    fine = fine and not intake.paper.errors
    if fine and saves and (document := _register(request, intake, tray)) is not None:
        return _done(request, document)
    if fine and not saves:
        messages.info(request, _looks_fine(intake))
    return _page(
        request, intake, tray, pasted=request.POST.get("pasted", ""), status=200 if fine and not saves else 422
    )


def _looks_fine(intake: Intake) -> str:
    count, given = len(intake.tasks.forms), intake.assignments()
    tasks = ngettext("%(count)s nhiệm vụ", "%(count)s nhiệm vụ", count) % {"count": count}
    parts = ngettext("%(count)s phần việc", "%(count)s phần việc", given) % {"count": given}
    return _("Chưa thấy chỗ nào sai: %(tasks)s, %(parts)s. Chưa lưu.") % {"tasks": tasks, "parts": parts}


def _register(request: ActorRequest, intake: Intake, tray: Tray) -> Document | None:
    try:
        document = actions.register_directive(
            by=request.actor, at=now(), paper=intake.as_paper(), tasks=intake.as_inputs(), files=tray.stored(),
            token=request.POST.get("token") or None, despite_twin=intake.despite_twin,
        )  # fmt: skip
    except Refused as refused:
        ordinal = refused.refusal.params.get("ordinal")
        form = intake.tasks.forms[int(str(ordinal)) - 1] if ordinal else intake.paper
        form.add_error(None, refusals.sentence(refused.refusal))
        return None
    discard_unused(tray.files, document)
    return document


def _done(request: ActorRequest, document: Document) -> HttpResponse:
    told = _("Đã cập nhật văn bản %(code)s.") % {"code": document.code}
    messages.success(request, told, extra_tags=document.form_token or "")
    return redirect("workspace:directive", pk=document.pk)


def _page(
    request: ActorRequest, intake: Intake, tray: Tray, *, pasted: str = "", told: Sequence[str] = (), status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {
        "paper": intake.paper, "tasks": intake.tasks, "tray": tray, "twin": intake.twin, "pasted": pasted, "told": told,
        "token": request.POST.get("token") or secrets.token_urlsafe(24), "most": MOST_TASKS,
        "shows_twin": intake.twin is not None or bool(request.POST.get("save_anyway")),
    }  # fmt: skip
    return render(request, "tasks/register.html", context, status=status)


def _entering(request: ActorRequest) -> None:
    require(permissions.can_enter(request.actor), "permission.enter_directive")


@require_GET
def due_preview(request: ActorRequest) -> HttpResponse:
    """The last day and its reason for a deadline as it is being written; a fragment."""
    _entering(request)
    register = request.actor.register
    assert register is not None  # can_enter
    form = DueForm(request.GET)
    form.is_valid()
    try:
        issued_on = VietDateField(required=False).clean(request.GET.get("issued_on", ""))
    except ValidationError:
        issued_on = None
    law, calendar = gazette.law(register.edition), gazette.calendar()
    due = preview_due(form.due_input(), issued_on=issued_on, law=law, calendar=calendar, today=today())
    return render(request, "tasks/_due_preview.html", {"due": due})


@require_GET
def units_preview(request: ActorRequest) -> HttpResponse:
    """Who will get the task, groups expanded, and who will follow it; a fragment."""
    _entering(request)
    register = request.actor.register
    assert register is not None  # can_enter
    choices = Choices.on(register, today())
    number = request.GET.get("field") or request.GET.get("paper_field") or ""
    field = next((field for field in choices.fields if str(field.pk) == number), None)
    lead = "units" in request.GET
    units = preview_units(
        request.GET.get("units", request.GET.get("coordinating", ""))[:8000], read_units=choices.read_units,
        read_monitor=choices.read_monitor if lead else None, field=field,
    )  # fmt: skip
    context = {"units": units, "shows_monitor": lead and not request.GET.get("monitor")}
    return render(request, "tasks/_units_preview.html", context)
