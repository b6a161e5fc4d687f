"""Pages of papers: the question of secrecy, files, what is still to be entered."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dondoc.clock import now, today
from dondoc.documents import actions, permissions, uploads
from dondoc.documents.files import path_of
from dondoc.documents.forms import ExpectedForm
from dondoc.documents.models import Attachment, Document, ExpectedDocument
from dondoc.regulation import Refused
from dondoc.ui import refusals
from dondoc.units.permissions import require
from dondoc.units.requests import ActorRequest


@require_http_methods(["GET", "POST"])
def secrecy(request: ActorRequest) -> HttpResponse:
    """Is it secret? Yes: refused with the article, nothing kept. No: on to the form with the signed answer."""
    onward = request.GET.get("tiep", "")
    if not url_has_allowed_host_and_scheme(onward, allowed_hosts=None):
        onward = reverse("tasks:register")
    if request.method == "POST":
        if request.POST.get("secret") == "no":
            mark = "&" if "?" in onward else "?"
            return redirect(f"{onward}{mark}{uploads.ANSWER}={uploads.answer_for(request.user.pk)}")
        if request.POST.get("secret") == "yes":
            raise Refused(actions.refuse_secret(by=request.actor))
    return render(request, "documents/secrecy.html", {"onward": onward})


@require_GET
def download(request: ActorRequest, pk: int) -> FileResponse:
    """A file, as an attachment under its own name, to those who may read its paper."""
    readable = Document.objects.visible_to(request.actor)
    attachment = get_object_or_404(Attachment, pk=pk, document__in=readable, purged_at=None)
    path = path_of(attachment.stored_as)
    if not path.exists():
        raise Http404
    response = FileResponse(path.open("rb"), as_attachment=True, filename=attachment.name)
    response["Content-Type"] = "application/octet-stream"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_http_methods(["GET", "POST"])
def expected(request: ActorRequest) -> HttpResponse:
    """Documents issued and not yet entered: the list, and a box to type or paste more."""
    actor = request.actor
    require(permissions.can_enter(actor), "permission.enter_directive")
    assert actor.register is not None  # can_enter
    form = ExpectedForm(request.POST or None, register=actor.register, day=today())
    if request.method == "POST" and form.is_valid():
        added, told = 0, []
        for number, symbol, day in form.cleaned_data["rows"]:
            try:
                actions.expect_document(
                    by=actor, at=now(), number=number, symbol=symbol, issued_on=day,
                    drafter=form.cleaned_data["drafter"],
                )  # fmt: skip
                added += 1
            except Refused as refused:
                told.append(refusals.sentence(refused.refusal))
        messages.success(request, _("Đã ghi %(added)s văn bản vào danh sách.") % {"added": added})
        for sentence in told:
            messages.warning(request, sentence)
        return redirect("documents:expected")
    waiting = ExpectedDocument.objects.filter(register=actor.register, document=None, no_tasks_at=None)
    rows = waiting.select_related("drafter__person", "matter").prefetch_related("matter__duties")[:500]
    listed = [(row, next((duty.due_on for duty in row.matter.duties.all()), None)) for row in rows]
    return render(request, "documents/expected.html", {"form": form, "listed": listed, "today": today()})


@require_POST
def dismiss(request: ActorRequest, pk: int) -> HttpResponse:
    """The document gives no task."""
    expected_document = get_object_or_404(ExpectedDocument, pk=pk, register=request.actor.register)
    actions.dismiss_expected(by=request.actor, at=now(), expected=expected_document)
    return redirect("documents:expected")


@require_POST
def ask_purge(request: ActorRequest, pk: int) -> HttpResponse:
    """Ask for the removal of a secret that slipped in."""
    document = get_object_or_404(Document.objects.visible_to(request.actor), pk=pk)
    actions.ask_purge(by=request.actor, at=now(), document=document)
    messages.success(request, _("Đã ghi đề nghị xoá. Người thứ hai cần xác nhận."))
    return redirect("workspace:directive", pk=pk)
