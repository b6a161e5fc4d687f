"""The life of a regulation: loaded or refused, adopted from a day, open tasks moved over, silences filled by an addendum."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
import time_machine
from django.urls import reverse

from dondoc import gazette
from dondoc.duties.models import Duty, DutyKind
from dondoc.duties.queries import recount
from dondoc.gazette.models import Edition, LoadAttempt
from dondoc.jobs import worker
from dondoc.journal import sentences
from dondoc.journal.models import Entry, Notice
from dondoc.lawbook import actions, jobs
from dondoc.lawbook.models import Adoption, Move
from dondoc.lawbook.queries import moving
from dondoc.regulation import ProfileError, Refused, Silent
from tests.world import AT, ROOT, World, on

HUE = ROOT / "profiles" / "hue-71-2016"
Draft = Callable[..., Path]
LONGER = ('value       = "3wd"\ncounts_from = "due_date"\narticle     = "Đ7.k2.c"',
          'value       = "5wd"\ncounts_from = "due_date"\narticle     = "Đ7.k2.c"')  # fmt: skip


@pytest.fixture
def draft(tmp_path: Path, settings) -> Draft:
    """A folder outside the program in which the authority keeps its regulation; scenarios come along only when wanted."""
    settings.PROFILES_DIRS = [tmp_path / "mounted"]

    def make(*changes: tuple[str, str], edition: str = "bản 9", scenarios: bool = False) -> Path:
        folder = tmp_path / "mounted" / "hue-71-2016"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(HUE, folder)
        if not scenarios:
            shutil.rmtree(folder / "scenarios")
        path = folder / "profile.toml"
        text = path.read_text(encoding="utf-8")
        for was, now in (('edition = "bản 2"', f'edition = "{edition}"'), *changes):
            assert was in text, was
            text = text.replace(was, now, 1)
        path.write_text(text, encoding="utf-8")
        return folder

    return make


def work(at=AT) -> None:
    """Let a worker do everything that is waiting."""
    with time_machine.travel(at, tick=False):
        while worker.work_one("an"):
            pass


def refused(code: str, verb: Callable[[], object]) -> str:
    """The verb is refused with the code; gives the sentence."""
    with pytest.raises(Refused) as caught:
        verb()
    assert caught.value.refusal.code == code
    return sentences.refusal(caught.value.refusal)


def test_a1_hue_a_faulty_regulation_is_refused_and_the_last_good_one_stays(
    world: World, draft: Draft, at_work, clock
) -> None:
    """Bad input: file, line, reason, likely meaning; the administrator's page says with which edition the system goes on."""
    folder = draft((LONGER[0], LONGER[1].replace("counts_from", "count_from")))
    client, url = at_work("quantri"), reverse("lawbook:load")
    answer = client.post(url, {"folder": folder.name})
    shown = answer.content.decode()
    line = (folder / "profile.toml").read_text(encoding="utf-8").splitlines().index('count_from = "due_date"') + 1
    assert answer.status_code == 422
    assert "profile.toml" in shown and f"dòng {line}:" in shown and "Có phải ý là “counts_from”?" in shown
    assert Edition.objects.count() == 1
    status = client.get(reverse("operations:status")).content.decode()
    assert f"dòng {line}:" in status and "Hệ thống tiếp tục dùng 71/2016/QĐ-UBND (bản 2)" in status
    assert client.post(url, {"folder": "../../etc"}).status_code == 302
    draft(LONGER)
    assert client.post(url, {"folder": folder.name}).status_code == 302
    assert Edition.objects.count() == 2
    assert "hue-71-2016 bị từ chối" not in client.get(reverse("operations:status")).content.decode()
    assert Entry.objects.filter(verb="edition.loaded").count() == 1
    assert client.get(url).status_code == 200
    for username in ("chutich", "chuyenvien", "stc"):
        assert at_work(username).post(url, {"folder": folder.name}).status_code == 403


def test_a1_hue_a_regulation_that_contradicts_its_own_scenarios_is_not_loaded(world: World, draft: Draft) -> None:
    """A value that was changed without its case, and a number without unit: each told with its place."""
    folder = draft(LONGER, scenarios=True)
    with pytest.raises(ProfileError) as caught:
        actions.load_folder(by=world.actor("chanhvp"), at=AT, folder=folder)
    assert caught.value.file.startswith("scenarios/") and caught.value.line > 0
    folder = draft(('value       = "2wd"', "value       = 2"))
    with pytest.raises(ProfileError, match="2wd"):
        actions.load_folder(by=None, at=AT, folder=folder)
    assert [attempt.edition for attempt in LoadAttempt.objects.all()] == [None, None]
    folder = draft(edition="bản 2")
    (folder / "profile.toml").write_text(
        (folder / "profile.toml").read_text().replace("checked_on     = 2026", "checked_on     = 2027")
    )
    with pytest.raises(ProfileError, match="edition"):
        actions.load_folder(by=None, at=AT, folder=folder)


def test_a1_hue_an_edition_is_adopted_from_a_day_on_which_it_is_in_force(
    world: World, draft: Draft, at_work, clock
) -> None:
    """A date before the regulation was in force is refused; a later day waits for tick, and may be withdrawn before it."""
    edition = actions.load_folder(by=None, at=AT, folder=draft(LONGER))
    head, register = world.actor("chanhvp"), world.register

    def adopt(from_on: date, decision: str = "QĐ 5/2016", by=head) -> Adoption:
        return actions.adopt(by=by, at=AT, register=register, edition=edition, from_on=from_on, decision=decision)

    assert "01/11/2016" in refused("lawbook.before_in_force", lambda: adopt(date(2016, 10, 31)))
    refused("lawbook.decision_missing", lambda: adopt(date(2016, 12, 1), " "))
    refused("lawbook.too_far_ahead", lambda: adopt(date(2061, 1, 1)))
    for username in ("chutich", "chuyenvien", "stc", "quantri"):
        refused("permission.adopt_regulation", lambda name=username: adopt(date(2016, 12, 1), by=world.actor(name)))
    waiting = adopt(date(2016, 12, 1))
    register.refresh_from_db()
    assert waiting.applied_at is None and register.edition.label.endswith("(bản 2)")
    assert jobs.apply_adoptions(on("2016-11-30"), True) == 0
    actions.withdraw(by=head, at=AT, adoption=waiting)
    refused("lawbook.adoption_settled", lambda: actions.withdraw(by=head, at=AT, adoption=waiting))
    again = at_work("chanhvp").post(
        reverse("lawbook:adopt"), {"edition": edition.pk, "from_on": "01/12/2016", "decision": "QĐ 5/2016"}
    )
    assert again.status_code == 302
    assert jobs.apply_adoptions(on("2016-12-01", 0, 1), False) == 1
    assert jobs.apply_adoptions(on("2016-12-01", 0, 2), False) == 0
    register.refresh_from_db()
    assert register.edition == edition
    refused("lawbook.adopted_already", lambda: adopt(date(2016, 12, 2)))
    assert (
        world.directive(
            world.given("STC", due_on=date(2016, 12, 20)), at=on("2016-12-02"), issued_on=date(2016, 12, 2)
        ).edition
        == edition
    )
    wrong = at_work("chanhvp").post(
        reverse("lawbook:adopt"), {"edition": edition.pk, "from_on": "31/10/2016", "decision": "QĐ 5"}
    )
    assert wrong.status_code == 422 and "31/10/2016" in wrong.content.decode()


def test_a1_hue_open_tasks_move_with_every_date_shown_first(world: World, draft: Draft, at_work, clock) -> None:
    """HUE 7.2c: what the preview shows is what happens; the old date stays with the reason; each person is told once."""
    task, done = world.task("STC"), world.assignment("STC")
    world.send(done, at=on("2016-11-08"))
    world.accept(done, at=on("2016-11-09"))
    edition = actions.load_folder(by=None, at=AT, folder=draft(LONGER))
    head, register = world.actor("chanhvp"), world.register

    def move(token: str = "t1", by=head, reason: str = "Sửa đổi quy chế") -> Move:
        return actions.begin_move(by=by, at=AT, register=register, edition=edition, reason=reason, token=token)

    refused("lawbook.move_to_adopted_only", move)
    actions.adopt(by=head, at=AT, register=register, edition=edition, from_on=AT.date(), decision="QĐ 5/2016")
    register.refresh_from_db()
    before = Duty.objects.get(matter=task.matter, kind=DutyKind.UPDATE_RESULT)
    assert before.due_on == date(2016, 11, 21) and before.edition != edition
    shown = moving.preview(register, edition, 0)
    assert [(row.was, row.now) for row in shown.changes] == [(date(2016, 11, 21), date(2016, 11, 23))]
    assert (shown.directives, shown.tasks, shown.after) == (1, 1, None)
    text = at_work("chanhvp").get(reverse("lawbook:move")).content.decode()
    assert "21/11/2016" in text and "23/11/2016" in text and "điểm c khoản 2 Điều 7" in text
    refused("lawbook.reason_missing", lambda: move(reason=" "))
    refused("permission.adopt_regulation", lambda: move(by=world.actor("chuyenvien")))
    first = move()
    assert move() == first
    refused("lawbook.moving_already", lambda: move("t2"))
    work()
    after = Duty.objects.get(pk=before.pk)
    assert after.due_on == date(2016, 11, 23) == recount(after) and after.edition == edition
    assert [(kept["due_on"], kept["reason"]) for kept in after.earlier] == [("2016-11-21", "Sửa đổi quy chế")]
    task.refresh_from_db()
    done.task.refresh_from_db()
    assert task.edition == edition and done.task.edition != edition
    assert Entry.objects.filter(verb="duty.moved").count() == 1
    assert Notice.objects.filter(kind="edition.duties_moved").count() == 2  # the head and the officer of the department
    first.refresh_from_db()
    assert (first.directives, first.tasks, first.dates) == (1, 1, 1) and first.finished_at == AT
    actions.carry_on(at=AT, number=first.pk)
    assert (
        moving.preview(register, edition, 0).changes == [] and Duty.objects.get(pk=before.pk).earlier == after.earlier
    )
    page = at_work("chanhvp").get(reverse("lawbook:adopt")).content.decode()
    assert "1 hạn đổi ngày" in page


def test_a1_hue_a_move_is_carried_on_in_portions(world: World, draft: Draft) -> None:
    """An interrupted move goes on where it stopped; nothing is moved twice."""
    tasks = [world.task("STC") for _ in range(3)]
    edition = actions.load_folder(by=None, at=AT, folder=draft(LONGER))
    head, register = world.actor("chanhvp"), world.register
    actions.adopt(by=head, at=AT, register=register, edition=edition, from_on=AT.date(), decision="QĐ 5/2016")
    move = actions.begin_move(by=head, at=AT, register=register, edition=edition, reason="Sửa đổi", token="t")
    for left in (2, 1, 0, 0):
        move = actions.carry_on(at=AT + timedelta(minutes=1), number=move.pk, most=1)
        assert moving.waiting(register, edition).count() == left
    assert move.finished_at is not None and (move.directives, move.dates) == (3, 3)
    assert all(len(duty.earlier) == 1 for duty in Duty.objects.filter(kind=DutyKind.UPDATE_RESULT))
    assert len(tasks) == 3


ADDENDUM = """schema = 2
base = "hue-71-2016"
edition = "bản 1"
name = "Quy định về việc báo thiếu nhiệm vụ"

[instrument]
number = "15/2017/QĐ-UBND"
issuer = "Uỷ ban nhân dân tỉnh"
issued_on = 2017-03-01
effective_from = 2017-03-15
checked_on = 2026-11-01

[missing_task]
value = true
article = "Đ2.k1"

[[limits.return]]
value = "2wd"
counts_from = "document_received"
article = "Đ2"
"""
WALK = """["Đ1"]
gist = "Phạm vi"
scope = "mọi nhiệm vụ"
["Đ2"]
gist = "Chuyển lại trong hai ngày làm việc"
value = "limits.return"
["Đ2.k1"]
gist = "Đơn vị báo nhiệm vụ còn thiếu"
value = "missing_task"
"""


def test_a1_hue_an_addendum_fills_what_the_regulation_is_silent_about(
    world: World, draft: Draft, at_work, clock, tmp_path: Path
) -> None:
    """Design 4.2: base and addendum are one edition; what the regulation states no addendum changes."""
    folder = tmp_path / "mounted" / "bo-sung-2017"
    folder.mkdir(parents=True)

    def write(text: str) -> None:
        (folder / "addendum.toml").write_text(text, encoding="utf-8")
        (folder / "articles.toml").write_text(WALK, encoding="utf-8")

    base = gazette.law(world.register.edition)
    assert isinstance(base.missing_task, Silent)
    write(ADDENDUM.replace("[missing_task]", "[overdue_reason]"))
    with pytest.raises(ProfileError, match="đã được quy định"):
        actions.load_folder(by=None, at=AT, folder=folder)
    write(ADDENDUM.replace("2017-03-15", "2016-10-15").replace("2017-03-01", "2016-10-01"))
    with pytest.raises(ProfileError, match="trước quy chế"):
        actions.load_folder(by=None, at=AT, folder=folder)
    write(ADDENDUM.replace('"Đ2.k1"', '"Đ9"'))
    with pytest.raises(ProfileError):
        actions.load_folder(by=None, at=AT, folder=folder)
    write(ADDENDUM)
    client = at_work("quantri")
    assert "bo-sung-2017" in client.get(reverse("lawbook:load")).content.decode()
    assert client.post(reverse("lawbook:load"), {"folder": "bo-sung-2017"}).status_code == 302
    edition = Edition.objects.order_by("-id").first()
    assert edition is not None and "bổ sung theo 15/2017/QĐ-UBND" in edition.label
    law = gazette.law(edition)
    assert law.missing_task.value is True and str(law.missing_task.article[0]) == "BS1.Đ2.k1"
    assert law.limits["update"] == base.limits["update"] and "missing_task" not in law.silent
    assert actions.load_folder(by=None, at=AT, folder=folder) == edition
    shown = client.get(reverse("lawbook:regulation", args=[edition.pk])).content.decode()
    assert "15/2017/QĐ-UBND" in shown and "khoản 1 Điều 2 văn bản bổ sung" in shown
    longer = ADDENDUM.replace('"2wd"', '"3wd"')
    write(longer)
    with pytest.raises(ProfileError, match="edition"):
        actions.load_folder(by=None, at=AT, folder=folder)
    write(longer.replace('edition = "bản 1"', 'edition = "bản 2"'))
    later = gazette.law(actions.load_folder(by=None, at=AT, folder=folder))
    assert str(later.limits["return"].cases[0].span) == "3wd"
