"""History is evidence: numbering, chaining, and what a verification finds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from dondoc.journal import actions, jobs, queries, rules
from dondoc.journal.actions import Line
from dondoc.journal.models import Entry, Payload, Seal, SealHead, Unsealed
from dondoc.journal.stamps import Stamp
from tests.journal.conftest import AT
from tests.rivals import PATIENCE, line_of, process, together

Write = Callable[..., Entry]
LATER = AT + timedelta(minutes=2)


def sql(statement: str, *arguments: object) -> None:
    """What somebody does who goes round the program; on SQLite foreign keys do not stop them."""
    with connection.cursor() as cursor:
        cursor.execute(statement, arguments)


def found(register_id: int = 1) -> list[tuple[int, str]]:
    """What a verification finds."""
    return [(one.number, one.what) for one in queries.verify(register_id, at=LATER)]


@pytest.fixture
def chain(write: Write) -> list[Entry]:
    """Ten sealed entries."""
    entries = [write(f"việc {number}") for number in range(1, 11)]
    assert jobs.seal_all(AT) == 10
    return entries


@pytest.mark.django_db
def test_entries_get_numbers_in_their_order_and_the_chain_holds(chain: list[Entry]) -> None:
    seals = list(Seal.objects.order_by("number"))
    assert [seal.number for seal in seals] == list(range(1, 11))
    assert [seal.entry_id for seal in seals] == [entry.pk for entry in chain]
    assert seals[0].previous == rules.GENESIS and seals[-1].hash == queries.head_hash(1)
    assert found() == [] and not Unsealed.objects.exists()
    assert jobs.seal_all(AT) == 0


@pytest.mark.django_db
def test_registers_have_chains_of_their_own(write: Write) -> None:
    for register_id in (1, 2, 1, 3):
        write(register_id=register_id)
    assert jobs.seal_all(AT) == 4
    assert queries.registers() == [1, 2, 3]
    assert list(Seal.objects.filter(register_id=1).values_list("number", flat=True)) == [1, 2]
    assert all(found(number) == [] for number in (1, 2, 3))


@pytest.mark.django_db
def test_many_entries_are_written_and_sealed_in_batches() -> None:
    stamp = Stamp(person_id=1)
    entries = actions.record_many(
        [Line("test.done", 1, {"what": number}, matter_id=number) for number in range(2500)], stamp=stamp, at=AT
    )
    assert [entry.payload.body["what"] for entry in entries] == list(range(2500))
    assert actions.seal(1, AT, most=1000) == 1000
    assert Unsealed.objects.count() == 1500
    assert jobs.seal_all(AT) == 1500
    assert found() == []


@pytest.mark.django_db
def test_an_altered_entry_is_found(chain: list[Entry]) -> None:
    for column, value in [("verb", "'x'"), ("person_id", "99"), ("cites", "'Đ1'"), ("recorded_at", "occurred_at")]:
        with transaction.atomic():
            if column == "recorded_at":
                sql("UPDATE journal_entry SET occurred_at = %s WHERE id = %s", LATER, chain[4].pk)
            else:
                sql(f"UPDATE journal_entry SET {column} = {value} WHERE id = %s", chain[4].pk)
            assert found() == [(5, "altered")]
            transaction.set_rollback(True)
    assert found() == []


@pytest.mark.django_db
def test_an_altered_payload_is_found(chain: list[Entry]) -> None:
    sql("UPDATE journal_payload SET body = %s WHERE entry_id = %s", '{"what": "khác"}', chain[2].pk)
    sql("DELETE FROM journal_payload WHERE entry_id = %s", chain[6].pk)
    assert found() == [(3, "payload"), (7, "payload")]


@pytest.mark.django_db
def test_a_missing_number_is_found(chain: list[Entry]) -> None:
    sql("DELETE FROM journal_seal WHERE number = 4")
    assert found() == [(4, "missing"), (4, "tail")]  # the entry is there without its seal
    sql("DELETE FROM journal_payload WHERE entry_id = %s", chain[3].pk)
    sql("DELETE FROM journal_entry WHERE id = %s", chain[3].pk)
    assert found() == [(4, "missing")]


@pytest.mark.django_db
def test_a_chain_made_anew_after_a_change_is_found_by_its_outside_anchor(chain: list[Entry]) -> None:
    """Whoever can write everything can make the whole chain anew: the head hash in backups and reports tells."""
    anchor = queries.head_hash(1)
    assert queries.number_of(1, anchor) == 10
    sql("UPDATE journal_entry SET verb = 'x' WHERE id = %s", chain[4].pk)
    sql("DELETE FROM journal_seal")
    sql("DELETE FROM journal_sealhead")
    Unsealed.objects.bulk_create([Unsealed(entry=entry, register_id=1) for entry in chain])
    assert jobs.seal_all(AT) == 10
    assert found() == []
    assert queries.number_of(1, anchor) is None


@pytest.mark.django_db
def test_a_deleted_or_moved_head_is_found(chain: list[Entry]) -> None:
    SealHead.objects.filter(register_id=1).update(number=9, hash=Seal.objects.get(number=9).hash)
    assert found() == []  # as it stood when the ninth was sealed
    SealHead.objects.filter(register_id=1).update(number=8)
    assert found() == [(8, "head")]
    SealHead.objects.filter(register_id=1).update(number=12)
    assert found() == [(12, "head")]
    sql("DELETE FROM journal_sealhead")
    assert found() == [(10, "head")]


@pytest.mark.django_db
def test_an_unsealed_tail_is_found_after_a_minute(write: Write, chain: list[Entry]) -> None:
    write(at=LATER - timedelta(seconds=59))
    assert found() == []
    write(at=LATER - timedelta(seconds=61))
    assert found() == [(11, "tail")]
    Unsealed.objects.all().delete()  # taken out of the sealer's sight
    assert found() == [(11, "tail")]


@pytest.mark.django_db
def test_g1_blanking_takes_the_words_and_keeps_the_chain(write: Write) -> None:
    """A purge removes what was said; the digest is salted, so that nothing can be guessed from it."""
    secret = write("bí mật", matter_id=5, root_id=4)
    other = write("thường", matter_id=6, root_id=3)
    jobs.seal_all(AT)
    actions.blank([4], AT)
    assert found() == []
    payload = Payload.objects.get(entry=secret)
    assert (payload.body, payload.salt) == (None, "") and "bí mật" not in str(Entry.objects.get(pk=secret.pk).__dict__)
    assert Payload.objects.get(entry=other).body["what"] == "thường"
    sql("UPDATE journal_payload SET body = %s WHERE entry_id = %s", '{"what": "khác"}', secret.pk)
    assert found() == [(1, "payload")]


@pytest.mark.django_db(transaction=True)
def test_two_sealers_at_once_number_every_entry_once(write: Write) -> None:
    for _ in range(300):
        write()
    sealed = together(lambda: actions.seal(1, AT), lambda: actions.seal(1, AT))
    assert sorted(sealed) == [0, 300]
    assert found() == []


@pytest.mark.django_db(transaction=True)
def test_the_first_seals_of_a_register_do_not_collide(write: Write) -> None:
    write()
    assert sum(together(*[lambda: actions.seal(1, AT)] * 4)) == 1
    assert SealHead.objects.get().number == 1


@pytest.mark.django_db(transaction=True)
def test_sealing_goes_on_while_entries_are_written(write: Write) -> None:
    def write_some() -> int:
        for _ in range(60):
            with transaction.atomic():
                write()
        return 0

    def seal_some() -> int:
        return sum(actions.seal(1, AT) for _ in range(30))

    results = together(write_some, write_some, seal_some)
    assert results[:2] == [0, 0]
    assert results[2] + actions.seal(1, AT) == 120
    assert found() == [] and Entry.objects.count() == 120


@pytest.mark.django_db
def test_an_entry_that_commits_late_is_sealed_after_those_that_overtook_it(write: Write) -> None:
    """Numbers follow the order of commits, not of the database's own numbers."""
    late, early = write("chậm"), write("nhanh")
    Unsealed.objects.filter(entry=late).delete()  # as the sealer sees it before the commit
    actions.seal(1, AT)
    Unsealed.objects.create(entry=late, register_id=1)
    actions.seal(1, AT)
    assert list(Seal.objects.order_by("number").values_list("entry_id", flat=True)) == [early.pk, late.pk]
    assert found() == []


KILLED = """
import sys
from datetime import UTC, datetime
from django.db import transaction
from dondoc.journal import actions

with transaction.atomic():
    print(actions.seal(1, datetime(2016, 11, 7, tzinfo=UTC)), flush=True)
    sys.stdin.read()
"""


@pytest.mark.django_db(transaction=True)
def test_a_sealer_killed_in_the_middle_leaves_the_work_to_the_next(write: Write) -> None:
    for _ in range(20):
        write()
    with process(KILLED) as other:
        assert line_of(other) == "20"
        other.kill()
        other.wait(PATIENCE)
    assert not Seal.objects.exists()
    assert jobs.seal_all(AT) == 20
    assert found() == []


@pytest.mark.django_db
def test_an_entry_that_was_rolled_back_takes_no_number(write: Write) -> None:
    with pytest.raises(ValueError, match="no"), transaction.atomic():
        write()
        raise ValueError("no")
    write()
    assert jobs.seal_all(AT) == 1


@pytest.mark.django_db
def test_the_program_itself_cannot_change_an_entry(chain: list[Entry]) -> None:
    entry = Entry.objects.get(pk=chain[0].pk)
    for act in (
        entry.save,
        entry.delete,
        Entry.objects.all().delete,
        lambda: Entry.objects.update(verb="x"),
        lambda: Entry.objects.bulk_update([entry], ["verb"]),
    ):
        with pytest.raises(TypeError, match="never"):
            act()


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=20) | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.text(max_size=5), VALUES, max_size=4))
def test_what_is_stored_has_the_digest_of_what_was_said(body: dict[str, object]) -> None:
    plain = rules.plain(body)
    assert rules.plain(plain) == plain
    assert rules.digest("salt", plain) == rules.digest("salt", body)
    assert rules.digest("salt", plain) != rules.digest("other", plain)


def test_text_is_hashed_in_nfc() -> None:
    assert rules.digest("s", {"x": "Huê\u0301"}) == rules.digest("s", {"x": "Hu\u1ebf"})
