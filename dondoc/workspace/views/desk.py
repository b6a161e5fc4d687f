"""The desk: one for each role, and what its holder must do, by when, under which article."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from dondoc import gazette
from dondoc.clock import now, today
from dondoc.documents.models import Purge
from dondoc.documents.permissions import can_enter
from dondoc.duties.models import Duty, DutyKind, DutyQuerySet
from dondoc.extensions import rules as proposing
from dondoc.reports import queries as reports
from dondoc.tasks.models import Audience, AudienceReason
from dondoc.units.models import Actor, Register, Role
from dondoc.units.requests import ActorRequest
from dondoc.workspace import rules
from dondoc.workspace.models import Export
from dondoc.workspace.queries import desk as desks
from dondoc.workspace.queries import numbers, status, waves

TILES = (rules.OVERDUE, rules.TODAY, rules.WEEK, desks.FRESH)

#: Kinds of duties on the desks of the Office, in their order.
KINDS = {
    Role.MONITOR: (
        DutyKind.APPRAISE, DutyKind.CONFIRM, DutyKind.URGE, DutyKind.ENTER_DIRECTIVE, DutyKind.ENTER_FOR_UNIT,
        DutyKind.UPDATE_RESULT,
    ),
    Role.OFFICE_OFFICER: (
        DutyKind.ENTER_DIRECTIVE, DutyKind.CORRECT_RETURN, DutyKind.CONFIRM, DutyKind.ENTER_FOR_UNIT, DutyKind.UPDATE_RESULT,
    ),
    Role.OFFICE_HEAD: (
        DutyKind.ISSUE_SLIP, DutyKind.CORRECT_RETURN, DutyKind.APPRAISE, DutyKind.CONFIRM, DutyKind.ENTER_DIRECTIVE,
        DutyKind.ENTER_FOR_UNIT, DutyKind.UPDATE_RESULT,
    ),
    Role.LEADER: (DutyKind.INSTRUCT, DutyKind.CONFIRM),
}  # fmt: skip

#: What only a regulation with extension or adjustment asks for: a desk says nothing of it where the text does not.
OF_PROPOSALS = {
    Role.MONITOR: (DutyKind.SUBMIT_PROPOSAL,),
    Role.OFFICE_OFFICER: (DutyKind.SUBMIT_PROPOSAL,),
    Role.OFFICE_HEAD: (DutyKind.DECIDE_PROPOSAL, DutyKind.SUBMIT_PROPOSAL),
    Role.LEADER: (DutyKind.DECIDE_PROPOSAL,),
}


@require_GET
def desk(request: ActorRequest) -> HttpResponse:
    """What must I do, by when, under which article."""
    template, fill = DESKS[Role(request.actor.role)]
    context = fill(request, request.actor, today())
    exports = Export.objects.visible_to(request.actor).on_desk(now())[:3]
    return render(request, f"workspace/{template}.html", {"today": today(), "exports": exports, **context})


def _unit(request: ActorRequest, actor: Actor, day: date) -> dict[str, Any]:
    group = request.GET.get("group", "")
    found = desks.by_date(actor, day, group=group, after=request.GET.get("after", ""))
    # By the audience: the parts of partners stay open with tasks that are long closed, and would all be read.
    helping = Audience.objects.filter(unit=actor.unit, reason=AudienceReason.COORDINATING, task__closed_at=None)
    tiles = [(name, found.counts[name]) for name in TILES]
    return {"desk": found, "group": group, "tiles": tiles, "helping": helping.count()}


def held_by(actor: Actor) -> DutyQuerySet:
    """Duties on a desk of the authority: a monitor's own; for the rest of the Office, and for leaders, all of their unit."""
    if actor.role == Role.MONITOR:
        return Duty.objects.for_actor(actor)
    return Duty.objects.open().filter(holder_unit=actor.unit)


def _kinds(role: Role, register: Register) -> tuple[DutyKind, ...]:
    """The kinds of duties on the desk of the role, those of proposals first where the register's regulation knows them."""
    knows = proposing.knows_any(gazette.law(register.edition))
    return (*(OF_PROPOSALS[role] if knows else ()), *KINDS[role])


def _office(request: ActorRequest, actor: Actor, day: date) -> dict[str, Any]:
    assert actor.register is not None
    kinds = _kinds(Role(actor.role), actor.register)
    kind = request.GET.get("kind", "")
    duties = held_by(actor).filter(register=actor.register)
    if kind in kinds:
        found = desks.one_kind(duties, kind, actor, day, after=request.GET.get("after", ""))
    else:
        kind, found = "", desks.by_kind(duties, kinds, actor, day)
    context: dict[str, Any] = {"desk": found, "kind": kind, "may_enter": can_enter(actor)}
    context["waves"] = [] if kind else waves.waiting(actor)
    if not kind and actor.role == Role.MONITOR:
        context["overdue"] = numbers.overdue_of_monitor(actor, day)
    if not kind and actor.role == Role.OFFICE_HEAD:
        context |= {
            "numbers": numbers.numbers_of(actor.register, day),
            "worst": numbers.worst_units(actor.register, day),
        }
        context["purges"] = _purges(actor)
    return context


def _purges(actor: Actor) -> list[Purge]:
    """Removals that wait for a second person."""
    waiting = Purge.objects.filter(register=actor.register, confirmed_at=None, declined_at=None)
    return list(waiting.select_related("asked_by").order_by("asked_at", "pk")[:20])


def _leader(request: ActorRequest, actor: Actor, day: date) -> dict[str, Any]:
    assert actor.register is not None
    return {
        **_office(request, actor, day),
        "numbers": numbers.numbers_of(actor.register, day),
        "worst": numbers.worst_units(actor.register, day),
        "purges": _purges(actor),
        "told": numbers.instructions_given(actor, day),
        "grid": reports.grid(actor.register, day),
    }


def _inspector(request: ActorRequest, actor: Actor, day: date) -> dict[str, Any]:
    if actor.register is None:
        return {}
    return {"numbers": numbers.numbers_of(actor.register, day), "worst": numbers.worst_units(actor.register, day)}


def _administrator(request: ActorRequest, actor: Actor, day: date) -> dict[str, Any]:
    return {"state": status.state_of_the_house(now())}


Filler = Callable[[ActorRequest, Actor, date], dict[str, Any]]
DESKS: dict[Role, tuple[str, Filler]] = {
    Role.UNIT_HEAD: ("desk_unit", _unit),
    Role.UNIT_OFFICER: ("desk_unit", _unit),
    Role.MONITOR: ("desk_office", _office),
    Role.OFFICE_OFFICER: ("desk_office", _office),
    Role.OFFICE_HEAD: ("desk_office", _office),
    Role.LEADER: ("desk_leader", _leader),
    Role.INSPECTOR: ("desk_inspector", _inspector),
    Role.ADMINISTRATOR: ("desk_administrator", _administrator),
}
