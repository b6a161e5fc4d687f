"""Why a duty has the date it has, and which duties stand under a matter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from dondoc import gazette
from dondoc.clock import local, local_date
from dondoc.duties import rules
from dondoc.duties.models import Duty, DutyQuerySet, Matter
from dondoc.gazette.models import CalendarVersion, Edition
from dondoc.regulation import Citation
from dondoc.units.models import AUTHORITY_ROLES, UNIT_ROLES, Post
from dondoc.units.queries import people_for, people_in
from dondoc.workdays import Skipped, Trace


@dataclass(frozen=True)
class Explanation:
    """Everything the "why this date?" partial shows."""

    article: str
    article_in_words: str
    gist: str
    event_on: date | None
    span: str
    due_on: date | None
    counted: tuple[date, ...]
    skipped: tuple[Skipped, ...]
    reading: str
    provisional: bool
    earlier: list[dict[str, str | None]]
    unconfirmed: tuple[date, ...] = ()
    rolled_from: date | None = None
    shifted_by_cutoff: bool = False
    done_on: date | None = None
    recorded_on: date | None = None
    in_time: bool | None = None


def in_words(article: str, language: str = "vi") -> str:
    """Citations such as ``Đ7.k1 PL1.m4`` in words."""
    return "; ".join(Citation.parse(part).in_words(language) for part in article.split())


_known_gists: dict[str, dict[str, str]] = {}


def _gists(edition: Edition) -> dict[str, str]:
    """The gist of each article by its citation; kept by the edition's hash, since a desk explains dozens of dates."""
    if edition.hash not in _known_gists:
        articles = gazette.law(edition).articles
        _known_gists[edition.hash] = {str(article.citation): article.gist for article in articles}
    return _known_gists[edition.hash]


def explain(duty: Duty, language: str = "vi") -> Explanation:
    """The trace of the duty's date, read from what it stored."""
    gists = _gists(duty.edition)
    trace = Trace.from_dict(duty.trace) if duty.trace else None
    done_on = duty.day_of_doing()
    return Explanation(
        article=duty.article,
        article_in_words=in_words(duty.article, language),
        gist=" ".join(gists[part] for part in duty.article.split() if part in gists),
        event_on=duty.event_on,
        span=str(trace.span) if trace else "",
        due_on=duty.due_on,
        counted=trace.counted if trace else (),
        skipped=trace.skipped if trace else (),
        reading=duty.reading,
        provisional=duty.provisional,
        earlier=duty.earlier,
        unconfirmed=trace.unconfirmed if trace else (),
        rolled_from=trace.rolled_from if trace else None,
        shifted_by_cutoff=trace.shifted_by_cutoff if trace else False,
        done_on=done_on,
        recorded_on=local_date(duty.closed_at) if done_on is not None and duty.closed_at is not None else None,
        in_time=duty.was_in_time(),
    )


def count(
    edition: Edition,
    limit: str,
    event_on: date,
    event_at: datetime | None,
    tags: Iterable[str],
    version: CalendarVersion | None,
) -> rules.Due:
    """The date of a limit under an edition and a calendar version, with the hour of the event where it is known."""
    hour = local(event_at).time() if event_at else None
    calendar = gazette.calendar(version) if version is not None else gazette.WEEK_ENDS_ONLY
    return rules.due_by_law(gazette.law(edition), limit, event_on, calendar, at=hour, tags=tags)


def recount(duty: Duty) -> date | None:
    """The date that the stored inputs give today under the stored edition and calendar; must equal `due_on`."""
    due = counted_again(duty)
    return duty.due_on if due is None else due.due_on


def counted_again(duty: Duty, version: CalendarVersion | None = None) -> rules.Due | None:
    """What the stored inputs give, by default under the stored calendar version; None for a date that no law counts."""
    if not duty.limit or duty.event_on is None:
        return None
    calendar = version or duty.calendar_version
    return count(duty.edition, duty.limit, duty.event_on, duty.event_at, duty.tags, calendar)


def counted_under(duties: Iterable[Duty], version: CalendarVersion) -> Iterator[tuple[Duty, rules.Due]]:
    """Each duty that the law counts with its date under the version; what has the same inputs is counted once."""
    rows = list(duties)
    editions = Edition.objects.in_bulk({duty.edition_id for duty in rows})
    known: dict[tuple[object, ...], rules.Due] = {}
    for duty in rows:
        if not duty.limit or duty.event_on is None:
            continue
        hour = local(duty.event_at).time() if duty.event_at else None
        inputs = (duty.edition_id, duty.limit, duty.event_on, hour, tuple(duty.tags))
        if inputs not in known:
            edition = editions[duty.edition_id]
            known[inputs] = count(edition, duty.limit, duty.event_on, duty.event_at, duty.tags, version)
        yield duty, known[inputs]


def open_under(root: Matter) -> DutyQuerySet:
    """The open duties of the matter and of everything under it, whatever room they arose in."""
    if root.root_id is None:
        return Duty.objects.open().filter(root_id=root.pk)
    found, level = [root.pk], [root.pk]
    while level:
        level = list(Matter.objects.filter(parent_id__in=level).values_list("pk", flat=True))
        found += level
    return Duty.objects.open().filter(matter_id__in=found)


def open_across(first: date, last: date) -> DutyQuerySet:
    """Open duties that the law counts and whose days, from the event to the date, touch the span."""
    forward = Q(event_on__lte=last, due_on__gte=first)
    backward = Q(due_on__lte=last, event_on__gte=first)
    return Duty.objects.open().exclude(limit="").filter(forward | backward)


@dataclass(frozen=True)
class Holder:
    """Who must do a duty: a post, or those of a role in a unit, or (without both) the unit."""

    unit_id: int
    post_id: int | None
    role: str


def moved_since(version: CalendarVersion) -> Iterator[tuple[Holder, list[dict[str, object]]]]:
    """The holders of open duties that were counted under the version or a later one, and the moves of each."""
    found = Duty.objects.open().filter(calendar_version_id__gte=version.pk).exclude(earlier=[])
    columns = found.values_list("holder_unit_id", "holder_post_id", "holder_role", "earlier")
    for unit_id, post_id, role, earlier in columns.iterator(chunk_size=2000):
        yield Holder(unit_id, post_id, role), earlier


def people_of(holder: Holder, day: date) -> list[int]:
    """The people who act for the holder on the date, deputies included."""
    if holder.post_id is not None:
        return people_for(Post.objects.select_related("person").get(pk=holder.post_id), day)
    return people_in([holder.unit_id], [holder.role] if holder.role else AUTHORITY_ROLES | UNIT_ROLES, day)
