"""NHI articles 5, 6 and 7, told from end to end: more time, a unit that is not connected, a secret document."""

from __future__ import annotations

from datetime import date

from dondoc.classified import actions as classified
from dondoc.classified.rules import Particulars
from dondoc.documents.models import Document
from dondoc.duties.models import Duty, DutyKind
from dondoc.extensions import actions as extensions
from dondoc.journal.models import Entry
from dondoc.tasks import actions as tasks
from dondoc.units import actions as units
from tests.articles.hue.telling import in_time, now, open_duties, refused
from tests.authorities import Authority
from tests.world import on

LATER = date(2021, 7, 5)


def test_c7_more_time_is_asked_submitted_and_decided(district: Authority) -> None:
    """NHI 6.1d, 6.2c: due on Wednesday 16 June, asked on Friday 11, answered by Tuesday 15; the update follows the new date."""
    assignment = district.assignment(due_on=date(2021, 6, 16))
    proposal = extensions.ask_extension(
        by=district.actor("tckh"), at=on("2021-06-11"), assignment=assignment, due_on=LATER, reason="Chờ số liệu xã"
    )
    assert (proposal.ask_by, proposal.is_late) == (date(2021, 6, 11), False)
    extensions.submit(by=district.actor("chanhvp"), at=on("2021-06-14"), proposal=proposal)
    duty = Duty.objects.open().get(kind="decide_proposal")
    assert (duty.due_on, duty.article, duty.holder_unit.code) == (date(2021, 6, 15), "Đ6.k1.d", "UBND")
    extensions.decide(by=district.actor("chutich"), at=on("2021-06-15"), proposal=proposal, answer="granted")
    assert now(assignment).due_on == LATER
    assert open_duties(assignment)["update_result"] == date(2021, 7, 8)
    moved = Entry.objects.get(verb="task.due_date_moved")
    assert "Đ6.k1.d" in moved.cites


def test_c7_what_the_province_set_is_not_extended(district: Authority) -> None:
    """NHI 6.1d: not where a document of the province sets the time; refused with both points."""
    assignment = district.assignment(
        paper={"origin": "province", "issuer": "UBND tỉnh Ninh Thuận", "symbol": "QĐ-UBND"}, due_on=date(2021, 6, 30)
    )
    with refused("extension.origin_excluded", "Đ6.k1.d Đ6.k2.c"):
        extensions.ask_extension(
            by=district.actor("tckh"), at=on("2021-06-11"), assignment=assignment, due_on=LATER, reason="Chậm"
        )


def test_c6_the_office_enters_what_a_commune_reported_on_paper(district: Authority) -> None:
    """NHI 6.1b, 7.3: received on Thursday 10 June: Fri 11, Mon 14, Tue 15; both stand in the journal; then rated and closed."""
    commune = district.units["THAI"]
    units.set_connection(by=None, at=district.at, unit=commune, not_connected_from=date(2021, 6, 1))
    assignment = district.assignment("THAI")
    tasks.receive_paper(
        by=district.actor("chuyenvien"), at=on("2021-06-10"), assignment=now(assignment), received_on=date(2021, 6, 10)
    )
    owed = Duty.objects.open().get(kind=DutyKind.ENTER_FOR_UNIT)
    assert (owed.due_on, owed.holder_unit.code) == (date(2021, 6, 15), "VP")
    tasks.enter_result(
        by=district.actor("chuyenvien"), at=on("2021-06-15"), assignment=now(assignment), received_on=date(2021, 6, 10),
        paper=district.paper(kind="report", issued_on=date(2021, 6, 9), symbol="BC-UBND", issuer=commune.name),
    )  # fmt: skip
    owed.refresh_from_db()
    assert in_time(owed)
    assert Entry.objects.get(verb="task.result_entered").cites == "Đ6.k1.b Đ7.k3"
    rated = {"quality": "Đạt yêu cầu", "effectiveness": "Đạt yêu cầu"}
    district.confirm(assignment, "chanhvp", at=on("2021-06-16"), rated=rated)
    assert (now(assignment).state, now(assignment).completed_on) == ("done", date(2021, 6, 9))


def test_c6_a_unit_that_is_connected_enters_for_itself(district: Authority) -> None:
    """NHI 6.1b, 6.2b: the Office enters only for those who are not connected."""
    with refused("task.unit_is_connected", "Đ6.k1.b Đ7.k3"):
        tasks.receive_paper(
            by=district.actor("chuyenvien"), at=on("2021-06-10"), assignment=district.assignment("THAI"),
            received_on=date(2021, 6, 10),
        )  # fmt: skip


def test_g1_of_a_secret_document_only_the_listed_particulars_are_held(district: Authority) -> None:
    """NHI 1.1, 5.2: registered by the named officer, with an outcome within its date; the ordinary register knows nothing of it."""
    classified.name_custodian(by=district.actor("chanhvp"), at=district.at, post=district.posts["chuyenvien"])
    given = Particulars(
        kind="decision", number="12", symbol="QĐ-UBND", issued_on=date(2021, 6, 7), signer=district.posts["chutich"],
        submitter=district.units["TNMT"], monitor=district.posts["theodoi"], lead=(district.units["TCKH"],), task_count=2,
        due_on=date(2021, 6, 21),
    )  # fmt: skip
    paper = classified.register_paper(by=district.actor("chuyenvien"), at=on("2021-06-08"), given=given)
    version = classified.record_outcome(
        by=district.actor("tckh"),
        at=on("2021-06-22"),
        paper=paper,
        unit=district.units["TCKH"],
        done_on=date(2021, 6, 21),
    )
    assert version.leads.get().done_on == date(2021, 6, 21)
    assert not Document.objects.exists()
    with refused("permission.keep_classified"):
        classified.register_paper(by=district.actor("theodoi"), at=on("2021-06-08"), given=given)
