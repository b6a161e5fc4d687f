"""What happens when, drawn by lot with a fixed seed and laid over the working days before today. Pure: dates in, papers out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from random import Random

from dondoc.demo.matters import EACH, TOPICS, Errand, Topic
from dondoc.demo.province import DISTRICTS, PLACE, SHORT_DISTRICT

SEED = 71_2016
PAPERS = 60
FIRST_NUMBER = 1204


class Fate(StrEnum):
    """How a task goes."""

    ON_TIME = "on_time"
    LATE = "late"
    NEVER = "never"
    SENT_BACK = "sent_back"
    REASSIGNED = "reassigned"
    KEPT = "kept"
    RETURNED = "returned"
    MOVED = "moved"
    WITHDRAWN = "withdrawn"
    REOPENED = "reopened"
    WAITS = "waits"


@dataclass(frozen=True)
class PlannedTask:
    """A task as the paper gives it: units by code, due so many working days after the issue (None: no deadline)."""

    content: str
    clause: str
    leads: tuple[str, ...]
    partners: tuple[str, ...]
    product: str
    asked: str
    due_kind: str
    due_after: int | None
    fate: Fate
    synthesiser: str = ""
    stages: tuple[str, ...] = ()

    @property
    def mode(self) -> str:
        """Several units that each carry it out, or one that leads."""
        return "each" if len(self.leads) > 1 else "lead"


@dataclass(frozen=True)
class PlannedPaper:
    """A paper: issued and entered on working days counted from the first day of the demo; listed before it is entered."""

    issued: int
    entered: int | None
    listed: int | None
    kind: str
    number: str
    symbol: str
    abstract: str
    field: str
    tasks: tuple[PlannedTask, ...]
    urgency: str = "normal"
    issuer: str = "UBND tỉnh Thừa Thiên Huế"
    from_superior: bool = False
    leader: int = 0


#: Kinds of paper with their symbols; most are letters.
KINDS = (
    ("letter", "UBND-{field}"),
    ("letter", "UBND-{field}"),
    ("letter", "UBND-{field}"),
    ("conclusion", "TB-UBND"),
    ("plan", "KH-UBND"),
    ("decision", "QĐ-UBND"),
    ("directive", "CT-UBND"),
)
FATES = (Fate.ON_TIME,) * 36 + (Fate.LATE,) * 9 + (Fate.SENT_BACK,) * 3 + (Fate.NEVER,) * 2
DUE = (8, 10, 12, 15, 18, 22, 28)
SOME = ("PVANG", "PLOC", "QDIEN")


@dataclass
class Lots:
    """The lots that are drawn while the plan is made."""

    random: Random
    number: int = FIRST_NUMBER

    def next_number(self) -> str:
        """The next number of the authority's papers: others lie between."""
        self.number += self.random.randint(3, 41)
        return str(self.number)


def make(days: Sequence[date], papers: int = PAPERS) -> list[PlannedPaper]:
    """The papers of the demo, in the order of their issue, for the working days from the first to yesterday."""
    lots = Lots(Random(SEED))
    last = len(days) - 1
    told = _told(last)
    by_lot = papers - len(told)
    spread = [round(place * last / max(1, by_lot)) for place in range(by_lot)]
    drawn = [_by_lot(lots, place, issued, days[issued]) for place, issued in enumerate(spread)]
    both = sorted([*drawn, *(_special(row, days) for row in told)], key=lambda paper: paper.issued)
    numbered = [paper if not paper.number else replace(paper, number=lots.next_number()) for paper in both]
    return [*numbered, *_not_entered(lots, last)]


def _by_lot(lots: Lots, place: int, issued: int, day: date) -> PlannedPaper:
    draw = lots.random
    topic = TOPICS[place % len(TOPICS)]
    district = draw.choice(DISTRICTS)[0]
    kind, symbol = draw.choice(KINDS)
    errands = list(topic.errands)
    if kind == "conclusion":  # a meeting speaks of more than one thing
        errands += draw.choice(TOPICS).errands + draw.choice(TOPICS).errands[:1]
    if place >= len(TOPICS):  # the second time it is the matter of some districts only
        errands = [replace(errand, leads=SOME) if errand.leads == (EACH,) else errand for errand in errands]
    tasks = [_task(draw, _smaller(draw, errand), n, district, day) for n, errand in enumerate(errands, start=1)]
    late = draw.random() < 0.12
    return PlannedPaper(
        issued=issued,
        entered=issued + (draw.randint(3, 5) if late else draw.randint(0, 2)),
        listed=issued if late or draw.random() < 0.2 else None,
        kind=kind,
        number="1",
        symbol=symbol.format(field=topic.field),
        abstract=_fill(f"về {topic.abstract}", district, day),
        field=topic.field,
        tasks=tuple(_one_each(tasks)),
        leader=draw.randrange(3),
    )


def _task(draw: Random, errand: Errand, place: int, district: str, day: date) -> PlannedTask:
    fate, after = draw.choice(FATES), draw.choice(DUE)
    kind = draw.choices(("by", "before", "relative", "none"), (70, 12, 12, 6))[0]
    return _planned(errand, place, district, day, kind, None if kind == "none" else after, fate)


def _smaller(draw: Random, errand: Errand) -> Errand:
    """Often one partner is enough."""
    return errand if draw.random() < 0.4 else replace(errand, partners=errand.partners[:1])


def _planned(
    errand: Errand, place: int, district: str, day: date, kind: str, after: int | None, fate: Fate
) -> PlannedTask:
    every = errand.leads == (EACH,)
    leads = tuple(code for code, _name, _short in DISTRICTS) if every else _with(errand.leads, district)
    return PlannedTask(
        content=_fill(errand.text, district, day),
        clause=f"Điểm {place}",
        leads=leads,
        partners=tuple(code for code in _with(errand.partners, district) if code not in leads),
        product=errand.product,
        asked=errand.asked,
        due_kind=kind,
        due_after=after,
        fate=fate,
        synthesiser=errand.partners[0] if len(leads) > 1 and errand.partners else "",
    )


def _one_each(tasks: list[PlannedTask]) -> list[PlannedTask]:
    """A unit that synthesises what every district does is no partner beside."""
    return [replace(t, partners=tuple(p for p in t.partners if p != t.synthesiser)) for t in tasks]


def _with(codes: tuple[str, ...], district: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(district if code == "H" else code for code in codes))


def _fill(text: str, district: str, day: date) -> str:
    quarter = ("I", "II", "III", "IV")[(day.month - 1) // 3]
    shown = {"{h}": SHORT_DISTRICT[district], "{y}": str(day.year), "{m}": str(day.month), "{q}": quarter}
    for mark, word in shown.items():
        text = text.replace(mark, word)
    return text


@dataclass(frozen=True)
class Told:
    """A paper that the demo must have, whatever the lots say."""

    topic: int
    issued: int
    fates: tuple[Fate, ...]
    after: tuple[int | None, ...]
    entered_after: int = 1
    kind: str = "letter"
    due_kind: str = "by"
    urgency: str = "normal"
    issuer: str = "UBND tỉnh Thừa Thiên Huế"
    symbol: str = "UBND-{field}"
    stages: tuple[str, ...] = ()


def _told(last: int) -> list[Told]:
    """Every state that people should be able to look at; days are counted back from yesterday.

    A ladder takes about four working days a step: what fell due twenty days ago has passed the third slip.
    """
    ok, late, never = Fate.ON_TIME, Fate.LATE, Fate.NEVER
    back = [
        Told(4, 33, (never, ok, ok), (12, 20, 25)),  # past the third slip, on the chairman's desk
        Told(25, 50, (never, ok, late), (14, 16, 18)),  # the chairman gave an instruction
        Told(12, 17, (never, late, ok), (12, 12, 20)),  # a slip waits for the head of the Office
        Told(9, 24, (never, ok, ok), (10, 14, 18)),  # two slips so far
        Told(7, 20, (ok, ok, ok, ok), (0, 1, 2, 2), 0, "telegram", urgency="express", symbol="CĐ-UBND"),
        Told(19, 40, (late, ok, Fate.SENT_BACK), (15, 20, 20), 5),  # entered late; each district carries it out
        Told(22, 14, (Fate.RETURNED, ok, ok, ok), (20, 20, 22, 25)),  # a returned task waits for the Office
        Told(23, 45, (Fate.REASSIGNED, Fate.KEPT, ok), (20, 25, 22)),  # given to another unit; kept with the unit
        Told(13, 36, (Fate.MOVED, ok, Fate.WITHDRAWN), (12, 15, 20)),  # a moved date, a withdrawn task
        Told(28, 48, (Fate.REOPENED, ok), (15, 20)),  # done, then opened again
        Told(15, 30, (ok, ok, late), (None, 20, 15), due_kind="staged", stages=("Giai đoạn 1", "Giai đoạn 2")),
        Told(3, 55, (ok, ok), (None, None), due_kind="none", kind="plan", symbol="KH-UBND"),
        Told(0, 26, (ok, late, ok), (18, 10, 15), issuer="Văn phòng Chính phủ", symbol="VPCP-KTTH"),
        Told(20, 10, (ok, ok, ok), (6, 12, 15), kind="handwritten", symbol=""),
        Told(2, 8, (ok, ok, ok), (18, 20, 25), due_kind="relative"),
        Told(21, 7, (Fate.SENT_BACK, ok), (5, 20)),  # sent back, waits for the unit
    ]  # fmt: skip
    return [replace(row, issued=last - row.issued) for row in back if row.issued <= last]


def _special(row: Told, days: Sequence[date]) -> PlannedPaper:
    topic: Topic = TOPICS[row.topic]
    day, district = days[row.issued], "PLOC"
    tasks = [
        _planned(errand, place, district, day, row.due_kind if after is None or place == 1 else "by", after, fate)
        for place, (errand, after, fate) in enumerate(zip(topic.errands, row.after, row.fates, strict=False), start=1)
    ]
    if row.stages:
        tasks[0] = replace(tasks[0], stages=row.stages)
    superior = row.issuer != "UBND tỉnh Thừa Thiên Huế"
    return PlannedPaper(
        issued=row.issued,
        entered=min(row.issued + row.entered_after, len(days) - 1),
        listed=row.issued if row.entered_after > 2 else None,
        kind=row.kind,
        number="" if row.kind == "handwritten" else "1",
        symbol=row.symbol.format(field=topic.field),
        abstract=_fill(f"về {topic.abstract}", district, day),
        field=topic.field,
        tasks=tuple(_one_each(tasks)),
        urgency=row.urgency,
        issuer=row.issuer,
        from_superior=superior,
    )


def _not_entered(lots: Lots, last: int) -> list[PlannedPaper]:
    """Papers that are issued, listed and not yet entered: one late, the others in time."""
    return [
        PlannedPaper(
            issued=max(0, last - before), entered=None, listed=max(0, last - before), kind="letter",
            number=lots.next_number(), symbol=f"UBND-{field}", abstract=PLACE, field=field, tasks=(),
        )
        for before, field in ((6, "GT"), (1, "TC"), (1, "YT"), (0, "NC"))
    ]  # fmt: skip
