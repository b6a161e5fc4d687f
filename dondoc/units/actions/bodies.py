"""Verbs about bodies: units, their successors, registers, groups and fields of work."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from unicodedata import normalize

from django.db import transaction

from dondoc import clock
from dondoc.gazette.models import Edition
from dondoc.jobs import actions as jobs
from dondoc.units import permissions
from dondoc.units.actions.writing import cite, day_text, refuse, tell, write
from dondoc.units.models import (
    UNIT_ROLES,
    Actor,
    Deputy,
    Field,
    Post,
    Register,
    Role,
    Succession,
    Unit,
    UnitGroup,
    UnitKind,
)
from dondoc.units.queries import book_of, people_in

#: The job that follows a new name.
UNIT_RENAMED = "unit-renamed"


def _clean(text: str) -> str:
    return " ".join(normalize("NFC", text).split())


def _require_manager(by: Actor | None) -> None:
    permissions.require(by is None or permissions.can_manage_units(by), "permission.manage_units")


def _require_keeper(by: Actor | None, register: Register) -> None:
    permissions.require(by is None or permissions.can_manage_register(by, register), "permission.manage_units")


def create_unit(
    *,
    by: Actor | None,
    at: datetime,
    name: str,
    code: str,
    kind: str,
    short_name: str = "",
    parent: Unit | None = None,
    valid_from: date | None = None,
    email: str = "",
    position: int = 0,
) -> Unit:
    """Enter a body that exists from a date (today unless told)."""
    with transaction.atomic():
        _require_manager(by)
        if not _clean(name):
            refuse("unit.name_missing")
        if kind not in UnitKind.values:
            refuse("unit.kind_unknown", kind=kind)
        if Unit.objects.filter(code=_clean(code)).exists():
            refuse("unit.code_taken", unit_code=code)
        unit = Unit(name=_clean(name), short_name=_clean(short_name), code=_clean(code), kind=kind, parent=parent)
        unit.valid_from = valid_from or clock.local_date(at)
        unit.email, unit.position = email, position
        unit.fill_keys()
        unit.save()
        payload = {"name": unit.name, "unit_code": unit.code, "on": day_text(unit.valid_from)}
        write("unit.created", by=by, at=at, unit=unit, payload=payload)
        return unit


def rename_unit(*, by: Actor | None, at: datetime, unit: Unit, name: str, decision: str, short_name: str = "") -> Unit:
    """Give a body the name that a decision gives it; the work stays where it is, the journal keeps the old
    name. What rooms above find by the name follows by a job.
    """
    with transaction.atomic():
        unit.refresh_from_db(from_queryset=Unit.objects.select_for_update())
        _require_manager(by)
        if not decision.strip():
            refuse("unit.decision_missing")
        if not _clean(name):
            refuse("unit.name_missing")
        payload = {"old": unit.name, "name": _clean(name), "decision": decision}
        unit.name, unit.short_name = _clean(name), _clean(short_name)
        unit.fill_keys()
        unit.save()
        write("unit.renamed", by=by, at=at, unit=unit, payload=payload)
        jobs.enqueue(UNIT_RENAMED, {"unit": unit.pk}, at=at)
        return unit


def set_connection(*, by: Actor | None, at: datetime, unit: Unit, not_connected_from: date | None) -> Unit:
    """From a day on a body works on paper and the Office enters its results; None: it works in the program again (C6).

    Nothing changes when it stands so already.
    """
    with transaction.atomic():
        unit.refresh_from_db(from_queryset=Unit.objects.select_for_update())
        _require_manager(by)
        if unit.not_connected_from == not_connected_from:
            return unit
        unit.not_connected_from = not_connected_from
        unit.save(update_fields=["not_connected_from"])
        verb = "unit.connected" if not_connected_from is None else "unit.disconnected"
        payload = {"name": unit.name, "on": day_text(not_connected_from or clock.local_date(at))}
        write(verb, by=by, at=at, unit=unit, payload=payload, cites=cite("enter_for_unit", unit))
        tell(
            verb, people_in([unit], UNIT_ROLES, clock.local_date(at)), params=payload,
            key=f"{verb}:{unit.pk}:{at.isoformat()}", at=at,
        )  # fmt: skip
        return unit


def abolish_unit(
    *,
    by: Actor | None,
    at: datetime,
    unit: Unit,
    on: date,
    successors: Sequence[tuple[Unit, str]],
    decision: str,
) -> list[Succession]:
    """End a body after the day ``on``; each successor takes over its work from the next day.

    A successor comes with the field of work it takes, "" for all. Posts in the body end with it. The open
    tasks go on with a successor by an act of the Office (`tasks.actions.pass_on`), which is told.
    """
    with transaction.atomic():
        unit.refresh_from_db(from_queryset=Unit.objects.select_for_update())
        _require_manager(by)
        _check_abolition(unit, on, successors, decision)
        unit.valid_until = on
        unit.save(update_fields=["valid_until"])
        rows = [
            Succession(old=unit, new=new, on=on + timedelta(days=1), decision=decision, field_of_work=field)
            for new, field in successors
        ]
        Succession.objects.bulk_create(rows)
        _end_posts(unit, on, at)
        names = "; ".join(new.name for new, _field in successors)
        payload = {"name": unit.name, "on": day_text(on), "decision": decision, "successors": names}
        write("unit.abolished", by=by, at=at, unit=unit, payload=payload)
        concerned = people_in([unit, *(new for new, _field in successors)], UNIT_ROLES, on)
        if (book := book_of(unit)) is not None:  # the Office passes the open tasks on
            concerned += people_in([book.office], [Role.OFFICE_HEAD, Role.OFFICE_OFFICER], on)
        tell(
            "unit.abolished",
            concerned,
            params=payload,
            key=f"unit.abolished:{unit.pk}:{on.isoformat()}",
            at=at,
        )
        return rows


def _check_abolition(unit: Unit, on: date, successors: Sequence[tuple[Unit, str]], decision: str) -> None:
    if not decision.strip():
        refuse("unit.decision_missing")
    if unit.valid_until is not None:
        refuse("unit.already_abolished", name=unit.name, on=day_text(unit.valid_until))
    if on < unit.valid_from:
        refuse("unit.ends_before_it_begins", name=unit.name)
    if not successors:
        refuse("unit.successor_missing", name=unit.name)
    existing = set(Unit.objects.valid_on(on + timedelta(days=1)).values_list("pk", flat=True))
    for new, _field in successors:
        if new.pk == unit.pk or new.pk not in existing:
            refuse("unit.successor_not_existing", name=new.name, on=day_text(on + timedelta(days=1)))


def _end_posts(unit: Unit, on: date, at: datetime) -> None:
    """Posts that would outlive the body end with it; deputies who act only later are ended at once."""
    posts = Post.objects.filter(unit=unit)
    posts.filter(valid_until=None, valid_from__lte=on).update(valid_until=on)
    posts.filter(valid_until__gt=on, valid_from__lte=on).update(valid_until=on)
    Deputy.objects.filter(post__unit=unit, valid_from__gt=on, ended_at=None).update(ended_at=at)


def create_register(
    *,
    by: Actor | None,
    at: datetime,
    name: str,
    code: str,
    keeper: Unit,
    office: Unit,
    edition: Edition,
    place: str,
) -> Register:
    """Open the book of an authority under the edition of the regulation that it adopted."""
    with transaction.atomic():
        _require_manager(by)
        if Register.objects.filter(keeper=keeper).exists():
            refuse("register.kept_already", name=keeper.name)
        if Register.objects.filter(code=_clean(code)).exists():
            refuse("register.code_taken", register_code=code)
        register = Register.objects.create(
            name=_clean(name),
            code=_clean(code),
            keeper=keeper,
            office=office,
            edition=edition,
            place=_clean(place),
        )
        payload = {"name": register.name, "keeper": keeper.name, "edition": edition.label}
        write("register.created", by=by, at=at, unit=keeper, payload=payload, register_id=register.pk)
        return register


def adopt_edition(*, by: Actor | None, at: datetime, register: Register, edition: Edition, decision: str) -> Register:
    """From now on new directives of the register fall under the edition; what is open keeps the edition it
    arose under.
    """
    with transaction.atomic():
        register.refresh_from_db(from_queryset=Register.objects.select_for_update())
        _require_keeper(by, register)
        if not decision.strip():
            refuse("unit.decision_missing")
        payload = {"old": register.edition.label, "edition": edition.label, "decision": decision}
        register.edition = edition
        register.save(update_fields=["edition"])
        write("edition.adopted", by=by, at=at, unit=register.keeper, payload=payload, register_id=register.pk)
        return register


def create_group(
    *,
    by: Actor | None,
    at: datetime,
    register: Register,
    name: str,
    members: Iterable[Unit],
    aliases: Iterable[str] = (),
) -> UnitGroup:
    """Name many units at once ("các huyện"); the aliases are further spellings of the name."""
    with transaction.atomic():
        _require_keeper(by, register)
        units = list(members)
        if not _clean(name) or not units:
            refuse("group.empty")
        if register.groups.filter(name=_clean(name)).exists():
            refuse("group.name_taken", name=_clean(name))
        group = UnitGroup(register=register, name=_clean(name), aliases=";".join(map(_clean, aliases)))
        group.fill_keys()
        group.save()
        group.members.set(units)
        payload = {"name": group.name, "count": len(units)}
        write("group.created", by=by, at=at, unit=register.keeper, payload=payload, register_id=register.pk)
        return group


def create_field(*, by: Actor | None, at: datetime, register: Register, code: str, name: str) -> Field:
    """Add a field of work; its code stands in the numbers of notice slips."""
    with transaction.atomic():
        _require_keeper(by, register)
        if not _clean(code) or not _clean(name):
            refuse("field.empty")
        if register.fields.filter(code=_clean(code)).exists():
            refuse("field.code_taken", field_code=_clean(code))
        field = Field.objects.create(register=register, code=_clean(code), name=_clean(name))
        payload = {"field_code": field.code, "name": field.name}
        write("field.created", by=by, at=at, unit=register.keeper, payload=payload, register_id=register.pk)
        return field
