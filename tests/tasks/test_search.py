"""Search: one table of queries, the same rows in the same order on both databases."""

from __future__ import annotations

import unicodedata
from datetime import timedelta

import pytest

from dondoc.tasks import search as module
from dondoc.tasks.models import Task
from dondoc.tasks.search import search
from tests.world import AT, World

#: name: number, symbol, abstract, content, unit
ROWS = {
    "urge": ("438", "TB-UBND", "kết luận cuộc họp", "Đôn đốc giải ngân vốn đầu tư công", "STC"),
    "lone": ("12", "UBND-XD", "kiểm tra trật tự", "Xử lý nhà đơn độc ven sông", "SXD"),
    "plain": ("4380", "KH-UBND", "kế hoạch cải cách", "Rà soát thủ tục hành chính", "SKHDT"),
    "budget": ("05", "QĐ-UBND", "giao dự toán ngân sách", "Báo cáo thu, chi ngân sách quý IV", "STC"),
    "scattered": ("77", "CV-UBND", "đốc thúc tiến độ", "Kiểm đếm, đôn tạo mặt bằng", "PDIEN"),
    "tagged": ("91", "CV-UBND", "Đề án 06/CP", "Nhập dữ liệu mã 1e5, tệp a.b/c_d và 3.14", "QDIEN"),
    "foreign": ("92", "CV-UBND", "hợp tác", "Làm việc với đoàn 日本 và Łódź", "SKHDT"),
}

#: What is typed, and the rows in their order.
QUERIES = [
    ("don doc", ["scattered", "lone", "urge"]),
    ("đôn đốc", ["urge", "scattered", "lone"]),
    ("ĐÔN ĐỐC", ["urge", "scattered", "lone"]),
    ("đơn độc", ["lone", "scattered", "urge"]),
    (unicodedata.normalize("NFD", "đôn đốc"), ["urge", "scattered", "lone"]),
    ("don do", ["scattered", "lone", "urge"]),
    ("ngan sach", ["budget"]),
    ("sach ngan thu", ["budget"]),
    ("giai ngan cong", ["urge"]),
    ("438", ["urge", "plain"]),
    ("438/", ["urge", "plain"]),
    ("438/tb", ["urge"]),
    ("438/TB-UBND", ["urge"]),
    ("số 438/TB-UBND", ["urge"]),
    ("0438", ["urge", "plain"]),
    ("43", ["plain", "urge"]),
    ("TB-UBND", ["urge"]),
    ("tb-ub", ["urge"]),
    ("5/qd", ["budget"]),
    ("05/QĐ-UBND", ["budget"]),
    ("so tai chinh", ["budget", "urge"]),
    ("STC", ["budget", "urge"]),
    ("Sở TC ngân", ["budget", "urge"]),
    ("phong dien", ["scattered"]),
    ("06/cp", ["tagged"]),
    ("1e5", ["tagged"]),
    ("3.14", ["tagged"]),
    ("a.b/c_d", ["tagged"]),
    ("日本", ["foreign"]),
    ("日", ["foreign"]),
    ("lodz", []),
    ("Łódź", ["foreign"]),
    ("khong co gi", []),
    ("", []),
    ("  /-–… ", []),
    ("\x00", []),
    ("đôn \x00 đốc", ["urge", "scattered", "lone"]),
    ("😀 ngan sach", ["budget"]),
    ("% _ ' \" ngan", ["budget", "urge"]),
    ("NOT ngan OR sach AND NEAR(", []),
    ("' | 'ngan:*", ["budget", "urge"]),
    ("x" * 5000, []),
    (" ".join(["ngân sách"] * 50), ["budget"]),
]


@pytest.fixture
def named(world: World) -> dict[int, str]:
    """The rows of the table, each entered an hour after the one before."""
    made = {}
    for hour, (name, (number, symbol, abstract, content, unit)) in enumerate(ROWS.items()):
        document = world.directive(
            world.given(unit, content=content), at=AT + timedelta(hours=hour), number=number, symbol=symbol,
            abstract=abstract,
        )  # fmt: skip
        made[document.tasks.get().pk] = name
    return made


@pytest.mark.parametrize(("typed", "expected"), QUERIES, ids=[typed[:24] for typed, _ in QUERIES])
def test_search_finds_the_same_rows_in_the_same_order(
    world: World, named: dict[int, str], typed: str, expected: list[str]
) -> None:
    """Design 7: folded words, the exact spelling first, symbols by their beginning, the newest first."""
    found = search(world.actor("chanhvp"), typed)
    assert [named[task.pk] for task in found.tasks] == expected
    assert (found.count, found.is_over, found.following) == (len(expected), False, None)


def test_search_shows_only_what_one_may_see(world: World, named: dict[int, str]) -> None:
    """Design 6: the permission stands in the same query."""
    seen = {
        who: [named[task.pk] for task in search(world.actor(who), "don doc").tasks]
        for who in ("stc", "sxd", "pdien", "skhdt", "chutich", "quantri")
    }
    assert seen == {
        "stc": ["urge"], "sxd": ["lone"], "pdien": ["scattered"], "skhdt": [],
        "chutich": ["scattered", "lone", "urge"], "quantri": [],
    }  # fmt: skip


def test_search_pages_by_key(world: World, named: dict[int, str]) -> None:
    """A page begins after the last hit of the page before; a broken key begins again."""
    actor = world.actor("chanhvp")
    pages, key = [], None
    while True:
        found = search(actor, "đôn đốc", limit=2, before=key)
        pages.append([named[task.pk] for task in found.tasks])
        if (key := found.following) is None:
            break
    assert pages == [["urge", "scattered"], ["lone"]]
    for broken in ("", "x|y|z", "1|2016-11-07T00:00:00|3", "1|2", "\x00"):
        assert len(search(actor, "đôn đốc", before=broken).tasks) == 3


def test_search_says_over_a_thousand(world: World, named: dict[int, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the newest are ranked; how many more there are is not counted."""
    monkeypatch.setattr(module, "MOST", 2)
    found = search(world.actor("chanhvp"), "đôn đốc")
    assert [named[task.pk] for task in found.tasks] == ["scattered", "lone"]
    assert (found.count, found.is_over) == (2, True)


def test_search_finds_the_same_among_the_recent(
    world: World, named: dict[int, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A frequent word is found among the tasks entered last, a rare one among all; the hits are the same."""
    monkeypatch.setattr(module, "RECENT", 4)
    monkeypatch.setattr(module, "MOST", 1)
    actor = world.actor("chanhvp")
    assert [named[task.pk] for task in search(actor, "don doc").tasks] == ["scattered"]  # two of the last five
    assert [named[task.pk] for task in search(actor, "giai ngan").tasks] == ["urge"]  # the first that was entered
    assert search(actor, "khong co gi").tasks == []


def test_search_follows_a_correction_and_a_deletion(world: World, named: dict[int, str]) -> None:
    """The index is carried on by the database itself, whoever writes."""
    actor = world.actor("chanhvp")
    task = search(actor, "giai ngan").tasks[0]
    task.content = "Thu hồi đất"
    task.fill_keys([])
    task.save()
    assert not search(actor, "giai ngan").tasks
    assert [found.pk for found in search(actor, "thu hoi da").tasks] == [task.pk]
    assert list(Task.objects.matching("thu hoi")) == [task]
    assert Task.objects.matching("  ").count() == len(named)


def test_search_asks_few_questions(world: World, named: dict[int, str], django_assert_max_num_queries) -> None:
    """Four queries, whatever is found."""
    actor = world.actor("chanhvp")
    with django_assert_max_num_queries(4):
        search(actor, "438")
