"""`dondoc deadline`: which date a regulation's limit gives. Needs no database."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date

from dondoc.console import exits, law, words
from dondoc.console.parsing import a_date_and_hour, add_json, describe
from dondoc.console.words import gettext as _
from dondoc.regulation import LIMIT_NAMES, Deadline, Silent, Tag, deadline


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    describe(
        parser,
        "Print the date that a limit of a regulation gives, the article that sets it, the days that were counted\n"
        "and the days that were skipped with their reasons. Needs no database.\n\n"
        f"limits: {', '.join(LIMIT_NAMES)}\ntags:   {', '.join(Tag)}",
        "dondoc deadline hue-71-2016 entry --from 2026-11-25",
        "dondoc deadline hue-71-2016 entry --from 2026-11-25T16:30 --tag urgent --json",
    )
    parser.add_argument("regulation", metavar="REGULATION", help="id of a regulation, or the folder of one")
    parser.add_argument("limit", metavar="LIMIT", help="name of the limit")
    parser.add_argument(
        "--from", dest="start", metavar="DATE[THH:MM]", type=a_date_and_hour, required=True,
        help="the day of the event from which the limit counts, with the hour where the regulation looks at it",
    )  # fmt: skip
    parser.add_argument(
        "--tag", dest="tags", metavar="TAG", action="append", default=[], help="a circumstance; may be given repeatedly"
    )
    add_json(parser)
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """0 with the date; 3 with the declaration where the regulation is silent."""
    profile = law.load(law.folder_of(given.regulation))
    name, tags = law.limit_name(given.limit), [law.tag_name(tag) for tag in given.tags]
    day, hour = given.start
    found = deadline(profile, name, day, law.calendar(), at=hour, tags=tags)
    if isinstance(found, Silent):
        print(json.dumps({"silent": found.declaration}, ensure_ascii=False) if given.json else found.declaration)
        return exits.SILENT
    print(json.dumps(as_json(found), ensure_ascii=False, indent=2) if given.json else as_lines(found))
    if found.trace.provisional:
        print(_("Chưa có lịch làm việc của năm này: ngày tính được là tạm tính."), file=sys.stderr)
    return exits.OK


def as_json(found: Deadline) -> dict[str, object]:
    """What a script reads."""
    return {
        "due_on": found.due_on.isoformat(),
        "article": " ".join(str(citation) for citation in found.article),
        "counted": [day.isoformat() for day in found.trace.counted],
        "skipped": [
            {"on": off.on.isoformat(), "name": off.name, "decision": off.decision, "confirmed": off.confirmed}
            for off in found.trace.skipped
        ],
        "reading": found.reading,
    }


def weekday(day: date) -> str:
    """The name of the day of the week."""
    names = (_("thứ Hai"), _("thứ Ba"), _("thứ Tư"), _("thứ Năm"), _("thứ Sáu"), _("thứ Bảy"), _("Chủ nhật"))
    return names[day.weekday()]


def as_lines(found: Deadline) -> str:
    """What a person reads."""
    articles = "; ".join(f"{citation} ({citation.in_words(words.language())})" for citation in found.article)
    lines = [
        f"due_on:  {found.due_on.isoformat()} ({weekday(found.due_on)} {found.due_on:%d/%m/%Y})",
        f"article: {articles}",
        f"counted: {', '.join(day.isoformat() for day in found.trace.counted)}",
    ]
    for off in found.trace.skipped:
        doubt = "" if off.confirmed else " " + _("[chưa đối chiếu với văn bản quyết định]")
        why = f"{off.name}, {off.decision}" if off.decision else off.name
        lines.append(f"skipped: {off.on.isoformat()} {why}{doubt}")
    if found.reading:
        lines.append(f"reading: {found.reading}")
    return "\n".join(lines)
