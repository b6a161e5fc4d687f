"""Where a regulation is silent: no slips, or no ladder at all; what people did is recorded all the same."""

import re
from datetime import date
from pathlib import Path

import pytest

from dondoc.duties.models import DutyKind
from dondoc.gazette import actions as gazette
from dondoc.regulation import Refused
from dondoc.units import actions as units
from dondoc.urging import actions
from dondoc.urging.models import Channel, Ladder, Slip, Step, Urging
from tests.urging.climb import FIRST, OPENS, open_duties, tick, waiting
from tests.world import AT, ROOT, World, on

HUE = ROOT / "profiles" / "hue-71-2016"


def adopt(world: World, folder: Path, *silent: str) -> None:
    """The register adopts Huế's regulation with the topics taken out and declared silent."""
    text = (HUE / "profile.toml").read_text(encoding="utf-8").replace('edition = "bản 2"', 'edition = "bản thử"')
    for topic in silent:
        text = re.sub(rf"(?ms)^\[\[?{re.escape(topic)}\]?\]\n.*?(?=^\[|\Z)", "", text)
    declared = "".join(f'"{topic}" = "Quy chế không quy định."\n' for topic in silent)
    (folder / "profile.toml").write_text(text.replace("[silent]\n", f"[silent]\n{declared}"), encoding="utf-8")
    answered = (HUE / "articles.toml").read_text(encoding="utf-8").splitlines()
    names = "|".join(re.escape(topic) for topic in silent)
    articles = "\n".join(re.sub(rf"^value\s*=.*({names}).*", 'scope = "thử"', line) for line in answered)
    (folder / "articles.toml").write_text(articles, encoding="utf-8")
    edition = gazette.load_edition(folder, AT)
    units.adopt_edition(by=None, at=AT, register=world.register, edition=edition, decision="Quyết định thử")
    world.register.refresh_from_db()


def test_d1_a_law_without_slips_urges_and_no_more(world: World, tmp_path: Path) -> None:
    """Design 4.2: silent on slips, stated on urging: the monitor must urge, nothing is prepared, nobody is called."""
    adopt(world, tmp_path, "slips")
    world.assignment("STC")
    assert tick(OPENS)["begin"] == 1
    ladder = Ladder.objects.get()
    assert (ladder.step, ladder.next_on) == (Step.REST, None)
    assert open_duties(ladder) == {DutyKind.URGE}
    for day in (*range(22, 31),):
        assert tick(on(date(2016, 11, day)))["prepare"] == 0


def test_d1_a_law_without_urging_still_slips(world: World, tmp_path: Path) -> None:
    """Design 4.2: silent on written urging: no duty of the monitor, the slips come as stated."""
    adopt(world, tmp_path, "limits.urging")
    world.assignment("STC")
    tick(OPENS)
    assert open_duties(Ladder.objects.get()) == set()
    assert tick(FIRST)["prepare"] == 1


def test_d1_a_silent_law_has_no_ladder(world: World, tmp_path: Path) -> None:
    """Design 4.2: silent on both: no ladder; what was urged by telephone can still be written down (D2)."""
    adopt(world, tmp_path, "slips", "limits.urging")
    assignment = world.assignment("STC")
    assert tick(OPENS, dry_run=True)["begin"] == 0
    assert tick(OPENS)["begin"] == 0
    assert not Ladder.objects.exists()
    actions.record_urging(
        by=world.actor("theodoi"), at=OPENS, directive=assignment.task.document, unit=assignment.unit,
        channel=Channel.TELEPHONE, text="Gọi cho Giám đốc", occurred_on=date(2016, 11, 17),
    )  # fmt: skip
    assert Urging.objects.get().ladder is None


def test_d1_after_the_last_slip_a_silent_escalation_rests(world: World, tmp_path: Path) -> None:
    """Design 4.2: slips without a limit for the report to the leader: after the last one the ladder rests."""
    adopt(world, tmp_path, "limits.escalation")
    world.directive(world.given("STC"), field=world.register.fields.get(code="TC"))
    tick(OPENS)
    for day in ("2016-11-22", "2016-11-28", "2016-12-02"):
        tick(on(day))
        actions.issue_slip(by=world.actor("chanhvp"), at=on(day), slip=waiting())
    assert Ladder.objects.get().step == Step.REST
    assert tick(on("2016-12-20"))["escalate"] == 0


def test_d1_a_draft_under_a_law_that_fell_silent_is_refused(world: World, tmp_path: Path) -> None:
    """Design 4.6: the directive moved to an edition without slips: the draft that was prepared cannot be issued."""
    assignment = world.assignment("STC")
    tick(OPENS)
    tick(FIRST)
    adopt(world, tmp_path, "slips")
    document = assignment.task.document
    type(document).objects.filter(pk=document.pk).update(edition=world.register.edition)
    with pytest.raises(Refused) as refused:
        actions.issue_slip(by=world.actor("chanhvp"), at=FIRST, slip=Slip.objects.get())
    assert refused.value.refusal.code == "urging.no_slips"
