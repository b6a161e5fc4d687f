"""Reading regulations: the shelf, one of them article by article, two side by side; attaching the official text."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from dondoc.clock import now
from dondoc.documents import uploads
from dondoc.gazette.models import Edition
from dondoc.lawbook import actions, permissions
from dondoc.lawbook.forms import TextForm
from dondoc.lawbook.queries import comparing, pages
from dondoc.lawbook.queries import shelf as shelves
from dondoc.regulation import Refused
from dondoc.ui import refusals
from dondoc.units.permissions import require
from dondoc.units.queries import book_of
from dondoc.units.requests import ActorRequest


@require_safe
def shelf(request: ActorRequest) -> HttpResponse:
    """The regulations of the installation, each edition with the registers that keep to it."""
    require(permissions.can_see_regulation(request.actor), "permission.see_regulation")
    own = request.actor.register or book_of(request.actor.unit)
    context = {
        "regulations": shelves.regulations(), "own": own,
        "may_load": permissions.can_load_regulation(request.actor),
        "may_adopt": permissions.can_adopt_regulation(request.actor),
    }  # fmt: skip
    return render(request, "lawbook/shelf.html", context)


@require_safe
def regulation(request: ActorRequest, pk: int) -> HttpResponse:
    """Every article with its gist, the official text, its values, what acts on it, its scenarios and readings."""
    require(permissions.can_see_regulation(request.actor), "permission.see_regulation")
    return _page(request, get_object_or_404(Edition, pk=pk), TextForm(), 200)


def _page(request: ActorRequest, edition: Edition, form: TextForm, status: int) -> HttpResponse:
    may = permissions.can_load_regulation(request.actor)
    # The upload is a regulation, which is public, and no paper: the guard of uploads gets the answer that it asks of every file.
    answered = urlencode({uploads.ANSWER: uploads.answer_for(request.user.pk)})
    onward = f"{reverse('lawbook:attach', args=[edition.pk])}?{answered}"
    context = {"page": pages.page_of(edition), "form": form if may else None, "onward": onward}
    return render(request, "lawbook/regulation.html", context, status=status)


@require_http_methods(["POST"])
def attach(request: ActorRequest, pk: int) -> HttpResponse:
    """Keep an uploaded text beside the edition."""
    require(permissions.can_load_regulation(request.actor), "permission.load_regulation")
    edition, form = get_object_or_404(Edition, pk=pk), TextForm(request.POST, request.FILES)
    if form.is_valid():
        name, text = form.cleaned_data["text"]
        try:
            found = actions.attach_text(by=request.actor, at=now(), edition=edition, name=name, text=text)
        except Refused as refused:
            form.add_error("text", refusals.sentence(refused.refusal))
        else:
            said = ngettext(
                "Đã đính toàn văn: nhận ra %(n)s điều, khoản, điểm.", "Đã đính toàn văn: nhận ra %(n)s điều, khoản, điểm.", found
            )  # fmt: skip
            messages.success(request, said % {"n": found})
            return redirect("lawbook:regulation", pk)
    return _page(request, edition, form, 422)


@require_safe
def compare(request: ActorRequest) -> HttpResponse:
    """Two regulations side by side; with htmx the comparison alone."""
    require(permissions.can_see_regulation(request.actor), "permission.see_regulation")
    editions = list(Edition.objects.defer("sources").order_by("-id"))
    left, right = _chosen(request, editions, "a"), _chosen(request, editions, "b")
    only = request.GET.get("chi") == "khac"
    groups = None
    if left is not None and right is not None and left != right:
        groups = comparing.side_by_side(left, right, only_differences=only)
    context = {
        "editions": [(edition, edition.label) for edition in editions], "left": left, "right": right, "groups": groups,
        "only": only, "same": left is not None and left == right,
        "differing": sum(group.differing for group in groups or ()),
    }  # fmt: skip
    template = "lawbook/_comparison.html" if request.headers.get("HX-Request") else "lawbook/compare.html"
    return render(request, template, context)


def _chosen(request: ActorRequest, editions: list[Edition], name: str) -> Edition | None:
    asked = request.GET.get(name, "")
    return next((edition for edition in editions if str(edition.pk) == asked), None)
