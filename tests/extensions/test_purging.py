"""A secret that slipped in: through the directive, or through the letter of a request alone (design 1.5)."""

from dondoc.documents import actions as documents
from dondoc.extensions.models import Proposal
from dondoc.extensions.queries import spoken_of_purged
from dondoc.journal.models import Notice, Payload
from dondoc.tasks import actions as tasks
from tests.extensions.district import ask, decide, given, letter, submit
from tests.world import World, on

SECRET = "kho đạn số chín"


def _purge(world: World, paper, at) -> None:
    purge = documents.ask_purge(by=world.actor("chuyenvien"), at=at, document=paper)
    tasks.confirm_purge(by=world.actor("chanhvp"), at=at, purge=purge)


def _everything() -> str:
    rows = Proposal.objects.values_list("reason", "opinion", "answer", "wanted_content")
    told = [*Payload.objects.values_list("body", flat=True), *Notice.objects.values_list("params", flat=True)]
    return repr([*rows, *told])


def test_g1_a_purged_directive_blanks_its_requests(district: World) -> None:
    """Words go in the same transaction, letters too; dates and the chain stay; nothing is left for the job."""
    assignment = given(district)
    proposal = ask(district, assignment, reason=SECRET, letter=letter())
    decide(district, submit(district, proposal, opinion=SECRET), text=SECRET)
    assert SECRET in _everything()
    _purge(district, assignment.task.document, on("2021-06-15"))
    proposal.refresh_from_db()
    assert SECRET not in _everything() and proposal.asked_at and proposal.granted_due_on
    assert proposal.letter is not None
    proposal.letter.refresh_from_db()
    assert proposal.letter.purged_at is not None and not spoken_of_purged().exists()
    assert not Proposal.objects.visible_to(district.actor("chutich")).exists()


def test_g1_a_purged_letter_blanks_its_request_alone(district: World) -> None:
    """The letter was secret, the directive is not: the request's words and its lines go, others' stay."""
    first, second = given(district), given(district, "SXD")
    proposal = ask(district, first, reason=SECRET, letter=letter())
    ask(district, second, by="sxd", reason="Chờ số liệu khác")
    assert proposal.letter is not None
    _purge(district, proposal.letter, on("2021-06-11"))
    assert SECRET not in _everything() and "Chờ số liệu khác" in _everything()
    assert Proposal.objects.get(pk=proposal.pk).closed_at is None
