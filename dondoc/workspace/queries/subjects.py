"""What duties are about: one query for each kind of matter, never one per row."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Count, F, Q
from django.db.models.functions import Left
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dondoc.documents.models import Document, ExpectedDocument
from dondoc.duties.models import Matter, MatterKind
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


def _tasks(numbers: list[int]) -> dict[int, Subject]:
    rows = (
        Task.objects.filter(matter__in=numbers)
        .annotate(short=Left("content", SHOWN))
        .values_list(
            "matter_id", "pk", "short", "ordinal", "clause", "document__number", "document__symbol", "document_id"
        )
    )
    return {
        matter: Subject(
            text, _code(number, symbol), place_of(clause, ordinal), reverse("workspace:task", args=[pk]), pk, paper
        )
        for matter, pk, text, ordinal, clause, number, symbol, paper in rows
    }


def place_of(clause: str, ordinal: int) -> str:
    """Where a task stands in its directive: the clause as it is written there, else its number."""
    return clause or _("nhiệm vụ %(n)s") % {"n": ordinal}


def _expected(numbers: list[int]) -> dict[int, Subject]:
    rows = ExpectedDocument.objects.filter(matter__in=numbers).values_list("matter_id", "number", "symbol")
    url = reverse("documents:expected")
    return {matter: Subject("", _code(number, symbol), "", url) for matter, number, symbol in rows}


def _directives(numbers: list[int]) -> dict[int, Subject]:
    rows = (
        Document.objects.filter(matter__in=numbers)
        .annotate(short=Left("abstract", SHOWN))
        .values_list("matter_id", "pk", "short", "number", "symbol")
    )
    return {
        matter: Subject(text, _code(number, symbol), "", reverse("workspace:directive", args=[pk]), None, pk)
        for matter, pk, text, number, symbol in rows
    }


def _ladders(numbers: list[int]) -> dict[int, Subject]:
    rows = (
        Ladder.objects.filter(matter__in=numbers)
        .annotate(short=Left("document__abstract", SHOWN), owed=Count("items", filter=Q(items__is_carrying=True)))
        .values_list(
            "matter_id", "pk", "short", "owed", "document__number", "document__symbol", "document_id", "unit_id"
        )
        .annotate(unit_name=F("unit__name"))
    )
    found = {}
    for matter, pk, abstract, owed, number, symbol, paper, unit, name in rows:
        late = ngettext("%(n)s nhiệm vụ quá hạn", "%(n)s nhiệm vụ quá hạn", owed) % {"n": owed}
        url = reverse("workspace:directive", args=[paper])
        found[matter] = Subject(f"{name}: {late}", _code(number, symbol), abstract, url, None, paper, pk, unit)
    return found


def _code(number: str, symbol: str) -> str:
    return f"{number}/{symbol}" if number and symbol else number or symbol


READERS: dict[str, Callable[[list[int]], dict[int, Subject]]] = {
    MatterKind.TASK: _tasks,
    MatterKind.EXPECTED_DOCUMENT: _expected,
    MatterKind.DIRECTIVE: _directives,
    MatterKind.LADDER: _ladders,
}
