"""Two at once: one request, one answer, one move of the date."""

import pytest

from dondoc.extensions.models import Proposal
from dondoc.regulation import Refused
from dondoc.tasks.models import Fact
from tests.extensions.district import adopt, ask, decide, given, submit
from tests.rivals import together
from tests.world import make_world


@pytest.mark.django_db(transaction=True)
def test_c7_two_answers_at_once_are_one_decision() -> None:
    """Design 8: of a yes and a no one is the decision, the other a polite refusal."""
    world = adopt(make_world())
    assignment = given(world)
    proposal = submit(world, ask(world, assignment))
    answers = together(lambda: decide(world, proposal), lambda: decide(world, proposal, "refused", text="Việc gấp"))
    refused = [answer for answer in answers if isinstance(answer, Refused)]
    assert [error.refusal.code for error in refused] == ["proposal.closed"]
    proposal.refresh_from_db()
    moved = Fact.objects.filter(assignment=assignment, kind="due_date_moved").count()
    assert moved == (proposal.outcome == "granted")


@pytest.mark.django_db(transaction=True)
def test_c7_two_requests_at_once_are_one() -> None:
    """Two officers of the unit ask at the same moment: one request, one polite refusal."""
    world = adopt(make_world())
    assignment = given(world)
    answers = together(lambda: ask(world, assignment), lambda: ask(world, assignment, by="stc-cb"))
    refused = [answer for answer in answers if isinstance(answer, Refused)]
    assert [error.refusal.code for error in refused] == ["proposal.waits"]
    assert Proposal.objects.count() == 1
