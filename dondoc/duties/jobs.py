"""What the worker does for duties: count again after a change of the calendar, in batches; give back what ended posts held."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from dondoc.clock import local_date
from dondoc.duties import actions
from dondoc.duties.models import Duty
from dondoc.gazette.actions import CALENDAR_CHANGED
from dondoc.gazette.models import CalendarVersion
from dondoc.jobs import actions as jobs
from dondoc.jobs import registry

FOLLOW, TELL = "calendar-follow", "calendar-tell"

#: What an upper room does after the duties were counted: some of its rows from the number on; the last number, or None.
Follower = Callable[[CalendarVersion, int, datetime], int | None]
FOLLOWERS: dict[str, Follower] = {}


def follow(name: str, function: Follower) -> None:
    """Let an upper room move dates of its own after a change of the calendar, in batches, before anybody is told."""
    FOLLOWERS[name] = function


@registry.handler(CALENDAR_CHANGED)
def count_again(params: Mapping[str, Any], at: datetime) -> None:
    """A batch of duties; then the next one, then the rooms above, then the people."""
    version = CalendarVersion.objects.get(pk=params["version"])
    last = actions.count_again(version, after=params.get("after", 0), at=at)
    if last is not None:
        _next(CALENDAR_CHANGED, version, at, after=last)
    else:
        _next_follower(version, at, done="")


@registry.handler(FOLLOW)
def work_follower(params: Mapping[str, Any], at: datetime) -> None:
    """A batch of an upper room's rows."""
    version, name = CalendarVersion.objects.get(pk=params["version"]), params["room"]
    function = FOLLOWERS.get(name)
    last = function(version, params["after"], at) if function is not None else None
    if last is not None:
        _next(FOLLOW, version, at, room=name, after=last)
    else:
        _next_follower(version, at, done=name)


@registry.handler(TELL)
def tell(params: Mapping[str, Any], at: datetime) -> None:
    """Everything has its new date: each person is told once."""
    actions.tell_moved(CalendarVersion.objects.get(pk=params["version"]), at=at)


def _next_follower(version: CalendarVersion, at: datetime, *, done: str) -> None:
    names = sorted(FOLLOWERS)
    after = [name for name in names if name > done]
    if after:
        _next(FOLLOW, version, at, room=after[0], after=0)
    else:
        _next(TELL, version, at)


def _next(kind: str, version: CalendarVersion, at: datetime, **params: Any) -> None:
    """The next step, in the transaction of this one; a key keeps it from being added twice."""
    key = ":".join([kind, str(version.pk), *map(str, params.values())])
    jobs.enqueue(kind, {"version": version.pk, **params}, at=at, key=key)


def free_of_ended_posts(at: datetime, dry_run: bool) -> int:
    """A rule of `tick`: what a post held that is held no more belongs to its unit again."""
    today = local_date(at)
    if dry_run:
        return Duty.objects.open().filter(holder_post__valid_until__lt=today).count()
    return actions.free_of_ended_posts(today)
