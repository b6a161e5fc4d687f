"""What the measured pages are about: people of each role, a unit with much to do, keys deep in a list, words to search for."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

from bench.bare import Bare
from dondoc.clock import end_of_day, today
from dondoc.wording import symbol_key, tokens

PAST = timedelta(days=45)


@dataclass(frozen=True)
class Someone:
    """A person with a post."""

    username: str
    person: int
    post: int
    unit: int
    role: str
    unit_code: str

    def words(self) -> dict[str, Any]:
        """As the statements call it."""
        return {"person": self.person, "post": self.post, "unit": self.unit, "role": self.role}


@dataclass(frozen=True)
class Facts:
    """Everything the pages need to know of the data."""

    register: int
    people: dict[str, Someone]
    other: int
    field: int
    today: date
    day: date
    tasks: int

    def words(self, who: str, **more: Any) -> dict[str, Any]:
        """The parameters of statements for a reader."""
        days = {"today": self.today, "week_ends": self.today + timedelta(days=7)}
        return {"register": self.register, **self.people[who].words(), **days, **self.as_of(self.today), **more}

    def as_of(self, day: date) -> dict[str, Any]:
        """The parameters of a grid as of the end of a day."""
        ends: datetime = end_of_day(day)
        return {"day": day, "day_ends": ends}


_BUSIEST = """
SELECT pe.username, pe.id, po.id, po.unit_id, po.role, u.code FROM units_post po JOIN units_person pe ON pe.id = po.person_id
JOIN units_unit u ON u.id = po.unit_id
WHERE po.role = :role AND pe.is_active AND po.valid_until IS NULL
ORDER BY (SELECT count(*) FROM duties_duty d WHERE d.closed_at IS NULL AND d.holder_unit_id = po.unit_id
  AND (d.holder_post_id = po.id OR d.holder_post_id IS NULL)) DESC, po.id LIMIT 1
"""
ROLES = {"unit": "unit_officer", "monitor": "monitor", "head": "office_head", "leader": "leader"}


def gather(bare: Bare) -> Facts:
    """Of each role the person with most to do; the unit with most overdue work."""
    people = {who: Someone(*bare.rows(_BUSIEST, role=role)[0]) for who, role in ROLES.items()}
    register = bare.rows("SELECT id FROM units_register ORDER BY id LIMIT 1")[0][0]
    late = """SELECT unit_id FROM tasks_span WHERE until IS NULL AND part <> 'coordinating' AND state = 'not_started'
      AND due_on < :today GROUP BY unit_id ORDER BY count(*) DESC, unit_id LIMIT 1"""
    field = "SELECT field_id FROM tasks_task WHERE field_id IS NOT NULL ORDER BY id LIMIT 1"
    found = bare.rows(late, today=today())
    return Facts(
        register=register, people=people, other=found[0][0] if found else people["unit"].unit,
        field=bare.rows(field)[0][0], today=today(), day=today() - PAST,
        tasks=bare.rows("SELECT count(*) FROM tasks_task")[0][0],
    )  # fmt: skip


OPEN = {
    "office": "tasks_task t WHERE t.register_id = :register AND t.closed_at IS NULL",
    "unit": "tasks_audience v JOIN tasks_task t ON t.id = v.task_id WHERE v.unit_id = :unit AND t.closed_at IS NULL",
}


def deep_key(bare: Bare, facts: Facts, whose: str) -> tuple[date, int]:
    """The key in the middle of the open tasks that the Office or the unit sees."""
    words = {"register": facts.register, "unit": facts.people["unit"].unit}
    count = bare.rows(f"SELECT count(*) FROM {OPEN[whose]}", **words)[0][0]
    row = bare.rows(
        f"SELECT t.due_order, t.id FROM {OPEN[whose]} ORDER BY t.due_order, t.id LIMIT 1 OFFSET :place",
        **words, place=max(0, count // 2 - 1),
    )[0]  # fmt: skip
    return (row[0] if isinstance(row[0], date) else date.fromisoformat(row[0])), row[1]


def some_tasks(bare: Bare, facts: Facts, whose: str, most: int = 40) -> list[int]:
    """Numbers of tasks, open and closed, spread over all that the Office or the unit sees."""
    source = OPEN[whose].replace(" AND t.closed_at IS NULL", "")
    words = {"register": facts.register, "unit": facts.people["unit"].unit}
    low, high = bare.rows(f"SELECT min(t.id), max(t.id) FROM {source}", **words)[0]
    found: set[int] = set()
    for place in range(most):
        start = low + (high - low) * place // most
        rows = bare.rows(f"SELECT t.id FROM {source} AND t.id >= :start ORDER BY t.id LIMIT 1", **words, start=start)
        found.update(row[0] for row in rows)
    return sorted(found)


@dataclass(frozen=True)
class Query:
    """Something that is searched for, as it is typed, and what the statements need of it."""

    typed: str
    words: dict[str, Any]


def queries(bare: Bare, facts: Facts) -> dict[str, Query]:
    """A pair of words that many tasks hold, a pair that few hold, and the beginning of a document's number and symbol.

    All of them are in what the unit sees, so that its pages have rows too.
    """
    numbers = some_tasks(bare, facts, "unit", 400)
    pairs: Counter[str] = Counter()
    for number in numbers:
        words = re.findall(
            r"[^\W\d_]+", bare.rows("SELECT content FROM tasks_task WHERE id = :n", n=number)[0][0].lower()
        )
        pairs.update({f"{a} {b}" for a, b in pairwise(words) if min(len(a), len(b)) > 1 and not (a + b).isascii()})
    common = pairs.most_common()
    coded = "SELECT p.symbol_key FROM tasks_task t JOIN documents_document p ON p.id = t.document_id WHERE t.id = :n"
    keys = [row[0] for number in reversed(numbers) for row in bare.rows(coded, n=number) if "/" in row[0]]
    number, _, rest = keys[0].partition("/")
    return {
        "frequent": _of_words(bare.vendor, common[0][0]),
        "rare": _of_words(bare.vendor, common[-1][0]),
        "symbol": _of_symbol(bare.vendor, f"{number}/{rest[:2]}"),
    }


def _match(vendor: str, typed: str) -> str:
    words = tokens(typed)
    if vendor == "sqlite":
        return " AND ".join(f'"{word}"' for word in words) + "*"
    return " & ".join(f"'{word}'" for word in words) + ":*"


def _of_words(vendor: str, typed: str) -> Query:
    first, second = typed.split()
    words = {"words": _match(vendor, typed), "spelled": f" {typed}", "first": f" {first}", "second": f" {second}"}
    return Query(typed, words)


def _of_symbol(vendor: str, typed: str) -> Query:
    return Query(typed, {"words": _match(vendor, typed), "key": symbol_key(typed)})
