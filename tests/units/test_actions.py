"""The verbs of bodies, people and posts."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.hashers import identify_hasher

from dondoc.journal import sentences
from dondoc.journal.models import Entry, Notice
from dondoc.regulation.refusals import Refused
from dondoc.units import actions
from dondoc.units.models import Actor, Deputy, Post, Role, Scope, Unit
from dondoc.units.queries import actor_for, people_in, posts_of, successors_on
from tests.units.conftest import AT, DAY, PASSWORD, Province, make_edition


def last_entry() -> Entry:
    return Entry.objects.order_by("-id")[0]


def appoint_deputy(province: Province, by: str = "giamdoc", person: str = "canbo", **days: date) -> Deputy:
    first = days.get("first", DAY)
    return actions.appoint_deputy(
        by=province.actor(by),
        at=AT,
        post=province.posts["giamdoc"],
        person=province.people[person],
        valid_from=first,
        valid_until=days.get("last", first + timedelta(days=4)),
    )


def test_unit_is_created_with_a_journal_line(province: Province) -> None:
    unit = actions.create_unit(
        by=province.actor("chuyenvien"), at=AT, name=" Sở  Du lịch ", code="SDL", kind="department"
    )
    assert (unit.name, unit.valid_from) == ("Sở Du lịch", DAY)
    entry = last_entry()
    assert (entry.verb, entry.register_id) == ("unit.created", province.register.pk)
    assert entry.person_id == province.people["chuyenvien"].pk
    assert "Sở Du lịch" in str(sentences.entry(entry))


@pytest.mark.parametrize("who", ["chutich", "theodoi", "giamdoc", "canbo", "kiemtra"])
def test_others_manage_no_units(province: Province, who: str) -> None:
    with pytest.raises(Refused) as caught:
        actions.create_unit(by=province.actor(who), at=AT, name="Sở X", code="SX", kind="department")
    assert caught.value.refusal.code == "permission.manage_units"
    assert not Unit.objects.filter(code="SX").exists()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": " "}, "unit.name_missing"),
        ({"kind": "x"}, "unit.kind_unknown"),
        ({"code": "STC"}, "unit.code_taken"),
    ],
)
def test_bad_unit(province: Province, changes: dict[str, str], code: str) -> None:
    values = {"name": "Sở X", "code": "SX", "kind": "department"} | changes
    with pytest.raises(Refused) as caught:
        actions.create_unit(by=None, at=AT, **values)
    assert caught.value.refusal.code == code
    assert "%(" not in str(sentences.refusal(caught.value.refusal))


def test_renamed_unit_keeps_its_old_name_in_the_journal(province: Province) -> None:
    unit = actions.rename_unit(
        by=province.actor("chanhvp"),
        at=AT,
        unit=province.units["SXD"],
        name="Sở Xây dựng và Đô thị",
        decision="QĐ 1",
    )
    assert "do thi" in unit.folded
    line = str(sentences.entry(last_entry()))
    assert "Sở Xây dựng thành Sở Xây dựng và Đô thị" in line
    with pytest.raises(Refused):
        actions.rename_unit(by=province.actor("chanhvp"), at=AT, unit=unit, name="Y", decision=" ")


def test_abolished_unit_has_successors_and_ends_posts(province: Province) -> None:
    old, new = province.units["STC"], province.units["SKHDT"]
    last = date(2016, 9, 30)
    rows = actions.abolish_unit(
        by=province.actor("chanhvp"),
        at=AT,
        unit=old,
        on=last,
        successors=[(new, "ngân sách")],
        decision="QĐ 5/2016",
    )
    assert [(r.new, r.on, r.field_of_work) for r in rows] == [(new, date(2016, 10, 1), "ngân sách")]
    assert old in Unit.objects.valid_on(last)
    assert old not in Unit.objects.valid_on(last + timedelta(days=1))
    assert successors_on(old, last) == [old]
    assert successors_on(old, last + timedelta(days=1)) == [new]
    assert actor_for(province.people["canbo"], last) is not None
    assert actor_for(province.people["canbo"], last + timedelta(days=1)) is None
    told = set(Notice.objects.filter(kind="unit.abolished").values_list("recipient_id", flat=True))
    office = {province.people[name].pk for name in ("chanhvp", "chuyenvien")}  # who pass the open tasks on
    assert told == {province.people["giamdoc"].pk, province.people["canbo"].pk, *office}


def test_successors_of_successors(province: Province) -> None:
    units, day = province.units, date(2016, 12, 31)
    for old, new, on in [("STC", "SKHDT", date(2016, 9, 30)), ("SKHDT", "SXD", date(2016, 10, 31))]:
        actions.abolish_unit(by=None, at=AT, unit=units[old], on=on, successors=[(units[new], "")], decision="QĐ")
    assert successors_on(units["STC"], day) == [units["SXD"]]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"decision": ""}, "unit.decision_missing"),
        ({"successors": []}, "unit.successor_missing"),
        ({"on": date(2009, 1, 1)}, "unit.ends_before_it_begins"),
        ({"successors": "self"}, "unit.successor_not_existing"),
    ],
)
def test_abolition_refused(province: Province, changes: dict[str, object], code: str) -> None:
    old = province.units["STC"]
    values: dict[str, object] = {
        "on": DAY,
        "successors": [(province.units["SXD"], "")],
        "decision": "QĐ",
    } | changes
    if values["successors"] == "self":
        values["successors"] = [(old, "")]
    with pytest.raises(Refused) as caught:
        actions.abolish_unit(by=None, at=AT, unit=old, **values)  # type: ignore[arg-type]
    assert caught.value.refusal.code == code
    assert Unit.objects.get(pk=old.pk).valid_until is None


def test_abolished_only_once(province: Province) -> None:
    values = {"on": DAY, "successors": [(province.units["SXD"], "")], "decision": "QĐ"}
    actions.abolish_unit(by=None, at=AT, unit=province.units["STC"], **values)
    with pytest.raises(Refused) as caught:
        actions.abolish_unit(by=None, at=AT, unit=province.units["STC"], **values)
    assert caught.value.refusal.code == "unit.already_abolished"


def test_password_is_argon2_and_checked(province: Province) -> None:
    by = province.actor("quantri")
    person = actions.create_person(by=by, at=AT, username="Moi.NV", full_name="Người Mới", password=PASSWORD)
    assert person.username == "moi.nv"
    assert identify_hasher(person.password).algorithm == "argon2"
    assert person.check_password(PASSWORD)
    for username, password, code in [
        ("MOI.nv", PASSWORD, "person.username_taken"),
        ("a", "123", "person.password_weak"),
    ]:
        with pytest.raises(Refused) as caught:
            actions.create_person(by=by, at=AT, username=username, full_name="X", password=password)
        assert caught.value.refusal.code == code


def test_nobody_raises_themself(province: Province) -> None:
    tries = [
        ("chuyenvien", "chuyenvien", "VP", Role.OFFICE_HEAD),
        ("chuyenvien", "canbo", "UBND", Role.LEADER),
        ("chuyenvien", "canbo", "VP", Role.ADMINISTRATOR),
        ("chanhvp", "canbo", "VP", Role.ADMINISTRATOR),
        ("quantri", "quantri", "UBND", Role.LEADER),
        ("giamdoc", "canbo", "STC", Role.UNIT_HEAD),
    ]
    for by, who, unit, role in tries:
        with pytest.raises(Refused) as caught:
            actions.appoint(
                by=province.actor(by),
                at=AT,
                person=province.people[who],
                unit=province.units[unit],
                role=role,
                title="T",
            )
        assert caught.value.refusal.code == "permission.appoint", (by, role)


def test_post_is_given_told_and_ended(province: Province) -> None:
    by, person = province.actor("chuyenvien"), province.people["canbo"]
    post = actions.appoint(
        by=by, at=AT, person=person, unit=province.units["SXD"], role=Role.UNIT_OFFICER, title="Chuyên viên"
    )
    assert Notice.objects.get(kind="post.appointed").recipient_id == person.pk
    assert post in posts_of(person, DAY)
    with pytest.raises(Refused) as caught:
        actions.appoint(by=by, at=AT, person=person, unit=province.units["SXD"], role=Role.UNIT_OFFICER, title="T")
    assert caught.value.refusal.code == "post.held_already"
    actions.end_post(by=by, at=AT, post=post, on=DAY)
    assert post in posts_of(person, DAY)
    assert post not in posts_of(person, DAY + timedelta(days=1))


def test_deputy_acts_and_the_journal_names_both(province: Province) -> None:
    deputy = appoint_deputy(province)
    boss, stand_in = province.people["giamdoc"], province.people["canbo"]
    assert Notice.objects.get(kind="deputy.appointed").recipient_id == stand_in.pk
    acting = actor_for(stand_in, DAY, chosen=deputy.post_id)
    assert acting is not None
    assert (acting.role, acting.on_behalf_of) == (Role.UNIT_HEAD, boss)
    assert acting.stamp.person_id == stand_in.pk
    assert acting.stamp.on_behalf_id == boss.pk
    own = actor_for(stand_in, DAY)
    assert own is not None
    assert own.on_behalf_of is None, "the own post comes first"
    assert people_in([province.units["STC"]], [Role.UNIT_HEAD], DAY) == sorted([boss.pk, stand_in.pk])
    for day in (DAY - timedelta(days=1), DAY + timedelta(days=5)):
        found = actor_for(stand_in, day, chosen=deputy.post_id)
        assert found is not None
        assert found.post != deputy.post, "before and after the absence the deputy acts for the own post only"


def test_what_a_deputy_does_is_stamped_on_behalf_of(province: Province) -> None:
    office = actions.appoint_deputy(
        by=province.actor("chanhvp"),
        at=AT,
        post=province.posts["chanhvp"],
        person=province.people["theodoi"],
        valid_from=DAY,
        valid_until=DAY,
    )
    acting = actor_for(province.people["theodoi"], DAY, chosen=office.post_id)
    actions.create_unit(by=acting, at=AT, name="Sở Y tế", code="SYT", kind="department")
    entry = last_entry()
    assert entry.person_id == province.people["theodoi"].pk
    assert entry.post_id == office.post_id
    assert entry.on_behalf_id == province.people["chanhvp"].pk


def test_a_deputy_appoints_no_further_deputy(province: Province) -> None:
    deputy = appoint_deputy(province)
    acting = Actor.of(deputy.post, person=deputy.person)
    with pytest.raises(Refused) as caught:
        actions.appoint_deputy(
            by=acting,
            at=AT,
            post=deputy.post,
            person=province.people["huyen"],
            valid_from=date(2016, 10, 3),
            valid_until=date(2016, 10, 4),
        )
    assert caught.value.refusal.code == "permission.appoint_deputy"


@pytest.mark.parametrize("who", ["giamdoc", "chanhvp", "chuyenvien"])
def test_holder_and_office_appoint(province: Province, who: str) -> None:
    assert appoint_deputy(province, by=who).appointed_by == province.people[who]


@pytest.mark.parametrize(("who", "absent"), [("chanhvp", "chutich"), ("chuyenvien", "theodoi")])
def test_nobody_names_themself_for_anothers_post(province: Province, who: str, absent: str) -> None:
    """The Office may appoint at short notice, but nobody becomes the leader by their own hand."""
    with pytest.raises(Refused) as caught:
        actions.appoint_deputy(
            by=province.actor(who), at=AT, post=province.posts[absent], person=province.people[who], valid_from=DAY,
            valid_until=DAY,
        )  # fmt: skip
    assert caught.value.refusal.code == "deputy.appoints_self"
    assert not Deputy.objects.exists()


@pytest.mark.parametrize("who", ["canbo", "huyen", "theodoi", "kiemtra", "quantri", "chutich"])
def test_nobody_else_appoints(province: Province, who: str) -> None:
    with pytest.raises(Refused) as caught:
        appoint_deputy(province, by=who)
    assert caught.value.refusal.code == "permission.appoint_deputy"
    assert not Deputy.objects.exists()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"person": "giamdoc"}, "deputy.self"),
        ({"first": DAY - timedelta(days=1)}, "deputy.past"),
        ({"last": DAY - timedelta(days=1)}, "deputy.reversed"),
        ({"person": "huyen", "first": DAY + timedelta(days=4)}, "deputy.overlap"),
    ],
)
def test_bad_deputy(province: Province, changes: dict, code: str) -> None:
    if code == "deputy.overlap":
        appoint_deputy(province)
    with pytest.raises(Refused) as caught:
        appoint_deputy(province, **changes)
    assert caught.value.refusal.code == code
    assert caught.value.refusal.article == "Đ8.k2"
    assert "%(" not in str(sentences.refusal(caught.value.refusal))


def test_the_same_appointment_twice_is_one(province: Province) -> None:
    assert appoint_deputy(province) == appoint_deputy(province)
    assert Entry.objects.filter(verb="deputy.appointed").count() == 1


def test_ended_deputy_acts_no_more_and_dates_are_free_again(province: Province) -> None:
    deputy = appoint_deputy(province)
    actions.end_deputy(by=province.actor("giamdoc"), at=AT, deputy=deputy)
    assert deputy.post not in posts_of(deputy.person, DAY)
    assert last_entry().verb == "deputy.ended"
    appoint_deputy(province, person="huyen")


def test_only_holder_office_or_deputy_end(province: Province) -> None:
    deputy = appoint_deputy(province)
    for who in ("huyen", "theodoi", "quantri"):
        with pytest.raises(Refused):
            actions.end_deputy(by=province.actor(who), at=AT, deputy=deputy)
    actions.end_deputy(by=province.actor("canbo"), at=AT, deputy=deputy)


def test_scope_is_for_the_office(province: Province) -> None:
    pair = (province.units["STC"], None)
    with pytest.raises(Refused) as caught:
        actions.set_scope(by=None, at=AT, post=province.posts["giamdoc"], scopes=[pair])
    assert caught.value.refusal.code == "scope.not_office"
    with pytest.raises(Refused):
        actions.set_scope(by=None, at=AT, post=province.posts["theodoi"], scopes=[(None, None)])
    actions.set_scope(by=province.actor("chanhvp"), at=AT, post=province.posts["theodoi"], scopes=[pair, pair])
    assert Scope.objects.count() == 1
    actions.set_scope(by=province.actor("chanhvp"), at=AT, post=province.posts["theodoi"], scopes=[])
    assert Scope.objects.count() == 0


def test_edition_is_adopted(province: Province) -> None:
    newer = make_edition("hue-71-2016/2")
    register = actions.adopt_edition(
        by=province.actor("chanhvp"), at=AT, register=province.register, edition=newer, decision="QĐ 2/2017"
    )
    assert register.edition == newer
    with pytest.raises(Refused):
        actions.adopt_edition(by=province.actor("canbo"), at=AT, register=register, edition=newer, decision="QĐ")


def test_several_authorities_do_not_reach_each_other(province: Province) -> None:
    """A department keeps its own register; its Office manages nothing of the province's."""
    stc = province.units["STC"]
    office = actions.create_unit(
        by=None, at=AT, name="Văn phòng Sở Tài chính", code="VPSTC", kind="office", parent=stc, valid_from=DAY
    )
    register = actions.create_register(
        by=None,
        at=AT,
        name="Sổ của Sở",
        code="STC",
        keeper=stc,
        office=office,
        edition=make_edition("x"),
        place="Huế",
    )
    person = actions.create_person(by=None, at=AT, username="vpstc", full_name="Lý Văn Phòng")
    post = actions.appoint(
        by=None,
        at=AT,
        person=person,
        unit=office,
        role=Role.OFFICE_HEAD,
        title="Chánh Văn phòng",
        valid_from=DAY,
    )
    actor = Actor.of(Post.objects.get(pk=post.pk))
    assert actor.register == register
    for target in ("chanhvp", "chutich"):
        with pytest.raises(Refused):
            actions.appoint_deputy(
                by=actor, at=AT, post=province.posts[target], person=person, valid_from=DAY, valid_until=DAY
            )
    with pytest.raises(Refused):
        actions.create_group(by=actor, at=AT, register=province.register, name="N", members=[stc])
    with pytest.raises(Refused):
        actions.set_scope(by=actor, at=AT, post=province.posts["theodoi"], scopes=[(stc, None)])
