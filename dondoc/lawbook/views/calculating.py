"""The calculator: which date a limit gives, day by day; for everybody where an authority opened it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dondoc import gazette
from dondoc.clock import now
from dondoc.gazette.models import Edition
from dondoc.lawbook import actions, permissions
from dondoc.lawbook.forms import CalculatorForm
from dondoc.lawbook.models import OpenCalculator
from dondoc.lawbook.queries import calculator
from dondoc.lawbook.queries.calculator import Answer
from dondoc.units.models import Actor, Register
from dondoc.units.permissions import require
from dondoc.units.queries import book_of
from dondoc.units.requests import ActorRequest
from dondoc.workdays import SpanError


@login_not_required
@require_safe
def calculate(request: HttpRequest) -> HttpResponse:
    """A limit or a span from a day; with htmx the answer alone. Without sign-in only the regulations that were opened."""
    actor: Actor | None = getattr(request, "actor", None)
    opened = list(OpenCalculator.objects.select_related("register"))
    if actor is None and not opened:
        return redirect_to_login(request.get_full_path())
    editions = _editions(actor, opened)
    own = actor.register or book_of(actor.unit) if actor is not None else opened[0].register
    chosen = _chosen(request, editions, own)
    asked = "on" in request.GET
    form = CalculatorForm(request.GET if asked else None, editions=editions, chosen=chosen)
    answer = _answer(form) if asked and form.is_valid() else None
    context: dict[str, Any] = {
        "form": form, "answer": answer, "chosen": chosen, "law": gazette.law(chosen) if chosen is not None else None,
        "is_public": actor is None,
        "register": actor.register if actor is not None and permissions.can_adopt_regulation(actor) else None,
    }  # fmt: skip
    context["is_open"] = any(row.register == context["register"] for row in opened)
    template = "lawbook/_calculation.html" if request.headers.get("HX-Request") else "lawbook/calculator.html"
    return render(request, template, context, status=422 if form.errors else 200)


def _editions(actor: Actor | None, opened: list[OpenCalculator]) -> list[Edition]:
    if actor is not None:
        return list(Edition.objects.order_by("-id"))
    return list(Edition.objects.filter(pk__in={row.register.edition_id for row in opened}).order_by("-id"))


def _chosen(request: HttpRequest, editions: list[Edition], own: Register | None) -> Edition | None:
    """The edition of the address, else that of the reader's own authority, else any."""
    asked = request.GET.get("edition", "")
    found = next((edition for edition in editions if str(edition.pk) == asked), None)
    mine = next((edition for edition in editions if own is not None and edition.pk == own.edition_id), None)
    return found or mine or next(iter(editions), None)


def _answer(form: CalculatorForm) -> Answer | None:
    given = form.cleaned_data
    try:
        if given.get("span"):
            return calculator.by_span(given["span"], given["on"], given["direction"])
        return calculator.by_law(
            given["edition"], given["limit"], given["on"], at=given.get("hour"), tags=given["tags"]
        )
    except SpanError:
        form.add_error("on", _("Ngày tính được vượt ra ngoài lịch."))
        return None


@require_http_methods(["POST"])
def open_to_all(request: ActorRequest) -> HttpResponse:
    """The head of the Office lets everybody use the calculator, or no longer."""
    require(permissions.can_adopt_regulation(request.actor), "permission.adopt_regulation")
    assert request.actor.register is not None  # can_adopt_regulation
    is_open = actions.open_calculator(
        by=request.actor, at=now(), register=request.actor.register, is_open=request.POST.get("open") == "1"
    )
    said = (
        _("Mọi người dùng được trang tính hạn mà không cần đăng nhập.")
        if is_open
        else _("Trang tính hạn cần đăng nhập.")
    )
    messages.success(request, said)
    return redirect("lawbook:calculate")
