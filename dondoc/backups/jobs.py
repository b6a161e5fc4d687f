"""What the days bring: the backup of the night, and a word to the administrators when there is none."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse

from dondoc.backups import actions, queries, rules
from dondoc.backups.models import Backup
from dondoc.clock import local, local_date
from dondoc.journal import actions as journal
from dondoc.units.models import Post, Role

LOOK = timedelta(minutes=5)
_looked: dict[str, datetime] = {}


def _is_time(what: str, at: datetime) -> bool:
    """Whether this process has not looked for a while; what is asked twice is done once all the same."""
    last = _looked.get(what)
    if last is not None and last <= at < last + LOOK:
        return False
    _looked[what] = at
    return True


def ask_when_due(at: datetime) -> Backup | None:
    """Ask for the backup of the day when its hour has come, and again after a failure (`rules.next_try`)."""
    if not settings.BACKUP_TO or not _is_time("schedule", at):
        return None
    wall = local(at)
    key = rules.next_try(wall.date(), wall, settings.BACKUP_HOUR, queries.tries_of(wall.date().isoformat()))
    return actions.ask(by=None, at=at, key=key) if key is not None else None


def watch(at: datetime) -> int:
    """The worker's chore: tell every administrator, once a day, what is wrong with the backups; says of how many alarms."""
    if not _is_time("watch", at):
        return 0
    found = queries.health(at).alarms
    if found:
        day = local_date(at)
        people = Post.objects.held_on(day).filter(role=Role.ADMINISTRATOR).values_list("person_id", flat=True)
        for alarm in found:
            journal.post(
                f"backup_alarm.{alarm}", recipients=sorted(set(people)), params={}, url=reverse("backups:list"),
                key=f"backup:{alarm}:{day.isoformat()}", at=at,
            )  # fmt: skip
    return len(found)
