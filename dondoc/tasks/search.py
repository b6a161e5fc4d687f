"""Search among the tasks one may see: with or without marks, by words, units and document symbols."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import Case, IntegerField, Q, Value, When
from django.db.models.expressions import BaseExpression, Combinable

from dondoc.tasks.fulltext import BeginsWith, Match, by_entry, spelled, words_of
from dondoc.tasks.models import Task, TaskQuerySet
from dondoc.units.models import Actor
from dondoc.wording import clean_line, fold, nfc, parse_symbol, symbol_key

MOST = 1000
#: How many of the tasks entered last are looked through before the full text is asked for all.
RECENT = 10_000
LONGEST = 200

#: How near a hit is to what was typed.
SAME_SYMBOL, SYMBOL, SAME_TEXT, SAME_WORDS, FOLDED = 4, 3, 2, 1, 0

#: Nearness, instant of entry, number: the order of the hits, the greatest first.
Key = tuple[int, datetime, int]


@dataclass(frozen=True)
class Found:
    """The hits of a page in their order; ``count`` of all of them, at most 1,000 (``is_over``: there are more)."""

    tasks: list[Task]
    count: int
    is_over: bool
    following: str | None


def search(actor: Actor, text: str, limit: int = 50, before: str | None = None) -> Found:
    """Tasks that the actor may see and that hold every word of the text, the last word as a beginning.

    ``don doc`` finds ``đôn đốc``. The newest 1,000 hits are ranked: the document whose number or symbol was typed, then what is
    spelled as typed, then the rest; among equals the newest first. ``before`` is the ``following`` of the page before.
    """
    typed = clean_line(text)[:LONGEST]
    if not words_of(typed):
        return Found([], 0, False, None)
    hits = _hits(actor, typed)
    shown = sorted(hits[:MOST], reverse=True)
    if (start := _read_key(before)) is not None:
        shown = [key for key in shown if key < start]
    page = shown[:limit]
    following = _write_key(page[-1]) if len(shown) > limit else None
    return Found(_fetch(page), min(len(hits), MOST), len(hits) > MOST, following)


def _hits(actor: Actor, typed: str) -> list[Key]:
    """The newest hits, one more than are ranked: by words, and by the column of symbols where a number was typed."""
    visible = Task.objects.visible_to(actor)
    found = set(_among_recent(actor, visible, typed) or _newest(visible.filter(Match(typed)), typed))
    if (key := _symbol_of(typed))[:1].isdigit():
        found |= set(_newest(visible.filter(BeginsWith("document__symbol_key", key)), typed))
    return sorted(found, key=lambda hit: hit[1:], reverse=True)[: MOST + 1]


def _among_recent(actor: Actor, visible: TaskQuerySet, typed: str) -> list[Key]:
    """Enough hits among the tasks entered last, for a frequent word; none when there are too few to say.

    Of a word that every third task holds the full text would bring all, only to throw away all but the newest. Asked for a
    whole register alone, whose tasks an index holds in this order.
    """
    if connection.vendor != "postgresql" or actor.register is None or actor.is_among_others:
        return []
    oldest = visible.order_by("-opened_at", "-id").values_list("opened_at", flat=True)[RECENT : RECENT + 1].first()
    if oldest is None:
        return []
    hits = list(_newest(visible.filter(Match(typed), opened_at__gte=oldest), typed))
    return hits if len(hits) > MOST else []


def _newest(tasks: TaskQuerySet, typed: str) -> Iterable[Key]:
    """The newest of the tasks with their nearness, which is asked of these alone."""
    newest = tasks.order_by(*by_entry(connection.vendor)).values("pk")[: MOST + 1]
    ranked = Task.objects.filter(pk__in=newest).order_by().annotate(nearness=_nearness(typed))
    return ranked.values_list("nearness", "opened_at", "pk")


def _symbol_of(typed: str) -> str:
    """The typed text as a document symbol, or nothing when it is several words."""
    number, symbol = parse_symbol(typed)
    code = f"{number}/{symbol}" if number and symbol else number or symbol
    return "" if " " in code.strip() and "/" not in code else symbol_key(code)[:120]


def _nearness(typed: str) -> BaseExpression | Combinable:
    """The rank of a row; without marks in what was typed no spelling is nearer than another."""
    cases = []
    if key := _symbol_of(typed):
        same = Q(document__symbol_key=key) | Q(BeginsWith("document__symbol_key", f"{key}/"))
        part = Q(BeginsWith("document__symbol_key", key)) | Q(document__symbol_key__contains=f"/{key}")
        cases += [When(same, then=Value(SAME_SYMBOL)), When(part, then=Value(SYMBOL))]
    if nfc(typed).lower() != fold(typed):
        words = spelled(typed).rstrip()
        every = Q(*[Q(spelled__contains=f" {word}") for word in words.split()])
        cases += [When(spelled__contains=words, then=Value(SAME_TEXT)), When(every, then=Value(SAME_WORDS))]
    return Case(*cases, default=Value(FOLDED), output_field=IntegerField()) if cases else Value(FOLDED)


def _fetch(page: list[Key]) -> list[Task]:
    rows = Task.objects.select_related("document", "matter", "monitor__person").in_bulk([key[2] for key in page])
    return [rows[key[2]] for key in page if key[2] in rows]


def _write_key(key: Key) -> str:
    return f"{key[0]}|{key[1].isoformat()}|{key[2]}"


def _read_key(text: str | None) -> Key | None:
    """The key of a page; a text that is none begins again at the first page."""
    try:
        nearness, written, number = (text or "").split("|")
        opened_at = datetime.fromisoformat(written)
        return (int(nearness), opened_at, int(number)) if opened_at.tzinfo else None
    except ValueError:
        return None
