"""What is simulated in bulk equals, row by row and table by table, what the verbs write when they do the same.

What is not compared as it stands, and why:

- the salt of a payload is random in the verbs and follows from seed and number in bulk; so are an entry's digest, and with
  them the hashes of the chain: instead each digest is computed anew from its salt, and each chain is verified;
- the numbers of rows in `documents_reader` and `journal_notice`: the verbs write these rows "unless they are there", and
  PostgreSQL takes a number even for a row that is there; and in `journal_seal` and `journal_sealhead`: the sealer takes one
  register after the other, in no order of its own. Nothing refers to these numbers; the rows are compared without.

Everything else is equal as it stands, numbers of rows and addresses in texts included.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import transaction
from django.db.models import Model

from dondoc.console import invariants
from dondoc.demo.simulate import load
from dondoc.demo.simulate.founding import load_law
from dondoc.demo.simulate.load import Wanted
from dondoc.demo.simulate.mix import Mix
from dondoc.demo.simulate.province import Province
from dondoc.documents.models import Reader
from dondoc.journal import actions as journal
from dondoc.journal import queries, rules
from dondoc.journal.models import Entry, Notice, Payload, Seal, SealHead, Unmailed
from dondoc.units.models import Person
from tests.demo import playing
from tests.demo.test_simulate import NOW, silent

#: Everything happens often, so that fifty tasks show all of it.
BUSY = Mix(
    overdue=0.3, undated=0.12, staged=0.04, each=0.1, late=0.3, sent_back=0.2, returned=0.25, moved=0.15, withdrawn=0.06,
    reopened=0.12, withheld=0.15, late_entry=0.2, urgent=0.2,
)  # fmt: skip
WHO = Province(communes=9, divisions=0, monitors=3, officers=2)
RANDOM: dict[type[Model], set[str]] = {
    Payload: {"salt"}, Entry: {"digest"}, Seal: {"id", "previous", "hash"}, SealHead: {"id", "hash"},
    Reader: {"id"}, Notice: {"id"},
}  # fmt: skip


def text(row: Any) -> str:
    """A row as one text; the order of keys in a JSON value means nothing."""
    return json.dumps(row, sort_keys=True, default=repr)


def tables() -> dict[str, list[Any]]:
    """Every row of every table of the program, in an order of their own, without what is random."""
    found: dict[str, list[Any]] = {}
    for model in apps.get_models(include_auto_created=True):
        if model._meta.app_config.name.startswith("dondoc."):
            left_out = RANDOM.get(model, set())
            rows = model._base_manager.order_by("pk").values()
            kept = [{name: value for name, value in row.items() if name not in left_out} for row in rows]
            found[model._meta.db_table] = sorted(kept, key=text) if "id" in left_out else kept
    return found


def emptied() -> None:
    """Every table empty, every number begins at one."""
    call_command("flush", interactive=False, verbosity=0, reset_sequences=True)


def by_verbs(wanted: Wanted) -> list[type[Any]]:
    """The same script through the verbs; then what the worker and the readers do to notices."""
    with transaction.atomic():
        edition = load_law(wanted.founded_at)
        register = playing.found(wanted.who, edition, wanted.founded_at)
        script = wanted.script(edition)
        seen = playing.play(script, register)
        before = load.read_before(script.days)
        for person in Person.objects.all():
            old = Notice.objects.filter(recipient_id=person.pk, created_at__lt=before)
            journal.mark_read(person.pk, before, notice_ids=old.values_list("pk", flat=True))
        for notice in Notice.objects.all():
            journal.mark_unmailed(notice, Unmailed.NO_ADDRESS)
    return seen


def holds() -> None:
    """What is not compared is right in itself."""
    for payload in Payload.objects.select_related("entry"):
        assert rules.digest(payload.salt, payload.body) == payload.entry.digest
    assert all(queries.verify(number, at=NOW) == [] for number in queries.registers())
    assert list(invariants.problems()) == []


def apart(rows: list[Any], others: list[Any]) -> list[Any]:
    """The rows that are not among the others."""
    known = {text(row) for row in others}
    return [row for row in rows if text(row) not in known]


def compare(wanted: Wanted) -> Counter[type[Any]]:
    """Once through the verbs, once in bulk: the same rows."""
    emptied()
    seen = by_verbs(wanted)
    holds()
    wanted_rows = tables()
    emptied()
    load.simulate(wanted, silent)
    holds()
    written = tables()
    assert written.keys() == wanted_rows.keys()
    for name, rows in wanted_rows.items():
        lost, added = apart(rows, written[name]), apart(written[name], rows)
        assert not lost and not added, f"{name}: the verbs write {lost[:3]}, in bulk there are {added[:3]}"
        assert written[name] == rows, f"{name}: in another order"
    return Counter(seen)


@pytest.mark.django_db(transaction=True, reset_sequences=True)
def test_fifty_tasks_in_bulk_are_the_rows_of_the_verbs() -> None:
    """Every act that the script knows happens in it, through its verb and in bulk."""
    seen = compare(Wanted(50, 11, NOW, years=1, mix=BUSY, province=WHO))
    assert seen.keys() == playing.VERBS.keys(), playing.VERBS.keys() - seen.keys()


@pytest.mark.django_db(transaction=True, reset_sequences=True)
def test_the_usual_mix_is_the_same_too() -> None:
    """Fifty tasks with the shares of `dondoc simulate`."""
    compare(Wanted(50, 1, NOW, years=1))
