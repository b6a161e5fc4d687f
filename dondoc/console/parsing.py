"""Reading arguments: descriptions that people understand, dates and instants."""

from __future__ import annotations

import argparse
import re
from datetime import date, datetime, time

from dondoc.clock import ZONE
from dondoc.console import exits
from dondoc.console.words import gettext as _

_VIETNAMESE_DATE = re.compile(r"^(\d{1,2})/(\d{1,2})/(\d{4})(?=$|[T ])")

EARLIEST, LATEST = 1945, 2199


def describe(parser: argparse.ArgumentParser, text: str, *examples: str, codes: bool = True) -> None:
    """Say what the command does, show examples, tell the exit codes."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.description = text
    shown = ["examples:", *(f"  {example}" for example in examples)] if examples else []
    parser.epilog = "\n".join([*shown, *(["", exits.CODES] if codes and shown else [exits.CODES] if codes else [])])


def add_json(parser: argparse.ArgumentParser) -> None:
    """The option of every command that reads."""
    parser.add_argument("--json", action="store_true", help="print JSON for a script instead of lines for people")


def _split(text: str) -> tuple[date, time | None]:
    """Date and, when written, hour: 2026-11-25, 2026-11-25T15:30, 25/11/2026."""
    written = _VIETNAMESE_DATE.sub(lambda hit: f"{hit[3]}-{int(hit[2]):02d}-{int(hit[1]):02d}", text.strip())
    if len(written) <= len("2026-11-25"):
        return date.fromisoformat(written), None
    found = datetime.fromisoformat(written)
    if found.tzinfo is not None:
        found = found.astimezone(ZONE)
    return found.date(), found.time()


def a_date(text: str) -> date:
    """Read a date."""
    return a_date_and_hour(text)[0]


def a_date_and_hour(text: str) -> tuple[date, time | None]:
    """Read a date with or without an hour of the day in Vietnam."""
    try:
        day, hour = _split(text)
    except ValueError as error:
        sentence = _("“%(text)s” không phải ngày; viết như 2026-11-25 hoặc 2026-11-25T15:30") % {"text": text}
        raise argparse.ArgumentTypeError(sentence) from error
    if not EARLIEST <= day.year <= LATEST:
        sentence = _("năm %(year)s không thể đúng: từ %(first)s đến %(last)s")
        raise argparse.ArgumentTypeError(sentence % {"year": day.year, "first": EARLIEST, "last": LATEST})
    return day, hour


def an_instant(text: str) -> datetime:
    """Read an instant; a date alone means 08:00 of it in Vietnam, when offices open."""
    day, hour = a_date_and_hour(text)
    return datetime.combine(day, hour or time(8), tzinfo=ZONE)


def a_port(text: str) -> int:
    """Read a port number."""
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(_("“%(text)s” không phải số cổng (1 đến 65535)") % {"text": text})
    return int(text)


def a_count(text: str) -> int:
    """Read a whole number from 1 upwards."""
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(_("“%(text)s” không phải số nguyên từ 1 trở lên") % {"text": text})
    return int(text)
