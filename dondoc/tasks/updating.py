"""How a regulation wants results updated (C3): counted from which event, by whom, and whether a word on progress is enough (pure)."""

from __future__ import annotations

from dondoc.regulation import Event, Profile, Silent
from dondoc.workdays import Direction


def counts_from(law: Profile) -> Event:
    """From what the limit of updating counts; a silent text is taken to mean the deadline."""
    limit = law.limits["update"]
    return Event.DUE_DATE if isinstance(limit, Silent) else limit.cases[-1].counts_from


def by_office(law: Profile) -> bool:
    """Whether the Office updates, with the units (KTM 6.3)."""
    stated = law.update_by
    return not isinstance(stated, Silent) and stated.value == "office"


def progress_suffices(law: Profile) -> bool:
    """Whether a word on progress answers the limit: where it lies before the deadline there need not be a result (HCM 4.2)."""
    limit = law.limits["update"]
    return not isinstance(limit, Silent) and limit.cases[-1].direction is Direction.BEFORE


def depends_on_hour(law: Profile) -> bool:
    """Whether the hour at which the result document was issued moves the time for updating (DTP 7.5: 15:00)."""
    limit = law.limits["update"]
    if isinstance(limit, Silent):
        return False
    return any(case.counts_from is Event.DOCUMENT_ISSUED and case.cutoff is not None for case in limit.cases)


def misses_count(law: Profile) -> bool:
    """Whether a missed limit of updating makes the task count as not done."""
    stated = law.missed_update
    return not isinstance(stated, Silent) and stated.value == "not_done"


def refusals_count(law: Profile) -> bool:
    """Whether a refused result makes the task count as not done, and is not merely completed."""
    stated = law.after_refusal
    return not isinstance(stated, Silent) and stated.value == "not_done"
