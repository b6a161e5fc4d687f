"""The same rows: what the hand-written SQL gives is what the page shows, or the measurement says so loudly."""

from __future__ import annotations

from bench import bare as bare_sql
from bench.bare import Bare, Given, Statement
from bench.browser import Browser
from bench.pages import Page


class Different(Exception):
    """A page and its SQL tell different things: their times cannot be compared."""


def statements_of(page: Page, vendor: str) -> list[Statement]:
    """The statements beside the page."""
    return bare_sql.read(page.sql, vendor)


def compare(page: Page, browser: Browser, bare: Bare) -> None:
    """Open each address of the page and run its SQL.

    Raises:
        Different: other rows, another order, other numbers, or nothing that could be compared.
    """
    if page.read is None:
        return
    statements = statements_of(page, bare.vendor)
    for path, words in zip(page.paths, page.words, strict=True):
        said = page.read(browser.page(path).text)
        given, _seconds = bare.run(statements, words)
        if problem := difference(said, given):
            raise Different(f"{page.name}: {path}: {problem}")


def difference(said: Given, given: Given) -> str:
    """How the page (said) and the SQL (given) differ; nothing when they are equal in all that both tell."""
    if said.shown != given.shown:
        place = next(
            (n for n, pair in enumerate(zip(said.shown, given.shown, strict=False)) if pair[0] != pair[1]), None
        )
        where = (
            f"row {place + 1}: {said.shown[place]} and {given.shown[place]}" if place is not None else "one ends sooner"
        )
        return f"{len(said.shown)} rows on the page, {len(given.shown)} by SQL; {where}"
    common = said.numbers.keys() & given.numbers.keys()
    for name in sorted(common):
        if said.numbers[name] != given.numbers[name]:
            return f"{name}: {said.numbers[name]} on the page, {given.numbers[name]} by SQL"
    if said.grid != given.grid:
        cell = next(iter(said.grid.items() ^ given.grid.items()))
        return f"grid: {len(said.grid)} cells on the page, {len(given.grid)} by SQL; {cell} is in one of them"
    return "" if said.shown or common or said.grid else "nothing on the page could be compared"
