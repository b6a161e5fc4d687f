"""Verbs about people: accounts, posts, deputies, scopes, the chosen post and language."""

from __future__ import annotations

from collections.abc import MutableMapping, Sequence
from datetime import date, datetime
from typing import Any
from unicodedata import normalize

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from dondoc import clock
from dondoc.units import permissions
from dondoc.units.actions.writing import INSTALLATION, cite, day_text, refuse, tell, write
from dondoc.units.models import (
    OFFICE_ROLES,
    Actor,
    Deputy,
    Field,
    Person,
    Post,
    Role,
    Scope,
    Unit,
    register_of,
)
from dondoc.units.queries import SESSION_KEY


def _clean(text: str) -> str:
    return " ".join(normalize("NFC", text).split())


def create_person(
    *,
    by: Actor | None,
    at: datetime,
    username: str,
    full_name: str,
    email: str = "",
    password: str | None = None,
    language: str = "vi",
) -> Person:
    """Make an account; the name of sign-in knows no case. Without a password nobody can sign in yet."""
    with transaction.atomic():
        permissions.require(by is None or permissions.can_manage_units(by), "permission.manage_units")
        name = _clean(username).lower()
        if not name or not _clean(full_name):
            refuse("person.name_missing")
        if Person.objects.filter(username=name).exists():
            refuse("person.username_taken", username=name)
        person = Person(username=name, full_name=_clean(full_name), email=email, language=language, date_joined=at)
        if password is not None and by is not None:
            _check_password(password, person)
        person.set_password(password)
        person.save()
        unit = by.unit if by is not None else None
        write("person.created", by=by, at=at, unit=unit, payload={"person": person.full_name, "username": name})
        return person


def _check_password(password: str, person: Person) -> None:
    try:
        validate_password(password, person)
    except ValidationError as error:
        refuse("person.password_weak", why=" ".join(error.messages))


def set_password(*, by: Actor | None, at: datetime, person: Person, password: str) -> Person:
    """Give a person a new password (lost, or never set); sessions that were opened with the old one end with it."""
    with transaction.atomic():
        person.refresh_from_db(from_queryset=Person.objects.select_for_update())
        permissions.require(by is None or permissions.can_set_password(by), "permission.set_password")
        _check_password(password, person)
        person.set_password(password)
        person.save(update_fields=["password"])
        payload = {"person": person.full_name, "username": person.username}
        write("person.password_set", by=by, at=at, unit=by.unit if by is not None else None, payload=payload)
        return person


def appoint(
    *,
    by: Actor | None,
    at: datetime,
    person: Person,
    unit: Unit,
    role: str,
    title: str,
    valid_from: date | None = None,
    valid_until: date | None = None,
) -> Post:
    """Give a person a post in a unit; what the person may do follows from the role."""
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=person.pk)
        permissions.require(by is None or permissions.can_appoint(by, person, unit, role), "permission.appoint")
        first = valid_from or clock.local_date(at)
        if role not in Role.values:
            refuse("post.role_unknown", role=role)
        if valid_until is not None and valid_until < first:
            refuse("post.ends_before_it_begins")
        if not Unit.objects.valid_on(first).filter(pk=unit.pk).exists():
            refuse("post.unit_not_existing", name=unit.name, on=day_text(first))
        same = Post.objects.filter(person=person, unit=unit, role=role)
        if _overlapping(same, first, valid_until):
            refuse("post.held_already", person=person.full_name, name=unit.name)
        post = Post.objects.create(
            person=person,
            unit=unit,
            role=role,
            title=_clean(title),
            valid_from=first,
            valid_until=valid_until,
        )
        payload = {"person": person.full_name, "title": post.title, "name": unit.name, "on": day_text(first)}
        write("post.appointed", by=by, at=at, unit=unit, payload=payload)
        if by is not None:
            tell("post.appointed", [person.pk], params=payload, key=f"post.appointed:{post.pk}", at=at)
        return post


def _overlapping(posts: Any, first: date, last: date | None) -> bool:
    """Whether one of the rows (with valid_from, valid_until) touches the days from first to last (open when
    None).
    """
    return any(
        (last is None or row.valid_from <= last) and (row.valid_until is None or row.valid_until >= first)
        for row in posts
    )


def end_post(*, by: Actor | None, at: datetime, post: Post, on: date) -> Post:
    """The post is held for the last time on the day; deputies of later days are ended."""
    with transaction.atomic():
        post.refresh_from_db(from_queryset=Post.objects.select_for_update())
        allowed = by is None or permissions.can_appoint(by, post.person, post.unit, post.role)
        permissions.require(allowed, "permission.appoint")
        if on < post.valid_from:
            refuse("post.ends_before_it_begins")
        if post.valid_until is not None and post.valid_until <= on:
            refuse("post.ended_already", on=day_text(post.valid_until))
        post.valid_until = on
        post.save(update_fields=["valid_until"])
        Deputy.objects.filter(post=post, ended_at=None, valid_from__gt=on).update(ended_at=at)
        payload = {
            "person": post.person.full_name,
            "title": post.title,
            "name": post.unit.name,
            "on": day_text(on),
        }
        write("post.ended", by=by, at=at, unit=post.unit, payload=payload)
        if by is not None:
            tell("post.ended", [post.person_id], params=payload, key=f"post.ended:{post.pk}:{on}", at=at)
        return post


def appoint_deputy(
    *, by: Actor | None, at: datetime, post: Post, person: Person, valid_from: date, valid_until: date
) -> Deputy:
    """Let a person act for the post during an absence, both days included; by its holder or by the Office
    (HUE 8.2).

    The same appointment sent twice is answered with the first. Nobody takes another's post into their own hands: who names
    themself is refused, or an officer could sign as the head and instruct as the leader.
    """
    with transaction.atomic():
        post.refresh_from_db(from_queryset=Post.objects.select_for_update())
        same = Deputy.objects.filter(post=post, person=person, valid_from=valid_from, valid_until=valid_until)
        permissions.require(by is None or permissions.can_appoint_deputy(by, post), "permission.appoint_deputy")
        if first := same.filter(ended_at=None).first():
            return first
        if by is not None and by.person == person != post.person:
            refuse("deputy.appoints_self", cite("appoint_deputy", post.unit) or None)
        _check_deputy(post, person, valid_from, valid_until, clock.local_date(at))
        appointer = by.person if by is not None and by.person is not None else post.person
        deputy = Deputy.objects.create(
            post=post, person=person, valid_from=valid_from, valid_until=valid_until, appointed_by=appointer
        )
        payload = _deputy_payload(deputy)
        write(
            "deputy.appointed", by=by, at=at, unit=post.unit, payload=payload, cites=cite("appoint_deputy", post.unit)
        )
        told = {person.pk, post.person_id} - {appointer.pk}
        tell("deputy.appointed", told, params=payload, key=f"deputy.appointed:{deputy.pk}", at=at)
        return deputy


def _deputy_payload(deputy: Deputy) -> dict[str, object]:
    return {
        "person": deputy.person.full_name,
        "holder": deputy.post.person.full_name,
        "title": deputy.post.title,
        "name": deputy.post.unit.name,
        "from": day_text(deputy.valid_from),
        "until": day_text(deputy.valid_until),
    }


def _check_deputy(post: Post, person: Person, first: date, last: date, today: date) -> None:
    article = cite("appoint_deputy", post.unit) or None
    if person.pk == post.person_id:
        refuse("deputy.self", article)
    if not person.is_active:
        refuse("deputy.inactive", article, person=person.full_name)
    if first < today:
        refuse("deputy.past", article, on=day_text(first))
    if last < first:
        refuse("deputy.reversed", article)
    if post.valid_from > first or (post.valid_until is not None and post.valid_until < last):
        refuse("deputy.beyond_post", article, title=post.title)
    others = Deputy.objects.filter(post=post, ended_at=None, valid_from__lte=last, valid_until__gte=first)
    if other := others.select_related("person").first():
        refuse(
            "deputy.overlap",
            article,
            person=other.person.full_name,
            **{"from": day_text(other.valid_from), "until": day_text(other.valid_until)},
        )


def end_deputy(*, by: Actor | None, at: datetime, deputy: Deputy) -> Deputy:
    """The holder is back, or the deputy lays the work down: from this instant nobody acts under the
    appointment.
    """
    with transaction.atomic():
        deputy.refresh_from_db(from_queryset=Deputy.objects.select_for_update())
        permissions.require(by is None or permissions.can_end_deputy(by, deputy), "permission.appoint_deputy")
        if deputy.ended_at is not None:
            return deputy
        deputy.ended_at = at
        deputy.save(update_fields=["ended_at"])
        payload = _deputy_payload(deputy)
        write(
            "deputy.ended",
            by=by,
            at=at,
            unit=deputy.post.unit,
            payload=payload,
            cites=cite("appoint_deputy", deputy.post.unit),
        )
        ender = by.person.pk if by is not None and by.person is not None else None
        told = {deputy.person_id, deputy.post.person_id} - {ender}
        tell("deputy.ended", told, params=payload, key=f"deputy.ended:{deputy.pk}", at=at)
        return deputy


def set_scope(
    *, by: Actor | None, at: datetime, post: Post, scopes: Sequence[tuple[Unit | None, Field | None]]
) -> list[Scope]:
    """Bind an officer of the Office to units and fields (HUE 8.1đ); what is not in the list is no longer
    theirs.
    """
    with transaction.atomic():
        post.refresh_from_db(from_queryset=Post.objects.select_for_update())
        register = register_of(post.unit)
        article = cite("set_monitors", post.unit)
        if register is None or post.role not in OFFICE_ROLES:
            refuse("scope.not_office", article or None, title=post.title)
        permissions.require(by is None or permissions.can_manage_register(by, register), "permission.manage_units")
        wanted = list(dict.fromkeys(scopes))
        for unit, field in wanted:
            if unit is None and field is None:
                refuse("scope.empty", article or None)
            if field is not None and field.register_id != register.pk:
                refuse("scope.other_register", article or None, name=field.name)
        post.scopes.all().delete()
        rows = Scope.objects.bulk_create([Scope(post=post, unit=unit, field=field) for unit, field in wanted])
        what = "; ".join(" / ".join(str(part) for part in pair if part) for pair in wanted)
        payload = {"person": post.person.full_name, "title": post.title, "scope": what}
        write("scope.set", by=by, at=at, unit=post.unit, payload=payload, cites=article)
        return rows


def change_language(*, person: Person, at: datetime, language: str, by: Actor | None = None) -> Person:
    """The language in which the person reads pages and mail."""
    with transaction.atomic():
        if language not in dict(settings.LANGUAGES):
            refuse("person.language_unknown", language=language)
        person.language = language
        person.save(update_fields=["language"])
        payload = {"person": person.full_name, "language": language}
        number = INSTALLATION if by is None else None
        write("person.language_changed", by=by, at=at, unit=None, payload=payload, register_id=number)
        return person


def switch_post(*, person: Person, at: datetime, session: MutableMapping[str, Any], post: Post) -> Post:
    """Act for another post from the next request on; the session remembers it, acts are stamped with it."""
    if not permissions.can_switch_to(person, post, clock.local_date(at)):
        refuse("permission.switch_post")
    session[SESSION_KEY] = post.pk
    return post
