"""Pure decisions: when a backup is due, what it is called, which ones may go, what deserves an alarm."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

#: A backup that failed is tried again this often on its day, each time after a pause.
MOST_TRIES = 3
PAUSE = timedelta(minutes=30)
#: Less than this part of the one before is no usual change of size.
SHRUNK = 0.5
NAME = re.compile(r"^dondoc-(\d{8}-\d{6})(-incomplete)?\.tar(\.aes)?$")

#: Alarms, as codes whose sentences stand in `sentences`.
NONE, OLD, SMALLER, INCOMPLETE, FAILED = "none", "old", "smaller", "incomplete", "failed"


def file_name(wall: datetime, *, encrypted: bool, complete: bool = True) -> str:
    """What the archive of the wall clock's instant is called; names sort like the instants."""
    return f"dondoc-{wall:%Y%m%d-%H%M%S}{'' if complete else '-incomplete'}.tar{'.aes' if encrypted else ''}"


@dataclass(frozen=True)
class Try:
    """How an earlier try of the same day ended: None while it goes on."""

    ended_at: datetime | None
    good: bool


def next_try(day: date, wall: datetime, hour: int, tries: Sequence[Try]) -> str | None:
    """The key of the backup that the schedule asks for now; None when there is nothing to do.

    One a day after the hour; a failed one is tried again after a pause, three times in all.
    """
    if wall.hour < hour or len(tries) >= MOST_TRIES or any(one.good or one.ended_at is None for one in tries):
        return None
    if tries and wall - max(one.ended_at for one in tries if one.ended_at is not None) < PAUSE:
        return None
    return f"{day.isoformat()}/{len(tries) + 1}"


def surplus(names: Iterable[str], keep: int) -> list[str]:
    """Archives that may go: all but the newest ``keep`` complete ones, and the newest ``keep`` incomplete ones.

    An incomplete archive never pushes a complete one out; files with other names are nobody's to remove.
    """
    ours = sorted(((match[1], name, bool(match[2])) for name in names if (match := NAME.match(name))), reverse=True)
    if keep < 1:
        return []
    complete = [name for _when, name, partial in ours if not partial]
    partial = [name for _when, name, partial in ours if partial]
    return sorted(complete[keep:] + partial[keep:])


@dataclass(frozen=True)
class Copy:
    """What is known of a backup that ended well."""

    made_at: datetime
    size: int
    complete: bool


def alarms(copies: Sequence[Copy], failed_at: datetime | None, *, at: datetime, hours: int) -> tuple[str, ...]:
    """What deserves an alarm, the gravest first; ``copies`` from the newest on. No hours, no alarm.

    Older than the hours, much smaller than the one before, without some file; a failure after the newest one is told as well.
    """
    if not hours:
        return ()
    if not copies:
        return (NONE, FAILED) if failed_at is not None else (NONE,)
    newest, found = copies[0], []
    if at - newest.made_at > timedelta(hours=hours):
        found.append(OLD)
    if failed_at is not None and failed_at > newest.made_at:
        found.append(FAILED)
    if not newest.complete:
        found.append(INCOMPLETE)
    if len(copies) > 1 and newest.size < SHRUNK * copies[1].size:
        found.append(SMALLER)
    return tuple(found)


Migration = tuple[str, str]


def unknown(applied: Iterable[Migration], known: Collection[Migration]) -> list[str]:
    """Changes of tables that the archive has been through and this program has never heard of: the archive is newer."""
    return sorted(f"{room}.{name}" for room, name in applied if (room, name) not in known)
