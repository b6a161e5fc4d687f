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
    """The names that the entries need: two queries for any number of entries."""
    rows = list(entries)
    people = {number for row in rows for number in (row.person_id, row.on_behalf_id) if number is not None}
    posts = {row.post_id for row in rows if row.post_id is not None}
    titles = Post.objects.filter(pk__in=posts).values_list("pk", "title", "unit__name") if posts else []
    found = Person.objects.filter(pk__in=people).values_list("pk", "full_name") if people else []
    return Names(people=dict(found), posts={pk: f"{title}, {unit}" for pk, title, unit in titles})
