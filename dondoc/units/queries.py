"""Reading units, people and posts: who acts, who monitors, who is told, which units a text names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from dondoc.units.models import (
    OFFICE_ROLES,
    Actor,
    Deputy,
    Field,
    Person,
    Post,
    Register,
    Scope,
    Succession,
    Unit,
    UnitGroup,
    UnitQuerySet,
    posts_in,
    register_of,
)
from dondoc.units.spelling import plain, spellings

#: The key of the session that holds the number of the chosen post.
SESSION_KEY = "post"

_LEADING = ("cac ", "the ", "tat ca cac ", "tat ca ", "all the ", "all ", "toan bo ")


# who acts


def posts_of(person: Person, day: date) -> list[Post]:
    """Posts for which the person may act on the date: those held first, then those whose deputy the person
    is.
    """
    acting = Deputy.objects.acting_on(day).filter(person=person).values("post")
    found = (
        Post.objects.held_on(day)
        .filter(Q(person=person) | Q(pk__in=acting))
        .select_related("unit", "person")
        .order_by("unit__position", "id")
    )
    return sorted(found, key=lambda post: post.person_id != person.pk)


def actor_for(person: Person, day: date, *, chosen: object = None) -> Actor | None:
    """The actor of the chosen post (its number), else of the first post held on the date; None without a
    post.
    """
    posts = posts_of(person, day)
    for post in posts:
        if post.pk == chosen:
            return Actor.of(post, person=person)
    return Actor.of(posts[0], person=person) if posts else None


def people_in(units: Iterable[Unit | int], roles: Iterable[str], day: date) -> list[int]:
    """Numbers of the people who act for such posts on the date, deputies included: those whom a notice must
    reach.
    """
    posts = posts_in(units, roles, day)
    holders = posts.values_list("person_id", flat=True)
    deputies = Deputy.objects.acting_on(day).filter(post__in=posts).values_list("person_id", flat=True)
    return sorted({*holders, *deputies})


def people_for(post: Post, day: date) -> list[int]:
    """The holder of the post, if it is held on the date, and whoever acts for the holder."""
    deputies = Deputy.objects.acting_on(day).filter(post=post).values_list("person_id", flat=True)
    held = post.valid_from <= day and (post.valid_until is None or post.valid_until >= day)
    return sorted({*deputies, *([post.person_id] if held and post.person.is_active else [])})


def address_of(person_id: int) -> tuple[str, str] | None:
    """The mail address and the language of the person; None when the account is closed or has no address."""
    row = Person.objects.filter(pk=person_id, is_active=True).values_list("email", "language").first()
    return (row[0], row[1]) if row is not None and row[0] else None


def deputies_of(post: Post, day: date) -> list[Deputy]:
    """Deputies of the post who act on the date or will later."""
    return list(
        Deputy.objects.filter(post=post, ended_at=None, valid_until__gte=day)
        .select_related("person", "appointed_by", "post__person", "post__unit")
        .order_by("valid_from", "id")
    )


def monitor_for(register: Register, unit: Unit, field: Field | None, day: date) -> Post | None:
    """The officer bound to the unit and the field, else to the unit, else to the field (HUE 8.1đ); None when
    nobody is.
    """
    return monitors_reader(register, day)(unit, field)


def monitors_reader(register: Register, day: date) -> Callable[[Unit, Field | None], Post | None]:
    """`monitor_for` for many tasks of one form: the scopes of the date are read once."""
    scopes = list(
        Scope.objects.filter(post__in=Post.objects.held_on(day), post__person__is_active=True)
        .filter(post__role__in=OFFICE_ROLES, post__unit__in=[register.office_id, register.keeper_id])
        .select_related("post__person", "post__unit")
        .order_by("id")
    )

    def monitor(unit: Unit, field: Field | None) -> Post | None:
        number = field.pk if field is not None else 0
        wanted = ((unit.pk, number), (unit.pk, None), (None, number))
        for pair in wanted:
            for scope in scopes:
                if (scope.unit_id, scope.field_id) == pair:
                    return scope.post
        return None

    return monitor


# the tree


def ancestors(unit: Unit) -> list[Unit]:
    """The superior units, nearest first."""
    found: list[Unit] = []
    above = unit.parent
    while above is not None and above not in found:
        found.append(above)
        above = above.parent
    return found


def superiors(unit: Unit, register: Register) -> list[Unit]:
    """The units above the unit that may see what it is given: those below the register's own authority, nearest first."""
    keeper = register.keeper
    beyond = {keeper.pk, *(above.pk for above in ancestors(keeper))}
    return [above for above in ancestors(unit) if above.pk not in beyond]


def book_of(unit: Unit) -> Register | None:
    """The register in whose journal the affairs of the unit are written: its own, else that of the nearest
    superior.
    """
    for body in [unit, *ancestors(unit)]:
        if register := register_of(body):
            return register
    return Register.objects.select_related("keeper", "office", "edition").order_by("id").first()


def successors_on(unit: Unit, day: date) -> list[Unit]:
    """The bodies that carry the unit's work on the date, through later successions too; the unit itself while
    it exists.
    """
    reached: dict[int, Unit] = {unit.pk: unit}
    frontier = [unit]
    while frontier:
        steps = Succession.objects.filter(old__in=frontier, on__lte=day).select_related("new").order_by("id")
        frontier = [step.new for step in steps if step.new_id not in reached]
        reached.update({new.pk: new for new in frontier})
    return [u for u in reached.values() if u.valid_from <= day and (u.valid_until is None or u.valid_until >= day)]


# the unit picker


@dataclass(frozen=True)
class Match:
    """A unit or a group that a text may mean."""

    label: str
    unit: Unit | None = None
    group: UnitGroup | None = None
    rank: int = 0

    @property
    def value(self) -> str:
        """What the form sends back: ``u12`` for a unit, ``g3`` for a group."""
        return f"u{self.unit.pk}" if self.unit else f"g{self.group.pk if self.group else 0}"

    def expand(self, day: date) -> list[Unit]:
        """The units meant on the date: one, or the members of the group that exist then."""
        if self.group is not None:
            return list(self.group.members.filter(pk__in=Unit.objects.valid_on(day)))
        return [self.unit] if self.unit else []


def candidates(register: Register, day: date) -> UnitQuerySet:
    """Units that may be given a task of the register on the date: all but the authority itself."""
    return Unit.objects.valid_on(day).exclude(pk=register.keeper_id)


def _unit_rank(text: str, unit: Unit) -> int | None:
    """0 the exact spelling … 5 somewhere inside; None when the words are not in the unit's names."""
    if text.strip().casefold() in {unit.name.casefold(), unit.short_name.casefold()}:
        return 0
    wanted = plain(text)
    names, shorts, acronyms = spellings(unit.name, unit.short_name, unit.code)
    if wanted in {*names, *shorts} or wanted.replace(" ", "") in shorts:
        return 1
    if wanted.replace(" ", "") in acronyms:
        return 2
    if any(key.startswith(wanted) for key in (*names, *shorts)):
        return 3
    inside = " ".join((*names, *shorts, *acronyms))
    words = inside.split()
    if all(any(word.startswith(part) for word in words) for part in wanted.split()):
        return 4
    return 5 if all(part in inside for part in wanted.split()) else None


def _bare(text: str) -> str:
    for lead in sorted(_LEADING, key=len, reverse=True):
        if text.startswith(lead):
            return text[len(lead) :]
    return text


def _group_keys(group: UnitGroup) -> list[str]:
    return [plain(part) for part in [group.name, *group.aliases.split(";")] if part.strip()]


def _group_rank(text: str, group: UnitGroup) -> int | None:
    wanted = plain(text)
    keys = _group_keys(group)
    if wanted in keys:
        return 0
    bare = [_bare(key) for key in keys]
    if _bare(wanted) in bare:
        return 1
    if any(key.startswith(_bare(wanted)) for key in [*keys, *bare]):
        return 3
    return 5 if any(all(part in key for part in wanted.split()) for key in keys) else None


def _heirs(text: str, day: date) -> list[Match]:
    """Successors of bodies that no longer exist and that the text names."""
    gone = Unit.objects.matching(text).filter(valid_until__lt=day)[:10]
    return [
        Match(_("%(new)s (kế thừa %(old)s)") % {"new": heir.name, "old": old.name}, unit=heir, rank=6)
        for old in gone
        for heir in successors_on(old, day)
    ]


def find_units(text: str, register: Register, day: date, *, limit: int = 20) -> list[Match]:
    """What the typed words may mean on the date, the exact first; nothing typed: the groups, then the units
    in order.
    """
    text = text.strip()
    groups = list(register.groups.prefetch_related("members"))
    if not plain(text):
        units = [Match(u.name, unit=u) for u in candidates(register, day)[:limit]]
        return [*(Match(_group_label(g, day), group=g) for g in groups), *units][:limit]
    found: list[Match] = []
    for group in groups:
        if (rank := _group_rank(text, group)) is not None:
            found.append(Match(_group_label(group, day), group=group, rank=rank))
    for unit in _possible(text, register, day):
        if (rank := _unit_rank(text, unit)) is not None:
            found.append(Match(unit.name, unit=unit, rank=rank))
    found.sort(key=lambda match: match.rank)
    seen = {match.unit.pk for match in found if match.unit}
    if len(found) < limit:
        found += [match for match in _heirs(text, day) if match.unit and match.unit.pk not in seen]
    return found[:limit]


def _possible(text: str, register: Register, day: date) -> list[Unit]:
    """Units whose stored search key may hold the words; `_unit_rank` decides."""
    wanted = Q()
    for part in plain(text).split():
        wanted &= Q(folded__contains=part)
    joined = Q(folded__contains=plain(text).replace(" ", ""))
    return list(candidates(register, day).filter(wanted | joined)[:400])


def _group_label(group: UnitGroup, day: date) -> str:
    live = [u for u in group.members.all() if u.valid_from <= day and (u.valid_until is None or u.valid_until >= day)]
    return _("%(name)s (nhóm %(count)d đơn vị)") % {"name": group.name, "count": len(live)}


# lists of units in a text

#: No name is written with more commas than this: a pasted page must not cost a search of all its runs.
_LONGEST = 10


@dataclass(frozen=True)
class _Index:
    """Every exact spelling on a date → the units meant."""

    meaning: dict[str, tuple[Unit, ...]]

    @classmethod
    def on(cls, register: Register, day: date) -> _Index:
        units = list(candidates(register, day))
        meaning: dict[str, tuple[Unit, ...]] = {}
        _add_units(meaning, units)
        for group in register.groups.prefetch_related("members"):
            members = tuple(unit for unit in units if unit in set(group.members.all()))
            for key in _group_keys(group):
                meaning.setdefault(key, members)
        return cls(meaning)

    def get(self, text: str) -> tuple[Unit, ...] | None:
        return self.meaning.get(plain(text))


def _add_units(meaning: dict[str, tuple[Unit, ...]], units: list[Unit]) -> None:
    """Names before short names and codes before acronyms; a spelling shared within a tier means nobody."""
    spelled = [(unit, spellings(unit.name, unit.short_name, unit.code)) for unit in units]
    shared: set[str] = set()
    for tier in range(3):
        holders: dict[str, list[Unit]] = {}
        for unit, tiers in spelled:
            for key in tiers[tier]:
                holders.setdefault(key, []).append(unit)
        for key, found in holders.items():
            if len(found) > 1 and key not in meaning:
                shared.add(key)
            elif key not in shared:
                meaning.setdefault(key, (found[0],))


def parse_units(text: str, register: Register, day: date) -> tuple[list[Unit], list[str]]:
    """The units that a pasted list names, each once and in order, and the pieces that nobody bears as a name.

    Pieces are set apart by semicolons, line ends or commas; a comma inside a name ("Sở Lao động, Thương binh
    và Xã hội") does no harm: the longest run of pieces that is a name wins. Groups stand for their members.
    """
    return units_reader(register, day)(text)


def units_reader(register: Register, day: date) -> Callable[[str], tuple[list[Unit], list[str]]]:
    """`parse_units` for many texts of one form: the names that exist on the date are read once."""
    index = _Index.on(register, day)
    return lambda text: _parse(text, index)


def _parse(text: str, index: _Index) -> tuple[list[Unit], list[str]]:
    units: dict[int, Unit] = {}
    unknown: list[str] = []
    for segment in re.split(r"[;\n\r]+", text):
        for meant, word in _read(segment.split(","), index):
            units.update({unit.pk: unit for unit in meant})
            if word:
                unknown.append(word)
    return list(units.values()), unknown


def _read(pieces: list[str], index: _Index) -> Iterator[tuple[tuple[Unit, ...], str]]:
    start = 0
    while start < len(pieces):
        for end in range(min(len(pieces), start + _LONGEST), start, -1):
            if (meant := index.get(",".join(pieces[start:end]))) is not None:
                yield meant, ""
                start = end
                break
        else:
            yield from _read_joined(pieces[start].strip(" .-–•\t"), index)
            start += 1


def _read_joined(piece: str, index: _Index) -> Iterator[tuple[tuple[Unit, ...], str]]:
    """A piece with no name of its own: perhaps two names joined by "và" or "and", perhaps unknown."""
    if not plain(piece):
        return
    for joint in re.finditer(r"\s+(?:và|and|&)\s+", piece):
        left, right = index.get(piece[: joint.start()]), index.get(piece[joint.end() :])
        if left is not None and right is not None:
            yield left, ""
            yield right, ""
            return
    yield (), piece
