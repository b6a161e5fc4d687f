"""The table role × relation × verb: complete, and the forbidden cells first."""

import itertools

import pytest

from dondoc.units import access
from dondoc.units.models import Role

CELLS = list(itertools.product(access.ROLES, access.RELATIONS, access.VERBS))


def test_every_cell_is_stated() -> None:
    assert set(access.TABLE) == set(CELLS)
    assert len(access.TABLE) == len(access.ROLES) * len(access.RELATIONS) * len(access.VERBS)


def test_roles_are_those_of_posts_and_the_public() -> None:
    assert set(access.ROLES) == {*Role.values, "public"}


def test_an_unstated_cell_is_an_error() -> None:
    for cell in [("king", "lead", "see_task"), ("leader", "friend", "see_task"), ("leader", "lead", "dance")]:
        with pytest.raises(LookupError):
            access.allows(*cell)


@pytest.mark.parametrize("verb", access.VERBS)
def test_the_public_may_nothing(verb: str) -> None:
    assert not any(access.allows("public", relation, verb) for relation in access.RELATIONS)


@pytest.mark.parametrize("role", [role for role in access.ROLES if role != "administrator"])
def test_strangers_and_lower_registers_are_closed(role: str) -> None:
    for relation in (access.STRANGER, access.CHILD_REGISTER):
        assert not any(access.allows(role, relation, verb) for verb in access.VERBS)


def test_the_administrator_sees_no_content() -> None:
    allowed = {verb for role, _, verb in CELLS if role == "administrator" and access.TABLE[role, _, verb]}
    assert allowed == {"see_status", "operate", "manage_units", "load_regulation"}


def holders(verb: str) -> set[tuple[str, str]]:
    return {(role, relation) for role, relation, v in CELLS if v == verb and access.TABLE[role, relation, v]}


UNIT = {"unit_head", "unit_officer"}


@pytest.mark.parametrize(
    ("verb", "expected"),
    [
        ("enter_directive", {("office_head", "own_authority"), ("office_officer", "own_authority")}),
        ("correct_task", {("office_head", "own_authority"), ("office_officer", "own_authority")}),
        ("decide_return", {("office_head", "own_authority"), ("office_officer", "own_authority")}),
        ("appraise", {("office_head", "own_authority"), ("monitor", "own_authority")}),
        ("issue_slip", {("office_head", "own_authority")}),
        ("instruct", {("leader", "own_authority")}),
        ("confirm_purge", {("office_head", "own_authority"), ("leader", "own_authority")}),
        ("take_over", {(role, "lead") for role in UNIT}),
        ("return_task", {(role, "lead") for role in UNIT}),
        ("send_result", {(role, "lead") for role in UNIT}),
        ("explain_delay", {(role, "lead") for role in UNIT}),
        ("report_progress", {(role, r) for role in UNIT for r in ("lead", "coordinating")}),
    ],
)
def test_who_may(verb: str, expected: set[tuple[str, str]]) -> None:
    assert holders(verb) == expected


def test_inspectors_only_read() -> None:
    may = {verb for verb in access.VERBS if access.allows("inspector", access.INSPECTING, verb)}
    assert may == {"see_task", "see_register", "see_report", "see_journal"}
