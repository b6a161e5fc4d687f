"""Reading the tables of a profile: limits, forms, and whatever `profile.Profile` declares; what rows must not say together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dondoc.regulation import terms
from dondoc.regulation.columns import Columns
from dondoc.regulation.kinds import read_row
from dondoc.regulation.locator import Path
from dondoc.regulation.schema import Band, Case, Form, LadderStep, Limit, LimitCase
from dondoc.regulation.terms import Tag
from dondoc.regulation.topics import ListOf, Table

#: Tags that never come together: a case that needs both can never be reached.
EXCLUDING = (frozenset({Tag.WITHOUT_DUE_DATE, Tag.DUE_DATE_SET_BY_SUPERIOR}),)


def read_limit(columns: Columns, data: Mapping[str, Any], name: str) -> Limit:
    """A limit: its cases in their order."""
    path = ("limits", name)
    rows = columns.rows(data, name, ("limits",))
    cases = tuple(read_row(LimitCase, columns, row, (*path, place)) for place, row in enumerate(rows))
    check_cases(columns, cases, path)
    for place, case in enumerate(cases):
        if case.on_silence != "nothing" and name not in terms.LIMITS_WITH_SILENCE:
            known = ", ".join(terms.LIMITS_WITH_SILENCE)
            raise columns.where.error((*path, place, "on_silence"), f"“on_silence” chỉ dùng cho {known}.")
    return Limit(name, cases)


def check_cases(columns: Columns, cases: Sequence[Case], path: Path) -> None:
    """Refuse cases without a last base case, and a case that can never be reached."""
    bases = [place for place, case in enumerate(cases) if not case.when]
    if not cases or bases != [len(cases) - 1]:
        wrong = next((place for place in bases if place != len(cases) - 1), len(cases) - 1)
        message = "trường hợp chung (không có “when”) phải đứng cuối và chỉ có một."
        raise columns.where.error((*path, max(wrong, 0)), message)
    for place, case in enumerate(cases):
        if any(earlier.hides(case) for earlier in cases[:place]):
            message = "trường hợp này không bao giờ tới lượt: một trường hợp ở trên đã nhận mọi nhãn của nó."
            raise columns.where.error((*path, place), message)
        if case.match_all and (both := next((pair for pair in EXCLUDING if pair <= case.when), None)):
            message = f"trường hợp này không bao giờ tới lượt: {' và '.join(sorted(both))} không thể cùng có."
            raise columns.where.error((*path, place, "when"), message)


def read_table(columns: Columns, data: Mapping[str, Any], name: str, table: Table[Any] | ListOf[Any]) -> Any:
    """A declared table: its row, or its rows in their order."""
    if isinstance(table, Table):
        return read_row(table.law, columns, columns.table(data, name, ()), (name,))
    rows = columns.rows(data, name, ())
    found = tuple(read_row(table.law, columns, row, (name, place)) for place, row in enumerate(rows))
    if not found:
        message = "danh sách trống: hãy khai trong [silent] nếu quy chế không quy định."
        raise columns.where.error((name,), message)
    if issubclass(table.law, Case):
        check_cases(columns, found, (name,))
    else:
        _check_rows(columns, found, name)
    return found


def _check_rows(columns: Columns, rows: tuple[Any, ...], name: str) -> None:
    """Refuse a name that is written twice, and rows that do not follow each other."""
    seen: set[str] = set()
    for place, row in enumerate(rows):
        if row.name in seen:
            raise columns.where.error((name, place, "name"), f"“{row.name}” ghi hai lần.")
        seen.add(row.name)
        if isinstance(row, LadderStep) and place == 0 and row.counts_from == "previous_step":
            message = "bước đầu không có bước trước: “counts_from” là due_date."
            raise columns.where.error((name, place, "counts_from"), message)
        if isinstance(row, Band) and place and row.least >= rows[place - 1].least:
            message = "các mức xếp từ cao xuống thấp: “least” phải nhỏ hơn mức đứng trên."
            raise columns.where.error((name, place, "least"), message)
    if isinstance(rows[-1], Band) and rows[-1].least != 0:
        message = "mức cuối có “least” = 0, để tỷ lệ nào cũng thuộc một mức."
        raise columns.where.error((name, len(rows) - 1, "least"), message)


def read_forms(columns: Columns, data: Mapping[str, Any]) -> dict[str, Form]:
    """The prescribed forms by their number."""
    found: dict[str, Form] = {}
    table = columns.table(data, "forms", ())
    silent = not any("serves" in form for form in table.values() if isinstance(form, dict))
    for name in table:
        path = ("forms", name)
        row = columns.table(table, name, ("forms",))
        given = {"serves": terms.FORMS_BY_NUMBER[name], **row} if silent and name in terms.FORMS_BY_NUMBER else row
        form = read_row(Form, columns, given, path, name=name)
        if any(other.serves == form.serves for other in found.values()):
            raise columns.where.error((*path, "serves"), f"đã có một mẫu khác dùng cho “{form.serves}”.")
        found[name] = form
    return found
