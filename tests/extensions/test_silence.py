"""Silence: of the answer, which a text may take as a yes; and of the text, which then has no such function."""

from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse

from dondoc.extensions.models import Ending, Proposal
from dondoc.journal.models import Entry
from dondoc.regulation import Refused
from dondoc.tasks import actions as tasks
from dondoc.tasks import rebuild
from tests.extensions.district import (
    ANSWER_BY,
    DUE,
    LATER,
    adopt,
    altered,
    ask,
    dates,
    decide,
    given,
    open_duties,
    propose,
    submit,
    tick,
    told,
)
from tests.world import ROOT, World, on

OVER = on("2021-06-15", 0, 5)
SAYS_YES = (
    'article     = "Đ6.k1.d"\nreading     = "Hai',
    'article     = "Đ6.k1.d"\non_silence  = "consent"\nreading     = "Hai',
)


@pytest.fixture
def consenting(world: World, tmp_path: Path) -> World:
    """The same regulation, in which no answer within the limit counts as a yes."""
    return adopt(world, altered(tmp_path / "p", SAYS_YES))


@pytest.mark.parametrize("submitted", [True, False])
def test_c7_no_answer_is_a_yes_where_the_text_says_so(consenting: World, submitted: bool) -> None:
    """On the day after the last one the date moves, whether the Office submitted it or not; twice ticked is once done."""
    assignment = given(consenting)
    proposal = ask(consenting, assignment)
    if submitted:
        submit(consenting, proposal)
    assert tick(on(ANSWER_BY, 23, 59))["consent"] == 0
    assert tick(OVER, dry_run=True)["consent"] == 1
    assert tick(OVER)["consent"] == 1
    assert tick(OVER)["consent"] == 0
    proposal.refresh_from_db()
    assert (proposal.outcome, proposal.closed_by, proposal.granted_due_on) == (Ending.CONSENTED, None, LATER)
    assert dates(assignment) == [DUE, LATER] and open_duties(proposal) == {}
    entry = Entry.objects.get(verb="extension.consented")
    assert (entry.cites, entry.person_id) == ("Đ6.k1.d", None)
    assert "coi như đồng ý" in assignment.facts.get(kind="due_date_moved").text
    for username in ("stc", "chanhvp", "chutich"):
        assert told(consenting, username)[-1] == "extension.consented"
    assert not list(rebuild.differences())


def test_c7_who_answered_is_not_overtaken(consenting: World) -> None:
    """A no in time stands; what was answered late by a person, before the job ran, stands as well."""
    first, second = given(consenting), given(consenting, "SXD")
    decide(consenting, submit(consenting, ask(consenting, first)), "refused", text="Việc gấp")
    late = submit(consenting, ask(consenting, second, by="sxd"))
    decide(consenting, late, "refused", text="Việc gấp", at=on("2021-06-15", 0, 1))
    assert tick(OVER)["consent"] == 0
    assert dates(first) == dates(second) == [DUE]


def test_c7_what_lapsed_is_not_granted_by_silence(consenting: World) -> None:
    """The job closes first what lost its ground."""
    assignment = given(consenting)
    ask(consenting, assignment)

    tasks.end_task(by=consenting.actor("chanhvp"), at=on("2021-06-11"), task=assignment.task, reason="Không còn cần")
    assert tick(OVER) == {"reconcile": 1, "consent": 0}


def test_c7_no_answer_is_none_under_the_text_itself(district: World) -> None:
    """NHI 6.1d says nothing about silence: the request stays open and the duty is late."""
    proposal = ask(district, given(district))
    assert tick(OVER) == {"reconcile": 0, "consent": 0}
    assert open_duties(proposal) == {"submit_proposal": ("VP", ANSWER_BY)}


def test_c7_an_adjustment_is_never_granted_by_silence(consenting: World) -> None:
    """It has no limit of the answer."""
    proposal = propose(consenting, given(consenting), due_on=LATER)
    assert open_duties(proposal) == {"submit_proposal": ("VP", None)}
    assert tick(on("2021-09-15"))["consent"] == 0


def test_c7_a_silent_text_has_no_extension(world: World, at_work, clock) -> None:
    """HUE knows no extension: no button; the page says why, and the verb refuses with the declaration."""
    assignment = world.assignment("STC")
    with pytest.raises(Refused) as refused:
        ask(world, assignment, at=on("2016-11-08"), due_on=date(2016, 12, 1))
    assert refused.value.refusal.code == "extension.silent"
    assert not Proposal.objects.exists()
    url, client = reverse("extensions:ask", args=[assignment.pk]), at_work("stc")
    assert url not in client.get(reverse("workspace:task", args=[assignment.task_id])).content.decode()
    asking = client.get(url)
    assert asking.status_code == 200 and "không quy định" in asking.content.decode()
    assert "<textarea" not in asking.content.decode()
    assert client.post(url, {"due_on": "1/12/2016", "reason": "Chờ", "token": "t"}).status_code == 422
    assert "không quy định việc xin gia hạn" in at_work("chanhvp").get(reverse("extensions:list")).content.decode()


def test_c7_a_text_without_both_shows_neither(world: World, at_work, clock) -> None:
    """DTP knows neither extension nor adjustment: no section in the task file, no heading on a desk, no link above."""
    adopt(world, ROOT / "profiles" / "dtp-1298-2013")
    assignment = given(world)
    clock.move_to(on("2021-06-10"))
    with pytest.raises(Refused) as refused:
        propose(world, assignment, content="Việc khác")
    assert refused.value.refusal.code == "adjustment.silent"
    for username in ("stc", "chanhvp", "chutich"):
        client = at_work(username)
        for url in (reverse("workspace:desk"), reverse("workspace:task", args=[assignment.task_id])):
            page = client.get(url).content.decode()
            assert "Gia hạn, điều chỉnh" not in page and reverse("extensions:list") not in page
            assert "Đề nghị chờ trả lời" not in page and "chờ trình" not in page
    page = at_work("stc").get(reverse("extensions:propose", args=[assignment.pk])).content.decode()
    assert "không quy định" in page and "<textarea" not in page
