"""Two at once: one decision and one polite refusal, one document for one form, one number for one paper; on both databases."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import transaction

from dondoc.documents import actions as documents
from dondoc.documents.models import Document, ExpectedDocument, IssuedNumber
from dondoc.duties.models import Duty
from dondoc.jobs import registry
from dondoc.journal.models import Entry, Notice
from dondoc.regulation import Refused
from dondoc.tasks import actions as tasks
from dondoc.tasks import rebuild
from dondoc.tasks.models import Assignment, Fact, Span, Task
from tests.rivals import together
from tests.world import World, make_world, on

pytestmark = pytest.mark.django_db(transaction=True)
AT = on("2016-11-16")


@pytest.fixture
def world() -> World:
    """The province, committed, so that every thread sees it."""
    return make_world()


def one_won(answers: list[object], *codes: str) -> None:
    """One answer, and for everybody else a refusal with one of the codes."""
    refused = [answer.refusal.code for answer in answers if isinstance(answer, Refused)]
    others = [answer for answer in answers if not isinstance(answer, Refused)]
    assert len(others) == 1 and not isinstance(others[0], Exception), answers
    assert set(refused) <= set(codes), refused


def consistent() -> None:
    """Projections are what the facts say; each assignment has one open span."""
    assert list(rebuild.differences()) == []
    assert Span.objects.filter(until=None).count() == Assignment.objects.count()


def _sent(world: World, *codes: str) -> Assignment:
    assignment = world.assignment(*(codes or ("STC",)))
    world.send(assignment, at=on("2016-11-15"))
    return assignment


def test_c4_two_confirmations_are_one(world: World) -> None:
    """HUE App. I.3; design 8: the second is told that somebody was faster."""
    sent = _sent(world)
    by = [world.actor("theodoi"), world.actor("chanhvp")]
    answers = together(*[lambda who=who: tasks.accept_result(by=who, at=AT, assignment=sent) for who in by])
    one_won(answers, "task.cannot_now")
    assert Fact.objects.filter(kind="result_accepted").count() == 1
    assert Entry.objects.filter(verb="task.result_accepted").count() == 1
    consistent()


def test_c4_confirmation_against_sending_back(world: World) -> None:
    """HUE App. I.3; design 8: one of the two decisions stands, the other is refused and leaves nothing behind."""
    for _round in range(3):
        sent = _sent(world)
        answers = together(
            lambda sent=sent: tasks.accept_result(by=world.actor("theodoi"), at=AT, assignment=sent),
            lambda sent=sent: tasks.send_back(by=world.actor("chanhvp"), at=AT, assignment=sent, missing="thiếu"),
        )
        one_won(answers, "task.cannot_now")
        assert sent.facts.filter(kind__in=["result_accepted", "result_sent_back"]).count() == 1
    consistent()


def test_c7_confirmation_against_a_moved_date(world: World) -> None:
    """HUE 8.1b; design 8: moved first, both stand, one after the other; confirmed first, the date is refused politely."""
    for _round in range(3):
        sent = _sent(world)
        answers = together(
            lambda sent=sent: tasks.accept_result(by=world.actor("theodoi"), at=AT, assignment=sent),
            lambda sent=sent: tasks.move_due_date(
                by=world.actor("chanhvp"), at=AT, task=sent.task, due_on=date(2016, 11, 30), reason="đồng ý"
            ),
        )
        kinds = list(sent.facts.values_list("kind", flat=True))[2:]
        if isinstance(answers[1], Refused):
            assert (answers[1].refusal.code, kinds) == ("task.closed", ["result_accepted"])
        else:
            assert kinds == ["due_date_moved", "result_accepted"], answers
        assert not Duty.objects.open().filter(matter=sent.task.matter).exists()
    consistent()


def test_b4_two_of_a_unit_return_it_at_once(world: World) -> None:
    """HUE 7.2d; design 8: the task goes back once, with one reason; the Office has one thing to decide."""
    for _round in range(3):
        assignment = world.assignment("STC")
        answers = together(
            *[
                lambda a=assignment, who=who: tasks.return_task(by=world.actor(who), at=AT, assignment=a, reason=who)
                for who in ("stc", "stc-cb")
            ]
        )
        one_won(answers, "task.cannot_now")
        assert assignment.facts.filter(kind="returned").count() == 1
        assert Duty.objects.open().filter(matter=assignment.task.matter, kind="correct_return").count() == 1
    consistent()


def test_b4_two_of_a_unit_take_it_over_at_once(world: World) -> None:
    """HUE 7.2a: taken over once."""
    assignment = world.assignment("STC")
    answers = together(
        *[
            lambda who=who: tasks.take_over(by=world.actor(who), at=AT, assignment=assignment)
            for who in ("stc", "stc-cb")
        ]
    )
    one_won(answers, "task.taken_over_already")
    assert assignment.facts.filter(kind="taken_over").count() == 1
    consistent()


def test_b4_taking_it_over_against_its_withdrawal(world: World) -> None:
    """HUE 7.2a; design 8: withdrawn first, the unit is told that it has it no more; nothing is owed afterwards."""
    for _round in range(3):
        assignment = world.assignment("STC")
        answers = together(
            lambda a=assignment: tasks.take_over(by=world.actor("stc"), at=AT, assignment=a),
            lambda a=assignment: tasks.end_task(by=world.actor("chanhvp"), at=AT, task=a.task, reason="thôi giao"),
        )
        assert not isinstance(answers[1], BaseException), answers
        kinds = list(assignment.facts.values_list("kind", flat=True))
        if isinstance(answers[0], Refused):
            assert answers[0].refusal.code in {"task.cannot_now", "permission.take_over"}
            assert kinds == ["assigned", "ended"]
        else:
            assert kinds == ["assigned", "taken_over", "ended"], answers
        assert not Duty.objects.open().filter(matter=assignment.task.matter).exists()
    consistent()


def test_c7_two_officers_move_the_date_at_once(world: World) -> None:
    """HUE 8.1b: two different dates stand one after the other; the same date is moved once."""
    task = world.task("STC", "SXD")
    move = {"at": AT, "task": task, "due_on": date(2016, 11, 30), "reason": "đồng ý"}
    one_won(
        together(
            *[lambda who=who: tasks.move_due_date(by=world.actor(who), **move) for who in ("chanhvp", "chuyenvien")]
        ),
        "task.due_same",
    )
    assert Fact.objects.filter(kind="due_date_moved").count() == 2  # one for each unit
    consistent()


def test_g1_two_second_persons_carry_out_one_purge(world: World) -> None:
    """Design 1.5, 8: removed once; of removal and refusal of it one stands."""
    for second in (tasks.confirm_purge, documents.decline_purge):
        document = world.directive()
        purge = documents.ask_purge(by=world.actor("chuyenvien"), at=AT, document=document)
        answers = together(
            lambda purge=purge: tasks.confirm_purge(by=world.actor("chanhvp"), at=AT, purge=purge),
            lambda purge=purge, second=second: second(by=world.actor("chutich"), at=AT, purge=purge),
        )
        one_won(answers, "purge.not_asked")
        purge.refresh_from_db()
        document.refresh_from_db()
        assert (purge.confirmed_at is None) != (purge.declined_at is None)
        assert (document.purged_at is None) == (purge.confirmed_at is None)
    assert Entry.objects.filter(verb__in=["purge.carried_out", "purge.declined"]).count() == 2
    consistent()


def test_g1_two_ask_for_one_purge(world: World) -> None:
    """Design 1.5: asked once; both are answered with the same request."""
    document = world.directive()
    answers = together(
        *[
            lambda who=who: documents.ask_purge(by=world.actor(who), at=AT, document=document)
            for who in ("chuyenvien", "theodoi")
        ]
    )
    assert {answer.pk for answer in answers} == {document.purges.get().pk}, answers


def test_b4_returning_against_reporting(world: World) -> None:
    """HUE 7.2d, 7.2b: two people of one unit: what is returned is not reported on any more."""
    for _round in range(3):
        assignment = world.assignment("STC")
        answers = together(
            lambda a=assignment: tasks.return_task(by=world.actor("stc"), at=AT, assignment=a, reason="sai"),
            lambda a=assignment: tasks.report_progress(by=world.actor("stc-cb"), at=AT, assignment=a, text="làm"),
        )
        assert not isinstance(answers[0], Exception), answers
        kinds = list(assignment.facts.values_list("kind", flat=True))
        if isinstance(answers[1], Refused):
            assert (answers[1].refusal.code, kinds) == ("task.cannot_now", ["assigned", "returned"])
        else:
            assert kinds == ["assigned", "progress_reported", "returned"]
    consistent()


def test_b4_giving_it_to_another_against_sending_the_result(world: World) -> None:
    """HUE 7.2d: either the unit sent before it was taken away, or it is told that it has the task no more."""
    for _round in range(3):
        assignment = world.assignment("STC")
        answers = together(
            lambda a=assignment: tasks.reassign(
                by=world.actor("chanhvp"), at=AT, assignment=a, unit=world.units["SXD"], reason="đúng chức năng"
            ),
            lambda a=assignment: world.send(a, at=AT),
        )
        assert not isinstance(answers[0], Exception), answers
        if isinstance(answers[1], Refused):
            assert answers[1].refusal.code in {"permission.send_result", "task.cannot_now"}
            assert not assignment.facts.filter(kind="result_sent").exists()
        assert not Duty.objects.open().filter(matter=assignment.task.matter, kind="appraise").exists()
    consistent()


def test_b4_two_officers_give_it_to_two_units(world: World) -> None:
    """HUE 7.2d; design 8: the task has one successor."""
    assignment = world.assignment("STC")
    answers = together(
        *[
            lambda code=code, who=who: tasks.reassign(
                by=world.actor(who), at=AT, assignment=assignment, unit=world.units[code], reason="đúng chức năng"
            )
            for code, who in (("SXD", "chanhvp"), ("SKHDT", "chuyenvien"))
        ]
    )
    one_won(answers, "task.cannot_now")
    assert assignment.replaced_by.count() == 1
    consistent()


def test_c2_two_results_at_once_are_one(world: World) -> None:
    """HUE App. III.3: head and officer send the same result from two desks."""
    assignment = world.assignment("STC")
    answers = together(*[lambda who=who: world.send(assignment, at=AT, by=who) for who in ("stc", "stc-cb")])
    one_won(answers, "task.cannot_now")
    assert Document.objects.filter(role="result").count() == 1
    consistent()


def test_b3_two_registrations_with_one_token_are_one(world: World) -> None:
    """Design 3: a double click enters one directive, and both get the same one."""
    paper, given = world.paper(), [world.given("STC"), world.given("PDIEN", "QDIEN")]
    answers = together(
        *[
            lambda: tasks.register_directive(
                by=world.actor("chuyenvien"), at=AT, paper=paper, tasks=given, token="một biểu mẫu"
            )
            for _click in range(3)
        ]
    )
    assert {answer.pk for answer in answers} == {Document.objects.get().pk}
    assert (Task.objects.count(), Notice.objects.filter(kind="task.assigned").count()) == (2, 4)


def test_b3_two_officers_register_the_same_paper(world: World) -> None:
    """Design 7: the twin is seen although both began before either had saved."""
    paper, given = world.paper(), [world.given("STC")]
    answers = together(
        *[
            lambda who=who: tasks.register_directive(by=world.actor(who), at=AT, paper=paper, tasks=given)
            for who in ("chuyenvien", "chanhvp")
        ]
    )
    one_won(answers, "document.twin")


def test_b3_two_officers_list_the_same_document(world: World) -> None:
    """HUE App. I: the list of what is issued and not yet entered holds it once."""
    answers = together(
        *[
            lambda who=who: documents.expect_document(
                by=world.actor(who), at=AT, number="700", symbol="UBND-NC", issued_on=date(2016, 11, 15)
            )
            for who in ("chuyenvien", "chanhvp")
        ]
    )
    one_won(answers, "document.listed_already")
    assert ExpectedDocument.objects.count() == 1


def test_a_repeated_form_gets_the_first_answer(world: World) -> None:
    """Design 3: three clicks on "report" are one report; each verb answers with what it wrote first."""
    assignment = world.assignment("STC")
    answers = together(
        *[
            lambda: tasks.report_progress(
                by=world.actor("stc"), at=AT, assignment=assignment, text="đang làm", token="mã"
            )
            for _click in range(3)
        ]
    )
    assert {answer.pk for answer in answers} == {assignment.facts.get(kind="progress_reported").pk}
    consistent()


def test_two_clerks_take_numbers_without_a_gap(world: World) -> None:
    """Design 8: a series has every number once, however many papers are issued at the same moment."""
    papers = [world.directive() for _ in range(6)]

    def take(paper: Document) -> int:
        with transaction.atomic():
            return documents.take_number(register=world.register, year=2016, series="TC", document=paper, at=AT)

    answers = together(*[lambda paper=paper: take(paper) for paper in papers])
    assert sorted(answers) == [1, 2, 3, 4, 5, 6]
    assert sorted(IssuedNumber.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5, 6]


def test_a_number_that_was_not_used_leaves_no_gap(world: World) -> None:
    """Design 8: an issue that fails gives its number back."""
    first, second = world.directive(), world.directive()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        documents.take_number(register=world.register, year=2016, series="TC", document=first, at=AT)
        raise ZeroDivisionError
    with transaction.atomic():
        assert documents.take_number(register=world.register, year=2016, series="TC", document=second, at=AT) == 1


def test_c2_two_ticks_ask_once(world: World) -> None:
    """HUE App. IV, 7.2c; design 8: whichever worker asks first, each unit is asked once."""
    for _number in range(3):
        world.assignment("STC")
        world.assignment("STC", due_kind="none", due_on=None)
    overdue, periodic = registry.RULES["tasks.overdue"], registry.RULES["tasks.periodic_updates"]
    at = on("2016-12-05")
    asked = together(*[lambda rule=rule: rule(at, False) for rule in (overdue, overdue, periodic, periodic)])
    assert (sum(asked[:2]), sum(asked[2:])) == (3, 3), asked
    assert Duty.objects.filter(kind="explain_delay").count() == Duty.objects.filter(kind="update_periodic").count() == 3


def test_who_waited_for_the_lock_writes_after_who_held_it(world: World) -> None:
    """Design 2.3: facts are folded in the order in which they were written, even when the later one asked for the time first."""
    assignment = world.assignment("STC")
    by = world.actor("stc")
    tasks.report_progress(by=by, at=AT, assignment=assignment, text="người giữ khoá")
    tasks.return_task(by=by, at=AT - timedelta(seconds=2), assignment=assignment, reason="người chờ khoá")
    last = assignment.facts.last()
    assert (last.kind, last.occurred_at, last.recorded_at) == ("returned", AT - timedelta(seconds=2), AT)
    assignment.refresh_from_db()
    assert assignment.state == "returned"
    consistent()
