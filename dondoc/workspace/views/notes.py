"""Notices and the journal."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from dondoc.clock import now
from dondoc.documents.permissions import can_enter
from dondoc.journal import actions as journal
from dondoc.units.requests import ActorRequest
from dondoc.workspace import permissions
from dondoc.workspace.forms import JournalFilter
from dondoc.workspace.queries import notes
from dondoc.workspace.views.entrance import open_to


@require_http_methods(["GET", "HEAD", "POST"])
def notices(request: ActorRequest) -> HttpResponse:
    """What the person was told, newest first; a POST marks one notice, or all of them, as read."""
    person = request.user.pk
    if request.method == "POST":
        chosen = [int(pk) for pk in request.POST.getlist("notice") if pk.isascii() and pk.isdigit() and len(pk) < 19]
        if chosen or "all" in request.POST:
            journal.mark_read(person, now(), notice_ids=None if "all" in request.POST else chosen)
            messages.success(request, _("Đã đánh dấu đã đọc."))
        return redirect("workspace:notices")
    unread = request.GET.get("unread") == "1"
    page = notes.notices_of(person, after=request.GET.get("after", ""), unread=unread)
    return render(request, "workspace/notices.html", {"page": page, "only_unread": unread})


@require_GET
@open_to(permissions.can_see_journal, "permission.see_journal")
def journal_page(request: ActorRequest) -> HttpResponse:
    """What was done in the register, newest first, with the place of each entry in the sealed chain."""
    assert request.actor.register is not None
    chosen = JournalFilter(request.GET or None)
    until = chosen.cleaned_data["until"] if chosen.is_valid() else None
    key, may_enter = request.GET.get("after", ""), can_enter(request.actor)
    page = notes.journal_of(request.actor.register.pk, may_enter=may_enter, after=key, until=until)
    return render(request, "workspace/journal.html", {"page": page, "form": chosen})
