"""The queue: claims, leases, retries, parking, keys."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from dondoc.jobs import actions
from dondoc.jobs.models import Job, PeriodicRun
from tests.rivals import together

AT = datetime(2016, 11, 7, 2, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def job(at: datetime = AT) -> Job:
    """A job that is due at the instant."""
    found = actions.enqueue("count", {"n": 1}, at=at)
    assert found is not None
    return found


@pytest.mark.django_db
def test_a_job_is_claimed_when_it_is_due_and_by_one_only() -> None:
    made = job()
    assert actions.claim("an", AT - SECOND) is None
    claimed = actions.claim("an", AT)
    assert claimed is not None
    assert (claimed.pk, claimed.leased_by, claimed.attempts) == (made.pk, "an", 1)
    assert actions.claim("binh", AT) is None


@pytest.mark.django_db
def test_what_is_due_first_comes_first() -> None:
    late, early = job(AT), job(AT - SECOND)
    assert [actions.claim("an", AT).pk for _ in range(2)] == [early.pk, late.pk]


@pytest.mark.django_db(transaction=True)
def test_two_workers_share_the_jobs() -> None:
    made = {job().pk for _ in range(40)}

    def take_all(worker: str) -> list[int]:
        found = []
        while claimed := actions.claim(worker, AT):
            found.append(claimed.pk)
        return found

    first, second = together(lambda: take_all("an"), lambda: take_all("binh"))
    assert sorted([*first, *second]) == sorted(made)


@pytest.mark.django_db
def test_an_expired_lease_frees_the_job_and_the_first_worker_cannot_finish_it() -> None:
    job()
    first = actions.claim("an", AT)
    assert actions.claim("binh", AT + actions.LEASE) is None
    second = actions.claim("binh", AT + actions.LEASE + SECOND)
    assert second is not None and second.attempts == 2
    assert not actions.renew(first, AT)
    with pytest.raises(actions.LeaseLost), transaction.atomic():
        actions.finish(first, AT)
    actions.fail(first, "too late", AT)
    actions.finish(second, AT)
    done = Job.objects.get()
    assert done.done_at == AT and done.error == ""


@pytest.mark.django_db
def test_a_renewed_lease_holds_longer() -> None:
    job()
    held = actions.claim("an", AT)
    assert actions.renew(held, AT + actions.LEASE)
    assert actions.claim("binh", AT + actions.LEASE + SECOND) is None


@pytest.mark.django_db
def test_a_failed_job_is_tried_later_each_time_and_parked_after_five() -> None:
    job()
    at, waits = AT, []
    for _ in range(5):
        held = actions.claim("an", at)
        actions.fail(held, "ValueError: no", at)
        waits.append(Job.objects.get().run_at - at)
        at += waits[-1]
    assert waits[:4] == [timedelta(seconds=seconds) for seconds in (30, 120, 480, 1920)]
    parked = Job.objects.get()
    assert parked.parked_at is not None and parked.error == "ValueError: no"
    assert actions.claim("an", at + timedelta(days=9)) is None


@pytest.mark.django_db
def test_a_parked_job_is_revived_for_another_five_tries() -> None:
    made = job()
    assert not actions.revive(made, AT)
    Job.objects.update(parked_at=AT, attempts=5, error="x")
    assert actions.revive(made, AT + SECOND)
    held = actions.claim("an", AT + SECOND)
    assert held is not None and held.attempts == 1 and held.error == ""


@pytest.mark.django_db
def test_a_job_that_kills_its_workers_is_parked() -> None:
    job()
    at = AT
    for _ in range(actions.MOST_ATTEMPTS):
        assert actions.claim("an", at) is not None  # and never heard of again
        at += actions.LEASE + SECOND
    other = job(at)
    assert actions.claim("an", at).pk == other.pk
    assert Job.objects.get(parked_at=at).error == "the worker ended while working on it"


@pytest.mark.django_db
def test_a_key_adds_one_job_for_ever() -> None:
    first = actions.enqueue("count", {}, at=AT, key="calendar:1")
    assert first is not None
    assert actions.enqueue("count", {}, at=AT, key="calendar:1") is None
    actions.finish(actions.claim("an", AT), AT)
    assert actions.enqueue("count", {}, at=AT, key="calendar:1") is None
    assert Job.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_add_the_same_key_at_once_add_one() -> None:
    def add() -> Job | None:
        with transaction.atomic():
            return actions.enqueue("count", {}, at=AT, key="calendar:1")

    found = together(add, add, add)
    assert sum(isinstance(one, Job) for one in found) == 1 and found.count(None) == 2


@pytest.mark.django_db
def test_a_job_that_was_rolled_back_was_never_there() -> None:
    with pytest.raises(ValueError, match="no"), transaction.atomic():
        job()
        raise ValueError("no")
    assert not Job.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_several_who_ask_for_a_period_one_is_told_yes() -> None:
    found = together(*[lambda: actions.once("reminders", "2016-11-07", AT)] * 4)
    assert sorted(found) == [False, False, False, True]
    assert actions.once("reminders", "2016-11-08", AT)


@pytest.mark.django_db
def test_a_period_whose_effect_fails_can_be_asked_for_again() -> None:
    with pytest.raises(ValueError, match="no"), transaction.atomic():
        assert actions.once("reminders", "2016-11-07", AT)
        raise ValueError("no")
    assert actions.once("reminders", "2016-11-07", AT)


@pytest.mark.django_db
def test_old_rows_are_swept_and_what_protects_from_doing_twice_stays() -> None:
    long_after = AT + actions.KEPT + SECOND
    actions.finish(_claimed(None), AT)
    actions.finish(_claimed("calendar:1"), AT)
    job()
    actions.once("tick", "old", AT)
    actions.once("reminders", "old", AT)
    assert actions.sweep(long_after - SECOND) == 0
    assert actions.sweep(long_after) == 1 and actions.forget("tick", long_after) == 1
    assert set(Job.objects.values_list("key", "done_at")) == {(None, None), ("calendar:1", AT)}
    assert list(PeriodicRun.objects.values_list("rule", flat=True)) == ["reminders"]


def _claimed(key: str | None) -> Job:
    actions.enqueue("count", {}, at=AT, key=key)
    return actions.claim("an", AT)
