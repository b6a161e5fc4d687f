"""What may be and what may not: each acknowledged change once, nothing half done, nothing twice."""

from __future__ import annotations

import hashlib
from collections import Counter
from datetime import timedelta
from pathlib import Path

from django.db import connection

from bench.killing import pictures
from bench.killing.pictures import Changes
from bench.killing.victims import Act, Ledger
from dondoc.clock import now
from dondoc.console import invariants
from dondoc.documents import files
from dondoc.documents.models import Document, IssuedNumber, Purge
from dondoc.journal import jobs as outbox
from dondoc.journal.models import Entry, Notice
from dondoc.tasks.models import Fact
from dondoc.units.models import Person
from dondoc.urging.models import Instruction, Ladder, Slip

ABSENT, SOME, WHOLE, ACKNOWLEDGED = "absent", "some", "whole", "acknowledged"


def judge(
    act: Act, whole: Changes, ledger: Ledger, found: Changes, again: tuple[str, str], settled: Changes
) -> tuple[str, list[str]]:
    """The outcome of a round, and what is wrong with it.

    ``whole`` is what the undisturbed run changed, ``found`` what was there after the kill, ``settled`` what was there after
    the same form was sent again, or the worker had its next turn.
    """
    wrong: list[str] = []
    told = ledger.acknowledged is not None and not (act.silent and found != whole)
    if ledger.refused:
        wrong.append(f"the victim was refused: {ledger.refused}")
    if found == whole:
        outcome = ACKNOWLEDGED if told else WHOLE
    elif not found:
        outcome = ABSENT
    else:
        outcome = SOME
        if not act.steps:
            wrong.append(f"half done: {difference(whole, found)}")
    if told and found != whole:
        wrong.append(f"acknowledged, and not there: {difference(whole, found)}")
    answer, refusal = again
    if settled != _but_reminders(act, whole, settled):
        wrong.append(f"after the second time: {difference(whole, settled)}")
    if refusal and (outcome == ABSENT or refusal not in act.refused):
        wrong.append(f"refused the second time: {refusal}")
    if act.token and told and answer != ledger.acknowledged:
        wrong.append(f"answered {ledger.acknowledged}, the second time {answer}")
    return outcome, wrong


def _but_reminders(act: Act, whole: Changes, settled: Changes) -> Changes:
    """What must be there: all of it, but for early reminders of duties that were opened only by the second turn.

    They are told in the morning, once; a duty that is opened later on the day is told by the notice of its opening.
    """
    lacks = whole - settled
    early = act.steps and all(what[:2] == ("new", "journal_notice") and "reminder.soon." in str(what) for what in lacks)
    return whole - lacks if early else whole


def difference(should: Changes, stands: Changes) -> str:
    """What lacks and what is too much, in short."""
    lacks, extra = should - stands, stands - should
    return f"lacks {pictures.told(lacks)}, too much {pictures.told(extra)}"


def after_all(sink: Path, mail_kills: int) -> list[str]:
    """The invariants of `dondoc check` (with projections and chains), the search index, the files, the mails."""
    outbox.seal_all(now())
    files.sweep(now() + timedelta(seconds=1))
    wrong = [str(problem) for problem in invariants.problems()]
    wrong += [f"orphan file {path}" for path in files.orphans(now() + timedelta(days=1))]
    from bench.killing.acting_later import archives

    return wrong + archives() + books() + search_index() + mails(sink, mail_kills)


#: Facts, and how the journal tells them.
TOLD = (
    "assigned", "taken_over", "returned", "return_declined", "progress_reported", "delay_explained", "result_sent",
    "result_accepted", "result_sent_back", "reopened",
)  # fmt: skip


def books() -> list[str]:
    """What was done and what the journal tells balance, matter by matter."""
    done: Counter[tuple[str, int]] = Counter()
    for kind, matter in Fact.objects.filter(kind__in=TOLD).values_list("kind", "assignment__task__matter"):
        done[(f"task.{kind}", matter)] += 1
    for verb, rows in {
        "directive.registered": Document.objects.filter(role="directive").values_list("matter", flat=True),
        "ladder.opened": Ladder.objects.values_list("matter", flat=True),
        "slip.prepared": Slip.objects.values_list("ladder__matter", flat=True),
        "slip.issued": Slip.objects.issued().values_list("ladder__matter", flat=True),
        "instruction.given": Instruction.objects.values_list("ladder__matter", flat=True),
        "purge.carried_out": Purge.objects.exclude(confirmed_at=None).values_list("document__matter", flat=True),
    }.items():
        done.update((verb, matter) for matter in rows)
    told: Counter[tuple[str, int]] = Counter()
    for verb, matter in Entry.objects.filter(verb__in={verb for verb, _ in done}).values_list("verb", "matter_id"):
        told[(verb, matter)] += 1
    wrong = [f"journal: {verb} of matter {matter}: {done[verb, matter]} done, {told[verb, matter]} told"
             for verb, matter in sorted(done.keys() | told.keys(), key=str) if done[verb, matter] != told[verb, matter]]  # fmt: skip
    issued, numbers = Slip.objects.issued().count(), IssuedNumber.objects.count()
    return wrong + ([f"{issued} slips were issued, {numbers} numbers taken"] if issued != numbers else [])


def search_index() -> list[str]:
    """SQLite's index of words beside its table; PostgreSQL's is a column of the row."""
    if connection.vendor != "sqlite":
        return []
    try:
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO tasks_search(tasks_search, rank) VALUES ('integrity-check', 1)")
    except Exception as error:
        return [f"search index: {error}"]
    return []


def mails(sink: Path, kills: int) -> list[str]:
    """Each notice that counts as mailed left, under one Message-ID; a kill repeats one mail at most."""
    left = Counter(tuple(line.split("\t")) for line in sink.read_text(encoding="utf-8").splitlines())
    addresses = dict(Person.objects.values_list("pk", "email"))
    known: dict[tuple[str, ...], bool] = {}
    for notice in Notice.objects.all():
        stable = hashlib.sha256(f"{notice.key}|{notice.recipient_id}".encode()).hexdigest()[:32]
        known[(f"<{stable}@dondoc>", addresses[notice.recipient_id])] = notice.mailed_at is not None
    wrong = [f"mailed and never left: {mail}" for mail, mailed in known.items() if mailed and mail not in left]
    wrong += [f"left and nobody's: {mail}" for mail in left if mail not in known]
    wrong += [f"left and not noted as mailed: {mail}" for mail in left if not known.get(mail, True)]
    if (repeated := left.total() - len(left)) > kills:
        wrong.append(f"{repeated} mails left again after {kills} kills")
    return wrong
