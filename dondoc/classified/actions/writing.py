"""What the verbs share: the papers under lock, the register's journal of classified papers, the notice that says nothing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse

from dondoc.classified import rules
from dondoc.classified.models import ClassifiedPaper
from dondoc.classified.sentences import DUTY
from dondoc.duties import actions as duties
from dondoc.journal import actions as journal
from dondoc.regulation import Refusal, Refused
from dondoc.units.models import Actor, Register


def refuse(code: str, article: str | None = None) -> None:
    """Raise the refusal; no refusal of the room carries anything of a paper."""
    raise Refused(Refusal(f"classified.{code}", {}, article))


def locked(paper: ClassifiedPaper) -> ClassifiedPaper:
    """The paper as it stands now; nobody else changes it until the transaction ends.

    Raises:
        Refused: it was removed.
    """
    duties.lock(paper.matter)
    found = ClassifiedPaper.objects.select_related(
        "matter", "edition", "register__keeper", "register__office", "register__edition"
    ).get(pk=paper.pk)
    if found.purged_at is not None:
        refuse("removed")
    return found


def tell_journal(
    verb: str, register: Register, by: Actor, at: datetime, paper: ClassifiedPaper | None = None, **numbers: int
) -> None:
    """A line in the chain of the register's classified papers; numbers and nothing else."""
    matter = paper.matter_id if paper is not None else None
    said = numbers if paper is None else {"n": paper.pk, **numbers}
    journal.record(
        f"classified.{verb}", register_id=rules.chain_of(register.pk), stamp=by.stamp, at=at, payload=said,
        matter_id=matter, root_id=matter,
    )  # fmt: skip


def tell_people(paper: ClassifiedPaper, people: Iterable[int], key: str, at: datetime) -> None:
    """That there is something to be done about a classified paper: not what, not which, not until when."""
    journal.post(
        DUTY, recipients=sorted(set(people)), params={}, url=reverse("classified:list"),
        key=f"classified:{paper.pk}:{key}", at=at, matter_id=paper.matter_id,
    )  # fmt: skip
