"""The life of a regulation: loading from the folders of the installation, adopting, moving open tasks over."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dondoc import gazette
from dondoc.clock import now, today
from dondoc.gazette.models import Edition
from dondoc.lawbook import actions, permissions
from dondoc.lawbook.forms import AdoptForm, MoveForm
from dondoc.lawbook.models import Adoption, Move
from dondoc.lawbook.queries import folders, moving
from dondoc.regulation import ProfileError, Refused
from dondoc.ui import refusals
from dondoc.units.permissions import require
from dondoc.units.requests import ActorRequest


@require_http_methods(["GET", "HEAD", "POST"])
def load(request: ActorRequest) -> HttpResponse:
    """The folders of regulations that the installation has, what each holds and what is wrong; one is loaded by its name."""
    require(permissions.can_load_regulation(request.actor), "permission.load_regulation")
    failed: tuple[str, ProfileError] | None = None
    if request.method == "POST":
        folder = folders.known().get(request.POST.get("folder", ""))
        if folder is None:
            messages.error(request, _("Không có thư mục quy chế này; đề nghị tải lại trang."))
            return redirect("lawbook:load")
        try:
            edition = actions.load_folder(by=request.actor, at=now(), folder=folder)
        except ProfileError as error:
            failed = (folder.name, error)
        else:
            messages.success(request, _("Đã nạp %(edition)s.") % {"edition": edition.label})
            return redirect("lawbook:regulation", edition.pk)
    context = {"folders": folders.shown(), "roots": folders.roots(), "failed": failed}
    return render(request, "lawbook/load.html", context, status=422 if failed else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def adopt(request: ActorRequest) -> HttpResponse:
    """Which edition the register keeps to, since when, what waits; a new decision; a waiting one is withdrawn."""
    require(permissions.can_adopt_regulation(request.actor), "permission.adopt_regulation")
    register = request.actor.register
    assert register is not None  # can_adopt_regulation
    form, status = AdoptForm(initial={"from_on": today(), "edition": request.GET.get("ban")}), 200
    if request.method == "POST" and (answer := _withdraw(request)) is not None:
        return answer
    if request.method == "POST":
        form, status = AdoptForm(request.POST), 422
        if form.is_valid():
            try:
                adoption = actions.adopt(by=request.actor, at=now(), register=register, **form.cleaned_data)
            except Refused as refused:
                form.add_error(None, refusals.sentence(refused.refusal))
            else:
                said = _("Đã áp dụng.") if adoption.applied_at else _("Đã ghi: hệ thống áp dụng khi đến ngày.")
                messages.success(request, said)
                return redirect("lawbook:adopt")
    history = Adoption.objects.filter(register=register).select_related("edition").order_by("-id")
    context: dict[str, Any] = {
        "form": form, "register": register, "history": history[:20], "law": gazette.law(register.edition),
        "moves": Move.objects.filter(register=register).select_related("edition").order_by("-id")[:20],
        "left": moving.waiting(register, register.edition).count(),
    }  # fmt: skip
    return render(request, "lawbook/adopt.html", context, status=status)


def _withdraw(request: ActorRequest) -> HttpResponse | None:
    """The answer to the button beside a decision that waits; None for the form."""
    number = request.POST.get("withdraw", "")
    if not number.isdecimal():
        return None
    adoption = (
        Adoption.objects.filter(pk=int(number), register=request.actor.register).select_related("edition").first()
    )
    if adoption is not None:
        try:
            actions.withdraw(by=request.actor, at=now(), adoption=adoption)
            messages.success(request, _("Đã rút quyết định chưa đến ngày áp dụng."))
        except Refused as refused:
            messages.error(request, refusals.sentence(refused.refusal))
    return redirect("lawbook:adopt")


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: ActorRequest) -> HttpResponse:
    """Every date that changes when open tasks go over to the adopted edition, and the button that lets them."""
    require(permissions.can_adopt_regulation(request.actor), "permission.adopt_regulation")
    register = request.actor.register
    assert register is not None  # can_adopt_regulation
    form, status = MoveForm(initial={"token": secrets.token_urlsafe(16)}), 200
    if request.method == "POST":
        form, status = MoveForm(request.POST), 422
        if form.is_valid():
            edition = Edition.objects.get(pk=register.edition_id)
            try:
                actions.begin_move(by=request.actor, at=now(), register=register, edition=edition, **form.cleaned_data)
            except Refused as refused:
                form.add_error(None, refusals.sentence(refused.refusal))
            else:
                messages.success(request, _("Đang chuyển; mỗi người có hạn đổi ngày được báo một lần khi xong."))
                return redirect("lawbook:adopt")
    asked = request.GET.get("sau", "")
    after = int(asked) if asked.isdecimal() and len(asked) < 19 else 0
    context = {
        "form": form, "register": register, "preview": moving.preview(register, register.edition, after),
        "law": gazette.law(register.edition), "is_first": not after,
        "running": Move.objects.filter(register=register, finished_at=None).first(),
    }  # fmt: skip
    return render(request, "lawbook/move.html", context, status=status)
