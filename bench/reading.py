"""What a page shows, read from its HTML: the addresses of its rows, its numbers, its grid."""

from __future__ import annotations

import re
from html import unescape

from bench.bare import Given
from dondoc.reports.rules import STATE_NAMES, TIMELINESS_NAMES

_ROWS = re.compile(r'<td(?: class="nowrap")?><a href="(/nhiem-vu/\d+/)">')
_LEAD = re.compile(r'<p class="lead"><a href="([^"]*)">')
_STATUS = re.compile(r'<p class="quiet" role="status">([^<]*)<')
_LIST_COUNT = re.compile(r'<p class="quiet">(\d+) ')
_TILE = re.compile(r'<li class="tile[^"]*"><a[^>]*><strong>(\d+)</strong>')
_KIND = re.compile(r'<h2 id="k-(\w+)">[^<]*<span class="count">(\d+)</span>')
_HELPING = re.compile(r"\?part=coordinating\">\D*(\d+)")
_CELL = re.compile(r'don-vi=(\d+)&amp;trang-thai=([\w-]+)&amp;han=([\w-]+)">(\d+)<')
_HISTORY = re.compile(r"<summary>(\d+) dòng</summary>")
_SEALED = re.compile(r'<td class="number">(\d+|…)</td></tr>')
_SLIP = re.compile(r'<td><a href="(/phieu-bao/\d+/)">')
_NOTICE = re.compile(r'<li class="duty notice')
MANY = 1001


def _count(text: str) -> dict[str, int]:
    said = _STATUS.search(text)
    if said is None:
        return {"count": 0}
    number = re.search(r"\d+", said[1])
    if "1.000" in said[1] or number is None:
        return {"count": MANY}
    return {"count": int(number[0])}


def register(text: str) -> Given:
    """The register and the search: the rows, and how many there are (1001: more than a thousand)."""
    return Given(_ROWS.findall(text), _count(text))


def listed(text: str) -> Given:
    """The list behind a number."""
    said = _LIST_COUNT.search(text)
    return Given(_ROWS.findall(text), {"count": int(said[1])} if said else {})


def desk_unit(text: str) -> Given:
    """The desk of a unit: the lines, the tiles, how many tasks it helps with."""
    tiles = dict(zip(("overdue", "today", "week", "fresh"), map(int, _TILE.findall(text)), strict=False))
    helping = _HELPING.search(text)
    return Given(_LEAD.findall(text), {**tiles, "helping": int(helping[1]) if helping else 0})


def desk(text: str) -> Given:
    """A desk of the authority: the lines, how many duties of each kind, the tiles, the grid."""
    tiles = dict(zip(("open", "overdue", "waiting", "week"), map(int, _TILE.findall(text)), strict=False))
    kinds = {kind: int(count) for kind, count in _KIND.findall(text) if int(count)}
    return Given([unescape(address) for address in _LEAD.findall(text)], {**tiles, **kinds}, _grid(text))


def grid(text: str) -> Given:
    """The dashboard and the synthesis: the cells that are not zero, the tiles."""
    tiles = dict(zip(("open", "overdue", "waiting", "week"), map(int, _TILE.findall(text)), strict=False))
    return Given([], tiles, _grid(text))


def _grid(text: str) -> dict[tuple[int, str, str], int]:
    return {
        (int(unit), STATE_NAMES[state], TIMELINESS_NAMES[han]): int(count)
        for unit, state, han, count in _CELL.findall(text)
        if int(count)
    }


def task(text: str) -> Given:
    """The task file: how many lines its history shows."""
    lines = _HISTORY.search(text)
    return Given([], {"history": int(lines[1])} if lines else {})


def journal(text: str) -> Given:
    """The journal: the places of its lines in the sealed chain."""
    return Given(_SEALED.findall(text))


def slips(text: str) -> Given:
    """The list of slips."""
    return Given(_SLIP.findall(text))


def notices(text: str) -> Given:
    """How many notices the page shows."""
    return Given([], {"count": len(_NOTICE.findall(text))})
