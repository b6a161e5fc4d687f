"""An epoch: some rounds on a fresh copy of the province, then everything that must be true of any database.

``python -m bench.killing.epoch`` reads what it is asked as JSON from its standard input and writes what it found.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from django.db import connections

from bench.killing.servers import STRIKES, Postgres, serving


@dataclass
class Round:
    """What came of a round: ``outcome`` is absent, some, whole, acknowledged; ``wrong`` says what should not be."""

    act: str
    whom: str
    plan: str
    where: str
    outcome: str
    wrong: list[str] = field(default_factory=list)


@dataclass
class Asked:
    """What an epoch is to do. ``sink`` is where the mail server notes what left, ``nowhere`` the port of one for undisturbed
    runs; ``server`` is the folder of PostgreSQL, none on SQLite."""

    acts: list[str]
    seed: int
    sink: str
    nowhere: int
    server: str = ""
    kept: str = ""
    port: int = 0


class Epoch:
    """The rounds of an epoch."""

    def __init__(self, asked: Asked, server: Postgres | None) -> None:
        from bench.killing import stage

        self.asked, self.random, self.server = asked, Random(asked.seed), server
        self.stage = stage.Stage(stage.recall(), self.random)
        self.mail_kills = 0

    def rounds(self) -> Iterator[Round]:
        """One act after the other, each with a kill."""
        for name in self.asked.acts:
            done = self.round(name)
            print(json.dumps(asdict(done), ensure_ascii=False), file=sys.stderr, flush=True)
            yield done

    def round(self, name: str) -> Round:
        """Prepare the act, see it undisturbed, let a victim do it, look, do it again, look again."""
        from bench.killing import pictures, victims
        from bench.killing.judging import judge
        from bench.killing.stage import ACTS

        self.stage.go_on()
        act = ACTS[name](self.stage)
        before = pictures.take()
        if act.proof is not None:
            return self.proven(act)
        reference = victims.reference(act, before, self.asked.nowhere)
        plan = self.plan(reference)
        strike = self.strike(plan)
        ledger = victims.attempt(act, plan, strike)
        if plan.whom != "process" and not ledger.struck and strike is not None:
            strike(None)
        self.mail_kills += name == "jobs.mail"
        found = pictures.changes(before, pictures.take(), timeless=act.timeless)
        again = self.again(act, found == reference.changes)
        settled = pictures.changes(before, pictures.take(), timeless=act.timeless)
        outcome, wrong = judge(act, reference.changes, ledger, found, again, settled)
        return Round(name, plan.whom, str(plan), ledger.where, outcome, wrong)

    def proven(self, act: Any) -> Round:
        """The same for an act that is known by its proof only."""
        from bench.killing import victims
        from bench.killing.judging import ABSENT, ACKNOWLEDGED, WHOLE

        plan = self.plan(victims.Reference(Counter(), {"statement": 40, "released": 3, "file": 6}, 0.5))
        strike = self.strike(plan)
        ledger = victims.attempt(act, plan, strike)
        if plan.whom != "process" and not ledger.struck and strike is not None:
            strike(None)
        missing = act.proof()
        wrong = [f"acknowledged: {what}" for what in missing] if ledger.acknowledged else []
        _answer, refusal = self.again(act, was_whole=False)
        wrong += [f"after the second time: {what}" for what in act.proof()] + ([refusal] if refusal else [])
        outcome = ACKNOWLEDGED if ledger.acknowledged else ABSENT if missing else WHOLE
        return Round(act.name, plan.whom, str(plan), ledger.where, outcome, wrong)

    def plan(self, reference: Any) -> Any:
        """By lot: whom, and at which of the act's moments or when by the clock."""
        from bench.killing.victims import Plan

        lot, counts = self.random, reference.counts
        whom = lot.choice(STRIKES) if self.server is not None and lot.random() < 0.35 else "process"
        # The outermost transaction of the undisturbed run is the harness's own: what it released were the act's.
        kinds = {"statement": counts.get("statement", 1), "commit": 2 * max(1, counts.get("released", 1)), "answer": 2}
        kinds |= {name: counts[name] for name in ("file", "mail") if counts.get(name)}
        kind = lot.choices(["statement", "commit", "clock", "answer", "file", "mail"], [30, 30, 20, 10, 10, 20])[0]
        if kind != "clock" and kind not in kinds:
            kind = "commit"
        if kind == "clock":
            return Plan(whom, kind, delay=lot.uniform(0, 1.3 * reference.seconds))
        return Plan(whom, kind, lot.randint(1, kinds[kind]))

    def strike(self, plan: Any) -> Callable[[int | None], None] | None:
        """Kill the database as planned; this process's own connection dies with it."""
        server = self.server
        if server is None or plan.whom == "process":
            return None

        def act(pid: int | None) -> None:
            server.strike(plan.whom, pid)
            connections.close_all()

        return act

    def again(self, act: Any, was_whole: bool) -> tuple[str, str]:
        """The same form again, the next turn of the worker: its answer, or the code of its refusal."""
        from bench.killing.victims import named, standing
        from dondoc.regulation import Refused

        if act.twice and was_whole:
            return "", ""
        try:
            with standing(act, act.again_at):
                return named(act.run(act.again_at)), ""
        except Refused as refused:
            return "", refused.refusal.code

    def close(self) -> list[str]:
        """Everything that must be true of any database, of its search index, of its files, and of the mails that left."""
        from bench.killing.judging import after_all

        return after_all(Path(self.asked.sink), self.mail_kills)


def listed() -> int:
    """Print the names of all acts."""
    import django

    django.setup()
    import bench.killing.acting  # noqa: F401  the acts take themselves in
    from bench.killing.stage import ACTS

    print(*ACTS, sep="\n")
    return 0


def main() -> int:
    """0 when the epoch came to its end, whatever it found."""
    if "--list" in sys.argv:
        return listed()
    asked = Asked(**json.load(sys.stdin))
    server = Postgres(Path(asked.server), asked.port) if asked.server else None
    if server is not None:
        server.restore(Path(asked.kept))
    with serving(server):
        import django

        django.setup()
        import bench.killing.acting  # noqa: F401  the acts take themselves in

        epoch = Epoch(asked, server)
        rounds = [asdict(one) for one in epoch.rounds()]
        json.dump({"rounds": rounds, "wrong": epoch.close()}, sys.stdout, ensure_ascii=False)
        connections.close_all()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
