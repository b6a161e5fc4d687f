"""The page of the house and what becomes of parked jobs: forbidden people first."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from django.utils import translation

from dondoc.jobs import actions as jobs
from dondoc.jobs.actions import ENDED
from dondoc.jobs.models import Job, Worker
from dondoc.journal import sentences
from dondoc.journal.models import Entry
from dondoc.operations import actions
from dondoc.operations.sentences import ADVICE, LABELS
from dondoc.regulation import Refused
from tests.architecture import source
from tests.operations.conftest import beat, parked
from tests.rivals import together
from tests.world import AT, CAST, World

STATUS = reverse("operations:status")
PEOPLE = [row[0] for row in CAST]
OTHERS = [name for name in PEOPLE if name != "quantri"]


def retry(job: Job) -> str:
    """Where a parked job is set going again."""
    return reverse("operations:retry-job", args=[job.pk])


def drop(job: Job) -> str:
    """Where a parked job is given up."""
    return reverse("operations:drop-job", args=[job.pk])


@pytest.mark.parametrize("username", [*OTHERS, "quantri"])
def test_h3_the_page_is_for_the_administrator_only(username: str, working: World, at_work) -> None:
    """Design 6: everybody else gets a sentence, and changes nothing by an address that they know."""
    job = parked(AT)
    client = at_work(username)
    answers = [
        client.get(STATUS), client.get(drop(job)), client.post(drop(job), {"reason": "không cần"}), client.post(retry(job))
    ]  # fmt: skip
    if username == "quantri":
        assert [answer.status_code for answer in answers] == [200, 200, 302, 302]
        return
    assert [answer.status_code for answer in answers] == [403] * 4
    assert all('class="message refusal"' in answer.content.decode() for answer in answers)
    assert STATUS not in client.get(reverse("workspace:desk")).content.decode()
    job.refresh_from_db()
    assert job.parked_at == AT and job.done_at is None


def test_h3_the_verbs_refuse_whoever_is_not_the_administrator(working: World) -> None:
    """Design 6: the rule stands in the verb, not in the page."""
    job = parked(AT)
    for username in OTHERS:
        by = working.actor(username)
        with pytest.raises(Refused, match=r"permission\.operate"):
            actions.retry_job(by=by, at=AT, job=job)
        with pytest.raises(Refused, match=r"permission\.operate"):
            actions.drop_job(by=by, at=AT, job=job, reason="không cần")
    assert not Entry.objects.filter(verb__startswith="job.").exists()


def test_h3_the_page_says_state_figure_time_and_advice(working: World, at_work) -> None:
    """HUE 8.3: each line by word and shape; what is not good says what to do, at once and not behind a click."""
    page = at_work("quantri").get(STATUS).content.decode()
    for key in (
        "worker",
        "tick",
        "queue",
        "parked",
        "mail",
        "sealing",
        "journal",
        "calendar",
        "files",
        "clock",
        "program",
    ):
        row = re.search(rf'<tr id="{key}">.*?</tr>', page, re.S)
        assert row is not None, key
        assert str(LABELS[key]) in row[0]
        assert "07/11/2016 09:00" in row[0]
        assert "<svg" in row[0]
        assert re.search(r"</svg>\s*(Tốt|Cần xem|Báo động)", row[0]), key
    Worker.objects.all().delete()
    page = at_work("quantri").get(STATUS).content.decode()
    row = re.search(r'<tr id="worker">.*?</tr>', page, re.S)
    assert row is not None
    assert "Báo động" in row[0]
    assert re.search(r'<p class="advice"><strong>Phải làm:</strong>[^<]*dondoc-worker', row[0])


def test_h3_the_page_speaks_english(working: World, at_work) -> None:
    """Design 7: the reader's language, advice too; every line that can alarm has advice in both."""
    person = working.people["quantri"]
    person.language = "en"
    person.save()
    answer = at_work("quantri").get(STATUS)
    assert answer.headers["Content-Language"] == "en"
    assert set(LABELS) - set(ADVICE) == {"database", "program"}
    for key, advice in ADVICE.items():
        with translation.override("en"):
            assert str(LABELS[key]) and str(advice)


def test_h3_every_line_has_its_heading_in_the_manual() -> None:
    """HUE 8.3: docs/operate/alarms.md has a heading with the key and the name of each line that can alarm."""
    text = (source.ROOT / "docs" / "operate" / "alarms.md").read_text(encoding="utf-8")
    headings = re.findall(r"^### `(\w+)`: (.+)$", text, re.M)
    assert sorted(key for key, _name in headings) == sorted(ADVICE)
    assert dict(headings) == {key: str(LABELS[key]) for key in ADVICE}


def test_h3_a_parked_job_is_set_going_again_from_the_page(working: World, at_work, clock) -> None:
    """HUE 8.3: the next worker takes it; the journal says who did it."""
    job = parked(AT)
    client = at_work("quantri")
    assert retry(job) in client.get(STATUS).content.decode()
    page = client.post(retry(job), follow=True).content.decode()
    assert f"Việc nền số {job.pk} chạy lại ở lượt tới." in page
    assert retry(job) not in page
    claimed = jobs.claim("an", AT)
    assert claimed is not None and claimed.pk == job.pk and claimed.attempts == 1
    entry = Entry.objects.get(verb="job.revived")
    assert entry.person_id == working.people["quantri"].pk
    assert sentences.entry(entry) == f"đã cho chạy lại việc nền số {job.pk} (calendar-changed)"


def test_h3_a_parked_job_is_given_up_with_a_reason(working: World, at_work, clock) -> None:
    """HUE 8.3: without a reason nothing happens and what was typed stays; the reason is in the journal, the job is done for good."""
    job = parked(AT)
    client = at_work("quantri")
    empty = client.post(drop(job), {"reason": "  "})
    assert empty.status_code == 422
    assert "Chưa ghi lý do bỏ việc nền." in empty.content.decode()
    long = client.post(drop(job), {"reason": "x" * 301})
    assert long.status_code == 422 and "x" * 301 in long.content.decode()
    assert Job.objects.get(pk=job.pk).done_at is None
    page = client.post(drop(job), {"reason": "lịch đã được sửa lại"}, follow=True).content.decode()
    assert f"Đã bỏ việc nền số {job.pk}." in page
    dropped = Job.objects.get(pk=job.pk)
    assert (dropped.done_at, dropped.dropped) == (AT, "lịch đã được sửa lại")
    assert jobs.claim("an", AT) is None
    assert "lịch đã được sửa lại" in sentences.entry(Entry.objects.get(verb="job.dropped"))


def test_h3_whoever_comes_second_is_told(working: World, at_work, clock) -> None:
    """Bad input: a job that another administrator has dealt with, or that is not there."""
    job, other = parked(AT), parked(AT)
    client = at_work("quantri")
    client.post(retry(job))
    for answer in (client.post(retry(job), follow=True), client.get(drop(job), follow=True)):
        assert f"Việc nền số {job.pk} không còn tạm gác" in answer.content.decode()
    late = client.post(drop(job), {"reason": "không cần"})
    assert late.status_code == 422 and "không còn tạm gác" in late.content.decode()
    client.post(drop(other), {"reason": "không cần"})
    assert "không còn tạm gác" in client.get(drop(other), follow=True).content.decode()
    assert client.post(reverse("operations:retry-job", args=[10**6])).status_code == 404
    assert client.get(retry(job)).status_code == 405


@pytest.mark.django_db(transaction=True)
def test_h3_of_two_who_decide_at_once_one_decides(working: World) -> None:
    """Design 8: set going again and given up at the same moment: one of the two, and one entry."""
    job, by = parked(AT), working.actor("quantri")
    found = together(
        lambda: actions.retry_job(by=by, at=AT, job=job),
        lambda: actions.drop_job(by=by, at=AT, job=job, reason="không cần"),
    )
    assert sorted(type(one).__name__ for one in found) == ["NoneType", "Refused"]
    assert Entry.objects.filter(verb__startswith="job.").count() == 1


SECRET = "Báo cáo nợ đọng thuế"


@pytest.mark.parametrize(
    ("error", "shown"),
    [
        (f"builtins.ValueError /x.py:1 f; {SECRET}", "builtins.ValueError"),
        (f"ValueError: {SECRET}", "ValueError"),
        (f"django.db.utils.DataError {SECRET}", "django.db.utils.DataError"),
        (ENDED, "tiến trình nền dừng giữa chừng"),
        (SECRET, "không rõ"),
        ("noDong", "không rõ"),
        ("", "không rõ"),
    ],
)
def test_g1_no_page_quotes_what_a_job_or_its_error_says(error: str, shown: str, working: World, at_work) -> None:
    """Design 1.5: of an error its class, of a job its kind; tasks, errors and parameters are nowhere on the pages."""
    working.directive(working.given("STC", content=SECRET), abstract="về việc thu hồi nợ")
    job = parked(AT, error, params={"text": SECRET})
    client = at_work("quantri")
    for address in (STATUS, drop(job)):
        page = client.get(address).content.decode()
        assert shown in page
        for word in ("nợ đọng", "Báo", "noDong", "thu hồi nợ", "x.py"):
            assert word not in page.replace("Báo động", "").replace("khi báo động", ""), (address, word)


@pytest.mark.parametrize("rows", [2, 40])
def test_h3_the_page_asks_at_most_twenty_queries(
    rows: int, working: World, at_work, settings, django_assert_max_num_queries
) -> None:
    """Design 8: no more queries because there are more parked jobs, entries or notices."""
    settings.EMAIL_HOST = "mail.example.vn"
    for _ in range(rows):
        parked(AT)
        working.task("STC")
    client = at_work("quantri")
    client.get(STATUS)  # the session is new only once
    for address in (STATUS, drop(parked(AT))):
        with django_assert_max_num_queries(20):
            assert client.get(address).status_code == 200


def test_h3_every_page_of_the_administrator_says_that_nobody_works(working: World, at_work) -> None:
    """HUE 8.3: a dead worker cannot mail that it is dead; the pages say it, to nobody who can do nothing about it."""
    said = "Không có tiến trình nền nào đang chạy"
    desk = reverse("workspace:desk")
    assert said not in at_work("quantri").get(desk).content.decode()
    Worker.objects.all().delete()
    assert said in at_work("quantri").get(desk).content.decode()
    assert at_work("quantri").get(STATUS).content.decode().count(said) == 1
    for username in ("chanhvp", "stc", "chutich"):
        assert said not in at_work(username).get(desk).content.decode()


def test_h3_the_administrator_finds_the_page(working: World, at_work) -> None:
    """Design 7: from the navigation and from the desk; the Office keeps its short one."""
    beat(AT)
    page = at_work("quantri").get(reverse("workspace:desk")).content.decode()
    assert page.count(f'href="{STATUS}"') == 2
    assert reverse("workspace:status") in at_work("chanhvp").get(reverse("workspace:desk")).content.decode()
