"""In the background: asked for, claimed by one, made, told; what is killed or fails is tried again; a purge meanwhile."""

from __future__ import annotations

import os
import threading
import tracemalloc
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.db import connection
from django.urls import reverse

from dondoc.backups import actions, jobs, making, queries, restoring, worker
from dondoc.backups.cipher import Key
from dondoc.backups.models import Backup, Restoration
from dondoc.documents import actions as documents
from dondoc.documents import files
from dondoc.documents.files import path_of
from dondoc.documents.models import Attachment, Document, DocumentRole
from dondoc.jobs.models import Job
from dondoc.journal.jobs import deliver_mail
from dondoc.journal.models import Entry, Notice
from dondoc.regulation import Refused
from dondoc.tasks import actions as tasks
from tests.rivals import PATIENCE, together
from tests.world import AT, World, on

pytestmark = pytest.mark.django_db(transaction=True)
NIGHT = on("2016-11-08", 1)


@pytest.fixture
def scheduled(settings, folder: Path, worked: World) -> World:
    """The environment names a folder."""
    settings.BACKUP_TO, settings.BACKUP_KEEP, settings.BACKUP_HOUR = str(folder), 3, 1
    return worked


def _wait() -> None:
    for thread in list(worker._running):
        thread.join(PATIENCE)
        assert not thread.is_alive()


def test_h3_the_worker_makes_the_backup_of_the_day(scheduled: World, folder: Path, clock) -> None:
    """After its hour, once, by itself; nobody waits for it: the work is done in a thread of its own."""
    clock.move_to(NIGHT - timedelta(minutes=10))
    worker.work(NIGHT - timedelta(minutes=10))
    assert not Backup.objects.exists()
    for minutes in (0, 6, 12):
        clock.move_to(NIGHT + timedelta(minutes=minutes))
        worker.work(NIGHT + timedelta(minutes=minutes))
        _wait()
    made = Backup.objects.get()
    assert (made.key, made.state, made.files) == ("2016-11-08/1", "good", 2)
    assert [path.name for path in folder.iterdir()] == [made.file_name] and made.size == folder.joinpath(
        made.file_name
    ).stat().st_size
    assert restoring.prove(folder / made.file_name, None).backup == made.pk


def test_h3_a_failed_backup_says_why_and_is_tried_again(scheduled: World, settings, folder: Path, clock) -> None:
    """A folder that cannot be made: the reason stands in the row; half an hour later it is tried again, and the folder is there."""
    folder.write_text("in the way", encoding="utf-8")
    clock.move_to(NIGHT)
    worker.work(NIGHT)
    _wait()
    failed = Backup.objects.get()
    assert (failed.state, failed.reason) == ("failed", "backup.disk") and str(folder) in failed.reason_params["path"]
    folder.unlink()
    later = NIGHT + timedelta(minutes=31)
    clock.move_to(later)
    worker.work(later)
    _wait()
    assert list(Backup.objects.order_by("id").values_list("key", "state")) == [
        ("2016-11-08/1", "failed"), ("2016-11-08/2", "good"),
    ]  # fmt: skip


def test_h3_without_a_folder_nothing_is_done(worked: World, settings) -> None:
    """Off until the administrator says where to."""
    settings.BACKUP_TO = ""
    worker.work(NIGHT)
    assert not Backup.objects.exists()


def test_h3_one_backup_at_a_time(worked: World) -> None:
    """Two who ask get one; of two who claim one gets it; a lease that ran out is a failure and frees the way."""
    asked = together(*[lambda: actions.ask(by=None, at=AT)] * 2)
    assert {backup.pk for backup in asked} == {Backup.objects.get().pk}
    claimed = [found for found in together(*[lambda: actions.claim(AT)] * 2) if found is not None]
    assert len(claimed) == 1 and actions.renew(claimed[0], AT)
    assert actions.ask(by=None, at=AT).pk == claimed[0].pk and actions.claim(AT) is None
    later = AT + timedelta(minutes=3)
    again = actions.ask(by=None, at=later)
    assert again.pk != claimed[0].pk and actions.claim(later) is not None
    assert Backup.objects.get(pk=claimed[0].pk).reason == "backup.interrupted"
    assert not actions.renew(claimed[0], later)


def test_h3_what_a_killed_process_left_is_swept(
    make: Callable[..., making.Made], folder: Path, state: Path, clock
) -> None:
    """Snapshots and parts older than two days go; younger ones may be somebody's work."""
    folder.mkdir()
    old, young = state / f"{making.SCRATCH}old", state / f"{making.SCRATCH}young"
    part = folder / "dondoc-20161101-010000.tar.part"
    for path in (old, young):
        path.mkdir()
    part.touch()
    clock.move_to(on("2035-01-01"))
    make()
    assert not old.exists() and not young.exists() and not part.exists()
    clock.move_to(AT)
    young.mkdir()
    make()
    assert young.exists()


@pytest.mark.parametrize("which", [0, 1])
def test_h3_a_purge_while_an_archive_is_made_begins_it_anew(worked: World, folder: Path, which: int) -> None:
    """The secret is in the snapshot already, and perhaps a file too: the archive is thrown away; the new one holds nothing of it.

    The file that is read first (or last) is a pipe, so that the purge comes surely in the midst of the reading.
    """
    document = Document.objects.get(role=DocumentRole.DIRECTIVE)
    pipe = path_of(Attachment.objects.order_by("pk")[which].stored_as)
    content = pipe.read_bytes()
    pipe.unlink()
    os.mkfifo(pipe)

    def purge() -> None:
        with pipe.open("wb") as out:  # the archive is being made: somebody reads
            asked = documents.ask_purge(by=worked.actor("chuyenvien"), at=AT, document=document)
            tasks.confirm_purge(by=worked.actor("chanhvp"), at=AT, purge=asked)
            out.write(content)

    made, _none = together(lambda: making.make(folder, None, number=1, clock=lambda: AT), purge)
    assert isinstance(made, making.Made) and _none is None
    assert made.manifest.begun_anew == 1 and made.manifest.files.count == 0 and not made.manifest.missing
    assert [path.name for path in folder.iterdir()] == [made.path.name]
    assert restoring.prove(made.path, None) == made.manifest


def test_h3_a_purge_names_the_archives_that_hold_it(scheduled: World, folder: Path, at_work, clock) -> None:
    """HUE 6.2: made between entry and purge and still there; those made before, after, or removed, are not named."""

    def backup(at) -> Backup:
        clock.move_to(at)
        actions.ask(by=None, at=at)
        claimed = actions.claim(at)
        worker.carry_out(claimed, worker.Place(folder))
        return Backup.objects.get(pk=claimed.pk)

    before = backup(AT - timedelta(days=1))
    document = Document.objects.get(role=DocumentRole.DIRECTIVE)
    between = [backup(AT + timedelta(hours=n)) for n in (1, 2)]
    actions.note_gone(str(folder), [between[0].file_name], AT)
    clock.move_to(AT + timedelta(hours=3))
    asked = documents.ask_purge(by=scheduled.actor("chuyenvien"), at=AT + timedelta(hours=3), document=document)
    tasks.confirm_purge(by=scheduled.actor("chanhvp"), at=AT + timedelta(hours=3), purge=asked)
    after = backup(AT + timedelta(hours=4))
    page = at_work("chanhvp").get(reverse("tasks:purge", args=[document.pk])).content.decode()
    assert between[1].file_name in page
    for other in (before, between[0], after):
        assert other.file_name not in page


def test_h3_administrators_are_told_once_a_day(worked: World, settings) -> None:
    """No backup yet: a notice to the administrator, to nobody else, however often it is looked."""
    settings.BACKUP_ALARM_HOURS = 30
    for hours in (0, 1, 2):
        assert jobs.watch(AT + timedelta(hours=hours)) == 1
    told = Notice.objects.filter(kind="backup_alarm.none")
    assert set(told.values_list("recipient_id", flat=True)) == {worked.people["quantri"].pk} and told.count() == 1
    jobs.watch(AT + timedelta(days=1))
    assert told.count() == 2
    settings.DEMO = True
    assert jobs.watch(AT + timedelta(days=2)) == 0


def test_h3_no_mail_leaves_a_restored_copy(worked: World, settings, caplog: pytest.LogCaptureFixture, clock) -> None:
    """Held until a person releases it; the worker says so; who and when stands in the journal."""
    settings.EMAIL_HOST, settings.EMAIL_BACKEND = "mail.example.vn", "django.core.mail.backends.locmem.EmailBackend"
    worked.people["stc"].email = "stc@example.vn"
    worked.people["stc"].save()
    Restoration.objects.create(archive="dondoc-20161106-010000.tar", made_at=AT, program="0.1.0", restored_at=AT)
    assert queries.outbox_is_held() and deliver_mail(AT) == 0 and mail.outbox == []
    assert any("held" in record.getMessage() for record in caplog.records)
    with pytest.raises(Refused, match="permission"):
        actions.release_outbox(by=worked.actor("chanhvp"), at=AT)
    actions.release_outbox(by=worked.actor("quantri"), at=AT)
    assert deliver_mail(AT) > 0 and mail.outbox
    entry = Entry.objects.get(verb="outbox.released")
    assert (entry.person_id, entry.register_id) == (worked.people["quantri"].pk, 0)
    with pytest.raises(Refused, match="not_held"):
        actions.release_outbox(by=worked.actor("quantri"), at=AT)


def test_h3_jobs_that_were_held_are_free_after_a_restore(make, machine) -> None:
    """The worker that held them died with the old machine; the copy's own row has ended; the outbox is held."""
    Job.objects.create(kind="note", run_at=AT, lease_until=AT + timedelta(days=9000), leased_by="gone", attempts=1)
    actions.ask(by=None, at=AT)
    claimed = actions.claim(AT)
    made = making.make(Path(machine.var) / "out", None, number=claimed.pk, clock=lambda: AT)
    done = machine.dondoc("restore", made.path)
    assert done.returncode == 0, done.stdout + done.stderr
    shown = machine.python(
        "from dondoc.jobs.models import Job; from dondoc.backups.models import Backup; job = Job.objects.get(kind='note'); "
        "print(job.lease_until, repr(job.leased_by), job.attempts, Backup.objects.get().state)"
    )
    assert shown.strip() == "None '' 1 good"
    refused = machine.dondoc("outbox", "release", "--by", "chanhvp")
    assert refused.returncode == 2 and "không phải quản trị" in refused.stderr
    assert machine.dondoc("outbox", "release", "--by", "quantri").returncode == 0
    assert machine.dondoc("outbox", "show").returncode == 0


def test_h3_people_write_while_an_archive_is_made(worked: World, folder: Path) -> None:
    """The snapshot is of one instant; a directive that is entered meanwhile is in it with its file, or not at all."""
    stop, entered = threading.Event(), []

    def write() -> None:
        try:
            while not stop.is_set():
                stored = files.write("b.pdf", [b"%PDF-1.4 more"], "application/pdf")
                entered.append(worked.directive(worked.given("SXD"), files=[stored]).pk)
        finally:
            connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        made = [making.make(folder, None, number=n, clock=lambda: AT) for n in range(3)]
    finally:
        stop.set()
        writer.join(PATIENCE)
    assert len(entered) > 1 and not writer.is_alive()
    for one in made:
        counted = restoring.prove(one.path, None)
        assert not counted.missing and counted.files.count == counted.facts.tables["documents_attachment"]
        assert counted.facts.tables["documents_document"] >= counted.files.count


def test_h3_memory_stays_small_whatever_the_size(worked: World, folder: Path) -> None:
    """A file of 48 MiB is written, encrypted, proved and decrypted in portions."""
    portion = bytes(1024 * 1024)
    stored = files.write("c.pdf", (portion for _ in range(48)), "application/pdf")
    worked.directive(worked.given("SXD"), files=[stored])
    key = Key(bytes(range(200, 232)), raw=True)
    tracemalloc.start()
    try:
        made = making.make(folder, key, number=1, clock=lambda: AT)
        assert restoring.prove(made.path, key).files.count == 3
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert made.size > 48 * 1024 * 1024 and peak < 20 * 1024 * 1024, peak
