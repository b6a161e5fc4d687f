"""`dondoc init`, `unit`, `person`: a real authority begins without the demo."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth import authenticate

from dondoc.console import asking
from dondoc.units.models import Person, Post, Register, Scope, Unit, UnitGroup
from dondoc.units.queries import actor_for
from tests.console.conftest import Ran
from tests.world import AT, World

Run = Callable[..., Ran]
BEGIN = [
    "init", "--regulation", "hue-71-2016", "--authority", "UBND tỉnh A", "--authority-code", "UBND",
    "--office", "Văn phòng UBND tỉnh A", "--office-code", "VP", "--register", "Sổ theo dõi", "--register-code", "A",
    "--place", "A", "--admin", "quantri", "--admin-name", "Lê Thử",
]  # fmt: skip
GOOD = "sông Hương núi Ngự"


@pytest.fixture
def keyless(monkeypatch: pytest.MonkeyPatch) -> None:
    """A script: nobody sits at a keyboard, the password is in the environment."""
    monkeypatch.setenv(asking.PASSWORD, GOOD)


@pytest.fixture
def begun(db: None, dondoc: Run, keyless: None, clock: object) -> Register:
    """An installation that began on Monday 7 November 2016."""
    assert dondoc(*BEGIN).code == 0
    return Register.objects.get()


def test_init_makes_what_a_beginning_needs(begun: Register, dondoc: Run) -> None:
    """Authority, Office, register under the regulation, an administrator who can sign in and sees no content."""
    assert (begun.code, begun.keeper.code, begun.office.code) == ("A", "UBND", "VP")
    assert begun.edition.profile_id == "hue-71-2016"
    person = authenticate(username="quantri", password=GOOD)
    assert isinstance(person, Person)
    actor = actor_for(person, AT.date())
    assert actor is not None and actor.role == "administrator"


def test_init_twice_changes_nothing(begun: Register, dondoc: Run) -> None:
    """A second beginning is refused whole."""
    ran = dondoc(*BEGIN)
    assert ran.code == 1 and "UBND" in ran.err
    assert (Register.objects.count(), Unit.objects.count(), Person.objects.count()) == (1, 2, 1)


@pytest.mark.django_db
def test_init_names_what_a_script_left_out(dondoc: Run, keyless: None) -> None:
    """Without a keyboard nothing is asked; nothing is written."""
    ran = dondoc(*BEGIN[:-4])
    assert ran.code == 2 and "--admin, --admin-name" in ran.err and not Unit.objects.exists()


@pytest.mark.django_db
def test_init_refuses_a_weak_or_missing_password(dondoc: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The password of an administrator is long; all or nothing is written."""
    monkeypatch.setenv(asking.PASSWORD, "12345678")
    weak = dondoc(*BEGIN)
    assert weak.code == 1 and "Mật khẩu" in weak.err and not Unit.objects.exists()
    monkeypatch.delenv(asking.PASSWORD)
    missing = dondoc(*BEGIN)
    assert missing.code == 2 and asking.PASSWORD in missing.err


@pytest.mark.django_db
def test_init_refuses_an_unknown_regulation(dondoc: Run, keyless: None) -> None:
    """The known ones are named."""
    ran = dondoc(*["nix" if word == "hue-71-2016" else word for word in BEGIN])
    assert ran.code == 2 and "hue-71-2016" in ran.err and not Unit.objects.exists()


def test_init_asks_whoever_sits_at_the_keyboard(
    db: None, dondoc: Run, keyless: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is left out is asked for, until it is answered."""
    answers = iter(["", "quantri", "Lê Thử"])
    asked = []

    class Keyboard:
        def isatty(self) -> bool:
            return True

        def readline(self) -> str:
            return next(answers) + "\n"

    monkeypatch.setattr("sys.stdin", Keyboard())
    monkeypatch.setattr("builtins.input", lambda prompt: asked.append(prompt) or next(answers))
    assert dondoc(*BEGIN[:-4]).code == 0
    assert len(asked) == 3 and Person.objects.get().full_name == "Lê Thử"


def test_units_groups_and_fields(begun: Register, dondoc: Run) -> None:
    """Units under the authority, a group for the picker, a field for the numbers of slips."""
    added = dondoc("unit", "add", "STC", "Sở Tài chính", "--short", "Sở TC", "--parent", "UBND", "--from", "2010-01-01")
    assert added.code == 0 and "Sở Tài chính" in added.out
    assert dondoc("unit", "add", "PD", "Huyện Phong Điền", "--kind", "district", "--parent", "UBND").code == 0
    assert dondoc("unit", "group", "các huyện", "PD").code == 0
    assert dondoc("unit", "field", "TC", "Tài chính").code == 0
    assert [unit.code for unit in UnitGroup.objects.get().members.all()] == ["PD"]
    rows = dondoc("unit", "list", "--json").json
    assert {row["code"]: row["parent"] for row in rows}["STC"] == "UBND"
    assert "Huyện Phong Điền" in dondoc("unit", "list").out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["unit", "add", "VP", "Văn phòng khác"], "“VP”"),
        (["unit", "add", "X", "Sở X", "--kind", "ministry"], "department"),
        (["unit", "add", "X", "Sở X", "--parent", "NIX"], "UBND"),
        (["unit", "group", "các sở", "NIX"], "“NIX”"),
        (["unit", "field", "TC", "Tài chính", "--register", "B"], "A"),
        (["person", "add", "a", "--name", "A", "--unit", "NIX", "--role", "unit_head", "--title", "x"], "“NIX”"),
        (["person", "add", "a", "--name", "A", "--unit", "VP", "--role", "king", "--title", "x"], "office_head"),
        (["person", "password", "nobody"], "“nobody”"),
        (["person", "end", "quantri", "--unit", "UBND"], "Lê Thử"),
        (["person", "scope", "quantri", "--for", "VP:XX"], "“XX”"),
    ],
)
def test_what_is_wrong_is_told_in_one_sentence(begun: Register, dondoc: Run, arguments: list[str], said: str) -> None:
    """And nothing is written."""
    before = (Unit.objects.count(), Person.objects.count(), Post.objects.count())
    ran = dondoc(*arguments)
    assert ran.code in {1, 2} and said in ran.err and ran.err.count("\n") == 1, ran.err
    assert (Unit.objects.count(), Person.objects.count(), Post.objects.count()) == before


def test_people_posts_scopes_and_passwords(begun: Register, dondoc: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """An officer of the Office with a scope; a further post; a post that ends; a new password."""
    dondoc("unit", "add", "STC", "Sở Tài chính", "--parent", "UBND")
    dondoc("unit", "field", "TC", "Tài chính")
    added = dondoc(
        "person", "add", "an.lv", "--name", "Lê Văn An", "--unit", "VP", "--role", "monitor", "--title", "CV"
    )
    assert added.code == 0 and authenticate(username="an.lv", password=GOOD) is not None
    assert dondoc("person", "scope", "an.lv", "--for", "STC", "--for", ":TC").code == 0
    assert Scope.objects.count() == 2
    assert dondoc("person", "post", "an.lv", "--unit", "STC", "--role", "unit_officer", "--title", "CB").code == 0
    assert dondoc("person", "end", "an.lv").code == 2  # which of the two posts
    assert dondoc("person", "end", "an.lv", "--unit", "STC", "--on", "2016-11-30").code == 0
    assert Post.objects.get(unit__code="STC").valid_until is not None
    monkeypatch.setenv(asking.PASSWORD, "cầu Trường Tiền sáu vài")
    assert dondoc("person", "password", "an.lv").code == 0
    assert authenticate(username="an.lv", password=GOOD) is None
    rows = dondoc("person", "list", "--json").json
    assert next(row for row in rows if row["username"] == "an.lv")["posts"].startswith("monitor VP")


def test_only_the_administrator_sets_passwords_of_others(world: World) -> None:
    """The verb behind the command: not the Office, not a leader; weak ones are refused for everybody."""
    from dondoc.regulation import Refused
    from dondoc.units import actions as units

    person = world.people["stc"]
    for username in ("chanhvp", "chutich", "stc"):
        with pytest.raises(Refused) as refused:
            units.set_password(by=world.actor(username), at=AT, person=person, password=GOOD)
        assert refused.value.refusal.code == "permission.set_password"
    with pytest.raises(Refused) as weak:
        units.set_password(by=world.actor("quantri"), at=AT, person=person, password="stc")
    assert weak.value.refusal.code == "person.password_weak"
    units.set_password(by=world.actor("quantri"), at=AT, person=person, password=GOOD)
    assert authenticate(username="stc", password=GOOD) is not None


def test_h5_a_unit_is_renamed_and_ended_by_the_command(world: World, dondoc: Run) -> None:
    """Mergers happen to an installation: the decision is asked for, the successor must exist, the journal tells."""
    assert dondoc("unit", "rename", "STC", "Sở Ngân khố", "--decision", "QĐ 1").code == 0
    assert Unit.objects.get(code="STC").name == "Sở Ngân khố"
    end = ("unit", "end", "PDIEN", "--on", "2016-12-31", "--decision", "NQ 2")
    assert dondoc(*end).code == 2
    assert dondoc(*end, "--to", "NONE").code != 0
    assert dondoc(*end, "--to", "QDIEN").code == 0
    assert f"{Unit.objects.get(code='PDIEN').valid_until}" == "2016-12-31"
