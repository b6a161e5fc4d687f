"""The cast under the regulation of a district that knows extension, and its verbs with what a test does not care about left out."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

from dondoc.documents.rules import PaperInput
from dondoc.duties.models import Duty
from dondoc.extensions import actions
from dondoc.extensions.actions import Letter, Wish
from dondoc.extensions.models import Proposal
from dondoc.gazette import actions as gazette
from dondoc.jobs import registry
from dondoc.journal.models import Entry, Notice
from dondoc.tasks.models import Assignment
from dondoc.units import actions as units
from tests.world import ROOT, World, on

NHI = ROOT / "profiles" / "nhi-553-2021"
ISSUED = date(2021, 6, 1)  # Tuesday
ENTERED = on("2021-06-02")  # Wednesday
DUE = date(2021, 6, 17)  # Thursday
LAST = date(2021, 6, 14)  # Monday: Wed 16, Tue 15, Mon 14
ASKED = on("2021-06-10")  # Thursday
SUBMITTED = on("2021-06-11")  # Friday
DECIDED = on("2021-06-14")  # Monday
ANSWER_BY = date(2021, 6, 14)  # Monday: Fri 11, Mon 14
LATER = date(2021, 7, 1)  # Thursday


def adopt(world: World, folder: Path = NHI) -> World:
    """The register of the small province adopts the regulation."""
    edition = gazette.load_edition(folder, ENTERED)
    units.adopt_edition(by=None, at=ENTERED, register=world.register, edition=edition, decision="Quyết định thử")
    world.register.refresh_from_db()
    return world


def altered(folder: Path, *changes: tuple[str, str], name: str = "bản thử") -> Path:
    """The regulation with some of its text replaced, as another edition in the folder."""
    text = (NHI / "profile.toml").read_text(encoding="utf-8")
    text = re.sub(r"(?m)^edition\s*=.*$", f'edition = "{name}"', text, count=1)
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    folder.mkdir(exist_ok=True)
    (folder / "profile.toml").write_text(text, encoding="utf-8")
    (folder / "articles.toml").write_text((NHI / "articles.toml").read_text(encoding="utf-8"), encoding="utf-8")
    return folder


def given(world: World, *codes: str, due_on: date | None = DUE, **paper: Any) -> Assignment:
    """The first assignment of a new task for the units, due on 17 June 2021."""
    task = world.given(*(codes or ("STC",)), due_on=due_on, **({} if due_on else {"due_kind": "none"}))
    document = world.directive(task, at=ENTERED, issued_on=ISSUED, **paper)
    return document.tasks.get().assignments.exclude(part="coordinating").order_by("pk").first()  # type: ignore[return-value]


def ask(world: World, assignment: Assignment, *, at: datetime = ASKED, by: str = "stc", **changes: Any) -> Proposal:
    """The unit asks for more time, until 1 July 2021."""
    values: dict[str, Any] = {"due_on": LATER, "reason": "Chờ số liệu của các xã", **changes}
    return actions.ask_extension(by=world.actor(by), at=at, assignment=assignment, **values)


def propose(
    world: World,
    assignment: Assignment,
    *,
    at: datetime = ASKED,
    by: str = "stc",
    token: str | None = None,
    **wish: Any,
) -> Proposal:
    """Somebody proposes to adjust the task."""
    return actions.propose_adjustment(
        by=world.actor(by), at=at, assignment=assignment, wish=Wish(**wish), reason="Nội dung chưa sát", token=token
    )


def submit(world: World, proposal: Proposal, *, at: datetime = SUBMITTED, by: str = "chanhvp", **more: Any) -> Proposal:
    """The Office submits it."""
    return actions.submit(by=world.actor(by), at=at, proposal=proposal, **more)


def decide(
    world: World, proposal: Proposal, answer: str = "granted", *, at: datetime = DECIDED, by: str = "chutich",
    **more: Any,
) -> Proposal:  # fmt: skip
    """The chairman answers."""
    return actions.decide(by=world.actor(by), at=at, proposal=proposal, answer=answer, **more)


def granted(world: World, assignment: Assignment, **changes: Any) -> Proposal:
    """Asked, submitted and granted."""
    return decide(world, submit(world, ask(world, assignment, **changes)))


def letter(number: str = "45", day: date = date(2021, 6, 10)) -> Letter:
    """A letter of the unit."""
    paper = PaperInput(
        kind="letter", issued_on=day, number=number, symbol="STC-NS", abstract="xin gia hạn", issuer="Sở Tài chính",
        signer="Hoàng Văn Thử",
    )  # fmt: skip
    return Letter(paper)


def tick(at: datetime, *, dry_run: bool = False) -> dict[str, int]:
    """Ask the rules of the room, in their order."""
    rules = {name: rule for name, rule in registry.RULES.items() if name.startswith("extensions.")}
    return {name.removeprefix("extensions."): rule(at, dry_run) for name, rule in rules.items()}


def open_duties(proposal: Proposal) -> dict[str, tuple[str, date | None]]:
    """What is still to be done about it: by which unit, by when."""
    found = Duty.objects.open().filter(matter=proposal.matter).select_related("holder_unit")
    return {duty.kind: (duty.holder_unit.code, duty.due_on) for duty in found}


def verbs(proposal: Proposal) -> list[str]:
    """What the journal of the task says from the proposal on."""
    told = Entry.objects.filter(matter_id=proposal.task.matter_id, verb__regex=r"^(extension|adjustment|task)\.")
    return list(told.order_by("id").values_list("verb", flat=True))


def told(world: World, username: str, *families: str) -> list[str]:
    """The kinds of notice that the person got about proposals, in order."""
    found = Notice.objects.filter(recipient_id=world.people[username].pk).order_by("id")
    wanted = families or ("extension", "adjustment")
    return [kind for kind in found.values_list("kind", flat=True) if kind.partition(".")[0] in wanted]


def dates(assignment: Assignment) -> list[date | None]:
    """Every due date that the assignment has had."""
    rows = assignment.facts.filter(kind__in=["assigned", "due_date_moved"]).order_by("recorded_at", "id")
    return list(rows.values_list("due_on", flat=True))
