"""The administrator's page: the copies with age and size, a button for one more, the outbox of a restored copy."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dondoc.backups import actions, alarms, permissions, queries, sentences
from dondoc.backups.models import Backup, Restoration
from dondoc.clock import now
from dondoc.journal.sentences import refusal
from dondoc.regulation import Refusal
from dondoc.units.permissions import require
from dondoc.units.requests import ActorRequest

SHOWN = 30
LONGEST_NUMBER = 18


@require_safe
def backups(request: ActorRequest) -> HttpResponse:
    """The newest copies first, page by page; what is wrong with them; nothing of what any task says."""
    require(permissions.can_keep_backups(request.actor), "permission.operate")
    before = request.GET.get("truoc", "")
    rows = Backup.objects.select_related("asked_by")
    if before.isdecimal() and len(before) < LONGEST_NUMBER:
        rows = rows.filter(pk__lt=int(before))
    found = list(rows[: SHOWN + 1])
    for row in found:
        row.why = refusal(Refusal(row.reason, row.reason_params, None)) if row.reason else ""  # type: ignore[attr-defined]
    health = queries.health(now())
    alarms.said(request)
    context = {
        "health": health, "alarms_told": [sentences.ALARMS[code] for code in health.alarms],
        "rows": found[:SHOWN], "older": found[SHOWN - 1].pk if len(found) > SHOWN else None,
        "held": health.held, "restorations": list(Restoration.objects.select_related("released_by")[:10]),
        "folder": settings.BACKUP_TO, "keep": settings.BACKUP_KEEP, "hour": settings.BACKUP_HOUR,
        "locked": bool(settings.BACKUP_KEY_FILE),
    }  # fmt: skip
    return render(request, "backups/list.html", context)


@require_POST
def make(request: ActorRequest) -> HttpResponse:
    """Ask for one now; the worker makes it."""
    actions.ask(by=request.actor, at=now())
    messages.success(request, _("Đã ghi yêu cầu; tiến trình nền sẽ lập ngay bản sao lưu."))
    return redirect("backups:list")


@require_POST
def release(request: ActorRequest) -> HttpResponse:
    """Let the mail of a restored copy go out again, when the box was ticked."""
    if request.POST.get("sure"):
        actions.release_outbox(by=request.actor, at=now())
        messages.success(request, _("Thư được gửi trở lại từ bây giờ."))
    else:
        messages.error(request, _("Đề nghị đánh dấu xác nhận rồi bấm lại."))
    return redirect("backups:list")
