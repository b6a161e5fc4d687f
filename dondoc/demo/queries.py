"""Reading the demo: whether it is here, how much there is of it, who can sign in."""

from __future__ import annotations

from datetime import date

from dondoc.demo import province
from dondoc.documents.models import Document, DocumentRole
from dondoc.tasks.models import Task
from dondoc.units.models import Person, Post, Register, Unit

#: A simulated province has thousands of accounts; a page lists as many as the demo has.
MOST_ACCOUNTS = 150


def is_here() -> bool:
    """Whether the database holds the demo: its register bears the code that no real one may."""
    return Register.objects.filter(code=province.MARK).exists()


def counts() -> dict[str, int]:
    """How many units, people, directives and tasks there are."""
    return {
        "units": Unit.objects.count(),
        "people": Person.objects.count(),
        "directives": Document.objects.filter(role=DocumentRole.DIRECTIVE).count(),
        "tasks": Task.objects.count(),
    }


def accounts(day: date) -> list[tuple[str, str, str]]:
    """Name of sign-in, name, title with unit of everybody who holds a post on the day, in the order of the units."""
    return [row for _authority, rows in accounts_by_authority(day) for row in rows]


def accounts_by_authority(day: date) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """The same, under the name of the authority whose unit it is."""
    held = Post.objects.held_on(day).select_related("person", "unit__parent").order_by("unit__position", "id")
    found: dict[str, list[tuple[str, str, str]]] = {}
    for post in held[:MOST_ACCOUNTS]:
        above = post.unit.parent or post.unit
        rows = found.setdefault(above.short_name or above.name, [])
        rows.append((post.person.username, post.person.full_name, _with_unit(post)))
    return list(found.items())


def _with_unit(post: Post) -> str:
    unit = post.unit.short_name or post.unit.name
    return post.title if unit in post.title else f"{post.title}, {unit}"
