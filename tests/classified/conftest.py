"""The small authority under a regulation that lets the particulars of secret papers be held, and its one classified paper."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine

from dondoc.classified import actions
from dondoc.classified.models import ClassifiedPaper
from dondoc.classified.rules import Particulars
from dondoc.gazette import actions as gazette
from dondoc.units.models import Register
from tests.world import ROOT, World, on

DAY = date(2026, 11, 9)  # Monday
AT = on(DAY)
NHI = ROOT / "profiles" / "nhi-553-2021"
#: A number and a symbol that stand nowhere else, so that whatever shows them shows the paper.
NUMBER, SYMBOL = "40967", "ZQX-UBND"
MARKS = (NUMBER, SYMBOL)


@dataclass
class Safe:
    """The authority with its named custodian, the officer ``chuyenvien``."""

    world: World
    at: datetime = AT
    given: dict[str, Any] = field(default_factory=dict)

    def particulars(self, **changes: Any) -> Particulars:
        """A decision with two lead units, due on Friday 20 November 2026, unless the test says otherwise."""
        world = self.world
        return Particulars(
            **{
                "kind": "decision", "number": NUMBER, "symbol": SYMBOL, "issued_on": date(2026, 11, 6),
                "signer": world.posts["chutich"], "submitter": world.units["SKHDT"], "monitor": world.posts["theodoi"],
                "lead": (world.units["STC"], world.units["SXD"]), "task_count": 3, "due_on": date(2026, 11, 20), **changes,
            }
        )  # fmt: skip

    def paper(self, *, by: str = "chuyenvien", at: datetime = AT, **changes: Any) -> ClassifiedPaper:
        """Registered by the custodian."""
        return actions.register_paper(by=self.world.actor(by), at=at, given=self.particulars(**changes))

    def form(self, **changes: Any) -> dict[str, Any]:
        """The form as a browser sends it."""
        world = self.world
        return {
            "token": "mot-phieu", "kind": "decision", "number": NUMBER, "symbol": SYMBOL, "issued_on": "06/11/2026",
            "signer": str(world.posts["chutich"].pk), "submitter": str(world.units["SKHDT"].pk),
            "lead": [str(world.units["STC"].pk), str(world.units["SXD"].pk)], "monitor": str(world.posts["theodoi"].pk),
            "task_count": "3", "due_on": "20/11/2026", **changes,
        }  # fmt: skip


def adopt(world: World, folder: Path, at: datetime = AT) -> None:
    """Let the register live under the regulation."""
    world.register.edition = gazette.load_edition(folder, at)
    Register.objects.filter(pk=world.register.pk).update(edition=world.register.edition)


@pytest.fixture
def moment() -> time_machine.Traveller:
    """The clock stands at 09:00 on Monday 9 November 2026; a test moves it."""
    with time_machine.travel(AT, tick=False) as traveller:
        yield traveller


@pytest.fixture
def safe(world: World, moment: object) -> Safe:
    """The authority under NHI, and its custodian."""
    adopt(world, NHI)
    actions.name_custodian(by=world.actor("chanhvp"), at=AT, post=world.posts["chuyenvien"])
    return Safe(world)


@pytest.fixture
def adapted(world: World, tmp_path: Path) -> Callable[..., None]:
    """Lets the register live under the text of NHI with some lines of its profile written otherwise."""

    def write(*changes: tuple[str, str]) -> None:
        folder = tmp_path / "nhi-thu-2026"
        shutil.copytree(NHI, folder)
        shutil.rmtree(folder / "scenarios")
        profile = folder / "profile.toml"
        text = profile.read_text("utf-8").replace('id      = "nhi-553-2021"', 'id      = "nhi-thu-2026"')
        for old, new in changes:
            assert old in text, old
            text = text.replace(old, new, 1)
        profile.write_text(text, "utf-8")
        adopt(world, folder)

    return write
