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


def names_of(entries: Iterable[Entry]) -> Names:
    """The names that the entries need: one query, two when somebody acted for another or without a post."""
    rows = list(entries)
    wanted = {number for row in rows for number in (row.person_id, row.on_behalf_id) if number is not None}
    posts = {row.post_id for row in rows if row.post_id is not None}
    people, titles = {}, {}
    held = Post.objects.filter(pk__in=posts) if posts else Post.objects.none()
    for pk, title, unit, person, name in held.values_list(
        "pk", "title", "unit__name", "person_id", "person__full_name"
    ):
        people[person], titles[pk] = name, f"{title}, {unit}"
    if wanted - set(people):
        people |= dict(Person.objects.filter(pk__in=wanted).values_list("pk", "full_name"))
    return Names(people, titles)
