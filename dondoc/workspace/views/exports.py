"""Lists out of the register: asking for one, those that were asked for, fetching a file."""

from __future__ import annotations

import secrets
from typing import Any, TypeVar

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from dondoc.clock import now
from dondoc.documents import files
from dondoc.regulation import Refusal, Refused
from dondoc.ui import refusals
from dondoc.units.permissions import require
from dondoc.units.requests import ActorRequest
from dondoc.workspace import actions, permissions
from dondoc.workspace import exports as exporting
from dondoc.workspace.models import Ending, Export
from dondoc.workspace.views.entrance import open_to

TYPES = {
    Ending.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Ending.CSV: "text/csv; charset=utf-8",
}
MOST = 50
R = TypeVar("R", bound=HttpResponseBase)


def new_token() -> str:
    """The mark by which a form that is sent twice is known."""
    return secrets.token_urlsafe(24)


@require_POST
@open_to(permissions.can_see_register, "permission.see_register")
def export(request: ActorRequest) -> HttpResponse:
    """The list of the address as a file: at once when it is short, else made by the worker and fetched from the next page."""
    asked: dict[str, Any] = {
        "by": request.actor, "at": now(), "ending": request.POST.get("ending", ""),
        "address": request.GET.urlencode(), "token": request.POST.get("token", "")[:64] or None,
    }  # fmt: skip
    made = actions.export_now(**asked, read=exporting.read)
    if made is not None:
        return _headed(HttpResponse(made.content), made.name, made.ending, len(made.content))
    actions.ask_export(**asked)
    messages.info(request, _("Danh sách dài đang được soạn. Bạn cứ làm việc khác; soạn xong sẽ có thông báo."))
    return redirect("workspace:exports")


@require_GET
@open_to(permissions.can_see_register, "permission.see_register")
def exports(request: ActorRequest) -> HttpResponse:
    """The lists that the person asked for in this post and that are being made or can be fetched."""
    rows = list(Export.objects.visible_to(request.actor)[:MOST])
    told = [(row, _why(row)) for row in rows]
    return render(request, "workspace/exports.html", {"told": told})


def _why(row: Export) -> str:
    """Why there is no file."""
    return refusals.sentence(Refusal(row.failed, {"most": actions.SHEET_ROWS}, None)) if row.failed else ""


@require_GET
def fetch(request: ActorRequest, pk: int) -> StreamingHttpResponse:
    """The file, to whoever asked for it, portion by portion."""
    require(permissions.can_see_register(request.actor), "permission.see_register")
    row = get_object_or_404(Export.objects.visible_to(request.actor), pk=pk)
    try:
        content = files.read(row.stored_as) if row.is_ready else None
    except FileNotFoundError:
        content = None
    if content is None:
        raise Refused(Refusal("export.gone", {}, None))
    return _headed(StreamingHttpResponse(content), row.file_name, row.ending, row.size)


def _headed(response: R, name: str, ending: str, size: int) -> R:
    response["Content-Type"] = TYPES[Ending(ending)]
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["Content-Length"] = str(size)
    response["X-Content-Type-Options"] = "nosniff"
    return response
