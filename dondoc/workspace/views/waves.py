"""What a tick held back: the Office looks at it and decides."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dondoc.clock import now
from dondoc.regulation import Refused
from dondoc.ui import refusals
from dondoc.units.requests import ActorRequest
from dondoc.waves import actions
from dondoc.waves.models import Wave
from dondoc.waves.rules import HUSH, LONGEST_REASON, SEND
from dondoc.workspace.queries import waves


@require_http_methods(["GET", "HEAD", "POST"])
def wave(request: ActorRequest, pk: int) -> HttpResponse:
    """What would go out, to whom, because of which days; a POST sends all, or hushes what piled up."""
    found = get_object_or_404(Wave.objects.visible_to(request.actor).select_related("register", "person"), pk=pk)
    refused = ""
    if request.method == "POST":
        try:
            done = actions.decide(
                by=request.actor, at=now(), wave=found, decision=request.POST.get("decision", ""),
                seen=_number(request.POST.get("seen", "")), reason=request.POST.get("reason", ""),
            )  # fmt: skip
            messages.success(request, _("Đã duyệt gửi.") if done.decision == SEND else _("Đã bỏ thông báo tồn đọng."))
            return redirect("workspace:desk")
        except Refused as error:
            refused = refusals.sentence(error.refusal)
            found.refresh_from_db()
    context = {
        "preview": waves.preview_of(found), "refused": refused, "reason": request.POST.get("reason", ""), "send": SEND,
        "hush": HUSH, "longest": LONGEST_REASON,
    }  # fmt: skip
    return render(request, "workspace/wave.html", context, status=409 if refused else 200)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
