"""Lists out of the register: what stands in them, who gets which, and that nothing of them stays behind."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook
from time_machine import Traveller

from dondoc.documents import actions as documents
from dondoc.documents import files
from dondoc.documents.models import Document
from dondoc.jobs import registry, worker
from dondoc.jobs.models import Job
from dondoc.journal import sentences
from dondoc.journal.models import Entry, Notice
from dondoc.tasks import actions as tasks
from dondoc.units import actions as units
from dondoc.workspace import actions
from dondoc.workspace.actions import exporting
from dondoc.workspace.models import Export
from dondoc.workspace.queries import export as lists
from tests.world import World, on

SignIn = Callable[[str], Client]
AT = on("2016-11-08")


@pytest.fixture(autouse=True)
def folder(settings, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path


@pytest.fixture
def long(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lists of more than two rows are long, and are read two at a time."""
    monkeypatch.setattr(exporting, "AT_ONCE", 2)
    monkeypatch.setattr(lists, "CHUNK", 2)


def asked(client: Client, ending: str, query: str = "", **data: str):
    return client.post(f"/so-theo-doi/xuat/{query}", {"ending": ending, "token": "t1", **data})


def sheet(content: bytes) -> list[list[object]]:
    return CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()


def test_f4_the_short_list_comes_at_once_as_excel(world: World, at_work: SignIn, clock: Traveller) -> None:
    """What the register's page shows, in full: directive, place, words, unit, state, dates, what is next and its article."""
    task = world.task("STC", coordinating=("SXD",), content="Báo cáo " + "dài " * 90)
    world.task("SXD", due_on=date(2016, 11, 20))
    response = asked(at_work("chuyenvien"), "xlsx", "?unit=" + str(world.units["STC"].pk))
    assert response["Content-Disposition"] == 'attachment; filename="so-theo-doi-20161107-090000.xlsx"'
    title, note, header, row, *more = sheet(response.content)
    assert title[0] == "Sổ theo dõi: Sổ theo dõi của UBND tỉnh" and not more
    assert note[0] == (
        "Số liệu lúc 09:00 07/11/2016. Người xuất: Lê Thị Thử, Chuyên viên, Văn phòng Uỷ ban nhân dân tỉnh. "
        "Điều kiện: Đơn vị: Sở Tài chính."
    )
    found = dict(zip(header, row, strict=True))
    assert found["Văn bản"] == task.document.code and found["Nội dung nhiệm vụ"] == task.content
    assert (found["Đơn vị"], found["Phối hợp"], found["Tình trạng"]) == ("Sở TC", "", "Chưa thực hiện")
    assert (found["Thời hạn"], found["Số ngày còn lại"]) == (date(2016, 11, 16), 9)
    assert (found["Trong hạn hay quá hạn"], found["Người theo dõi"]) == ("trong hạn", "Phạm Văn Mẫu")
    assert (found["Việc tiếp theo"], found["Hạn của việc"]) == ("Thực hiện nhiệm vụ", date(2016, 11, 16))
    assert "khoản 1 Điều 4" in found["Căn cứ"]


def test_f4_csv_opens_in_excel_and_holds_no_formula(world: World, at_work: SignIn, clock: Traveller) -> None:
    """UTF-8 with its mark; what somebody typed is never reckoned with by a spreadsheet; dates are the same everywhere."""
    for content in ('=HYPERLINK("x")', "+84 54 382", "-1", "@SUM(A1)", "  =1+1", "Thường, “xuyên”\nhai dòng"):
        world.task("STC", content=content)
    response = asked(at_work("chutich"), "csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(StringIO(response.content.decode("utf-8-sig"), newline="")))
    place = rows[2].index("Nội dung nhiệm vụ")
    assert [row[place] for row in rows[3:]] == [
        "'=HYPERLINK(\"x\")", "'+84 54 382", "'-1", "'@SUM(A1)", "'=1+1", "Thường, “xuyên”\nhai dòng"
    ]  # fmt: skip
    assert {row[rows[2].index("Thời hạn")] for row in rows[3:]} == {"2016-11-16"}


def test_g1_each_takes_out_what_they_may_see(world: World, at_work: SignIn, clock: Traveller) -> None:
    """Design 6: a unit its own tasks and its own duties; the administrator nothing, with the same words as on the page."""
    world.task("STC", content="Việc của Sở Tài chính", coordinating=("SKHDT",))
    world.task("SXD", content="Việc của Sở Xây dựng")
    both = {"Việc của Sở Tài chính", "Việc của Sở Xây dựng"}
    seen = {"chanhvp": both, "kiemtra": both, "theodoi": both, "stc": {"Việc của Sở Tài chính"}}
    seen |= {"skhdt": {"Việc của Sở Tài chính"}, "pdien": set()}
    for person, wanted in seen.items():
        rows = sheet(asked(at_work(person), "xlsx", token=person).content)
        assert {row[3] for row in rows[3:]} == wanted, person
    partner = sheet(asked(at_work("skhdt"), "xlsx", token="again").content)
    assert partner[3][15] == "", "a partner is told nothing of the duties of others"
    assert asked(at_work("quantri"), "xlsx", token="q").status_code == 403
    assert at_work("quantri").get("/so-theo-doi/tai-ve/").status_code == 403


def test_h5_the_journal_says_who_took_how_much_by_which_filter(world: World, at_work: SignIn, clock: Traveller) -> None:
    """Reading the whole register at once is an act; the same form sent twice is one."""
    world.task("STC")
    for _ in range(2):
        asked(at_work("stc"), "csv", "?status=all&sort=entry")
    entry = Entry.objects.get(verb="register.exported")
    assert entry.person_id == world.people["stc"].pk
    said = sentences.entry(entry)
    assert said == ("đã xuất 1 dòng của sổ theo dõi ra CSV; điều kiện: Nhiệm vụ: Tất cả; Thứ tự: Mới cập nhật trước")
    assert Export.objects.get().gone_at is not None, "nothing is kept of what was sent at once"


@pytest.mark.parametrize(("query", "turned"), [("", False), ("?sort=entry", True), ("?view=assignment", False)])
def test_f4_a_long_list_is_made_by_the_worker_in_the_order_of_the_page(
    query: str, turned: bool, world: World, at_work: SignIn, clock: Traveller, long: None
) -> None:
    """Seven rows, read two by two: none is left out at the seams, also where many have the same date."""
    for day, content in enumerate("abcdefg"):
        world.task("STC", content=content, due_on=date(2016, 11, 16 + day // 4), at=on("2016-11-07", 9, day // 3))
    client = at_work("stc")
    response = asked(client, "xlsx", query)
    assert response.status_code == 302 and response.url == "/so-theo-doi/tai-ve/"
    assert "Đang soạn" in client.get("/").content.decode()
    assert not worker.work_one("an"), "it holds up no other job"
    assert worker.work_one("an", apart=True) and not worker.work_one("an", apart=True)
    assert Notice.objects.get(kind="export.ready").recipient_id == world.people["stc"].pk
    row = Export.objects.get()
    assert (row.rows, row.ending) == (7, "xlsx")
    assert f"/so-theo-doi/tai-ve/{row.pk}/" in client.get("/").content.decode()
    fetched = client.get(f"/so-theo-doi/tai-ve/{row.pk}/")
    content = b"".join(fetched.streaming_content)
    assert int(fetched["Content-Length"]) == len(content)
    wanted = [*"gfedcba"] if turned else [*"abcdefg"]
    assert [line[3] for line in sheet(content)[3:]] == wanted
    assert list(exporting._root().iterdir()) == []


def test_f4_the_file_is_for_whoever_asked_and_for_a_day(
    world: World, at_work: SignIn, clock: Traveller, long: None
) -> None:
    """Another person finds nothing there; a day later nobody does, and it is gone from the disk."""
    row = _made(world, at_work)
    for other in ("stc", "chanhvp"):
        assert at_work(other).get(f"/so-theo-doi/tai-ve/{row.pk}/").status_code == 404
    assert registry.RULES["exports"](on("2016-11-08"), False) == 0
    assert registry.RULES["exports"](on("2016-11-08", 10), True) == 1
    assert registry.RULES["exports"](on("2016-11-08", 10), False) == 1
    with pytest.raises(FileNotFoundError):
        next(files.read(row.stored_as))
    gone = at_work("chuyenvien").get(f"/so-theo-doi/tai-ve/{row.pk}/")
    assert gone.status_code == 409 and "24 giờ" in gone.content.decode()


def _made(world: World, at_work: SignIn) -> Export:
    for _ in range(3):
        world.task("STC")
    asked(at_work("chuyenvien"), "csv")
    assert worker.work_one("an", apart=True)
    return Export.objects.get()


def test_g2_a_purge_removes_the_files(world: World, at_work: SignIn, clock: Traveller, long: None) -> None:
    """Design 1.5: what was purged is in no file that can still be fetched; a list that is made later holds a blank."""
    row = _made(world, at_work)
    _purge(world, Document.objects.first())
    assert Export.objects.get().gone_at is not None
    with pytest.raises(FileNotFoundError):
        next(files.read(row.stored_as))


def _purge(world: World, document: Document) -> None:
    purge = documents.ask_purge(by=world.actor("chuyenvien"), at=AT, document=document)
    tasks.confirm_purge(by=world.actor("chanhvp"), at=AT, purge=purge)


def test_g2_a_file_that_was_being_made_during_a_purge_is_made_again(
    world: World, at_work: SignIn, clock: Traveller, long: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The purge comes between reading and keeping: what was read before is thrown away."""
    for place in range(3):
        world.task("STC", content=f"Việc mật {place}")
    asked(at_work("chuyenvien"), "csv", "?status=all")
    write, texts = files.write, []

    def late(name, chunks, *rest):
        stored = write(name, chunks, *rest)
        texts.append((stored.stored_as, b"".join(files.read(stored.stored_as)).decode()))
        if len(texts) == 1:
            _purge(world, Document.objects.order_by("pk").first())
        return stored

    monkeypatch.setattr(files, "write", late)
    assert worker.work_one("an", apart=True)
    assert ["Việc mật 0" in text for _, text in texts] == [True, False]
    assert Export.objects.get().stored_as == texts[1][0]
    with pytest.raises(FileNotFoundError):
        next(files.read(texts[0][0]))


def test_g1_whose_post_has_ended_gets_no_file(world: World, at_work: SignIn, clock: Traveller, long: None) -> None:
    """What may be seen is asked when the list is made, not when it was asked for."""
    for _ in range(3):
        world.task("STC")
    asked(at_work("stc-cb"), "csv")
    units.end_post(by=None, at=on("2016-11-07"), post=world.posts["stc-cb"], on=date(2016, 11, 7))
    clock.move_to(AT)
    assert worker.work_one("an", apart=True)
    assert Export.objects.get().failed == "permission.see_register"
    assert Notice.objects.filter(kind="export.failed").count() == 1
    assert not Entry.objects.filter(verb="register.exported").exists()


def test_h2_a_full_disk_is_told_and_leaves_nothing(
    world: World, at_work: SignIn, clock: Traveller, long: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One sentence on the page of downloads; the work is not tried over and over."""
    for _ in range(3):
        world.task("STC")
    client = at_work("chuyenvien")
    asked(client, "xlsx")
    monkeypatch.setattr("dondoc.printing.write_xlsx", _full)
    assert worker.work_one("an", apart=True)
    assert "đầy đĩa" in client.get("/so-theo-doi/tai-ve/").content.decode()
    assert Job.objects.get(kind=actions.KIND).done_at is not None and list(exporting._root().iterdir()) == []


def _full(*_args: object, **_named: object) -> None:
    raise OSError(28, "No space left on device")


def test_h2_what_a_killed_process_left_is_swept(world: World, clock: Traveller) -> None:
    """A half-written list does not lie about."""
    left = exporting._root() / "tmpabc"
    left.mkdir(parents=True)
    (left / "so-theo-doi.csv").write_text("Việc", encoding="utf-8")
    at = on("2016-11-07")
    import os

    for hours, there in ((0.5, True), (2, False)):
        if left.exists():
            os.utime(left, ((at - timedelta(hours=hours)).timestamp(),) * 2)
        actions.sweep(at=at)
        assert left.exists() is there


def test_f4_an_unknown_kind_of_file_is_refused(world: World, at_work: SignIn, clock: Traveller) -> None:
    """A clear sentence, and nothing is written."""
    response = asked(at_work("stc"), "exe")
    assert response.status_code == 409 and "exe" in response.content.decode() and not Export.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_f4_the_list_is_of_one_moment(clock: Traveller, settings, tmp_path: Path) -> None:
    """What others write while the list is read is not in it, and they do not wait."""
    from dondoc.workspace.queries.snapshot import snapshot
    from tests.rivals import together
    from tests.world import make_world

    world = make_world()
    world.task("STC")
    actor = world.actor("chutich")
    with snapshot():
        before = len(list(lists.rows(actor, {}, date(2016, 11, 7))))
        together(lambda: world.task("SXD"))
        assert len(list(lists.rows(actor, {}, date(2016, 11, 7)))) == before == 1
    assert len(list(lists.rows(actor, {}, date(2016, 11, 7)))) == 2
