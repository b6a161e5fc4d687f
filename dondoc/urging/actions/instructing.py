"""The leader decides a case: the instruction becomes part of the task file (HUE 8.1e)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.urls import reverse

from dondoc import gazette
from dondoc.clock import local_date
from dondoc.duties import actions as duties
from dondoc.duties.models import DutyKind
from dondoc.regulation import Refused
from dondoc.units.models import Actor
from dondoc.urging import permissions, queries, rules
from dondoc.urging.actions import writing
from dondoc.urging.actions.writing import Act
from dondoc.urging.models import Instruction, Ladder, Step
from dondoc.wording import clean_text


def instruct(
    *,
    by: Actor,
    at: datetime,
    ladder: Ladder,
    text: str,
    follow_up_on: date | None = None,
    token: str | None = None,
) -> Instruction:
    """The leader gives an instruction about the case; unit, monitor and the head of the Office are told.

    The escalation is closed, the tasks are not. With ``follow_up_on`` the case comes back when that day has passed and
    the tasks still stand. Of two leaders who decide at once the second is told that an instruction was given.

    Raises:
        Refused: not a leader of the authority; nothing waits for an instruction; no words; a follow-up that lies behind.
    """
    act, day = Act(by, at, token), local_date(at)
    with transaction.atomic():
        ladder = writing.locked(ladder)
        if token and (first := Instruction.objects.filter(form_token=token).first()):
            return first
        permissions.require_instruct(by, ladder.register, ladder.unit)
        stands = ladder.closed_at is None and writing.stands(ladder)
        said = clean_text(text)
        if refusal := rules.refusal_to_instruct(
            step=ladder.step, is_open=stands, text=said, follow_up_on=follow_up_on, today=day
        ):
            raise Refused(refusal)
        instruction = Instruction.objects.create(
            ladder=ladder, text=said, follow_up_on=follow_up_on, given_at=at, by_post=by.post, form_token=token
        )
        ladder.step = Step.FOLLOW_UP if follow_up_on else Step.REST
        ladder.next_on = follow_up_on
        ladder.save()
        duties.discharge(ladder.matter, DutyKind.INSTRUCT, at=at)
        _tell(instruction, ladder, act)
        return instruction


def _tell(instruction: Instruction, ladder: Ladder, act: Act) -> None:
    day = writing.day_of(act)
    law = gazette.law(ladder.document.edition)
    told = {"text": instruction.text, "follow_up_on": instruction.follow_up_on}
    writing.tell_journal("instruction.given", ladder, act, told, cites=law.cite("instruct"))
    owed = queries.owed_on(ladder.document, ladder.unit, day)
    short: dict[str, Any] = {"text": instruction.text[:300], "follow_up_on": instruction.follow_up_on}
    key = f"instruction:{instruction.pk}"
    people = writing.unit_people(ladder, day)
    writing.post("instruction.given", ladder, people, act, key, **short)
    office = {*writing.monitor_people(ladder, owed, day), *writing.office_heads(ladder, day)} - set(people)
    writing.post(
        "instruction.given", ladder, sorted(office), act, key, url=reverse("urging:case", args=[ladder.pk]), **short
    )
