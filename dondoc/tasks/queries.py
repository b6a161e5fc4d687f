"""Fetching and authorising together."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Exists, F, Min, OuterRef, Q, Subquery, Value
from django.http import Http404

from dondoc.clock import start_of_day
from dondoc.duties.models import Duty, DutyKind
from dondoc.gazette.models import Edition
from dondoc.jobs.registry import Portion
from dondoc.regulation.periods import Period
from dondoc.tasks import rules
from dondoc.tasks.confirmations import reading_drafter
from dondoc.tasks.models import (
    Assignment,
    AssignmentQuerySet,
    AudienceReason,
    Fact,
    Part,
    Span,
    Task,
    TaskQuerySet,
)
from dondoc.units.models import OFFICE_ROLES, Actor, Post, Register, Unit
from dondoc.units.queries import superiors
from dondoc.wording import symbol_key

#: The strongest first: what a unit is to a task when it is several things.
STRENGTH = (
    AudienceReason.HOLDER,
    AudienceReason.COORDINATING,
    AudienceReason.SYNTHESISER,
    AudienceReason.PARENT,
    AudienceReason.DRAFTER,
    AudienceReason.FORMER,
)


def access_task(actor: Actor, pk: int) -> Task:
    """The task, for those who may see it; for everybody else it does not exist."""
    found = (
        Task.objects.visible_to(actor)
        .select_related("matter", "document__register", "register__office", "edition", "monitor__person", "field")
        .filter(pk=pk)
        .first()
    )
    if found is None:
        raise Http404
    return found


def access_assignment(actor: Actor, pk: int) -> Assignment:
    """The assignment of a visible task."""
    found = Assignment.objects.select_related("task", "unit").filter(pk=pk).first()
    if found is None:
        raise Http404
    found.task = access_task(actor, found.task_id)
    return found


def task_called(register: Register, text: str) -> Task | None:
    """The task that people name by its directive and its place in it: ``438/UBND-TC – 2``; without a place the only one."""
    code, place = re.fullmatch(r"(.*?)(?:\s+[-–—]\s*(\d{1,4}))?\s*", text).groups()  # type: ignore[union-attr]
    found = Task.objects.filter(register=register, document__symbol_key=symbol_key(code))
    if place is not None:
        found = found.filter(ordinal=int(place))
    rows = list(found.select_related("document").order_by("-document__issued_on", "ordinal")[:2])
    if place is None and len(rows) > 1:
        return None
    return rows[0] if rows else None


def followed_by(monitor: Post, register: Register | None = None) -> TaskQuerySet:
    """The open tasks that the officer follows, of all registers or of one."""
    found = Task.objects.open().filter(monitor=monitor)
    return found if register is None else found.filter(register=register)


def how_many_follow(register: Register) -> dict[int, int]:
    """How many open tasks of the register each officer follows, by the number of the post."""
    open_tasks = Task.objects.open().filter(register=register).exclude(monitor=None)
    return dict(open_tasks.order_by().values_list("monitor").annotate(Count("pk")))


def following(register: Register) -> list[Post]:
    """The officers who follow an open task of the register, also those who hold their post no more."""
    posts = Post.objects.filter(pk__in=how_many_follow(register))
    return list(posts.select_related("person").order_by("person__full_name", "pk"))


def officers(register: Register) -> list[Post]:
    """Whoever may have followed tasks of the register, today or once: the posts of its Office."""
    posts = Post.objects.filter(unit__in=[register.office_id, register.keeper_id], role__in=OFFICE_ROLES)
    return list(posts.select_related("person"))


def audience_of(
    task: Task, holdings: Iterable[tuple[Unit, str, str]], above: dict[tuple[int, int], list[int]] | None = None
) -> dict[int, str]:
    """Which unit may see the task, and why: who has it or had it (unit, part, state), the units above, who synthesises, and
    who drafted the directive where it confirms the result.

    ``above`` keeps the superiors of units that were asked for before, by register and unit.
    """
    known = {} if above is None else above
    found: dict[int, list[str]] = {}
    for unit, part, state in holdings:
        found.setdefault(unit.pk, []).append(_reason_of(part, state))
        key = (task.register_id, unit.pk)
        if key not in known:
            known[key] = [superior.pk for superior in superiors(unit, task.register)]
        for unit_id in known[key]:
            found.setdefault(unit_id, []).append(AudienceReason.PARENT)
    if task.synthesiser_id is not None:
        found.setdefault(task.synthesiser_id, []).append(AudienceReason.SYNTHESISER)
    if (drafter := reading_drafter(task)) is not None:
        found.setdefault(drafter, []).append(AudienceReason.DRAFTER)
    return {unit_id: min(reasons, key=STRENGTH.index) for unit_id, reasons in found.items()}


def _reason_of(part: str, state: str) -> str:
    if state == rules.ENDED:
        return AudienceReason.FORMER
    return AudienceReason.COORDINATING if part == Part.COORDINATING else AudienceReason.HOLDER


#: After these facts a unit that is overdue is asked anew why.
TURNS = ("assigned", "due_date_moved", "result_sent_back", "reopened")


def without_reason(day: date, editions: Iterable[Edition]) -> AssignmentQuerySet:
    """Assignments past their date and not done whose unit was not asked for the reason, and gave none, since they turned so.

    ``turned_at`` is the instant of the last fact that may begin a delay anew.
    """
    turned = Fact.objects.filter(assignment=OuterRef("pk"), kind__in=TURNS).order_by("-recorded_at", "-id")
    asked = Duty.objects.filter(
        matter=OuterRef("task__matter"), holder_unit=OuterRef("unit"), kind=DutyKind.EXPLAIN_DELAY,
        opened_at__gte=OuterRef("turned_at"),
    )  # fmt: skip
    said = Fact.objects.filter(
        assignment=OuterRef("pk"), kind="delay_explained", recorded_at__gte=OuterRef("turned_at")
    )
    return (
        _at_work(editions)
        .filter(due_on__lt=day)
        .annotate(turned_at=Subquery(turned.values("recorded_at")[:1]))
        .filter(~Exists(asked), ~Exists(said))
    )


def without_update(period: Period, edition: Edition) -> AssignmentQuerySet:
    """Assignments without a date whose unit has said nothing in the period and was not asked for it yet.

    What was given in the last month of the period is updated for the first time in the next (reading, HUE NOTES).
    """
    asked = Duty.objects.filter(
        Q(closed_at=None) | Q(due_on=period.last_on),
        matter=OuterRef("task__matter"), holder_unit=OuterRef("unit"), kind=DutyKind.UPDATE_PERIODIC,
    )  # fmt: skip
    told = Fact.objects.filter(
        assignment=OuterRef("pk"), kind__in=["progress_reported", "result_sent"],
        occurred_at__gte=start_of_day(period.first_on),
    )  # fmt: skip
    before = Span.objects.filter(assignment=OuterRef("pk"), since__lt=start_of_day(period.last_on.replace(day=1)))
    return _at_work([edition]).filter(Exists(before), ~Exists(told), ~Exists(asked), due_on=None)


def without_timely_update(day: date, editions: Iterable[Edition]) -> AssignmentQuerySet:
    """Assignments whose update is still owed after its last day and of which that was not said yet."""
    owed = Duty.objects.open().filter(
        Q(holder_unit=OuterRef("unit")) | Q(holder_unit=OuterRef("task__register__office")),
        matter=OuterRef("task__matter"), kind=DutyKind.UPDATE_RESULT, due_on__lt=day,
    )  # fmt: skip
    said = Fact.objects.filter(assignment=OuterRef("pk"), kind="update_missed", recorded_at__gte=OuterRef("owed_since"))
    found = _at_work(editions).annotate(owed_since=Subquery(owed.order_by("pk").values("opened_at")[:1]))
    return found.filter(Exists(owed), ~Exists(said))


def _at_work(editions: Iterable[Edition]) -> AssignmentQuerySet:
    """What units have in hand: neither returned nor waiting for appraisal nor done."""
    return Assignment.objects.answering().filter(
        state__in=[rules.NOT_STARTED, rules.IN_PROGRESS], closed_at=None, task__edition__in=list(editions),
        task__document__purged_at=None,
    )  # fmt: skip


def portions(found: AssignmentQuerySet, day: F | Value) -> list[Portion]:
    """How many of the assignments lie with each unit, by a day of theirs: what a rule of `tick` says before it acts."""
    rows = found.order_by().values_list("task__register_id", "unit_id", day)
    return [Portion(*row) for row in rows.annotate(count=Count("pk"), matter=Min("task__matter_id"))]
