"""Which edition a register keeps to: decided by the head of the Office, from a day on which the regulation is in force."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from dondoc import gazette
from dondoc.clock import local_date
from dondoc.gazette.models import Edition
from dondoc.journal import actions as journal
from dondoc.journal.stamps import Stamp
from dondoc.lawbook import permissions, rules
from dondoc.lawbook.models import Adoption, OpenCalculator
from dondoc.regulation import Refusal, Refused
from dondoc.units import actions as units
from dondoc.units.models import Actor, Register
from dondoc.units.permissions import require
from dondoc.wording import clean_line


def adopt(
    *, by: Actor | None, at: datetime, register: Register, edition: Edition, from_on: date, decision: str
) -> Adoption:
    """New directives fall under the edition from the day on; open tasks keep theirs until they are moved over.

    A day that has come is applied at once, a later one by `tick`; a decision that still waits gives way to the new one.

    Raises:
        Refused: not the head of the Office; before the regulation is in force or after its end; no decision; nothing new.
    """
    require(by is None or _is_own(by, register), "permission.adopt_regulation")
    with transaction.atomic():
        register = Register.objects.select_for_update().get(pk=register.pk)
        waiting = Adoption.objects.filter(register=register, applied_at=None, withdrawn_at=None)
        words = clean_line(decision)
        refusal = rules.refusal_to_adopt(
            gazette.law(edition).instrument, from_on=from_on, today=local_date(at), decision=words,
            is_current=register.edition_id == edition.pk and not waiting.exists(),
        )  # fmt: skip
        if refusal is not None:
            raise Refused(refusal)
        waiting.update(withdrawn_at=at)
        adoption = Adoption.objects.create(
            register=register, edition=edition, from_on=from_on, decision=words, decided_at=at,
            decided_by=by.post if by is not None else None,
        )  # fmt: skip
        if from_on <= local_date(at):
            return apply_adoption(at=at, adoption=adoption, by=by)
        _tell(by, register, "edition.adoption_decided", _payload(adoption), at)
        return adoption


def apply_adoption(*, at: datetime, adoption: Adoption, by: Actor | None = None) -> Adoption:
    """The day has come: the register keeps to the edition. Done once, whoever asks."""
    with transaction.atomic():
        current = Adoption.objects.select_for_update().select_related("register", "edition").get(pk=adoption.pk)
        if current.applied_at is not None or current.withdrawn_at is not None:
            return current
        if current.register.edition_id != current.edition_id:
            units.adopt_edition(
                by=by, at=at, register=current.register, edition=current.edition, decision=current.decision
            )
        current.applied_at = at
        current.save(update_fields=["applied_at"])
        return current


def withdraw(*, by: Actor, at: datetime, adoption: Adoption) -> Adoption:
    """Take back a decision whose day has not come.

    Raises:
        Refused: not the head of the Office; it is applied or withdrawn already.
    """
    require(_is_own(by, adoption.register), "permission.adopt_regulation")
    with transaction.atomic():
        current = Adoption.objects.select_for_update().get(pk=adoption.pk)
        if current.applied_at is not None or current.withdrawn_at is not None:
            raise Refused(Refusal("lawbook.adoption_settled", {}, None))
        current.withdrawn_at = at
        current.save(update_fields=["withdrawn_at"])
        _tell(by, adoption.register, "edition.adoption_withdrawn", _payload(adoption), at)
        return current


def open_calculator(*, by: Actor, at: datetime, register: Register, is_open: bool) -> bool:
    """Let everybody use the calculator with the register's regulation without signing in, or no longer; says how it is now.

    Raises:
        Refused: not the head of the Office.
    """
    require(_is_own(by, register), "permission.adopt_regulation")
    with transaction.atomic():
        Register.objects.select_for_update().get(pk=register.pk)
        standing = OpenCalculator.objects.filter(register=register)
        if standing.exists() == is_open:
            return is_open
        if is_open:
            OpenCalculator.objects.create(register=register, since=at)
        else:
            standing.delete()
        _tell(by, register, "calculator.opened" if is_open else "calculator.closed", {}, at)
        return is_open


def _is_own(by: Actor, register: Register) -> bool:
    return permissions.can_adopt_regulation(by) and by.register is not None and by.register.pk == register.pk


def _payload(adoption: Adoption) -> dict[str, object]:
    return {"edition": adoption.edition.label, "from_on": adoption.from_on, "decision": adoption.decision}


def _tell(by: Actor | None, register: Register, verb: str, payload: dict[str, object], at: datetime) -> None:
    stamp = by.stamp if by is not None else Stamp()
    journal.record(verb, register_id=register.pk, stamp=stamp, at=at, payload=payload)
