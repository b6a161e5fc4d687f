"""Pages on which tasks are entered and worked."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from dondoc.clock import now, today
from dondoc.documents import files, permissions, uploads
from dondoc.documents.forms import PaperForm, ResultPaperForm
from dondoc.documents.models import Document, DocumentRole
from dondoc.documents.rules import PaperInput
from dondoc.regulation import Refused
from dondoc.tasks import actions
from dondoc.tasks.forms import (
    CorrectForm,
    DueDateForm,
    ProgressForm,
    ReasonForm,
    ReassignForm,
    TaskFormSet,
)
from dondoc.tasks.models import Assignment
from dondoc.tasks.queries import access_assignment, access_task
from dondoc.ui import refusals
from dondoc.units.permissions import require
from dondoc.units.requests import ActorRequest
from dondoc.wording import symbol_key


def _ask_secrecy(request: ActorRequest) -> HttpResponse | None:
    if uploads.is_answered(request):
        return None
    return redirect(f"{reverse('documents:secrecy')}?tiep={request.path}")


@require_http_methods(["GET", "POST"])
def register(request: ActorRequest) -> HttpResponse:
    """A directive with all its tasks in one sitting; the question of secrecy comes before the first letter."""
    actor = request.actor
    require(permissions.can_enter(actor), "permission.enter_directive")
    if asked := _ask_secrecy(request):
        return asked
    book = actor.register
    assert book is not None  # can_enter
    kwargs: dict[str, Any] = {"register": book, "day": today()}
    initial = {"issuer": book.keeper.name}
    paper = PaperForm(request.POST or None, request.FILES or None, initial=initial, **kwargs)
    tasks = TaskFormSet(request.POST or None, prefix="t", form_kwargs=kwargs)
    status = 200
    if request.method == "POST":
        if paper.is_valid() and tasks.is_valid() and not _twin(paper, book):
            document = _register(request, paper, tasks)
            if document is not None:
                messages.success(request, _("Đã cập nhật văn bản %(code)s.") % {"code": document.code})
                return redirect("workspace:directive", pk=document.pk)
        status = 422
    token = request.POST.get("token") or secrets.token_urlsafe(24)
    return render(request, "tasks/register.html", {"paper": paper, "tasks": tasks, "token": token}, status=status)


def _twin(paper: PaperForm, book: Any) -> bool:
    """The same number, symbol, issuer and year is flagged before anything is saved."""
    data = paper.cleaned_data
    if data["save_anyway"] or not data["code"]:
        return False
    twin = Document.objects.filter(
        register=book, role=DocumentRole.DIRECTIVE, symbol_key=symbol_key(data["code"])[:120],
        issuer=data["issuer"], issued_on__year=data["issued_on"].year,
    ).exclude(form_token=paper.data.get("token", "")).first()  # fmt: skip
    if twin is not None:
        paper.add_error(
            "code", _("Đã có văn bản %(code)s cùng cơ quan ban hành và năm. Đánh dấu “Vẫn cập nhật” nếu là văn bản khác.")
            % {"code": twin.code},
        )  # fmt: skip
    return twin is not None


def _register(request: ActorRequest, paper: PaperForm, tasks: Any) -> Document | None:
    stored: tuple[Any, ...] = ()
    try:
        stored = files.store_all(request.FILES.getlist("files"))
        return actions.register_directive(
            by=request.actor, at=now(), paper=PaperInput(**paper.particulars()),
            tasks=[form.as_input() for form in tasks], files=stored, token=request.POST.get("token") or None,
        )  # fmt: skip
    except Refused as refused:
        files.discard(stored)
        paper.add_error(None, refusals.sentence(refused.refusal))
        return None


Verb = Callable[..., object]
VERBS: dict[str, tuple[Verb, str, Any, type[forms.Form]]] = {
    "tinh-hinh": (actions.report_progress, "text", gettext_lazy("Báo cáo tình hình"), ProgressForm),
    "chuyen-lai": (actions.return_task, "reason", gettext_lazy("Chuyển lại Văn phòng"), ReasonForm),
    "ly-do": (actions.explain_delay, "reason", gettext_lazy("Nêu lý do quá hạn"), ReasonForm),
    "yeu-cau-bo-sung": (actions.send_back, "missing", gettext_lazy("Yêu cầu bổ sung"), ReasonForm),
    "mo-lai": (actions.reopen, "reason", gettext_lazy("Mở lại nhiệm vụ"), ReasonForm),
    "giu-nguyen": (actions.decline_return, "explanation", gettext_lazy("Giữ nguyên việc giao"), ReasonForm),
    "giao-lai": (actions.reassign, "reason", gettext_lazy("Giao cho đơn vị khác"), ReassignForm),
    "xac-nhan": (actions.accept_result, "note", gettext_lazy("Xác nhận kết quả"), ReasonForm),
}


@require_POST
def take_over(request: ActorRequest, pk: int) -> HttpResponse:
    """The unit takes the task over with one click."""
    assignment = access_assignment(request.actor, pk)
    actions.take_over(by=request.actor, at=now(), assignment=assignment)
    messages.success(request, _("Đã tiếp nhận nhiệm vụ."))
    return redirect("workspace:task", pk=assignment.task_id)


@require_http_methods(["GET", "POST"])
def act(request: ActorRequest, pk: int, verb: str) -> HttpResponse:
    """One short form for every verb that needs words; what was typed stays when it is refused."""
    if verb not in VERBS:
        raise Http404
    function, word, title, form_class = VERBS[verb]
    assignment = access_assignment(request.actor, pk)
    kwargs: dict[str, Any] = {}
    if form_class is ReassignForm:
        kwargs = {"register": assignment.task.register, "day": today()}
    form = form_class(request.POST or None, **kwargs)
    if function is actions.accept_result:
        form.fields["text"].required = False
    if request.method == "POST" and form.is_valid():
        given = {word: form.cleaned_data.pop("text"), **form.cleaned_data}
        if "units" in given:
            given["unit"] = given.pop("units")[0]
        if _do(request, form, function, assignment=assignment, token=request.POST.get("token"), **given):
            return redirect("workspace:task", pk=assignment.task_id)
    return _short_form(request, form, title, assignment)


def _do(request: ActorRequest, form: forms.Form, function: Verb, **given: object) -> bool:
    try:
        function(by=request.actor, at=now(), **given)
    except Refused as refused:
        form.add_error(None, refusals.sentence(refused.refusal))
        return False
    messages.success(request, _("Đã ghi nhận."))
    return True


def _short_form(request: ActorRequest, form: forms.Form, title: Any, assignment: Assignment) -> HttpResponse:
    context = {
        "form": form, "title": title, "task": assignment.task, "assignment": assignment,
        "token": request.POST.get("token") or secrets.token_urlsafe(24),
    }  # fmt: skip
    return render(request, "tasks/act.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def send_result(request: ActorRequest, pk: int) -> HttpResponse:
    """The result document with its files; secrecy is asked first."""
    if asked := _ask_secrecy(request):
        return asked
    assignment = access_assignment(request.actor, pk)
    form = ResultPaperForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        paper = PaperInput(issuer=assignment.unit.name, **form.particulars())
        stored: tuple[Any, ...] = ()
        try:
            stored = files.store_all(request.FILES.getlist("files"))
            actions.send_result(
                by=request.actor, at=now(), assignment=assignment, paper=paper, files=stored,
                text=form.cleaned_data["text"], paper_sent_on=form.cleaned_data["paper_sent_on"],
                token=request.POST.get("token"),
            )  # fmt: skip
            messages.success(request, _("Đã gửi kết quả."))
            return redirect("workspace:task", pk=assignment.task_id)
        except Refused as refused:
            files.discard(stored)
            form.add_error(None, refusals.sentence(refused.refusal))
    return _short_form(request, form, _("Gửi kết quả"), assignment)


@require_http_methods(["GET", "POST"])
def correct(request: ActorRequest, pk: int) -> HttpResponse:
    """Wrong words put right by the Office."""
    task = access_task(request.actor, pk)
    names = ("content", "clause", "product", "task_class")
    form = CorrectForm(request.POST or None, initial={name: getattr(task, name) for name in names})
    if request.method == "POST" and form.is_valid():
        changes = {name: form.cleaned_data[name] for name in names}
        reason = form.cleaned_data["reason"]
        if _do(request, form, actions.correct_task, task=task, changes=changes, reason=reason):
            return redirect("workspace:task", pk=pk)
    return render(request, "tasks/act.html", {"form": form, "title": _("Điều chỉnh thông tin"), "task": task})


@require_http_methods(["GET", "POST"])
def move_due_date(request: ActorRequest, pk: int) -> HttpResponse:
    """A deadline that was moved; the earlier ones stay visible."""
    task = access_task(request.actor, pk)
    form = DueDateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if _do(request, form, actions.move_due_date, task=task, due_on=data["due_on"], reason=data["text"]):
            return redirect("workspace:task", pk=pk)
    return render(request, "tasks/act.html", {"form": form, "title": _("Điều chỉnh thời hạn"), "task": task})
