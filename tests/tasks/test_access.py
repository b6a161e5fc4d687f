"""Role × relation × verb: every cell that concerns tasks and papers, tried through the real verb, the forbidden ones first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from django.http import Http404

from dondoc.documents import actions as documents
from dondoc.documents.files import write
from dondoc.documents.models import Attachment, Document
from dondoc.regulation import Refused
from dondoc.tasks import actions as tasks
from dondoc.tasks.models import Assignment, Audience, Task
from dondoc.tasks.permissions import relation_to
from dondoc.tasks.queries import access_assignment, access_task
from dondoc.units import access
from dondoc.units import actions as units
from dondoc.units.models import Actor, Deputy, Person, Post, Register, Role, Unit, UnitKind
from tests.world import AT, SINCE, World, on

#: Who stands to the task in which relation: the unit's code. "former" reads like a superior unit.
PLACES = {
    access.OWN_AUTHORITY: "VP",
    access.LEAD: "STC",
    access.COORDINATING: "SXD",
    access.PARENT: "PDIEN",
    "former": "SKHDT",
    "synthesiser": "SNV",
    access.STRANGER: "STTTT",
}
SAME_AS = {"former": access.PARENT, "synthesiser": access.PARENT}
AUTHORITY = frozenset({Role.LEADER, Role.OFFICE_HEAD, Role.OFFICE_OFFICER, Role.MONITOR, Role.INSPECTOR})
UNIT_VERBS = {access.TAKE_OVER, access.RETURN_TASK, access.REPORT_PROGRESS, access.EXPLAIN_DELAY, access.SEND_RESULT}


@dataclass
class Scene:
    """A task given to two units, one of them below a district, with a partner, a former holder and one who synthesises."""

    world: World
    task: Task
    other: Register

    def of(self, code: str) -> Assignment:
        """The unit's standing assignment; that of the department of finance when it has none."""
        standing = self.task.assignments.exclude(state="ended").select_related("unit")
        return standing.filter(unit__code=code).first() or standing.get(unit__code="STC")

    def actor(self, role: str, relation: str) -> Actor:
        """Somebody with the role in the unit that stands in the relation; authorities keep a register of their own."""
        unit = self.world.units[PLACES[relation]]
        person = Person.objects.create(username=f"{role}-{relation}", full_name="Người thử")
        post = Post.objects.create(person=person, unit=unit, role=role, title="Thử", valid_from=SINCE)
        own = self.world.register if relation == access.OWN_AUTHORITY else self.other
        register = own if relation == access.OWN_AUTHORITY or role in AUTHORITY else None
        return Actor(person, post, unit, role, register, is_among_others=True)


def make_scene(world: World) -> Scene:
    """Build it with verbs only."""
    for code, name, parent in [
        ("SNV", "Sở Nội vụ", "UBND"), ("STTTT", "Sở Thông tin và Truyền thông", "UBND"),
        ("P1", "Phòng Tài chính huyện Phong Điền", "PDIEN"), ("KHAC", "Cơ quan khác", None),
    ]:  # fmt: skip
        world.units[code] = units.create_unit(
            by=None, at=AT, name=name, code=code, kind=UnitKind.DEPARTMENT, valid_from=SINCE,
            parent=world.units[parent] if parent else None,
        )  # fmt: skip
    other = units.create_register(
        by=None, at=AT, name="Sổ khác", code="KHAC", keeper=world.units["KHAC"], office=world.units["KHAC"],
        edition=world.register.edition, place="Huế",
    )  # fmt: skip
    file = write("cong-van.pdf", [b"%PDF-1.7"], "application/pdf", is_main=True)
    document = world.directive(
        world.given("STC", "P1", "SKHDT", coordinating=("SXD",), synthesiser=world.units["SNV"]), files=[file]
    )
    task = document.tasks.get()
    tasks.reassign(
        by=world.actor("chanhvp"), at=AT, assignment=task.assignments.get(unit=world.units["SKHDT"]),
        unit=world.units["QDIEN"], reason="Đúng chức năng",
    )  # fmt: skip
    return Scene(world, task, other)


@pytest.fixture
def scene(world: World) -> Scene:
    """The task and everybody around it."""
    return make_scene(world)


Try = Callable[[Scene, Actor, Assignment], object]


def _sent(scene: Scene, assignment: Assignment) -> None:
    scene.world.send(scene.of("STC"), at=on("2016-11-10"))


def _accepted(scene: Scene, assignment: Assignment) -> None:
    _sent(scene, assignment)
    scene.world.accept(scene.of("STC"), at=on("2016-11-11"))


def _returned(scene: Scene, assignment: Assignment) -> None:
    tasks.return_task(by=scene.world.actor("stc"), at=on("2016-11-08"), assignment=scene.of("STC"), reason="sai")


def _asked(scene: Scene, assignment: Assignment) -> None:
    documents.ask_purge(by=scene.world.actor("chuyenvien"), at=AT, document=scene.task.document)


def _nothing(scene: Scene, assignment: Assignment) -> None:
    return None


LATER = on("2016-11-25")
#: verb of the table → what must be so before, and the real verbs that it opens
TRIES: list[tuple[str, Callable[[Scene, Assignment], None], Try]] = [
    (access.SEE_TASK, _nothing, lambda s, by, a: access_task(by, s.task.pk)),
    (access.SEE_TASK, _nothing, lambda s, by, a: access_assignment(by, a.pk)),
    (access.ENTER_DIRECTIVE, _nothing, lambda s, by, a: tasks.add_task(
        by=by, at=LATER, document=s.task.document, given=s.world.given("STC", due_on=date(2016, 12, 1)))),
    (access.CORRECT_TASK, _nothing, lambda s, by, a: tasks.correct_task(
        by=by, at=LATER, task=s.task, changes={"content": "Khác"})),
    (access.CORRECT_TASK, _nothing, lambda s, by, a: tasks.end_task(by=by, at=LATER, task=s.task, reason="dừng")),
    (access.CORRECT_TASK, _nothing, lambda s, by, a: tasks.end_assignment(
        by=by, at=LATER, assignment=s.of("P1"), reason="dừng")),
    (access.CORRECT_TASK, _nothing, lambda s, by, a: tasks.change_monitor(
        by=by, at=LATER, task=s.task, monitor=s.world.posts["chanhvp"])),
    (access.CORRECT_TASK, _nothing, lambda s, by, a: tasks.give_to(
        by=by, at=LATER, task=s.task, unit=s.world.units["STTTT"], part="each")),
    (access.TAKE_OVER, _nothing, lambda s, by, a: tasks.take_over(by=by, at=LATER, assignment=a)),
    (access.RETURN_TASK, _nothing, lambda s, by, a: tasks.return_task(by=by, at=LATER, assignment=a, reason="sai")),
    (access.DECIDE_RETURN, _returned, lambda s, by, a: tasks.decline_return(
        by=by, at=LATER, assignment=s.of("STC"), explanation="giữ")),
    (access.DECIDE_RETURN, _returned, lambda s, by, a: tasks.reassign(
        by=by, at=LATER, assignment=s.of("STC"), unit=s.world.units["STTTT"], reason="chuyển")),
    (access.REPORT_PROGRESS, _nothing, lambda s, by, a: tasks.report_progress(
        by=by, at=LATER, assignment=a, text="đang làm")),
    (access.EXPLAIN_DELAY, _nothing, lambda s, by, a: tasks.explain_delay(
        by=by, at=LATER, assignment=a, reason="chờ")),
    (access.SEND_RESULT, _nothing, lambda s, by, a: tasks.send_result(
        by=by, at=LATER, assignment=a, paper=s.world.paper(kind="report"))),
    (access.APPRAISE, _sent, lambda s, by, a: tasks.accept_result(by=by, at=LATER, assignment=s.of("STC"))),
    (access.APPRAISE, _sent, lambda s, by, a: tasks.send_back(
        by=by, at=LATER, assignment=s.of("STC"), missing="thiếu")),
    (access.APPRAISE, _accepted, lambda s, by, a: tasks.reopen(
        by=by, at=LATER, assignment=s.of("STC"), reason="thiếu")),
    (access.MOVE_DUE_DATE, _nothing, lambda s, by, a: tasks.move_due_date(
        by=by, at=LATER, task=s.task, due_on=date(2016, 12, 20), reason="đồng ý")),
    (access.ASK_PURGE, _nothing, lambda s, by, a: documents.ask_purge(by=by, at=LATER, document=s.task.document)),
    (access.CONFIRM_PURGE, _asked, lambda s, by, a: tasks.confirm_purge(
        by=by, at=LATER, purge=s.task.document.purges.get())),
]  # fmt: skip


class _Undo(Exception):
    pass


def _tried(scene: Scene, actor: Actor, before: Callable[..., None], verb: Try) -> bool:
    """Whether the verb let the actor do it; whatever happened is undone."""
    assignment, allowed = scene.of(actor.unit.code), None
    try:
        with transaction.atomic():
            before(scene, assignment)
            try:
                with transaction.atomic():
                    verb(scene, actor, Assignment.objects.get(pk=assignment.pk))
                allowed = True
            except (Refused, Http404) as error:
                code = error.refusal.code if isinstance(error, Refused) else "permission."
                assert code.startswith("permission."), code
                allowed = False
            raise _Undo
    except _Undo:
        assert allowed is not None
        return allowed


@pytest.mark.parametrize("role", [*Role.values])
def test_h1_every_cell_is_what_the_verbs_do(scene: Scene, role: str) -> None:
    """Design 6: the table is the documentation; the verbs obey it, the forbidden cells tried first."""
    cells = [
        (access.allows(role, SAME_AS.get(relation, relation), verb), relation, verb, before, do)
        for relation in PLACES
        for verb, before, do in TRIES
    ]
    actors = {relation: scene.actor(role, relation) for relation in PLACES}
    wrong = [
        f"{relation}, {verb}: {'refused' if may else 'allowed'}"
        for may, relation, verb, before, do in sorted(cells, key=lambda cell: cell[0])
        if _tried(scene, actors[relation], before, do) != may
    ]
    assert not wrong


@pytest.mark.parametrize("role", [*Role.values])
def test_h1_what_is_seen_is_what_the_table_says(scene: Scene, role: str) -> None:
    """Design 6: `visible_to` of tasks, assignments, papers and files is the row `see_task` of the table."""
    for relation in PLACES:
        actor, column = scene.actor(role, relation), SAME_AS.get(relation, relation)
        papers = Document.objects.visible_to(actor)
        seen = [
            Task.objects.visible_to(actor).filter(pk=scene.task.pk).count(),
            Assignment.objects.visible_to(actor).filter(task=scene.task, unit__code="STC").count(),
            papers.filter(pk=scene.task.document_id).count(),
            Attachment.objects.filter(document__in=papers).count(),
        ]
        assert relation_to(actor, scene.task) == column
        assert seen == [int(access.allows(role, column, access.SEE_TASK))] * 4, relation


def test_h1_the_public_is_no_actor() -> None:
    """Design 6: nothing of tasks is public; the cells say so, and there is no post with such a role."""
    assert "public" not in Role.values
    assert not any(access.allows("public", relation, verb) for relation in access.RELATIONS for verb in access.VERBS)


def test_h1_the_superior_of_a_holder_is_in_the_audience(scene: Scene) -> None:
    """Design 6: written by verbs for units below the register's authority; the authority itself needs no row."""
    reasons = {row.unit.code: row.reason for row in Audience.objects.filter(task=scene.task)}
    assert reasons == {
        "STC": "holder", "P1": "holder", "QDIEN": "holder", "SXD": "coordinating", "SKHDT": "former",
        "SNV": "synthesiser", "PDIEN": "parent",
    }  # fmt: skip


def test_h1_a_unit_acts_on_its_own_part_only(scene: Scene) -> None:
    """Design 6: both units have the task, each answers for itself."""
    by = scene.world.actor("stc")
    with pytest.raises(Refused) as caught:
        tasks.take_over(by=by, at=LATER, assignment=scene.of("P1"))
    assert caught.value.refusal.code == "permission.take_over"


def test_h1_a_deputy_may_what_the_post_may(scene: Scene) -> None:
    """HUE 8.2: who acts for the head of the partner reports for the partner, and no more."""
    world = scene.world
    Deputy.objects.create(
        post=world.posts["sxd"], person=world.people["qdien"], valid_from=date(2016, 11, 1),
        valid_until=date(2016, 12, 1), appointed_by=world.people["sxd"],
    )  # fmt: skip
    deputy = Actor.of(world.posts["sxd"], person=world.people["qdien"])
    tasks.report_progress(by=deputy, at=LATER, assignment=scene.of("SXD"), text="đang làm")
    with pytest.raises(Refused):
        tasks.send_result(by=deputy, at=LATER, assignment=scene.of("SXD"), paper=world.paper(kind="report"))


def test_h1_the_program_reads_its_own_register_only(scene: Scene) -> None:
    """Design 6: `system` stands in no table; it acts for one register."""
    assert Task.objects.visible_to(Actor.system(scene.world.register)).count() == 1
    assert Task.objects.visible_to(Actor.system(scene.other)).count() == 0
    with pytest.raises(Refused):
        tasks.end_task(by=Actor.system(scene.other), at=LATER, task=scene.task, reason="dừng")


@dataclass
class District:
    """A district that is given tasks by the province and keeps a register of its own."""

    register: Register
    office: Unit
    posts: dict[str, Post]
    task: Task

    def actor(self, role: str) -> Actor:
        """Somebody of the district."""
        return Actor.of(self.posts[role])


def _district(world: World) -> District:
    keeper = world.units["PDIEN"]
    office = units.create_unit(
        by=None,
        at=AT,
        name="Văn phòng huyện Phong Điền",
        code="VPPD",
        kind=UnitKind.OFFICE,
        valid_from=SINCE,
        parent=keeper,
    )
    division = units.create_unit(
        by=None, at=AT, name="Phòng Nội vụ", code="PNV", kind=UnitKind.DIVISION, valid_from=SINCE, parent=keeper
    )
    register = units.create_register(
        by=None, at=AT, name="Sổ của huyện", code="PD", keeper=keeper, office=office, edition=world.register.edition,
        place="Phong Điền",
    )  # fmt: skip
    posts = {}
    for role, unit in [
        (Role.LEADER, keeper), (Role.OFFICE_HEAD, office), (Role.OFFICE_OFFICER, office), (Role.MONITOR, office),
        (Role.INSPECTOR, office), (Role.ADMINISTRATOR, office), (Role.UNIT_HEAD, division),
    ]:  # fmt: skip
        person = units.create_person(by=None, at=AT, username=f"pd-{role}", full_name="Người huyện")
        posts[role] = units.appoint(by=None, at=AT, person=person, unit=unit, role=role, title="Thử", valid_from=SINCE)
    document = tasks.register_directive(
        by=Actor.of(posts[Role.OFFICE_OFFICER]), at=AT, paper=world.paper(issuer="UBND huyện Phong Điền"),
        tasks=[type(world.given())(content="Việc của huyện", units=(division,), due_on=date(2016, 11, 30))],
    )  # fmt: skip
    return District(register, office, posts, document.tasks.get())


def _seen(actor: Actor) -> tuple[set[int], set[int]]:
    return (
        set(Task.objects.visible_to(actor).values_list("pk", flat=True)),
        set(Document.objects.visible_to(actor).values_list("pk", flat=True)),
    )


@pytest.mark.parametrize("role", [Role.LEADER, Role.OFFICE_HEAD, Role.OFFICE_OFFICER, Role.MONITOR])
def test_b5_an_authority_that_is_given_tasks_reads_both_registers(world: World, role: str) -> None:
    """HUE 2.2, 7.2a; design 6: a unit that keeps a register sees its own tasks and those it is given; and acts on none here."""
    district, given, strange = _district(world), world.task("PDIEN"), world.task("STC")
    actor = district.actor(role)
    assert _seen(actor) == ({district.task.pk, given.pk}, {district.task.document_id, given.document_id})
    assert relation_to(actor, given) == access.LEAD and relation_to(actor, strange) == access.STRANGER
    with pytest.raises(Refused) as caught:
        tasks.take_over(by=actor, at=LATER, assignment=given.assignments.get())
    assert caught.value.refusal.code == "permission.take_over"
    tasks.take_over(by=world.actor("pdien"), at=LATER, assignment=given.assignments.get())


def test_b5_before_anything_is_given_an_authority_reads_its_own(world: World) -> None:
    """Design 6: and asks no dearer question than that."""
    district = _district(world)
    world.task("STC")
    assert _seen(district.actor(Role.OFFICE_HEAD)) == ({district.task.pk}, {district.task.document_id})


def test_b5_registers_are_closed_to_each_other(world: World) -> None:
    """Design 6: the province does not look into the district's register, nor may its Office decide there."""
    district, given = _district(world), world.task("PDIEN")
    for name in ("chutich", "chanhvp", "chuyenvien", "theodoi", "kiemtra"):
        assert _seen(world.actor(name)) == ({given.pk}, {given.document_id})
    for role in (Role.INSPECTOR, Role.ADMINISTRATOR):
        own = set() if role == Role.ADMINISTRATOR else {district.task.pk}
        assert _seen(district.actor(role))[0] == own
    assert _seen(district.actor(Role.UNIT_HEAD))[0] == {district.task.pk}
    attempts: list[Callable[[], Any]] = [
        lambda: tasks.end_task(by=world.actor("chanhvp"), at=LATER, task=district.task, reason="dừng"),
        lambda: tasks.correct_task(by=district.actor(Role.OFFICE_HEAD), at=LATER, task=given, changes={"clause": "1"}),
        lambda: documents.ask_purge(by=district.actor(Role.OFFICE_HEAD), at=LATER, document=given.document),
    ]
    for attempt in attempts:
        with pytest.raises(Refused):
            attempt()


def test_b3_the_list_of_expected_documents_is_the_own_offices(world: World) -> None:
    """HUE 7.1: another authority's Office neither lists nor dismisses here."""
    district = _district(world)
    expected = documents.expect_document(
        by=world.actor("chuyenvien"), at=AT, number="601", symbol="UBND-NC", issued_on=date(2016, 11, 7)
    )
    for actor in (
        district.actor(Role.OFFICE_OFFICER),
        world.actor("stc"),
        world.actor("chutich"),
        world.actor("quantri"),
    ):
        with pytest.raises(Refused) as caught:
            documents.dismiss_expected(by=actor, at=AT, expected=expected)
        assert caught.value.refusal.code == "permission.enter_directive"
