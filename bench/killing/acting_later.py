"""Verbs and jobs of the rooms above: what an ended unit left, waves, lists taken out, backups; as they are killed."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from bench.killing.acting_house import _person, _unit
from bench.killing.stage import DAY, Stage, act
from bench.killing.victims import Act
from dondoc.backups import actions as backups
from dondoc.backups import worker as keeping
from dondoc.backups.models import COPIES, Backup
from dondoc.tasks import actions as tasks
from dondoc.units import actions as units
from dondoc.units.models import Role
from dondoc.waves import actions as waves
from dondoc.waves import rules
from dondoc.workspace import actions as workspace
from tests.world import on


@act
def tasks__pass_on(stage: Stage) -> Act:
    """Two tasks of a unit that ended go to its successor."""
    world, unit, heir, by = stage.world, _unit(stage), stage.world.units["SXD"], stage.who("chanhvp")
    units.appoint(
        by=None, at=on(stage.day - 20 * DAY), person=_person(stage), unit=unit, role=Role.UNIT_HEAD, title="Giám đốc",
        valid_from=stage.day - 20 * DAY,
    )  # fmt: skip
    world.units[unit.code] = unit
    for _ in range(2):
        stage.directive(unit.code)
    units.abolish_unit(
        by=None, at=on(stage.day, 8), unit=unit, on=stage.day - DAY, successors=[(heir, "")], decision="QĐ 3"
    )
    return stage.act("tasks.pass_on", lambda at: tasks.pass_on(by=by, at=at, former=unit, heir=heir))


@act
def waves__decide(stage: Stage) -> Act:
    """The Office lets go what piled up."""
    preview, by = rules.Preview(), stage.who("chanhvp")
    preview.add("tasks.overdue", stage.world.units["STC"].pk, stage.day, 300, 1)
    wave = waves.hold(stage.world.register.pk, preview, allowed=100, at=on(stage.day, 8))
    assert wave is not None
    waves.finish(wave, at=on(stage.day, 8))

    def run(at: datetime) -> object:
        done = waves.decide(by=by, at=at, wave=wave, decision=rules.SEND, seen=300)
        waves.finish(done, at=at)
        return done

    return stage.act("waves.decide", run, steps=True)


@act
def workspace__ask_export(stage: Stage) -> Act:
    """A list of the register is asked for."""
    by, token = stage.who("chanhvp"), stage.token
    return stage.act(
        "workspace.ask_export",
        lambda at: workspace.ask_export(by=by, at=at, ending="csv", address="", token=token),
        token=True,
    )


@act
def backups__make(stage: Stage) -> Act:
    """Database and files in one archive; what was killed counts as failed, and the next one is good."""
    folder = Path(settings.FILES_DIR).parent / "backups"
    folder.mkdir(exist_ok=True)
    stage.assignment()
    known = Backup.objects.count()

    def run(at: datetime) -> object:
        backups.ask(by=None, at=at)
        claimed = backups.claim(at)
        assert claimed is not None
        keeping.carry_out(claimed, keeping.Place(folder, keep=3))
        return Backup.objects.get(pk=claimed.pk)

    def proof() -> list[str]:
        states = list(Backup.objects.order_by("id").values_list("state", flat=True))[known:]
        return archives() + ([] if states and states[-1] in COPIES else ["there is no new backup"])

    pause = backups.LEASE + timedelta(minutes=1)
    return stage.act("backups.make", run, pause=pause, steps=True, clocked=True, proof=proof)


def archives() -> list[str]:
    """What is wrong with the archives that count as good: each lies there as it was written."""
    wrong = []
    for backup in Backup.objects.filter(state__in=COPIES, gone_at=None):
        path = Path(backup.folder) / backup.file_name
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != backup.sha256:
            wrong.append(f"backup {backup.pk} counts as {backup.state}, and {path.name} is not what it says")
    return wrong
