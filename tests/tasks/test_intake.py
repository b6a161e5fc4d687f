"""The intake of a directive in the browser: one sitting, nothing typed is lost."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from dondoc.documents.models import Attachment, Document
from dondoc.duties.models import Duty
from dondoc.tasks.models import Assignment, Task
from tests.entry import entry_url, pdf, row, sent
from tests.world import World


def test_g1_secrecy_is_asked_before_the_first_letter(world: World, at_work, clock) -> None:
    """HUE 5, 6.2: without the answer there is no form, and what is sent without it is not taken."""
    client = at_work("chuyenvien")
    answer = client.get(reverse("tasks:register"))
    assert answer.status_code == 302 and answer["Location"].startswith(reverse("documents:secrecy"))
    client.post(reverse("tasks:register"), sent())
    assert not Document.objects.exists()


def test_a2_b1_a_directive_with_its_file_and_eight_tasks(world: World, at_work, clock) -> None:
    """HUE 6.1a-i, 7.1: particulars, the signed file and eight tasks arrive in one sitting; the entry duty is done in time."""
    client = at_work("chuyenvien")
    rows = [row(n, content=f"Nhiệm vụ thứ {n + 1}", clause=f"II.{n + 1}") for n in range(8)]
    form = sent(
        *rows, issued_time="14h30", received_on="07/11/2016", received_time="15:00", directing_leader="Chủ tịch",
        drafter=world.posts["chuyenvien"].pk, submitted_by=world.units["STC"].pk, files=[pdf("Thông báo số 438.pdf")],
    )  # fmt: skip
    answer = client.post(entry_url(client), form | {"received_time": "08:00"})
    document = Document.objects.get()
    assert answer["Location"] == reverse("workspace:directive", args=[document.pk])
    assert document.tasks.count() == 8
    assert document.tasks.get(ordinal=3).clause == "II.3"
    assert (document.submitted_by, document.drafter) == (world.units["STC"], world.posts["chuyenvien"])
    assert document.issued_at is not None and document.received_at is not None
    assert document.attachments.get().name == "Thông báo số 438.pdf"
    entry = Duty.objects.get(matter=document.matter, kind="enter_directive")
    assert (entry.outcome, entry.due_on) == ("discharged", date(2016, 11, 9))


def test_b1_groups_become_one_assignment_per_unit(world: World, at_work, clock) -> None:
    """HUE 3.4, 6.1c: "các huyện" is shown expanded before it is saved, and each unit then has a part of its own."""
    client = at_work("chuyenvien")
    form = sent(row(units="cac huyen", coordinating="Sở Xây dựng"))
    page = client.post(entry_url(client), form | {"do": "check"}).content.decode()
    assert "Huyện Phong Điền" in page and "Huyện Quảng Điền" in page
    assert not Document.objects.exists()
    client.post(entry_url(client), form)
    parts = {(a.unit.code, a.part) for a in Assignment.objects.select_related("unit")}
    assert parts == {("PDIEN", "each"), ("QDIEN", "each"), ("SXD", "coordinating")}


def test_b1_the_monitor_follows_unit_and_field_unless_named(world: World, at_work, clock) -> None:
    """HUE 6.1e, 8.1đ: left empty, the officer bound to the unit follows; the page says who before it is saved."""
    client = at_work("chuyenvien")
    form = sent(row(0), row(1, monitor=str(world.posts["chanhvp"].pk)), row(2, units="Sở KH&ĐT"))
    page = client.post(entry_url(client), form | {"do": "check"}).content.decode()
    assert "Theo dõi: Phạm Văn Mẫu" in page and "Chưa ai được phân công theo dõi" in page
    client.post(entry_url(client), form)
    monitors = [task.monitor for task in Task.objects.order_by("ordinal")]
    assert monitors == [world.posts["theodoi"], world.posts["chanhvp"], None]


@pytest.mark.parametrize(
    ("given", "kind", "due_on"),
    [
        ({"due_on": "16/11/2016"}, "by", date(2016, 11, 16)),
        ({"due_kind": "before", "due_on": "25.11.2016"}, "before", date(2016, 11, 24)),
        ({"due_kind": "relative", "due_on": "", "due_days": "10"}, "relative", date(2016, 11, 21)),
        ({"due_kind": "relative", "due_on": "", "due_days": "2", "due_unit": "m"}, "relative", date(2017, 1, 9)),
        ({"due_kind": "none", "due_on": ""}, "none", None),
    ],
)
def test_b2_each_kind_of_deadline(world: World, at_work, clock, given, kind, due_on) -> None:
    """HUE 4, 6.1đ: by, before, so many days from issue, none; 7 January 2017 is a Saturday, so two months end on Monday."""
    client = at_work("chuyenvien")
    client.post(entry_url(client), sent(row(**given)))
    task = Task.objects.get()
    assert (task.due_kind, task.due_on) == (kind, due_on)


def test_b2_stages_each_with_its_own_date(world: World, at_work, clock) -> None:
    """HUE 3.4: a staged task has no deadline; its stages are recorded with their dates."""
    client = at_work("chuyenvien")
    stages = "Hoàn thành dự thảo | 30/11/2016\nTrình UBND tỉnh | 15/12/2016\nCông bố"
    client.post(entry_url(client), sent(row(due_kind="staged", due_on="", stages=stages)))
    found = [(stage.content, stage.due_on) for stage in Task.objects.get().stages.all()]
    assert found == [
        ("Hoàn thành dự thảo", date(2016, 11, 30)), ("Trình UBND tỉnh", date(2016, 12, 15)), ("Công bố", None),
    ]  # fmt: skip


def test_b1_the_rarely_used_fields_arrive(world: World, at_work, clock) -> None:
    """HUE 6.1h-i: product, field, synthesising unit, the words of the deadline, related papers, other information."""
    old = world.directive(number="12", symbol="CT-UBND")
    client = at_work("chuyenvien")
    fields = {field.code: field.pk for field in world.register.fields.all()}
    given = row(
        product="Báo cáo",
        field=str(fields["XD"]),
        synthesiser="SKHDT",
        due_text="trong tuần tới",
        task_class="must_submit",
    )
    client.post(
        entry_url(client), sent(given, related="12/CT-UBND", field=str(fields["TC"]), other_information="Hoả tốc")
    )
    document = Document.objects.get(number="438")
    task = document.tasks.get()
    assert (task.product, task.field.code, task.synthesiser) == ("Báo cáo", "XD", world.units["SKHDT"])
    assert (task.due_text, task.task_class, list(document.related.all())) == ("trong tuần tới", "must_submit", [old])


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"issued_on": "31/02/2016"}, "Ngày chưa đúng"),
        ({"issued_on": "07/11/16"}, "Ngày chưa đúng"),
        ({"issued_on": "08/11/2016"}, "ở sau hôm nay"),
        ({"issued_time": "25:00"}, "Giờ chưa đúng"),
        ({"code": ""}, "Chưa ghi số và ký hiệu"),
        ({"code": "1/" + "X" * 70}, "Ký hiệu văn bản quá dài"),
        ({"related": "99/KHONG-CO"}, "Chưa có trong sổ: 99/KHONG-CO"),
        ({"t-0-units": "Sở Bưu chính"}, "Không có đơn vị: Sở Bưu chính"),
        ({"t-0-units": ""}, "Chưa có đơn vị thực hiện"),
        ({"t-0-content": "   "}, "Chưa ghi nội dung nhiệm vụ"),
        ({"t-0-mode": "lead", "t-0-units": "Các huyện"}, "Chỉ một đơn vị chủ trì"),
        ({"t-0-coordinating": "Sở Tài chính"}, "Vừa chủ trì vừa phối hợp: Sở Tài chính"),
        ({"t-0-due_on": ""}, "Chưa ghi ngày"),
        ({"t-0-due_on": "06/11/2016"}, "trước ngày ban hành"),
        ({"t-0-due_kind": "none"}, "cách đặt thời hạn không dùng ngày"),
        ({"t-0-due_kind": "relative", "t-0-due_on": "", "t-0-due_days": "mười"}, "Viết một số"),
        (
            {"t-0-due_kind": "staged", "t-0-due_on": "", "t-0-stages": "Dự thảo | mai"},
            "Giai đoạn 1: ngày “mai” chưa đúng",
        ),
        ({"t-0-monitor": "999999"}, "999999"),
        ({"abstract": "x" * 2001}, "2000"),
    ],
)
def test_bad_input_is_told_and_everything_typed_stays(world: World, at_work, clock, changes, sentence) -> None:
    """A clear sentence, nothing saved, and every field still holds what was typed."""
    client = at_work("chuyenvien")
    form = sent(row(), **{"t-0-product": "Đề án “Huế” 🌧"}) | changes
    answer = client.post(entry_url(client), form)
    page = answer.content.decode()
    assert answer.status_code == 422 and sentence in page, page
    assert 'role="alert"' in page and "Đề án “Huế” 🌧" in page
    assert "abstract" in changes or "về việc điều hành ngân sách" in page
    assert not Document.objects.exists() and not Task.objects.exists()


def test_errors_are_summed_up_with_links_to_their_fields(world: World, at_work, clock) -> None:
    """The summary stands first, has the focus and leads to each field, which is marked and described."""
    client = at_work("chuyenvien")
    page = client.post(entry_url(client), sent(row(), row(1, units="Sở Lạ"))).content.decode()
    assert '<a href="#id_t-1-units">Nhiệm vụ 2 – Đơn vị chủ trì hoặc thực hiện</a>' in page
    assert page.index('class="message refusal summary"') < page.index('<form method="post" enctype')
    assert 'aria-invalid="true"' in page and "id_t-1-units_error" in page


def test_emoji_and_decomposed_text_arrive_composed(world: World, at_work, clock) -> None:
    """NFD text, as some systems paste it, is stored in NFC; an emoji stays."""
    client = at_work("chuyenvien")
    decomposed = "Ba\u0301o ca\u0301o ti\u0300nh hi\u0300nh 🌧"
    client.post(entry_url(client), sent(row(content=decomposed, units="So\u031b\u0309 Ta\u0300i chi\u0301nh")))
    assert Task.objects.get().content == "Báo cáo tình hình 🌧"


def test_a_twin_is_flagged_before_it_is_saved(world: World, at_work, clock) -> None:
    """Same number, symbol, issuer and year: flagged with the paper it resembles; only then can it be entered all the same."""
    client = at_work("chuyenvien")
    assert "save_anyway" not in client.get(entry_url(client)).content.decode()
    client.post(entry_url(client), sent())
    again = sent(token="phieu-khac", code="0438 / ubnd-tc", issuer="ubnd tỉnh Thừa Thiên Huế", issued_on="05/11/2016")
    answer = client.post(entry_url(client), again)
    page = answer.content.decode()
    assert answer.status_code == 422 and "Sổ đã có văn bản 438/UBND-TC" in page and "save_anyway" in page
    assert Document.objects.count() == 1
    client.post(entry_url(client), again | {"save_anyway": "on"})
    assert Document.objects.count() == 2


@pytest.mark.parametrize("changes", [{"issued_on": "07/11/2015"}, {"issuer": "Chính phủ"}, {"code": "439/UBND-TC"}])
def test_another_year_issuer_or_number_is_no_twin(world: World, at_work, clock, changes) -> None:
    """Numbers begin anew each year and for each issuer."""
    client = at_work("chuyenvien")
    client.post(entry_url(client), sent())
    client.post(entry_url(client), sent(row(due_on="30/11/2016"), token="phieu-khac", **changes))
    assert Document.objects.count() == 2


def test_a_form_sent_twice_gets_the_first_answer(world: World, at_work, clock) -> None:
    """A double click: one directive, one file, the same page."""
    client = at_work("chuyenvien")
    url = entry_url(client)
    first, second = (client.post(url, sent(files=[pdf()])) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert (Document.objects.count(), Attachment.objects.count()) == (1, 1)


def test_only_the_office_enters(world: World, at_work, clock) -> None:
    """HUE 7.1: units, leaders and inspectors see no form and can send none."""
    for who in ("stc", "chutich", "kiemtra", "theodoi"):
        client = at_work(who)
        assert client.get(reverse("tasks:register")).status_code == 403, who
        assert client.post(entry_url(client), sent()).status_code == 403, who
    assert not Document.objects.exists()


def test_the_page_asks_the_database_no_more_for_more_tasks(
    world: World, at_work, clock, django_assert_max_num_queries
) -> None:
    """Forty rows are looked at with the queries of one."""
    client = at_work("chuyenvien")
    url = entry_url(client)
    client.post(url, sent(do="check"))
    for count in (1, 40):
        with django_assert_max_num_queries(20):
            answer = client.post(url, sent(*[row(n, coordinating="Các huyện") for n in range(count)], do="check"))
        assert answer.status_code == 200
