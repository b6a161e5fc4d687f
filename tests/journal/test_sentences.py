"""What the journal says, in the reader's language."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.utils import translation

from dondoc.journal import actions, queries, sentences
from dondoc.journal.models import Entry, Notice
from dondoc.regulation import Refusal
from tests.journal.conftest import AT

pytestmark = pytest.mark.usefixtures("spoken")


def test_a_refusal_names_its_articles_in_the_readers_language() -> None:
    refusal = Refusal("test.refused", {"what": date(2016, 11, 7)}, "Đ7.k2.d PL4")
    with translation.override("vi"):
        assert sentences.refusal(refusal) == "Không được: 07/11/2016 (điểm d khoản 2 Điều 7; Phụ lục IV)"
    with translation.override("en"):
        assert sentences.refusal(refusal).endswith("(point d, clause 2, Article 7; Appendix IV)")


def test_what_is_not_known_is_shown_and_fails_nothing() -> None:
    assert sentences.refusal(Refusal("test.refused", {}, None)) == "Không được: …"
    assert sentences.refusal(Refusal("nobody.knows", {}, None)) == "nobody.knows"


@pytest.mark.django_db
def test_an_entry_speaks_until_it_is_blanked(write: Callable[..., Entry]) -> None:
    entry = write("100% việc", root_id=4)
    assert sentences.entry(entry) == "đã làm 100% việc"
    actions.blank([4], AT)
    (blanked,) = queries.history(root_id=4)
    assert sentences.entry(blanked) == str(sentences.BLANKED)


@pytest.mark.django_db
def test_history_is_told_by_matter_and_by_root(write: Callable[..., Entry]) -> None:
    one, two = write("một", matter_id=5, root_id=4), write("hai", matter_id=6, root_id=4)
    write("ba", matter_id=7, root_id=3)
    assert list(queries.history(root_id=4)) == [one, two]
    assert list(queries.history(matter_id=6)) == [two]


@pytest.mark.django_db
def test_g1_a_withdrawn_notice_says_only_that() -> None:
    """HUE articles 5 and 6.2: what was purged is not shown either."""
    actions.post("test.told", recipients=[1], params={"code": "bí mật"}, url="/", key="k", at=AT, matter_id=4)
    actions.blank([4], AT)
    assert sentences.notice(Notice.objects.get()) == (str(sentences.BLANKED), "")


@pytest.mark.django_db
def test_d3_notices_are_marked_as_read_by_their_reader_only() -> None:
    """HUE article 8.2: whoever looks after the system sees what is new."""
    for key in ("a", "b"):
        actions.post("test.told", recipients=[1, 2], params={}, url="/", key=key, at=AT)
    mine = Notice.objects.filter(recipient_id=1)
    assert actions.mark_read(1, AT, notice_ids=[mine[0].pk, Notice.objects.filter(recipient_id=2)[0].pk]) == 1
    assert actions.mark_read(1, AT) == 1 and actions.mark_read(1, AT) == 0
    assert Notice.objects.filter(read_at=None).count() == 2
