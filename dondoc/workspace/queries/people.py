"""Who acted, fetched for a whole page at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from dondoc.journal.models import Entry
from dondoc.units.models import Person, Post


@dataclass(frozen=True)
class Names:
    """Names of people, and titles with units of posts, by number."""

    people: dict[int, str]
    posts: dict[int, str]

    def who(self, entry: Entry) -> str:
        """Name and post of whoever acted, with the person on whose behalf; the program itself has a name too."""
        if entry.person_id is None:
            return _("Hệ thống")
        said = [self.people.get(entry.person_id, _("không rõ"))]
        if entry.post_id in self.posts:
            said.append(self.posts[entry.post_id])
        if entry.on_behalf_id is not None:
            said.append(_("thay %(person)s") % {"person": self.people.get(entry.on_behalf_id, "…")})
        return ", ".join(said)


@dataclass(frozen=True)
class Holder:
    """A post with its holder and its unit, as names."""

    post_id: int
    title: str
    unit: str
    person_id: int
    name: str


HOLDER = ("pk", "title", "unit__name", "person_id", "person__full_name")


def names_of(entries: Iterable[Entry], known: Iterable[Holder] = ()) -> Names:
    """The names that the entries need; none, one or two queries, whatever their number.

    What the page knows already is not asked for again; people without a post of their own in the entries (deputies, and
    those for whom they act) cost the second query.
    """
    rows = list(entries)
    wanted = {number for row in rows for number in (row.person_id, row.on_behalf_id) if number is not None}
    holders = {holder.post_id: holder for holder in known}
    missing = {row.post_id for row in rows if row.post_id is not None} - set(holders)
    if missing:
        found = Post.objects.filter(pk__in=missing).values_list(*HOLDER)
        holders |= {values[0]: Holder(*values) for values in found}
    people = {holder.person_id: holder.name for holder in holders.values()}
    if wanted - set(people):
        people |= dict(Person.objects.filter(pk__in=wanted).values_list("pk", "full_name"))
    return Names(people, {pk: f"{holder.title}, {holder.unit}" for pk, holder in holders.items()})
