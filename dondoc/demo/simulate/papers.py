"""What a directive says: kind, number, abstract, its tasks with their units, terms and texts; drawn by lot. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from random import Random

from dondoc.demo.matters import EACH, TOPICS, Errand
from dondoc.demo.plan import KINDS
from dondoc.demo.province import CENTRE, DISTRICTS, SHORT_DISTRICT
from dondoc.demo.simulate.acts import PaperPlan, TaskPlan
from dondoc.demo.simulate.days import Days
from dondoc.demo.simulate.mix import TERM_WEIGHTS, TERMS, Mix
from dondoc.demo.simulate.province import Province

LEADERS = tuple(someone.username for someone in CENTRE if someone.role == "leader")
URGENCIES = ("urgent", "very_urgent", "express")
STAGES = ("Giai đoạn 1", "Giai đoạn 2")
QUARTERS = ("I", "II", "III", "IV")
#: One text in so many names a file of its own: words that stand in one task only.
FILED = 5


@dataclass
class Clerk:
    """Writes papers; knows the last number of each year."""

    province: Province
    mix: Mix
    days: Days
    numbers: dict[int, int] = field(default_factory=dict)

    def paper(self, draw: Random, place: int, count: int, drafter: str, signer: str) -> PaperPlan:
        """A directive issued on the day of the place, with so many tasks."""
        day, topic = self.days.on[place], draw.choice(TOPICS)
        kind, symbol = draw.choice(KINDS)
        district = draw.choice(DISTRICTS)[0]
        errands = list(topic.errands)
        while len(errands) < count:
            errands += draw.choice(TOPICS).errands
        tasks = tuple(self._task(draw, errand, n, district, place) for n, errand in enumerate(errands[:count], start=1))
        return PaperPlan(
            kind=kind, number=self._number(draw, day.year), symbol=symbol.format(field=topic.field),
            abstract=fill(f"về {topic.abstract}", SHORT_DISTRICT[district], day.replace(day=1)), issued_on=day, signer=signer,
            field=topic.field, urgency=draw.choice(URGENCIES) if draw.random() < self.mix.urgent else "normal",
            drafter=drafter, tasks=tasks,
        )  # fmt: skip

    def _number(self, draw: Random, year: int) -> str:
        self.numbers[year] = self.numbers.get(year, 0) + draw.randint(1, 3)
        return str(self.numbers[year])

    def _task(self, draw: Random, errand: Errand, ordinal: int, district: str, place: int) -> TaskPlan:
        mix, day = self.mix, self.days.on[place]
        here, short = self._place(draw, district)
        leads, partners = self._units(draw, errand, here)
        text = fill(errand.text, short, day.replace(day=1))
        if draw.randrange(FILED) == 0:
            text = f"{text} (hồ sơ {draw.randrange(16**6):06x})"
        synthesiser = partners[0] if len(leads) > 1 and partners else ""
        kind = draw.choices(
            ("by", "before", "relative", "none", "staged"),
            (
                1 - mix.before - mix.relative - mix.undated - mix.staged,
                mix.before,
                mix.relative,
                mix.undated,
                mix.staged,
            ),
        )[0]
        term = draw.choices(TERMS, TERM_WEIGHTS)[0]
        due_on = self.days.on[place + term] if kind in {"by", "before"} else None
        stages: tuple[tuple[str, date], ...] = ()
        if kind == "staged":
            stages = tuple((name, self.days.on[place + 25 * n]) for n, name in enumerate(STAGES, start=1))
        return TaskPlan(
            ordinal=ordinal, content=text, clause=f"Điểm {ordinal}", leads=leads,
            partners=tuple(code for code in partners if code != synthesiser), product=errand.product, asked=errand.asked,
            due_kind=kind, due_on=due_on + timedelta(days=1) if due_on and kind == "before" else due_on,
            due_span=f"{term}wd" if kind == "relative" else "", stages=stages, synthesiser=synthesiser,
        )  # fmt: skip

    def _place(self, draw: Random, district: str) -> tuple[str, str]:
        """The district of the paper, or one of its communes."""
        communes = self.province.communes_of(district)
        if communes and draw.random() < self.mix.commune:
            code = draw.choice(communes)
            return code, self.province.names[code].short.removeprefix("UBND ")
        return district, SHORT_DISTRICT[district]

    def _units(self, draw: Random, errand: Errand, here: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Who carries it out, who takes part."""
        mix = self.mix
        if errand.leads == (EACH,):
            every = draw.random() < mix.each * 10  # one errand in ten speaks of every district
            leads = tuple(code for code, _n, _s in draw.sample(DISTRICTS, 3)) if every else (here,)
        else:
            leads = tuple(here if code == "H" else code for code in errand.leads[:1])
        others = [here if code == "H" else code for code in errand.partners]
        wanted = (draw.random() < mix.partner) + (draw.random() < mix.second_partner)
        if len(others) < wanted:
            others += draw.choices(("SNV", "STC", "SKHDT", "STP", "CAT"), k=2)
        chosen = [code for code in dict.fromkeys(others) if code not in leads]
        return leads, tuple(chosen[:wanted])


@lru_cache(maxsize=4_000)
def fill(text: str, here: str, day: date) -> str:
    """The template with its place, year, month and quarter."""
    if "{" not in text:
        return text
    return text.format(h=here, y=day.year, m=day.month, q=QUARTERS[(day.month - 1) // 3])
