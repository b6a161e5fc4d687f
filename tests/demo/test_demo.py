"""The demo shows every state, holds every invariant, and is only ever written over itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth import authenticate
from django.test import Client

from dondoc.console import invariants
from dondoc.demo import actions, plan, province, queries
from dondoc.demo.neighbours import NEIGHBOURS, Neighbour
from dondoc.documents.models import Attachment, Document, DocumentRole, ExpectedDocument
from dondoc.duties.models import Duty
from dondoc.jobs import tick
from dondoc.journal import queries as journal
from dondoc.regulation import Refused
from dondoc.tasks.models import Assignment, Audience, Fact, Task
from dondoc.units.models import Actor, Deputy, Person, Post, Register, Role, Unit
from dondoc.units.queries import find_units
from dondoc.urging import queries as urging
from dondoc.urging.models import Instruction, Slip, Urging
from tests.demo.conftest import NOW
from tests.world import World, on

TODAY = NOW.date()


def actor(username: str) -> Actor:
    """The actor of a post of the demo."""
    return Actor.of(Post.objects.select_related("unit", "person").get(person__username=username))


def test_everything_that_must_be_true_is_true(demo: dict[str, int]) -> None:
    """Invariants, projections, dates, files, the journal: the demo is a sound database."""
    assert list(invariants.problems()) == []
    assert [journal.verify(number, at=NOW) for number in journal.registers()] == [[]] * 6


def test_it_is_as_large_as_it_says(demo: dict[str, int]) -> None:
    """The organisation of 2016: 20 departments, 9 districts; about 60 directives with 200 tasks; four authorities beside."""
    assert demo == queries.counts()
    assert (len(province.DEPARTMENTS), len(province.DISTRICTS)) == (20, 9)
    assert demo["units"] == 62 and demo["people"] == 130
    of_province = Document.objects.filter(role=DocumentRole.DIRECTIVE, register__code=province.MARK)
    assert 55 <= of_province.count() <= 65
    assert 170 <= Task.objects.filter(document__in=of_province).count() <= 230


@pytest.mark.parametrize("neighbour", NEIGHBOURS, ids=lambda neighbour: neighbour.short)
def test_five_authorities_each_under_its_own_regulation(demo: dict[str, int], neighbour: Neighbour) -> None:
    """Issue of the five texts: each keeps its own book, and its people see that one and no other."""
    register = Register.objects.get(code=neighbour.mark)
    assert register.edition.profile_id == neighbour.regulation
    own = Document.objects.filter(role=DocumentRole.DIRECTIVE, register=register)
    assert own.count() == len(neighbour.papers)
    seen = Task.objects.visible_to(actor(f"{neighbour.short}.chanhvp"))
    assert set(seen) == set(Task.objects.filter(register=register)) and seen.exists()
    states = set(Assignment.objects.filter(task__register=register).values_list("state", flat=True))
    assert {"sent", "done"} <= states and states & {"not_started", "in_progress"}


def test_somebody_is_in_every_role(demo: dict[str, int]) -> None:
    """Each role has a holder; each unit a head and an officer; the monitors share all units among them (HUE 8.1đ)."""
    assert set(Post.objects.values_list("role", flat=True)) == set(Role.values)
    keeper = Unit.objects.get(code="UBND")
    given = Unit.objects.filter(parent=keeper).exclude(kind__in=["authority", "office"])
    held = Post.objects.filter(unit__in=given)
    for role in (Role.UNIT_HEAD, Role.UNIT_OFFICER):
        assert set(held.filter(role=role).values_list("unit", flat=True)) == {unit.pk for unit in given}
    bound = [code for codes in province.SCOPES.values() for code in codes]
    assert Counter(bound) == Counter(given.values_list("code", flat=True))


def test_b1_the_picker_understands_the_province(demo: dict[str, int]) -> None:
    """HUE 3.4: words without accents, acronyms, and groups that stand for every district."""
    register = Register.objects.get(code=province.MARK)
    assert find_units("so tai chinh", register, TODAY)[0].unit == Unit.objects.get(code="STC")
    districts = find_units("các huyện", register, TODAY)[0]
    assert districts.group is not None and len(districts.expand(TODAY)) == 9


@pytest.mark.parametrize("state", ["not_started", "in_progress", "sent", "done", "returned", "ended"])
def test_c1_every_state_is_there(demo: dict[str, int], state: str) -> None:
    """HUE 6.1g and Appendix V: assignments in every state of the register."""
    assert Assignment.objects.answering().filter(state=state).exists()


@pytest.mark.parametrize(
    "kind",
    [
        "assigned", "taken_over", "returned", "return_declined", "progress_reported", "delay_explained", "result_sent",
        "result_accepted", "result_sent_back", "due_date_moved", "reopened", "ended",
    ],
)  # fmt: skip
def test_c5_every_fact_happened(demo: dict[str, int], kind: str) -> None:
    """Whatever can happen to an assignment happened to one (HUE 7.2, 8.1, Appendices I and IV)."""
    assert Fact.objects.filter(kind=kind).exists()


def test_c1_within_and_past_in_every_row_of_the_grid(demo: dict[str, int]) -> None:
    """HUE Appendix V: each of its six numbers counts something."""
    from dondoc.reports import queries as reports

    grid = reports.grid(Register.objects.get(code=province.MARK), TODAY)
    assert min(grid.total.counts) > 0 and sum(grid.total.counts) > 250


def test_a5_b2_papers_of_every_sort(demo: dict[str, int]) -> None:
    """HUE 3.4, 7.1: express, handwritten, of the Government, staged, without deadline, before, relative, for each district."""
    papers = Document.objects.filter(role=DocumentRole.DIRECTIVE)
    assert papers.filter(urgency="express").exists() and papers.filter(kind="handwritten", number="").exists()
    assert papers.filter(from_superior=True).exists()
    assert set(Task.objects.values_list("due_kind", flat=True)) == {"by", "before", "relative", "staged", "none"}
    assert set(Task.objects.values_list("task_class", flat=True)) == {"must_submit", "must_report", "carry_out"}
    assert Task.objects.filter(stages__isnull=False).exists()
    nine = Counter(Assignment.objects.filter(part="each").values_list("task", flat=True))
    assert max(nine.values()) == 9 and Audience.objects.filter(reason="synthesiser").exists()


def test_b3_entered_late_and_not_entered(demo: dict[str, int]) -> None:
    """HUE 7.1, Appendix I: duties of entry that were kept, that were late, that are open and overdue."""
    entries = Duty.objects.filter(kind="enter_directive")
    closed = [(duty.due_on, duty.closed_at) for duty in entries.exclude(closed_at=None)]
    late = [due for due, at in closed if due is not None and at is not None and at.date() > due]
    assert late and len(late) < len(closed) / 3
    waiting = ExpectedDocument.objects.filter(document=None, no_tasks_at=None)
    assert waiting.count() >= 4 and waiting.filter(matter__duties__due_on__lt=TODAY).exists()


def test_d1_the_ladder_stands_at_every_step(demo: dict[str, int]) -> None:
    """HUE 8.1e: slips issued, waiting and withheld; a case past the third slip before the chairman; an instruction given."""
    assert set(Slip.objects.values_list("ordinal", flat=True)) == {1, 2, 3}
    assert urging.waiting_slips(actor("chanhvp")).exists()
    assert Slip.objects.exclude(withheld_at=None).exists()
    cases = urging.cases_for_leader(actor("chutich"))
    assert cases.exists() and all(case.slips.issued().count() == 3 for case in cases)
    assert Instruction.objects.exclude(follow_up_on=None).exists()
    assert {"written", "telephone"} <= set(Urging.objects.values_list("channel", flat=True))


def test_nothing_happened_in_the_future_or_on_a_day_off(demo: dict[str, int]) -> None:
    """Acts have dates of working days before today; the last tick is that of the loading."""
    from dondoc import gazette
    from dondoc.clock import local_date

    calendar = gazette.calendar()
    for kind, at in Fact.objects.values_list("kind", "occurred_at"):
        assert at < NOW and calendar.is_working(local_date(at)), kind
    assert not Document.objects.filter(entered_at__gt=NOW).exists()


def test_the_next_days_go_on(demo: dict[str, int]) -> None:
    """What time brings after the loading: ticks of the following weeks do their work and leave a sound database."""
    before = Slip.objects.count()
    for day in range(1, 15):
        tick.tick(NOW + timedelta(days=day))
    assert Slip.objects.count() > before
    assert not [p for p in invariants.problems() if p.check != "journal"]


def test_tick_in_advance_changes_nothing(demo: dict[str, int]) -> None:
    """`tick --dry-run` of next week counts and writes nothing."""
    before = (Slip.objects.count(), Duty.objects.count(), Duty.objects.open().count())
    counts = tick.tick(NOW + timedelta(days=7), dry_run=True)
    assert sum(counts.values()) > 0
    assert (Slip.objects.count(), Duty.objects.count(), Duty.objects.open().count()) == before


def test_everybody_signs_in_with_the_same_password(demo: dict[str, int]) -> None:
    """One hash for all, checked as any other."""
    for username in ("chutich", "stc.cv", "quantri"):
        assert authenticate(username=username, password=province.PASSWORD) == Person.objects.get(username=username)
    assert authenticate(username="chutich", password="khac-mat-khau") is None


def test_the_sign_in_page_lists_the_accounts_in_demo_mode_only(demo: dict[str, int], settings) -> None:
    """The accounts and their password stand on the sign-in page, nowhere else, and never outside the demo mode."""
    settings.DEMO = False
    page = Client().get("/tai-khoan/login/")
    assert province.PASSWORD not in page.content.decode()
    settings.DEMO = True
    shown = Client().get("/tai-khoan/login/").content.decode()
    assert province.PASSWORD in shown and "chutich" in shown and "aluoi.cv" in shown
    client = Client()
    client.force_login(Person.objects.get(username="chutich"), backend="django.contrib.auth.backends.ModelBackend")
    assert province.PASSWORD not in client.get("/toi/").content.decode()


@pytest.mark.parametrize(
    "username",
    ["chutich", "phochutich1", "chanhvp", "chuyenvien1", "theodoi2", "kiemtra", "quantri", "stc", "aluoi.cv"],
)
def test_every_role_has_its_desk(demo: dict[str, int], username: str) -> None:
    """Signing in leads somewhere for everybody."""
    client = Client()
    client.force_login(Person.objects.get(username=username), backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/").status_code == 200


def test_a_deputy_acts_today(demo: dict[str, int]) -> None:
    """The head of the department of finance is away; the officer acts for the post."""
    assert Deputy.objects.acting_on(TODAY).get().person.username == "stc.cv"


def test_files_are_papers_that_say_what_they_are(demo: dict[str, int]) -> None:
    """Every directive has its signed PDF; each says that it is invented."""
    import io

    from pypdf import PdfReader

    from dondoc.documents import files

    papers = Document.objects.filter(role=DocumentRole.DIRECTIVE)
    assert Attachment.objects.filter(document__in=papers).count() == papers.count()
    attachment = Attachment.objects.filter(document__in=papers).earliest("pk")
    text = PdfReader(io.BytesIO(files.path_of(attachment.stored_as).read_bytes())).pages[0].extract_text()
    assert "Dữ liệu minh hoạ" in text and attachment.document.number in text


def test_a_second_load_is_refused_and_changes_nothing(demo: dict[str, int]) -> None:
    """The verb refuses what is not empty; the command finds the demo and says so."""
    with pytest.raises(Refused) as refused:
        actions.load(NOW)
    assert refused.value.refusal.code == "demo.not_empty"
    assert queries.counts() == demo


def test_the_same_seed_gives_the_same_province() -> None:
    """The plan is the same on every machine; another day moves it."""
    days = [TODAY - timedelta(days=n) for n in range(92, 0, -1) if (TODAY - timedelta(days=n)).weekday() < 5]
    assert plan.make(days) == plan.make(days)
    assert [paper.number for paper in plan.make(days)] == [paper.number for paper in plan.make(days[1:])]


@pytest.mark.django_db
def test_a_real_database_is_neither_filled_nor_emptied(world: World) -> None:
    """Whoever mistakes a real register for a demo loses nothing."""
    before = (Unit.objects.count(), Person.objects.count())
    for verb, code in ((actions.load, "demo.not_empty"), (actions.reset, "demo.is_real")):
        with pytest.raises(Refused) as refused:
            verb(NOW)
        assert refused.value.refusal.code == code
    assert (Unit.objects.count(), Person.objects.count()) == before


#: After the long holiday of Tết; on a Sunday; in a year without a calendar file.
OTHER_DAYS = ["2026-02-24", "2026-08-30", "2029-03-15"]


@pytest.mark.django_db
@pytest.mark.parametrize("day", OTHER_DAYS)
def test_it_loads_on_any_day(day: str) -> None:
    """The demo is relative to today, whatever day today is."""
    actions.load(on(day), papers=8, span=timedelta(days=28))
    assert Task.objects.count() > 10
    assert not [problem for problem in invariants.problems() if problem.check != "journal"]


@pytest.mark.django_db(transaction=True)
def test_reset_begins_anew(transactional_db: None) -> None:
    """Emptied and filled in one transaction; the old files are gone, the new ones there, nothing else changes."""
    from dondoc.documents import files

    small: dict[str, Callable[..., object] | object] = {"papers": 4, "span": timedelta(days=20)}
    actions.load(on("2026-10-01"), **small)  # type: ignore[arg-type]
    old = [files.path_of(name) for name in Attachment.objects.values_list("stored_as", flat=True)]
    Document.objects.update(abstract="đã bị ai đó sửa")
    actions.reset(on("2026-11-25"), **small)  # type: ignore[arg-type]
    assert queries.is_here() and not Document.objects.filter(abstract="đã bị ai đó sửa").exists()
    assert old and not any(path.exists() for path in old)
    assert not [problem for problem in invariants.problems() if problem.check != "journal"]
