"""The removal of a secret that slipped in: asked by one person, carried out or declined by a second (design 1.5)."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dondoc import gazette
from dondoc.clock import now
from dondoc.documents import actions as documents
from dondoc.documents import permissions
from dondoc.documents.models import Document
from dondoc.duties.queries import in_words
from dondoc.regulation import Refusal, Refused
from dondoc.tasks import actions
from dondoc.tasks.purges import Scope, remains_of, scope_of
from dondoc.units.permissions import require
from dondoc.units.requests import ActorRequest


def _directive(scope: Scope) -> Document:
    """The directive to which the page leads back: the paper's own, or that of the task it answers."""
    return scope.facts[0].assignment.task.document if scope.facts else scope.papers[0]


@require_http_methods(["GET", "POST"])
def purge(request: ActorRequest, pk: int) -> HttpResponse:
    """What would be removed, who asked, what the second person decides, and afterwards what still holds it."""
    actor = request.actor
    document = Document.objects.visible_to(actor).select_related("register", "edition", "matter").filter(pk=pk).first()
    if document is None:
        raise Http404
    may_ask = permissions.can_ask_purge(actor, document)
    may_confirm = permissions.can_confirm_purge(actor, document)
    require(may_ask or may_confirm, "permission.ask_purge")
    last = document.purges.select_related("asked_by", "confirmed_by").order_by("-id").first()
    standing = last if last is not None and last.confirmed_at is None and last.declined_at is None else None
    if request.method == "POST":
        step = request.POST.get("do")
        if step == "ask":
            documents.ask_purge(by=actor, at=now(), document=document)
            messages.success(request, _("Đã ghi đề nghị. Người thứ hai cần xác nhận; họ đã được báo."))
        elif standing is not None and step == "confirm" and request.POST.get("sure"):
            actions.confirm_purge(by=actor, at=now(), purge=standing)
            messages.success(request, _("Đã xoá nội dung. Nhật ký vẫn nguyên vẹn."))
        elif standing is not None and step == "decline":
            documents.decline_purge(by=actor, at=now(), purge=standing)
            messages.success(request, _("Đã ghi: không xoá."))
        elif standing is None:  # somebody was faster, and the page still offered to decide
            raise Refused(Refusal("purge.not_asked", {}, None))
        return redirect("tasks:purge", pk=pk)
    scope = scope_of(document)
    cited = gazette.law(document.edition).cite("purge")
    context = {
        "document": document, "directive": document if scope.tasks else _directive(scope), "scope": scope,
        "purge": last, "standing": standing, "may_ask": may_ask, "may_confirm": may_confirm,
        "remains": remains_of(document, last) if document.purged_at is not None else None,
        "is_own": standing is not None and actor.person is not None and standing.asked_by_id == actor.person.pk,
        "article": in_words(cited, get_language() or "vi") if cited else "",
    }  # fmt: skip
    return render(request, "tasks/purge.html", context)
