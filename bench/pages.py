"""The pages that are measured: who opens them, at which addresses, the SQL beside them, what they may cost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote_plus

from bench import facts as data
from bench import reading
from bench.bare import Bare, Given
from bench.facts import Facts

#: Design 8, in seconds.
WHOLE, BESIDE_SQL, TIMES_SQL = 0.150, 0.015, 3
DASHBOARD, SYNTHESIS = 0.5, 1.0
MOST_QUERIES = 20


@dataclass(frozen=True)
class Page:
    """A page: ``paths`` are asked for in turn, each with the parameters of its SQL in ``words``.

    ``budget`` in seconds; None is that of a list: three times the bare SQL and 15 ms, and 150 ms in all. Without ``sql`` there
    is nothing to compare: the page is held to the number of its queries and to 150 ms.
    """

    name: str
    who: str
    paths: tuple[str, ...]
    sql: str = ""
    words: tuple[dict[str, Any], ...] = ()
    read: Callable[[str], Given] | None = None
    budget: float | None = None


def pages_of(bare: Bare, facts: Facts) -> list[Page]:
    """Every page of the table of design 8, then the others."""
    return [
        *_desks(facts), *_registers(bare, facts), *_filters(facts), *_files(bare, facts), *_searches(bare, facts),
        *_numbers(facts), *_other_lists(facts), *_rest(bare, facts),
    ]  # fmt: skip


def _desks(facts: Facts) -> list[Page]:
    def desk(name: str, who: str, read: Callable[[str], Given], budget: float | None = None) -> Page:
        return Page(name, who, ("/",), f"desk_{who}", (facts.words(who),), read, budget)

    return [
        desk("desk of a unit", "unit", reading.desk_unit),
        desk("desk of the Office, monitor", "monitor", reading.desk),
        # These two hold the numbers of the whole register, as the dashboard does.
        desk("desk of the Office, head", "head", reading.desk, DASHBOARD),
        desk("desk of a leader", "leader", reading.desk, DASHBOARD),
    ]


def _registers(bare: Bare, facts: Facts) -> list[Page]:
    found = []
    for name, who, whose in (("Office", "monitor", "office"), ("leader", "leader", "office"), ("unit", "unit", "unit")):
        words = facts.words(who)
        found.append(_list(f"register, {name}", who, "/so-theo-doi/", f"register_{whose}", words))
        if who == "leader":
            continue
        day, pk = data.deep_key(bare, facts, whose)
        path, deep = f"/so-theo-doi/?after={day.isoformat()}~{pk}", {**words, "after_day": day, "after_id": pk}
        found.append(_list(f"register, {name}, deep page", who, path, f"register_{whose}_deep", deep))
    path = "/so-theo-doi/?status=all&sort=entry"
    return [*found, _list("register, all by entry", "monitor", path, "register_all_by_entry", facts.words("monitor"))]


def _list(name: str, who: str, path: str, sql: str, words: dict[str, Any]) -> Page:
    return Page(name, who, (path,), sql, (words,), reading.register)


def _filters(facts: Facts) -> list[Page]:
    late = "state=unfinished&timeliness=past"
    days = f"due_from={facts.today.isoformat()}&due_to={facts.words('leader')['week_ends'].isoformat()}"
    monitor = facts.people["monitor"].post
    asked = [
        ("late of one unit, Office", "monitor", f"unit={facts.other}&{late}", "filter_late_of_unit"),
        ("late, own unit", "unit", late, "filter_late_own"),
        ("one monitor, result waits", "monitor", f"monitor={monitor}&state=sent", "filter_monitor"),
        ("a field in a week, leader", "leader", f"field={facts.field}&{days}", "filter_field_days"),
        ("late, by assignment, leader", "leader", f"view=assignment&{late}", "filter_late_parts"),
    ]
    return [
        _list(f"filter: {name}", who, f"/so-theo-doi/?{query}", sql, facts.words(who, other=facts.other, field=facts.field))
        for name, who, query, sql in asked
    ]  # fmt: skip


def _files(bare: Bare, facts: Facts) -> list[Page]:
    found = []
    for name, who, whose in (("Office", "monitor", "office"), ("unit", "unit", "unit")):
        numbers = data.some_tasks(bare, facts, whose)
        paths = tuple(f"/nhiem-vu/{number}/" for number in numbers)
        words = tuple(facts.words(who, task=number) for number in numbers)
        found.append(Page(f"task file, {name}", who, paths, f"task_{whose}", words, reading.task))
    return found


def _searches(bare: Bare, facts: Facts) -> list[Page]:
    found = []
    for name, query in data.queries(bare, facts).items():
        for who, whose in (("monitor", "office"), ("unit", "unit")):
            sql = f"search_symbol_{whose}" if name == "symbol" else f"search_words_{whose}"
            words = {**facts.words(who), **query.words}
            title = f"search: {name} “{query.typed}”, {'Office' if who == 'monitor' else who}"
            found.append(_list(title, who, f"/tim/?q={quote_plus(query.typed)}", sql, words))
    return found


def _numbers(facts: Facts) -> list[Page]:
    past = {**facts.words("leader"), **facts.as_of(facts.day)}
    report = f"/bao-cao/phu-luc-v/?ngay={facts.day.isoformat()}"
    return [
        Page(
            "dashboard", "leader", ("/bang-dieu-khien/",), "dashboard", (facts.words("leader"),), reading.grid, DASHBOARD
        ),
        Page("synthesis of a past day", "leader", (report,), "synthesis", (past,), reading.grid, SYNTHESIS),
    ]  # fmt: skip


def _other_lists(facts: Facts) -> list[Page]:
    behind = f"/bao-cao/phu-luc-v/danh-sach/?ngay={facts.day.isoformat()}&don-vi={facts.other}&trang-thai=chua-thuc-hien&han=qua-han"
    past = {**facts.words("leader"), **facts.as_of(facts.day), "other": facts.other}
    monitor, head = facts.words("monitor"), facts.words("head")
    return [
        Page("list behind the synthesis", "leader", (behind,), "behind_synthesis", (past,), reading.listed),
        Page("journal", "monitor", ("/nhat-ky/",), "journal", (monitor,), reading.journal),
        Page("notices", "monitor", ("/thong-bao/",), "notices", (monitor,), reading.notices),
        Page("slips that wait", "head", ("/phieu-bao/",), "slips", (head,), reading.slips),
    ]


def _rest(bare: Bare, facts: Facts) -> list[Page]:
    """Pages without SQL beside: they are held to the number of their queries and to 150 ms."""
    papers = bare.rows("SELECT id FROM documents_document WHERE role = 'directive' ORDER BY id DESC LIMIT 20")
    asked: Sequence[tuple[str, str, tuple[str, ...]]] = (
        ("directive", "monitor", tuple(f"/van-ban/{row[0]}/" for row in papers)),
        ("desk, one kind", "monitor", ("/?kind=appraise",)),
        ("desk, one group", "unit", ("/?group=overdue",)),
        ("slips issued", "head", ("/phieu-bao/?xem=da-phat-hanh",)),
        ("cases before the leader", "leader", ("/trinh-lanh-dao/",)),
        ("expected documents", "head", ("/cho-cap-nhat/",)),
        ("units", "monitor", ("/don-vi/",)),
        ("a unit", "monitor", (f"/don-vi/{facts.people['unit'].unit}/",)),
        ("calendar", "head", ("/lich-lam-viec/",)),
        ("regulation", "unit", ("/quy-che/",)),
        ("own page", "unit", ("/toi/",)),
    )
    return [Page(name, who, paths) for name, who, paths in asked]
