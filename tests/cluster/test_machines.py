"""Web processes hold nothing that another one needs; PgBouncer in transaction mode stands between them and PostgreSQL."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.urls import reverse

from dondoc.documents.models import Attachment
from dondoc.duties.models import Duty
from dondoc.gazette.actions import CALENDAR_CHANGED
from dondoc.gazette.models import CalendarVersion
from dondoc.jobs.models import Job, PeriodicRun, Worker
from dondoc.journal.models import Entry, Unsealed
from dondoc.tasks.models import Fact
from dondoc.units.models import Person
from tests import s3
from tests.cluster.conftest import kill, running, wait_until
from tests.cluster.visitor import Visitor
from tests.entry import PDF
from tests.pooler import Pooler
from tests.postgres import free_port
from tests.rivals import database_url
from tests.world import PASSWORD, World

Webs = list[tuple[int, subprocess.Popen[bytes]]]
SignIn = Callable[[str], Visitor]


def progress(assignment_id: int) -> str:
    """The address of the form of progress."""
    return reverse("tasks:act", args=[assignment_id, "tinh-hinh"])


def test_one_form_over_two_processes_is_one_fact(webs: Webs, world: World, signed_in: SignIn) -> None:
    """Signed in and opened at one, sent at the other, repeated at the first, repeated when one was killed: one fact."""
    (a, first), (b, _second) = webs
    url = progress(world.assignment("STC").pk)
    visitor = signed_in("stc")
    token = visitor.get(a, url).hidden("token")
    form = {"text": "Đã có số liệu", "percent": "60", "paper_sent_on": "", "token": token}
    answers = [visitor.post(b, url, form), visitor.post(a, url, form)]
    kill(first)
    answers.append(visitor.post(b, url, form))
    assert [answer.status for answer in answers] == [302, 302, 302]
    assert len({answer.location for answer in answers}) == 1
    assert Fact.objects.filter(kind="progress_reported").count() == 1
    assert visitor.get(b, answers[0].location).status == 200


def test_a_file_given_to_one_process_is_read_from_the_other(webs: Webs, world: World, signed_in: SignIn) -> None:
    """The form is refused at one (the file waits in the store), sent again at the other, downloaded from the first."""
    (a, _first), (b, _second) = webs
    through(webs, world, signed_in)
    assert signed_in("sxd").get(b, reverse("documents:download", args=[Attachment.objects.get().pk])).status == 404
    assert signed_in("stc").get(a, reverse("documents:download", args=[Attachment.objects.get().pk])).body == PDF


def through(webs: Webs, world: World, signed_in: SignIn) -> None:
    """A result with its file: refused at the first process for want of words, then taken by the second, which is asked for it."""
    (a, _first), (b, _second) = webs
    visitor, url = signed_in("stc"), reverse("tasks:send-result", args=[world.assignment("STC").pk])
    asked = f"{reverse('documents:secrecy')}?tiep={url}"
    visitor.get(a, asked)
    onward = visitor.post(a, asked, {"secret": "no"}).location
    token = visitor.get(b, onward).hidden("token")
    form = {
        "kind": "report",
        "code": "",
        "issued_on": "07/11/2016",
        "abstract": "kết quả",
        "signer": "Hoàng Văn Thử",
        "token": token,
    }
    form |= {"text": "", "paper_sent_on": "", "urgency": "normal"}
    refused = visitor.post(a, onward, form, PDF)
    assert refused.status == 422
    sent = visitor.post(b, onward, form | {"code": "12/BC-STC", "held": refused.hidden("held")})
    assert sent.status == 302, sent.text[-3000:]
    attachment = Attachment.objects.get()
    assert attachment.sha256 == hashlib.sha256(PDF).hexdigest()
    assert visitor.get(b, reverse("documents:download", args=[attachment.pk])).body == PDF


class TestInABucket:
    """The same with an object store that both processes share."""

    @pytest.fixture
    def environment(self, environment: dict[str, str]) -> Any:
        """Files lie in a bucket."""
        with s3.store() as store:
            self.store = store
            yield environment | store.environment

    def test_a_file_given_to_one_process_is_read_from_the_other(
        self, environment: dict[str, str], webs: Webs, world: World, signed_in: SignIn
    ) -> None:
        """And nothing of it lies on the disk of either machine."""
        through(webs, world, signed_in)
        found = [row.stored_as for row in Attachment.objects.all()]
        store = environment["DONDOC_S3_ENDPOINT"], environment["DONDOC_FILES"].split("/")[2]
        assert s3.Store(*store).keys() == [f"tep/{name}" for name in found]


def test_wrong_passwords_are_counted_together(webs: Webs, world: World) -> None:
    """Five for one name in five minutes, whichever process was asked; then the right one is refused by both."""
    visitor = Visitor()
    for place in range(5):
        assert visitor.sign_in(webs[place % 2][0], "stc", "không đúng").status == 200
    for port, _process in webs:
        answer = visitor.sign_in(port, "stc", PASSWORD)
        assert answer.status != 302 and "quá nhiều lần" in answer.text


def test_who_signs_out_at_one_is_out_at_the_other(webs: Webs, world: World, signed_in: SignIn) -> None:
    """A copy of the cookies is worth nothing either."""
    (a, _first), (b, _second) = webs
    visitor, thief = signed_in("stc"), Visitor()
    thief.cookies = dict(visitor.cookies)
    assert thief.get(b, "/").status == 200
    assert visitor.post(a, "/tai-khoan/logout/", {}).status == 302
    assert thief.get(b, "/").status == 302


def test_a_new_calendar_holds_in_every_process_at_once(
    webs: Webs, worker: Any, world: World, signed_in: SignIn, tmp_path: Path
) -> None:
    """A day off that was entered at one is on the page of the other, and the worker moves the dates that depend on it."""
    (a, _first), (b, _second) = webs
    world.assignment("STC")
    duty = Duty.objects.filter(closed_at=None, trace__isnull=False).exclude(due_on=None).earliest("due_on")
    before, url = CalendarVersion.objects.latest("pk"), reverse("duties:calendar")
    head = signed_in("chanhvp")
    assert head.get(a, url).status == head.get(b, url).status == 200 and duty.calendar_version == before
    day = {"on": f"{duty.due_on:%d/%m/%Y}", "kind": "off", "name": "Nghỉ bão", "decision": "Công điện 1/CĐ-UBND"}
    form = day | {"confirmed": "on", "reason": "bão số 9", "seen": str(before.pk)}
    assert head.post(a, url, form).status == 302
    assert "Nghỉ bão" in head.get(b, f"{url}?nam={duty.due_on:%Y}").text
    wait_until(
        lambda: Job.objects.filter(kind=CALENDAR_CHANGED, done_at__isnull=False).exists(), tmp_path / "worker.log"
    )
    moved = Duty.objects.get(pk=duty.pk)
    assert moved.calendar_version != before and moved.due_on > duty.due_on


def test_a_list_is_taken_out_through_the_pooler(webs: Webs, world: World, signed_in: SignIn) -> None:
    """Read in one snapshot of the database, which a pooler must keep together; either process gives the same rows."""
    for _number in range(3):
        world.assignment("STC")
    head, taken = signed_in("chanhvp"), []
    for place, (port, _process) in enumerate(webs):
        answer = head.post(port, reverse("workspace:export"), {"ending": "csv", "token": f"lan-{place}"})
        assert answer.status == 200, answer.text[-2000:]
        taken.append(answer.text.count("UBND-TC"))
    assert taken == [3, 3]


def test_the_worker_ticks_and_seals_through_the_pooler(worker: Any, world: World, tmp_path: Path) -> None:
    """What the verbs of a test wrote is sealed; the tick ran once."""
    world.assignment("STC")
    log = tmp_path / "worker.log"
    wait_until(lambda: not Unsealed.objects.exists(), log)
    wait_until(lambda: PeriodicRun.objects.filter(rule="tick").exists(), log)
    assert PeriodicRun.objects.filter(rule="tick").count() == 1 and Entry.objects.filter(seal__number=1).exists()


def test_a_pooler_that_falls_costs_a_moment_and_no_word(
    webs: Webs, worker: Any, world: World, signed_in: SignIn, pool: Pooler, tmp_path: Path
) -> None:
    """Killed while a form is open: 503 with the words kept; started again: the same form is taken, the worker goes on."""
    (a, _first), (b, _second) = webs
    visitor, url = signed_in("stc"), progress(world.assignment("STC").pk)
    form = {"text": "Đã có số liệu", "percent": "60", "paper_sent_on": "", "token": visitor.get(a, url).hidden("token")}
    wait_until(lambda: Worker.objects.exists(), tmp_path / "worker.log")  # one that has not begun yet would rightly end
    pool.kill()
    away = visitor.post(b, url, form)
    assert away.status == 503 and {**form, **away.carried()} == form
    pool.start()
    assert visitor.post(a, url, away.carried()).status == 302
    assert Fact.objects.filter(kind="progress_reported").count() == 1
    wait_until(lambda: not Unsealed.objects.exists(), tmp_path / "worker.log")


#: Others have made the pooler open several sessions; from then on it lends them in turn.
MANY = """
from django.db import connection, transaction
from dondoc.units.models import Person
others = [connection.copy() for _ in range(4)]
for other in others:
    other.set_autocommit(False)
    other.cursor().execute("SELECT 1")
for other in others:
    other.rollback()
seen = []
for person in Person.objects.order_by("pk").iterator(chunk_size=2):
    seen.append(person.pk)
    with transaction.atomic():
        Person.objects.filter(pk=person.pk).exists()
print(len(seen))
"""


@pytest.mark.parametrize(("pooled", "fine"), [("1", True), ("0", False)])
def test_long_lists_are_read_without_a_cursor_of_the_server(
    environment: dict[str, str], world: World, pooled: str, fine: bool
) -> None:
    """In transaction mode a cursor is gone with its session: the setting turns it off, and without the setting it breaks."""
    script = "import django; django.setup()\n" + MANY
    ran = subprocess.run(
        [sys.executable, "-c", script], env=environment | {"DONDOC_DATABASE_POOLED": pooled}, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert (ran.stdout.strip() == str(Person.objects.count())) is fine, ran.stderr[-2000:]
    assert fine or "cursor" in ran.stderr


def test_a_dump_goes_past_the_pooler_or_not_at_all(environment: dict[str, str], world: World, tmp_path: Path) -> None:
    """Through it pg_dump would empty the search path of a session of the pages: refused with what to set; past it, made."""
    command = [sys.executable, "-m", "dondoc.console", "backup", "--to", str(tmp_path / "archives")]
    (tmp_path / "archives").mkdir()
    refused = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert refused.returncode == 1 and "DONDOC_BACKUP_DATABASE_URL" in refused.stderr, refused.stderr
    past = environment | {"DONDOC_BACKUP_DATABASE_URL": database_url()}
    made = subprocess.run(command, env=past, capture_output=True, text=True, check=False)
    assert made.returncode == 0 and len(list((tmp_path / "archives").iterdir())) == 1, made.stderr


def test_two_that_begin_at_once_make_one_database(environment: dict[str, str], pool: Pooler, tmp_path: Path) -> None:
    """Two machines are switched on together before an empty database: one brings it up to date, the other waits; both serve."""
    name = f"moi_{uuid.uuid4().hex}"
    behind = f"postgresql://{pool.behind.username}@{pool.behind.hostname}:{pool.behind.port}"
    with psycopg.connect(f"{behind}/postgres", password=pool.behind.password, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        try:
            for mode in ("first", "second"):
                assert _both_serve(environment, pool.url.rpartition("/")[0] + f"/{name}", tmp_path / mode)
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _both_serve(environment: dict[str, str], url: str, folder: Path) -> bool:
    from dondoc.console import serving

    folder.mkdir()
    ports, log = [free_port(), free_port()], folder / "log"
    own = environment | {"DATABASE_URL": url, "DONDOC_VAR": str(folder / "var")}
    program = [sys.executable, "-m", "dondoc.console", "serve", "--no-worker", "--port"]
    with running([*program, str(ports[0])], own, log), running([*program, str(ports[1])], own, log):
        wait_until(lambda: all(serving.answers("127.0.0.1", port) for port in ports), log)
        return all(Visitor().get(port, "/tai-khoan/login/").status == 200 for port in ports)
