"""What the Office puts right: words, a deadline, another unit, the end of a task, the particulars of the directive."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dondoc import gazette
from dondoc.clock import local, now, today
from dondoc.documents import permissions as document_permissions
from dondoc.documents import uploads
from dondoc.documents.files import discard_unused
from dondoc.documents.models import Document, DocumentRole
from dondoc.documents.rules import PaperInput
from dondoc.documents.uploads import Tray
from dondoc.regulation import Refusal, Refused
from dondoc.tasks import actions, permissions, rules
from dondoc.tasks.forms import Choices, CorrectForm, DirectiveForm, DueDateForm, GiveForm, ReasonForm, TaskForm
from dondoc.tasks.models import Task
from dondoc.tasks.queries import access_assignment, access_task
from dondoc.tasks.views.acting import do, short_form, token_of
from dondoc.ui import refusals
from dondoc.units import access
from dondoc.units.permissions import require
from dondoc.units.requests import ActorRequest


def _task(request: ActorRequest, pk: int, verb: str, *, must_be_open: bool = True) -> Task:
    """The task, for those who may do this to it now."""
    task = access_task(request.actor, pk)
    permissions.require_on(request.actor, task, verb)
    if must_be_open and task.closed_at is not None and request.method != "POST":
        raise Refused(Refusal("task.closed", {}, None))
    return task


@require_http_methods(["GET", "POST"])
def correct(request: ActorRequest, pk: int) -> HttpResponse:
    """Wrong words put right by the Office."""
    task = _task(request, pk, access.CORRECT_TASK, must_be_open=False)
    names = ("content", "clause", "product", "task_class", "other_information")
    initial = {name: getattr(task, name) for name in names}
    form = CorrectForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        changes = {name: form.cleaned_data[name] for name in names}
        reason = form.cleaned_data["reason"]
        if do(request, form, actions.correct_task, task=task, changes=changes, reason=reason):
            return redirect("workspace:task", pk=pk)
    then = _("Nội dung cũ được giữ trong nhật ký cùng người sửa và lúc sửa.")
    return short_form(request, form, _("Điều chỉnh thông tin"), task, "correct_task", then=then, shows_task=False)


@require_http_methods(["GET", "POST"])
def move_due_date(request: ActorRequest, pk: int) -> HttpResponse:
    """A deadline that was moved; the earlier ones stay visible."""
    task = _task(request, pk, access.MOVE_DUE_DATE)
    form = DueDateForm(request.POST if request.method == "POST" else None)
    form.fields["text"].label = _("Căn cứ, lý do")
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        given = {"task": task, "due_on": data["due_on"], "reason": data["text"], "token": token_of(request)}
        if do(request, form, actions.move_due_date, **given):
            return redirect("workspace:task", pk=pk)
    then = _("Các đơn vị được báo; thời hạn cũ vẫn hiện trong hồ sơ; việc đôn đốc tính lại từ thời hạn mới.")
    return short_form(request, form, _("Điều chỉnh thời hạn"), task, "move_due_date", then=then)


@require_http_methods(["GET", "POST"])
def end(request: ActorRequest, pk: int) -> HttpResponse:
    """The task is withdrawn for every unit that has not finished it."""
    task = _task(request, pk, access.CORRECT_TASK)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    form.fields["text"].label = _("Căn cứ, lý do thôi giao")
    if request.method == "POST" and form.is_valid():
        given = {"task": task, "reason": form.cleaned_data["text"], "token": token_of(request)}
        if do(request, form, actions.end_task, **given):
            return redirect("workspace:task", pk=pk)
    then = _("Các đơn vị chưa xong thôi thực hiện và được báo; nhiệm vụ không bị đôn đốc nữa; hồ sơ vẫn còn.")
    return short_form(request, form, _("Thôi giao nhiệm vụ"), task, "end_task", then=then, danger=True)


@require_http_methods(["GET", "POST"])
def end_part(request: ActorRequest, pk: int) -> HttpResponse:
    """One of several units, or a partner, need not carry the task out any more."""
    assignment = access_assignment(request.actor, pk)
    task = _task(request, assignment.task_id, access.CORRECT_TASK)
    if request.method != "POST" and not rules.may_follow(assignment.state, "ended"):
        raise Refused(Refusal("task.cannot_now", {"state": assignment.get_state_display()}, None))
    form = ReasonForm(request.POST if request.method == "POST" else None)
    form.fields["text"].label = _("Căn cứ, lý do thôi giao")
    if request.method == "POST" and form.is_valid():
        given = {"assignment": assignment, "reason": form.cleaned_data["text"], "token": token_of(request)}
        if do(request, form, actions.end_assignment, **given):
            return redirect("workspace:task", pk=task.pk)
    then = _("Đơn vị này thôi thực hiện và được báo; các đơn vị khác vẫn tiếp tục.")
    page = {"assignment": assignment, "then": then, "danger": True}
    return short_form(request, form, _("Thôi giao cho đơn vị"), task, "end_task", **page)


@require_http_methods(["GET", "POST"])
def give(request: ActorRequest, pk: int) -> HttpResponse:
    """A further unit gets the task."""
    task = _task(request, pk, access.CORRECT_TASK)
    posted = request.method == "POST"
    form = GiveForm(
        request.POST if posted else None,
        choices=Choices.on(task.register, today()),
        parts=rules.parts_to_add(task.mode),
    )
    if posted and form.is_valid():
        data = form.cleaned_data
        if do(request, form, actions.give_to, task=task, unit=data["unit"], part=data["part"], token=token_of(request)):
            return redirect("workspace:task", pk=pk)
    having = task.assignments.exclude(state=rules.ENDED).select_related("unit")
    then = _("Đơn vị nhận nhiệm vụ với thời hạn hiện tại và được báo ngay.")
    return short_form(request, form, _("Giao thêm đơn vị"), task, "assign", then=then, having=having)


def _directive(request: ActorRequest, pk: int) -> Document:
    """The directive, for the Office that may put it right."""
    readable = Document.objects.visible_to(request.actor).filter(pk=pk, role=DocumentRole.DIRECTIVE)
    document = readable.select_related("register__office", "edition", "matter", "field").first()
    if document is None:
        raise Http404
    require(document_permissions.can_correct(request.actor, document), "permission.correct_document")
    if document.purged_at is not None:
        raise Refused(Refusal("document.purged", {}, None))
    return document


@require_http_methods(["GET", "POST"])
def add_task(request: ActorRequest, pk: int) -> HttpResponse:
    """A task that was forgotten when the directive was entered (H5)."""
    document = _directive(request, pk)
    if asked := uploads.ask_first(request):
        return asked
    posted, day = request.method == "POST", today()
    form = TaskForm(request.POST if posted else None, prefix="t-0", choices=Choices.on(document.register, day))
    if posted and form.is_valid():
        given = {"document": document, "given": form.as_input(), "token": token_of(request)}
        if do(request, form, actions.add_task, **given):
            return redirect("workspace:directive", pk=pk)
    if posted:
        law, calendar = gazette.law(document.edition), gazette.calendar()
        form.show_previews(issued_on=document.issued_on, field=document.field, law=law, calendar=calendar, today=day)
    context = {
        "form": form, "document": document, "number": document.tasks.count() + 1,
        "token": token_of(request) or secrets.token_urlsafe(24),
    }  # fmt: skip
    return render(request, "tasks/add_task.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def correct_directive(request: ActorRequest, pk: int) -> HttpResponse:
    """Wrong particulars of the directive put right, forgotten files added (H5); what it was stays in the journal."""
    document = _directive(request, pk)
    if asked := uploads.ask_first(request):
        return asked
    posted = request.method == "POST"
    tray = uploads.tray_of(request)
    form = DirectiveForm(
        request.POST if posted else None, actor=request.actor, day=today(), initial=_as_written(document)
    )
    if posted:
        form.is_valid()
        for sentence in tray.refused:
            form.add_error("files", sentence)
        if not form.errors and _correct(request, form, tray, document):
            return redirect("workspace:directive", pk=pk)
    token = token_of(request) or secrets.token_urlsafe(24)
    context = {"form": form, "document": document, "tray": tray, "token": token}
    return render(request, "tasks/correct_directive.html", context, status=422 if form.errors else 200)


def _correct(request: ActorRequest, form: DirectiveForm, tray: Tray, document: Document) -> bool:
    given = form.particulars()
    reason = given.pop("reason")
    given.pop("files")
    paper = PaperInput(**given)
    try:
        changed = actions.correct_directive(
            by=request.actor, at=now(), document=document, paper=paper, reason=reason, files=tray.stored()
        )
    except Refused as refused:
        form.add_error(None, refusals.sentence(refused.refusal))
        return False
    discard_unused(tray.files, document)
    told = _("Đã đính chính; thông tin cũ còn trong nhật ký.") if changed or tray.files else _("Không có gì thay đổi.")
    messages.success(request, told, extra_tags=token_of(request) or "")
    return True


def _as_written(document: Document) -> dict[str, Any]:
    """The particulars as the form shows them."""
    names = (
        "kind", "code", "issued_on", "urgency", "abstract", "issuer", "signer", "directing_leader", "drafter",
        "submitted_by", "field", "from_superior", "origin", "other_information",
    )  # fmt: skip
    found = {name: getattr(document, name) for name in names}
    received = local(document.received_at) if document.received_at else None
    found["issued_time"] = local(document.issued_at).time() if document.issued_at else None
    found["received_on"] = received.date() if received else None
    found["received_time"] = received.time() if received else None
    found["related"] = "; ".join(f"{other.code} ({other.issued_on:%d/%m/%Y})" for other in document.related.all())
    return found
