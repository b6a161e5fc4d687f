"""How often what happens: the shares of a simulated province, and how many tasks are left undone so that 8 in 100 are overdue."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from dondoc.demo.simulate.days import Days

#: Tasks of a directive and how many directives in a hundred give so many: five on average.
TASKS = (1, 2, 3, 4, 5, 6, 7, 8, 10, 12)
TASK_WEIGHTS = (8, 10, 13, 16, 16, 12, 9, 7, 5, 4)
#: Working days from the issue to the deadline: most tasks are short, some run for most of a year.
TERMS = (5, 8, 10, 12, 15, 20, 25, 30, 45, 60, 120, 230)
TERM_WEIGHTS = (5, 9, 13, 12, 14, 12, 8, 7, 5, 4, 6, 5)
#: A task that was never done is at most so many working days past its deadline: what is older was done in the end.
STUCK_DAYS = 150
LATE_DAYS = (2, 25)
EARLY_DAYS = (0, 6)
UNDATED_DAYS = (25, 420)


@dataclass(frozen=True)
class Mix:
    """Shares between 0 and 1: of tasks unless it says otherwise."""

    overdue: float = 0.08
    """Of the tasks that are open on the last day: those with a unit past its date that has sent no result."""
    undated: float = 0.05
    staged: float = 0.01
    relative: float = 0.15
    before: float = 0.10
    each: float = 0.02
    partner: float = 0.70
    second_partner: float = 0.20
    commune: float = 0.25
    late: float = 0.10
    sent_back: float = 0.06
    returned: float = 0.03
    reassigned: float = 0.40
    """Of what is returned: given to another unit; the rest stays with the unit."""
    moved: float = 0.08
    withdrawn: float = 0.02
    reopened: float = 0.01
    taken_over: float = 0.92
    reports: tuple[int, int] = (1, 4)
    partner_reports: tuple[int, int] = (0, 2)
    explained: float = 0.67
    """Of delays whose reason is asked for."""
    undated_done: float = 0.85
    """Of tasks without a deadline: done in the end."""
    late_entry: float = 0.10
    """Of directives: entered after the limit."""
    urgent: float = 0.03
    withheld: float = 0.04
    """Of slips."""
    urged: float = 0.70
    """Of ladders: the monitor urges in writing or otherwise."""
    instructed: float = 0.85
    """Of cases before the leader."""


@dataclass(frozen=True)
class Chances:
    """The mix on given days: which part of the tasks that fell due lately must be left undone to give the wanted share."""

    mix: Mix
    days: Days

    @cached_property
    def stuck(self) -> float:
        """The chance of a task that fell due in the last `STUCK_DAYS` never to be done.

        Expected numbers, for one task entered per working day: the open ones that are not yet due or have no date, the open
        ones that are merely late, and how many fell due lately; the rest follows from the wanted share.
        """
        mix, dated = self.mix, (1 - self.mix.undated - self.mix.staged) * (1 - self.mix.withdrawn)
        total = sum(TERM_WEIGHTS)
        mean = sum(term * weight for term, weight in zip(TERMS, TERM_WEIGHTS, strict=True)) / total
        within = min(self.days.last, TERMS[-1])
        pending = dated * (min(mean, within) - sum(EARLY_DAYS) / 2 + 3)
        undated = (mix.undated + mix.staged) * min(
            self.days.last, (1 - mix.undated_done) * self.days.last + mix.undated_done * sum(UNDATED_DAYS) / 2
        )
        late = dated * mix.late * (sum(LATE_DAYS) / 2)
        wanted = mix.overdue / (1 - mix.overdue) * (pending + undated)
        window = min(STUCK_DAYS, self.days.last)
        return min(1.0, max(0.0, (wanted - late) / (dated * window)))
