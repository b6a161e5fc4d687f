"""Open tasks go over to the edition that the register has adopted: asked once, done in portions, told once to each person."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from django.db import transaction
from django.urls import reverse

from dondoc import gazette
from dondoc.clock import local_date
from dondoc.documents.models import Document
from dondoc.duties import actions as duties
from dondoc.duties.actions.editions import move_to_edition as move_duties
from dondoc.duties.queries import people_of
from dondoc.gazette.models import Edition
from dondoc.jobs import actions as jobs
from dondoc.journal import actions as journal
from dondoc.journal.actions import Message
from dondoc.journal.stamps import Stamp
from dondoc.lawbook import permissions, rules
from dondoc.lawbook.models import Move
from dondoc.lawbook.queries import moving
from dondoc.regulation import Refused
from dondoc.tasks.actions.editions import move_to_edition as move_tasks
from dondoc.units.models import Actor, Register
from dondoc.units.permissions import require
from dondoc.urging import actions as urging
from dondoc.urging.models import Ladder
from dondoc.wording import clean_line

#: The kind of job that carries a move on.
CARRY_ON = "lawbook-move"
PORTION = 50


def begin_move(*, by: Actor, at: datetime, register: Register, edition: Edition, reason: str, token: str) -> Move:
    """Let the open tasks of the register go over to the edition; the work begins soon after, and can be interrupted.

    A repeated form gets the first answer.

    Raises:
        Refused: not the head of the Office; not the adopted edition, or not in force; no reason; another move is running.
    """
    with transaction.atomic():
        register = Register.objects.select_for_update().get(pk=register.pk)
        if (first := Move.objects.filter(form_token=token, register=register).first()) is not None:
            return first
        own = by.register is not None and by.register.pk == register.pk
        require(own and permissions.can_adopt_regulation(by), "permission.adopt_regulation")
        assert by.post is not None  # the head of the Office
        words = clean_line(reason)
        refusal = rules.refusal_to_move(
            gazette.law(edition).instrument, today=local_date(at), reason=words,
            is_adopted=register.edition_id == edition.pk,
            running=Move.objects.filter(register=register, finished_at=None).exists(),
        )  # fmt: skip
        if refusal is not None:
            raise Refused(refusal)
        move = Move.objects.create(
            register=register, edition=edition, reason=words, asked_by=by.post, asked_at=at, form_token=token
        )
        payload = {"edition": edition.label, "reason": words, "directives": moving.waiting(register, edition).count()}
        journal.record("edition.move_begun", register_id=register.pk, stamp=by.stamp, at=at, payload=payload)
        jobs.enqueue(CARRY_ON, {"move": move.pk, "after": 0}, at=at, key=f"{CARRY_ON}:{move.pk}:0")
        return move


def carry_on(*, at: datetime, number: int, most: int = PORTION) -> Move:
    """Move the next directives; when none is left, the move is finished. Done twice, it changes nothing more."""
    with transaction.atomic():
        move = Move.objects.select_for_update(of=("self",)).select_related("register", "edition").get(pk=number)
        if move.finished_at is not None:
            return move
        found = moving.waiting(move.register, move.edition).filter(pk__gt=move.after).order_by("pk")
        portion = list(found.select_related("matter", "register").defer("folded")[:most])
        for document in portion:
            _move(document, move, at)
        move.after = portion[-1].pk if portion else move.after
        if len(portion) < most:
            move.finished_at = at
            payload = {
                "edition": move.edition.label,
                "directives": move.directives,
                "tasks": move.tasks,
                "dates": move.dates,
            }
            journal.record("edition.move_finished", register_id=move.register_id, stamp=Stamp(), at=at, payload=payload)
        move.save()
        return move


def _move(document: Document, move: Move, at: datetime) -> None:
    """A directive with everything under it: its tasks, its duties, the ladders that climb because of it."""
    assert document.matter is not None  # every directive has one
    duties.lock(document.matter)
    tasks, dates = move_tasks(document, move.edition, at=at, reason=move.reason)
    open_now = moving.open_duties(document)
    moved, lines = move_duties(open_now, move.edition, at=at, reason=move.reason, move=move.pk)
    journal.record_many(lines, stamp=Stamp(), at=at)
    for ladder in Ladder.objects.open().filter(document=document).exclude(next_on=None).order_by("pk"):
        moved += urging.recount(at=at, ladder=ladder)
    move.directives, move.tasks, move.dates = move.directives + 1, move.tasks + tasks, move.dates + dates + moved


def tell(*, at: datetime, move: Move) -> int:
    """One message to each person some of whose open duties the move gave another date; says to how many."""
    counts: Counter[int] = Counter()
    for holder, count in moving.holders_of(move).items():
        for person in people_of(holder, local_date(at)):
            counts[person] += count
    messages = [
        Message(
            "edition.duties_moved", (person,), {"count": count, "edition": move.edition.label, "reason": move.reason},
            reverse("workspace:desk"), f"move:{move.pk}",
        )
        for person, count in sorted(counts.items())
    ]  # fmt: skip
    return journal.post_many(messages, at=at)
