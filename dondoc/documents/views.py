"""Pages of papers: the question of secrecy, files, what is still to be entered."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header, url_has_allowed_host_and_scheme
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dondoc import gazette
from dondoc.clock import now, today
from dondoc.documents import actions, files, permissions, queries, rules, uploads
from dondoc.documents.forms import ExpectedForm
from dondoc.documents.models import Attachment, Document, ExpectedDocument
from dondoc.duties.queries import in_words
from dondoc.regulation import Refused
from dondoc.ui import refusals
from dondoc.units.permissions import require
from dondoc.units.requests import ActorRequest


@require_http_methods(["GET", "POST"])
def secrecy(request: ActorRequest) -> HttpResponse:
    """Is it secret? No: on to the form with the signed answer. Yes: refused with the article, nothing kept; where the
    regulation lists what may be held of a secret directive, on to its own page, which asks for exactly that.
    """
    onward = request.GET.get("tiep", "")
    if not url_has_allowed_host_and_scheme(onward, allowed_hosts=None):
        onward = reverse("tasks:register")
    if request.method == "POST":
        if request.POST.get("secret") == "no":
            mark = "&" if "?" in onward else "?"
            return redirect(f"{onward}{mark}{uploads.ANSWER}={uploads.answer_for(request.user.pk)}")
        if request.POST.get("secret") == "yes":
            # An answer to the answer, not an error: nothing is written, not even a line of the log; what an earlier try
            # of the form has left on the disk goes at once.
            uploads.tray_of(request).discard()
            if onward == reverse("tasks:register") and _may_be_held(request):
                return redirect("classified:register")
            refusal = actions.refuse_secret(by=request.actor)
            context = {"instead": refusal.params["instead"], "article": _in_words(refusal.article)}
            return render(request, "documents/secret.html", context)
    return render(request, "documents/secrecy.html", {"onward": ""})


def _may_be_held(request: ActorRequest) -> bool:
    """Whether the Office stands before a secret directive of which its regulation lets particulars be held."""
    register = request.actor.register
    if register is None or not permissions.can_enter(request.actor):
        return False
    return rules.holds_particulars(gazette.law(register.edition))


def _in_words(article: str | None) -> str:
    return in_words(article, get_language() or "vi") if article else ""


@require_GET
def find(request: ActorRequest) -> HttpResponse:
    """Papers of the register whose number and symbol begin with ``?q=``, as a fragment for the picker."""
    found = queries.find_papers(request.GET.get("q", "")[:120], request.actor)
    return render(request, "documents/_options.html", {"found": found})


@require_GET
def download(request: ActorRequest, pk: int) -> StreamingHttpResponse:
    """A file, as an attachment under its own name, to those who may read its paper."""
    readable = Document.objects.visible_to(request.actor)
    attachment = get_object_or_404(Attachment, pk=pk, document__in=readable, purged_at=None)
    try:
        content = files.read(attachment.stored_as)
    except FileNotFoundError:
        raise Http404 from None
    response = StreamingHttpResponse(content, content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(True, attachment.name) or "attachment"
    response["Content-Length"] = str(attachment.size)
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_http_methods(["GET", "POST"])
def expected(request: ActorRequest) -> HttpResponse:
    """Documents issued and not yet entered: the list, and a box to type or paste more."""
    actor = request.actor
    require(permissions.can_enter(actor), "permission.enter_directive")
    assert actor.register is not None  # can_enter
    posted = request.method == "POST"
    form = ExpectedForm(request.POST if posted else None, register=actor.register, day=today())
    if posted and form.is_valid():
        added = _expect(request, form)
        if added is not None:
            told = ngettext("Đã ghi %(added)s văn bản vào danh sách.", "Đã ghi %(added)s văn bản vào danh sách.", added)
            messages.success(request, told % {"added": added})
            return redirect("documents:expected")
    waiting = ExpectedDocument.objects.filter(register=actor.register, document=None, no_tasks_at=None)
    rows = waiting.select_related("drafter__person", "matter").prefetch_related("matter__duties")[:500]
    listed = [(row, next((duty.due_on for duty in row.matter.duties.all()), None)) for row in rows]
    context = {"form": form, "listed": listed, "today": today(), "most": 500}
    return render(request, "documents/expected.html", context, status=422 if form.errors else 200)


def _expect(request: ActorRequest, form: ExpectedForm) -> int | None:
    """List every line; None, with the sentence in the form, when one is refused: then none is listed."""
    rows = [
        {"number": number, "symbol": symbol, "issued_on": day, "urgency": urgency}
        for number, symbol, day, urgency in form.cleaned_data["rows"]
    ]
    try:
        actions.expect_documents(by=request.actor, at=now(), rows=rows, drafter=form.cleaned_data["drafter"])
    except Refused as refused:
        form.add_error("rows", refusals.sentence(refused.refusal))
        return None
    return len(rows)


@require_POST
def dismiss(request: ActorRequest, pk: int) -> HttpResponse:
    """The document gives no task."""
    expected_document = get_object_or_404(ExpectedDocument, pk=pk, register=request.actor.register)
    actions.dismiss_expected(by=request.actor, at=now(), expected=expected_document)
    return redirect("documents:expected")


@require_POST
def ask_purge(request: ActorRequest, pk: int) -> HttpResponse:
    """Ask for the removal of a secret that slipped in; the page of the purge says what comes next."""
    document = get_object_or_404(Document.objects.visible_to(request.actor), pk=pk)
    actions.ask_purge(by=request.actor, at=now(), document=document)
    messages.success(request, _("Đã ghi đề nghị. Người thứ hai cần xác nhận; họ đã được báo."))
    return redirect("tasks:purge", pk=pk)
