"""What duties are about: one query for each kind of matter, never one per row."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Count, Q
from django.db.models.functions import Left
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dondoc.classified.models import ClassifiedPaper
from dondoc.documents.models import Document, DocumentKind, ExpectedDocument
from dondoc.duties.models import Matter, MatterKind
from dondoc.extensions.models import Kind, Proposal
from dondoc.tasks.models import Task
from dondoc.urging.models import Ladder

SHOWN = 400
"""Characters of a task's content on a line of a list; the task file has the whole."""


@dataclass(frozen=True)
class Subject:
    """What a line of a desk says of its matter: words, the directive's code, where it stands in it, where to go."""

    text: str
    code: str
    place: str
    url: str
    task_id: int | None = None
    document_id: int | None = None
    ladder_id: int | None = None
    unit_id: int | None = None
    proposal_id: int | None = None
    #: Nothing of it may leave the program: a notice says that there is one, and neither which nor until when.
    is_bare: bool = False


def subjects_of(matters: Iterable[Matter]) -> dict[int, Subject]:
    """The subject of each matter by the matter's number."""
    by_kind: dict[str, list[int]] = {}
    for matter in matters:
        by_kind.setdefault(matter.kind, []).append(matter.pk)
    found: dict[int, Subject] = {}
    for kind, numbers in by_kind.items():
        if kind in READERS:
            found.update(READERS[kind](numbers))
    return found


#: Number, symbol and kind of a task's or a ladder's directive: what `code_of` reads.
CODED = ("document__number", "document__symbol", "document__kind")


def code_of(number: str, symbol: str, kind: str) -> str:
    """How a paper is called: number and symbol as they are written, or its kind where it has none."""
    code = f"{number}/{symbol}" if number and symbol else number or symbol
    return code or str(DocumentKind(kind).label)


def place_of(clause: str, ordinal: int) -> str:
    """Where a task stands in its directive: the clause as it is written there, else its number."""
    return clause or _("nhiệm vụ %(n)s") % {"n": ordinal}


def _tasks(numbers: list[int]) -> dict[int, Subject]:
    found = {}
    rows = Task.objects.filter(matter__in=numbers).annotate(short=Left("content", SHOWN))
    for matter, pk, text, ordinal, clause, paper, *coded in rows.values_list(
        "matter_id", "pk", "short", "ordinal", "clause", "document_id", *CODED
    ):
        url = reverse("workspace:task", args=[pk])
        found[matter] = Subject(text, code_of(*coded), place_of(clause, ordinal), url, pk, paper)
    return found


def _expected(numbers: list[int]) -> dict[int, Subject]:
    rows = ExpectedDocument.objects.filter(matter__in=numbers).values_list("matter_id", "number", "symbol")
    url = reverse("documents:expected")
    return {matter: Subject("", f"{number}/{symbol}", "", url) for matter, number, symbol in rows}


def _directives(numbers: list[int]) -> dict[int, Subject]:
    rows = Document.objects.filter(matter__in=numbers).annotate(short=Left("abstract", SHOWN))
    return {
        matter: Subject(text, code_of(*coded), "", reverse("workspace:directive", args=[pk]), None, pk)
        for matter, pk, text, *coded in rows.values_list("matter_id", "pk", "short", "number", "symbol", "kind")
    }


def _ladders(numbers: list[int]) -> dict[int, Subject]:
    found = {}
    rows = Ladder.objects.filter(matter__in=numbers).annotate(
        short=Left("document__abstract", SHOWN), owed=Count("items", filter=Q(items__is_carrying=True))
    )
    for matter, pk, abstract, owed, paper, unit, name, *coded in rows.values_list(
        "matter_id", "pk", "short", "owed", "document_id", "unit_id", "unit__name", *CODED
    ):
        late = ngettext("%(n)s nhiệm vụ quá hạn", "%(n)s nhiệm vụ quá hạn", owed) % {"n": owed}
        url = reverse("workspace:directive", args=[paper])
        found[matter] = Subject(f"{name}: {late}", code_of(*coded), abstract, url, None, paper, pk, unit)
    return found


def _proposals(numbers: list[int]) -> dict[int, Subject]:
    found = {}
    rows = Proposal.objects.filter(matter__in=numbers).annotate(short=Left("task__content", SHOWN))
    for matter, pk, kind, name, text, ordinal, clause, *coded in rows.values_list(
        "matter_id", "pk", "kind", "assignment__unit__name", "short", "task__ordinal", "task__clause",
        *(f"task__{column}" for column in CODED),
    ):  # fmt: skip
        url = reverse("extensions:proposal", args=[pk])
        words = f"{name}, {str(Kind(kind).label).lower()}: {text}"
        found[matter] = Subject(words, code_of(*coded), place_of(clause, ordinal), url, proposal_id=pk)
    return found


def _classified(numbers: list[int]) -> dict[int, Subject]:
    """That it is a classified paper, and nothing of it: who may see more follows the link."""
    rows = ClassifiedPaper.objects.filter(matter__in=numbers).values_list("matter_id", "pk")
    name = _("Văn bản mật")
    return {matter: Subject("", name, "", reverse("classified:paper", args=[pk]), is_bare=True) for matter, pk in rows}


READERS: dict[str, Callable[[list[int]], dict[int, Subject]]] = {
    MatterKind.TASK: _tasks,
    MatterKind.EXPECTED_DOCUMENT: _expected,
    MatterKind.DIRECTIVE: _directives,
    MatterKind.LADDER: _ladders,
    MatterKind.PROPOSAL: _proposals,
    MatterKind.CLASSIFIED: _classified,
}
