"""What every verb of the room shares: refusing, and writing the journal and the notices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import NoReturn

from django.urls import reverse

from dondoc import gazette
from dondoc.journal import actions as journal
from dondoc.journal.stamps import Stamp
from dondoc.regulation.refusals import Refusal, Refused
from dondoc.units.models import Actor, Unit
from dondoc.units.queries import book_of

#: The journal of the installation itself, for what happens before or outside any register.
INSTALLATION = 0


def refuse(code: str, article: str | None = None, **params: object) -> NoReturn:
    """Raise the refusal with its parameters."""
    raise Refused(Refusal(code, params, article))


def cite(act: str, unit: Unit) -> str:
    """The articles on which the act rests in the regulation of the register to which the unit belongs."""
    register = book_of(unit)
    return gazette.law(register.edition).cite(act) if register is not None else ""


def day_text(day: date) -> str:
    """The date as people here write it: 05/09/2016."""
    return day.strftime("%d/%m/%Y")


def book_number(by: Actor | None, unit: Unit | None) -> int:
    """The register whose journal takes the entry: the actor's, else that of the unit concerned, else the
    installation's.
    """
    if by is not None and by.register is not None:
        return by.register.pk
    body = unit or (by.unit if by is not None else None)
    register = book_of(body) if body is not None else None
    return register.pk if register is not None else INSTALLATION


def write(
    verb: str,
    *,
    by: Actor | None,
    at: datetime,
    unit: Unit | None,
    payload: Mapping[str, object],
    cites: str = "",
    register_id: int | None = None,
) -> None:
    """One entry of the journal about the unit."""
    stamp = by.stamp if by is not None else Stamp(person_id=None, post_id=None, unit_id=None, on_behalf_id=None)
    number = book_number(by, unit) if register_id is None else register_id
    journal.record(verb, register_id=number, stamp=stamp, at=at, payload=payload, cites=cites)


def tell(kind: str, recipients: Iterable[int], *, params: Mapping[str, object], key: str, at: datetime) -> None:
    """One notice to each of the people, with the address of their own page."""
    journal.post(kind, recipients=sorted(set(recipients)), params=params, url=reverse("units:me"), key=key, at=at)
