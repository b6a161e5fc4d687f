"""Nothing of a secret is found anywhere (G1): every address as every role, every row, file, session, mail, log and archive.

Before: a classified paper stands in its own table and on its own pages for those who see it. A spill, a secret entered by
mistake as an ordinary directive, stands in many places until it is purged; afterwards, like a removed paper, nowhere.
"""

from __future__ import annotations

import gzip
import logging
import tarfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse

from dondoc.backups import making
from dondoc.classified import actions
from dondoc.classified.models import ClassifiedPaper
from dondoc.clock import now
from dondoc.documents import actions as documents
from dondoc.documents.models import Document
from dondoc.duties.models import Duty, DutyKind
from dondoc.jobs import worker
from dondoc.jobs.tick import tick
from dondoc.journal.jobs import deliver_mail, seal_all
from dondoc.logs import JsonLines
from dondoc.operations.jobs import DUTIES, measure
from dondoc.operations.models import Measurement
from dondoc.tasks import actions as tasks
from dondoc.units import actions as units
from tests.classified import walking
from tests.classified.conftest import AT, MARKS, Safe
from tests.entry import entry_url, pdf, row, sent
from tests.world import SINCE, World, on

At = Callable[[str], Client]
SEES = ("chutich", "chanhvp", "chuyenvien", "theodoi", "stc", "sxd")
BLIND = ("", "vanthu", "skhdt", "stc-cb", "kiemtra")
#: A fresh secret for a second factor, and the sessions that this test itself has opened: they differ each time.
OWN = {"/tai-khoan/2fa/totp/activate/", "/tai-khoan/sessions/"}
DUE = on("2026-11-20")
#: One word that stands nowhere else; in each field that an ordinary directive has.
SPILL = "hoathachthaoxyz"


@pytest.fixture
def walked(safe: Safe, settings, tmp_path: Path) -> Safe:
    """The authority with an ordinary task, an officer who is not named, and a mail server; its state lies in a folder."""
    settings.VAR_DIR, settings.EMAIL_HOST = tmp_path / "var", "localhost"
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "uploads"
    for folder in (settings.VAR_DIR, settings.FILE_UPLOAD_TEMP_DIR):
        Path(folder).mkdir(exist_ok=True)
    world = safe.world
    world.people["vanthu"] = units.create_person(
        by=None, at=AT, username="vanthu", full_name="Mai Thị Thử", email="v@example.vn"
    )
    world.posts["vanthu"] = units.appoint(
        by=None, at=AT, person=world.people["vanthu"], unit=world.units["VP"], role="office_officer", title="Chuyên viên",
        valid_from=SINCE,
    )  # fmt: skip
    world.directive(world.given("STC", due_on=date(2026, 11, 16)), at=AT, issued_on=date(2026, 11, 6), by="vanthu")
    seal_all(AT)
    return safe


def _logged(caplog: pytest.LogCaptureFixture) -> str:
    lines = JsonLines()
    return " ".join(lines.format(record) + str(record.__dict__.get("args")) for record in caplog.records)


def _all_mailed() -> None:
    seal_all(AT)
    while deliver_mail(AT, most=100):
        pass


def test_g1_nhi_who_may_not_see_a_classified_paper_cannot_tell_that_there_is_one(walked: Safe) -> None:
    """To an officer who is not named, to the unit that submitted it, to another officer of a lead unit and to an inspector
    every address answers letter by letter as if nothing had been registered.
    """
    _all_mailed()  # the page of the state of the house counts what is on its way, whatever it is about
    before = {name: walking.seen_by(walked.world, name) for name in BLIND}
    paper = walked.paper()
    unit = walked.world.units["SXD"]
    actions.record_outcome(by=walked.world.actor("sxd"), at=AT, paper=paper, unit=unit, done_on=date(2026, 11, 9))
    _all_mailed()
    for name in BLIND:
        after = walking.seen_by(walked.world, name)
        own = f"/van-ban-mat/{paper.pk}/"
        assert not [
            address for address in after if address.startswith(own) and after[address][:3] not in {"404", "302", "405"}
        ]
        told = [
            address
            for address, answer in before[name].items()
            if address in after and address not in OWN and walking.plain(answer) != walking.plain(after[address])
        ]
        where = [
            walking.first_difference(*(walking.plain(found[name][a]) for found in (before, {name: after})))
            for a in told[:1]
        ]
        assert not told, (name, told, where)


def test_g1_nhi_a_classified_paper_is_seen_on_its_own_pages_and_nowhere_else(
    walked: Safe, caplog: pytest.LogCaptureFixture, moment, tmp_path: Path
) -> None:
    """The walk as every role, with reminders, mails, measures and a correction; then the removal, and the walk again."""
    caplog.set_level(logging.INFO)
    world = walked.world
    client = walking.signed_in(world, "chuyenvien")
    assert client.post(reverse("classified:register"), walked.form(symbol="ZQX-UBND về phòng thủ")).status_code == 422
    assert client.post(reverse("classified:register"), walked.form()).status_code == 302
    paper = ClassifiedPaper.objects.get()
    moment.move_to(DUE)
    tick(DUE)
    measure(DUE)
    seal_all(DUE)
    assert deliver_mail(DUE, most=100) > 3 and "văn bản mật" in walking.mails()
    for name in (*SEES, "quantri"):  # what all others see is the same as without it, says the test above
        seen = walking.seen_by(world, name)
        found = walking.places_of(MARKS, seen)
        if name in SEES:
            assert f"/van-ban-mat/{paper.pk}/" in found and "/van-ban-mat/" in found
        assert all(address.startswith("/van-ban-mat/") for address in found), (name, found)
        assert name in SEES or not found, (name, found)
        for ending in ("xlsx", "csv"):
            taken = walking.signed_in(world, name).post("/so-theo-doi/xuat/", {"ending": ending, "token": ending})
            body = b"".join(taken.streaming_content) if taken.streaming else taken.content
            assert not walking.places_of(MARKS, {"": walking.unpacked(body) + str(taken.headers)})
    assert walking.tables_with(MARKS) == {"classified_classifiedversion"}
    elsewhere = [walking.mails(), walking.sessions(), _logged(caplog), walking.on_disk(*walking.media(), tmp_path)]
    assert not walking.places_of([*MARKS, "phòng thủ"], {str(n): text for n, text in enumerate(elsewhere)})
    assert "20/11/2026" not in walking.mails().replace("Date: ", "")
    assert Measurement.objects.get(name=DUTIES).figures["open"] == _open_without_classified()
    removal = actions.ask_removal(by=world.actor("chuyenvien"), at=DUE, paper=paper)
    actions.confirm_removal(by=world.actor("chanhvp"), at=DUE, removal=removal)
    assert not walking.tables_with(MARKS)
    for name in ("chutich", "chanhvp", "chuyenvien", "stc"):
        assert not walking.places_of(MARKS, walking.seen_by(world, name)), name
    assert not walking.places_of(MARKS, {"": _logged(caplog) + walking.sessions() + walking.mails()})


def _open_without_classified() -> int:
    assert Duty.objects.open().filter(kind=DutyKind.CARRY_OUT_CLASSIFIED).exists()
    return Duty.objects.open().exclude(kind=DutyKind.CARRY_OUT_CLASSIFIED).count()


def _spilled(world: World, client: Client) -> Document:
    """A secret text as an ordinary directive: a refused try first, then registered, reported on, exported, reminded of."""
    given = row(
        content=SPILL, product=SPILL, due_text=SPILL, other_information=SPILL, clause=SPILL, due_on="20/11/2026"
    )
    paper = {
        "code": "77/HOATHACHTHAOXYZ-UB", "issued_on": "06/11/2026", "abstract": SPILL, "other_information": SPILL,
        "signer": SPILL, "issuer": SPILL,
    }  # fmt: skip
    url = entry_url(client)
    wrong = client.post(url, sent(given, **{**paper, "issued_on": "31/02/2026"}, files=[pdf(f"{SPILL} thử.pdf")]))
    assert wrong.status_code == 422
    done = client.post(url, sent(given, **paper, files=[pdf(f"{SPILL}.pdf", b"%PDF-1.7\n" + SPILL.encode())]))
    assert done.status_code == 302, done.content.decode()
    document = Document.objects.filter(abstract=SPILL).get()
    assignment = document.tasks.get().assignments.get()
    tasks.report_progress(by=world.actor("stc"), at=AT, assignment=assignment, text=SPILL)
    tasks.move_due_date(
        by=world.actor("chanhvp"), at=AT, task=document.tasks.get(), due_on=date(2026, 11, 23), reason=SPILL
    )
    return document


def test_g1_nhi_a_spill_is_found_in_many_places_and_after_its_purge_nowhere(
    walked: Safe, caplog: pytest.LogCaptureFixture, moment, tmp_path: Path, settings, django_capture_on_commit_callbacks
) -> None:
    """NHI 5.2, design 1.5: pages, lists, search, exports, index, journal, notices, files, sessions; mails and logs never again."""
    caplog.set_level(logging.INFO)
    world, marks = walked.world, (SPILL, SPILL.upper())
    document = _spilled(world, walking.signed_in(world, "vanthu"))
    tick(DUE)
    deliver_mail(DUE, most=100)
    before = walking.seen_by(world, "chanhvp")
    assert len(walking.places_of(marks, before)) > 5 and len(walking.tables_with(marks)) > 5  # the walk does find
    assert SPILL in walking.on_disk(*walking.media())
    assert (
        walking.signed_in(world, "vanthu").post("/so-theo-doi/xuat/", {"ending": "csv", "token": "1"}).status_code
        == 200
    )
    purge = documents.ask_purge(by=world.actor("vanthu"), at=DUE, document=document)
    with django_capture_on_commit_callbacks(execute=True):
        tasks.confirm_purge(by=world.actor("chanhvp"), at=DUE, purge=purge)
    mail.outbox[:] = []
    moment.move_to(on("2026-11-25"))
    tick(on("2026-11-25"))
    while worker.work_one("thử"):
        pass
    seal_all(on("2026-11-25"))
    deliver_mail(on("2026-11-25"), most=200)
    assert not walking.tables_with(marks), walking.tables_with(marks)
    for name in ("", "chutich", "chanhvp", "vanthu", "theodoi", "stc", "stc-cb", "kiemtra", "quantri"):
        found = walking.places_of(marks, walking.seen_by(world, name))
        assert not found, (name, found)
    rest = {
        "mails": walking.mails(), "sessions": walking.sessions(), "logs": _logged(caplog),
        "disk": walking.on_disk(tmp_path, *walking.media()),
    }  # fmt: skip
    assert not walking.places_of(marks, rest), walking.places_of(marks, rest)


@pytest.mark.django_db(transaction=True)
def test_g1_nhi_the_listing_of_a_backup_names_nothing_and_after_a_removal_the_archive_holds_nothing(
    walked: Safe, tmp_path: Path
) -> None:
    """The manifest, the name and the page of backups say nothing of it; the archive made after the removal does not hold it."""
    world = walked.world
    paper = walked.paper()
    made = making.make(tmp_path / "backups", None, number=1, clock=now)
    listing = made.manifest.written().decode() + made.path.name
    page = walking.signed_in(world, "quantri").get(reverse("backups:list")).content.decode()
    assert not walking.places_of(MARKS, {"listing": listing, "page": page})
    removal = actions.ask_removal(by=world.actor("chuyenvien"), at=AT, paper=paper)
    actions.confirm_removal(by=world.actor("chanhvp"), at=AT, removal=removal)
    again = making.make(tmp_path / "after", None, number=2, clock=now)
    if connection.vendor == "sqlite":
        assert any(
            mark.encode() in _database(made.path) for mark in MARKS
        )  # an archive made before holds it, as the page says
        assert not any(mark.encode() in _database(again.path) for mark in MARKS)
    assert not walking.tables_with(MARKS)


def _database(path: Path) -> bytes:
    with tarfile.open(path) as archive:
        member = archive.extractfile("database.sqlite3.gz")
        assert member is not None
        return gzip.decompress(member.read())
