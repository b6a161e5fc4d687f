"""Pages of units, of the own posts, and of deputies."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dondoc import clock
from dondoc.journal import sentences
from dondoc.regulation.refusals import Refused
from dondoc.units import access, actions, permissions
from dondoc.units.forms import ConnectionForm, DeputyForm, OwnDeputyForm, posts_within_reach
from dondoc.units.models import Actor, Deputy, Post, Unit
from dondoc.units.queries import book_of, deputies_of, find_units, posts_of
from dondoc.units.requests import ActorRequest


@require_GET
def no_post(request: HttpRequest) -> HttpResponse:
    """What a person without any post sees."""
    if request.actor is not None:  # type: ignore[attr-defined]
        return redirect("units:me")
    return render(request, "units/no_post.html")


@require_GET
def find(request: ActorRequest) -> HttpResponse:
    """Options of the unit picker for ``?q=`` as a fragment of HTML."""
    actor = request.actor
    register = actor.register or book_of(actor.unit)
    found = find_units(request.GET.get("q", ""), register, clock.today()) if register is not None else []
    return render(request, "units/_options.html", {"matches": found, "query": request.GET.get("q", "")})


@require_GET
def me(request: ActorRequest) -> HttpResponse:
    """The own page: posts, language, sessions, deputies."""
    return _me(request, None)


def _me(request: ActorRequest, form: OwnDeputyForm | None) -> HttpResponse:
    actor, day = request.actor, clock.today()
    post = actor.post
    may = post is not None and permissions.can_appoint_deputy(actor, post)
    if form is None and may:
        form = OwnDeputyForm(actor=actor, day=day)
    context: dict[str, Any] = {
        "posts": posts_of(request.user, day),
        "current": post,
        "form": form,
        "deputies": deputies_of(post, day) if post is not None and may else [],
        "sign_ins": request.user.sign_ins.all()[:10],
        "may_manage_deputies": _may_appoint_for_others(actor),
    }
    return render(request, "units/me.html", context, status=422 if form is not None and form.errors else 200)


@require_POST
def switch(request: ActorRequest) -> HttpResponse:
    """Act for another of the own posts."""
    number = request.POST.get("post", "")
    post = get_object_or_404(Post, pk=int(number) if number.isdecimal() else 0)
    actions.switch_post(person=request.user, at=clock.now(), session=request.session, post=post)
    return redirect("/")


@require_POST
def language(request: ActorRequest) -> HttpResponse:
    """Choose the language of pages and mail; back to the page where it was chosen."""
    chosen, onward = request.POST.get("language", ""), request.POST.get("next", "")
    actions.change_language(person=request.user, at=clock.now(), language=chosen, by=request.actor)
    return redirect(onward if url_has_allowed_host_and_scheme(onward, allowed_hosts=None) else "units:me")


@require_POST
def own_deputy(request: ActorRequest) -> HttpResponse:
    """Appoint a deputy for the own post."""
    actor = request.actor
    form = OwnDeputyForm(request.POST, actor=actor, day=clock.today())
    if actor.post is not None and form.is_valid() and _appoint(request, form, actor.post):
        return redirect("units:me")
    return _me(request, form)


def _may_appoint_for_others(actor: Actor) -> bool:
    """The Office keeps the list of deputies."""
    return actor.is_office and permissions.can_manage_units(actor)


@require_http_methods(["GET", "HEAD", "POST"])
def deputies(request: ActorRequest) -> HttpResponse:
    """The Office appoints and ends deputies for anybody it reaches."""
    actor, day = request.actor, clock.today()
    permissions.require(_may_appoint_for_others(actor), "permission.appoint_deputy")
    form = DeputyForm(request.POST or None, actor=actor, day=day)
    if request.method == "POST" and form.is_valid() and _appoint(request, form, form.cleaned_data["post"]):
        return redirect("units:deputies")
    rows = (
        Deputy.objects.filter(post__in=posts_within_reach(actor, day), ended_at=None, valid_until__gte=day)
        .select_related("person", "appointed_by", "post__person", "post__unit")
        .order_by("valid_from", "id")
    )
    status = 422 if request.method == "POST" else 200
    return render(request, "units/deputies.html", {"form": form, "deputies": rows}, status=status)


def _appoint(request: ActorRequest, form: OwnDeputyForm, post: Post) -> bool:
    """Do it; a refusal becomes a sentence on the form, so that nothing typed is lost."""
    data = form.cleaned_data
    try:
        deputy = actions.appoint_deputy(
            by=request.actor,
            at=clock.now(),
            post=post,
            person=data["person"],
            valid_from=data["valid_from"],
            valid_until=data["valid_until"],
        )
    except Refused as error:
        form.add_error(None, sentences.refusal(error.refusal))
        return False
    done = _("%(person)s được phân công thay %(holder)s.")
    messages.success(request, done % {"person": deputy.person, "holder": deputy.post.person})
    return True


@require_POST
def stop_deputy(request: ActorRequest, deputy_id: int) -> HttpResponse:
    """End a deputy; back to the page it was asked from."""
    actor = request.actor
    deputy = get_object_or_404(Deputy.objects.select_related("post__unit", "post__person"), pk=deputy_id)
    actions.end_deputy(by=actor, at=clock.now(), deputy=deputy)
    messages.success(request, _("Đã chấm dứt việc phân công thay."))
    return redirect("units:deputies" if request.POST.get("back") == "office" else "units:me")


@require_GET
def unit_list(request: ActorRequest) -> HttpResponse:
    """All units that exist today; ``?q=`` searches, ``?cu=1`` shows those that were abolished as well."""
    permissions.require(request.actor.role in access.ROLES, "permission.see_units")
    words, former = request.GET.get("q", ""), request.GET.get("cu") == "1"
    units = Unit.objects.all() if former else Unit.objects.valid_on(clock.today())
    found = units.matching(words).select_related("parent")
    return render(request, "units/list.html", {"units": found, "query": words, "former": former})


@require_GET
def unit_page(request: ActorRequest, unit_id: int) -> HttpResponse:
    """One unit: since when, under whom, who serves in it, what it followed and what follows it."""
    unit = get_object_or_404(Unit.objects.select_related("parent"), pk=unit_id)
    permissions.require(permissions.can_see_unit(request.actor, unit), "permission.see_units")
    day = clock.today()
    context = {
        "unit": unit,
        "posts": Post.objects.held_on(day).filter(unit=unit).select_related("person"),
        "children": unit.children.valid_on(day),
        "successions": unit.successions.select_related("new"),
        "inheritances": unit.inheritances.select_related("old"),
        "passes_on": permissions.can_hand_over(request.actor)
        and unit.valid_until is not None
        and unit.valid_until < day,
        "connects": request.actor.is_office and permissions.can_manage_units(request.actor),
        "hands_over": permissions.can_hand_over(request.actor) and unit == request.actor.unit,
    }
    return render(request, "units/unit.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def connection(request: ActorRequest, unit_id: int) -> HttpResponse:
    """The Office marks that a unit works on paper from a day on, or in the program again."""
    unit = get_object_or_404(Unit, pk=unit_id)
    permissions.require(permissions.can_manage_units(request.actor), "permission.manage_units")
    form = ConnectionForm(request.POST or None, initial={"not_connected_from": unit.not_connected_from})
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data["not_connected_from"]
        actions.set_connection(by=request.actor, at=clock.now(), unit=unit, not_connected_from=day)
        messages.success(request, _("Đã ghi nhận."))
        return redirect("units:unit", unit_id=unit.pk)
    status = 422 if form.errors else 200
    return render(request, "units/connection.html", {"unit": unit, "form": form}, status=status)
