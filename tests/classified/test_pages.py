"""The pages of classified papers under NHI: what is asked, what is answered, and that nobody else learns of them (G1)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from dondoc.classified import actions
from dondoc.classified.models import ClassifiedPaper, Custodian
from dondoc.classified.queries import current, particulars_of
from dondoc.documents.models import Document
from dondoc.duties.models import Duty
from tests.classified.conftest import AT, DAY, MARKS, NUMBER, SYMBOL, Safe
from tests.world import World, on

At = Callable[[str], Client]
SECRECY = "documents:secrecy"


def _yes(client: Client) -> object:
    return client.post(f"{reverse(SECRECY)}?tiep={reverse('tasks:register')}", {"secret": "yes"})


def test_g1_nhi_the_first_question_leads_to_the_listed_fields(safe: Safe, at_work: At) -> None:
    """NHI 5.2: "secret" leads to a form that has exactly the listed fields, keeps no draft, and takes no file."""
    client = at_work("chuyenvien")
    answer = _yes(client)
    assert answer.status_code == 302 and answer["Location"] == reverse("classified:register")
    page = client.get(answer["Location"]).content.decode()
    for name in (
        "kind",
        "number",
        "symbol",
        "issued_on",
        "signer",
        "submitter",
        "lead",
        "monitor",
        "task_count",
        "due_on",
    ):
        assert f'name="{name}"' in page
    form = page[page.index("<main") : page.index("</main>")]
    assert "<textarea" not in form and 'type="file"' not in form and "data-draft" not in form
    assert 'name="grade"' not in form and "khoản 2 Điều 5" in form
    answer = client.post(reverse("classified:register"), safe.form(content="không được giữ", abstract="không được giữ"))
    paper = ClassifiedPaper.objects.get()
    assert answer["Location"] == reverse("classified:paper", args=[paper.pk])
    assert particulars_of(current(paper)) == safe.particulars() and not Document.objects.exists()
    page = client.get(answer["Location"]).content.decode()
    assert (
        f"{NUMBER}/{SYMBOL}" in page and "20/11/2026" in page and "26/11/2026" in page
    )  # 3 working days to tell, NHI 7.2a
    assert "không được giữ" not in page
    assert (
        client.post(reverse("classified:register"), safe.form()).status_code == 302
        and ClassifiedPaper.objects.count() == 1
    )


def test_g1_nhi_what_is_wrong_stands_beside_its_field_and_what_was_typed_stays(safe: Safe, at_work: At) -> None:
    """Bad input: a sentence for each field, nothing kept, nothing half done."""
    client = at_work("chuyenvien")
    sent = safe.form(symbol="kế hoạch mật", number="", issued_on="31/02/2026", lead=[], signer="999999", task_count="0")
    answer = client.post(reverse("classified:register"), sent)
    page = answer.content.decode()
    assert answer.status_code == 422 and not ClassifiedPaper.objects.exists()
    assert "kế hoạch mật" in page and "31/02/2026" in page
    fixed = safe.form(symbol="kế hoạch mật", number="")
    page = client.post(reverse("classified:register"), fixed).content.decode()
    assert "hai đến bốn nhóm chữ in hoa" in page and "Chưa ghi." in page and 'value="kế hoạch mật"' in page
    assert not Duty.objects.exists()


@pytest.mark.parametrize(
    ("name", "sees"),
    [
        ("chutich", True), ("chanhvp", True), ("chuyenvien", True), ("theodoi", True), ("stc", True), ("sxd", True),
        ("stc-cb", False), ("skhdt", False), ("pdien", False), ("kiemtra", False), ("quantri", False),
    ],
)  # fmt: skip
def test_g1_nhi_everybody_else_gets_404_and_no_link(safe: Safe, at_work: At, name: str, sees: bool) -> None:
    """The same answer for what is there and what is not; the submitting unit and an unnamed officer see nothing either."""
    paper, client = safe.paper(), at_work(name)
    url = reverse("classified:paper", args=[paper.pk])
    status = 200 if sees else 404
    answers = [client.get(url), client.get(reverse("classified:list"))]
    assert [answer.status_code for answer in answers] == [status, status]
    assert client.get(reverse("classified:paper", args=[paper.pk + 1])).status_code == 404
    desk = client.get("/").content.decode()
    assert ('href="/van-ban-mat/"' in desk) is sees
    if sees:
        assert NUMBER in answers[0].content.decode() and NUMBER in answers[1].content.decode()
    else:
        assert not any(mark in answer.content.decode() for answer in answers for mark in MARKS)
        for verb in ("record-outcome", "correct", "removal"):
            assert client.post(reverse(f"classified:{verb}", args=[paper.pk]), {"do": "ask"}).status_code == 404
        assert client.get(reverse("classified:custodians")).status_code == 404


def test_g1_nhi_an_officer_who_is_not_named_sees_nothing_and_is_told_what_to_do(safe: Safe, at_work: At) -> None:
    """The officer stood before a secret paper: the page says who keeps it, and that nothing was stored."""
    paper = safe.paper()
    Custodian.objects.update(ended_at=AT)
    client = at_work("chuyenvien")
    answer = client.get(_yes(client)["Location"])
    assert answer.status_code == 403 and "hãy chuyển văn bản cho họ" in answer.content.decode()
    for name in ("list", "custodians"):
        assert client.get(reverse(f"classified:{name}")).status_code == 404
    assert client.get(reverse("classified:paper", args=[paper.pk])).status_code == 404


def test_g1_nhi_a_unit_sees_its_own_part_and_tells_its_outcome(safe: Safe, at_work: At, moment) -> None:
    """NHI 6.2b: the head of the unit tells the day; it sees neither the others' outcomes nor the trace."""
    paper, client = safe.paper(), at_work("stc")
    page = client.get(reverse("classified:paper", args=[paper.pk])).content.decode()
    assert "Sở Tài chính" in page and "Sở Xây dựng" not in page
    desk = client.get("/").content.decode()
    assert "Văn bản mật" in desk and NUMBER not in desk and SYMBOL not in desk
    moment.move_to(on("2026-11-23"))
    client, url = at_work("stc"), reverse("classified:record-outcome", args=[paper.pk])
    unit = safe.world.units["STC"].pk
    answer = client.post(url, {"unit": unit, "done_on": "31/12/2026"})
    assert answer.status_code == 422 and "ở sau hôm nay" in answer.content.decode()
    assert client.post(url, {"unit": unit, "done_on": "hôm qua"}).status_code == 422
    assert client.post(url, {"unit": safe.world.units["SXD"].pk, "done_on": "20/11/2026"}).status_code == 404
    assert client.post(url, {"unit": unit, "done_on": "20/11/2026"}).status_code == 302
    assert "Đã thực hiện, trong hạn" in client.get(reverse("classified:list")).content.decode()
    office = at_work("chuyenvien").get(reverse("classified:paper", args=[paper.pk])).content.decode()
    assert "Chưa thực hiện, quá hạn" in office and "Vết sửa" in office
    assert "Vết sửa" not in client.get(reverse("classified:paper", args=[paper.pk])).content.decode()
    assert client.post(url, {"unit": unit, "do": "withdraw"}).status_code == 302
    assert current(paper).leads.get(unit=unit).done_on is None


def test_g1_nhi_particulars_are_put_right_on_their_page(safe: Safe, at_work: At) -> None:
    """The form is filled with what is held; what was there before stands in the trace, for the authority only."""
    paper, client = safe.paper(), at_work("chanhvp")
    url = reverse("classified:correct", args=[paper.pk])
    assert f'value="{NUMBER}"' in client.get(url).content.decode()
    assert client.post(url, safe.form(number="")).status_code == 422
    assert client.post(url, safe.form(number="40968", due_on="")).status_code == 302
    page = client.get(reverse("classified:paper", args=[paper.pk])).content.decode()
    assert "40968" in page and NUMBER in page and "20/11/2026" in page
    assert at_work("theodoi").get(url).status_code == 404


def test_g1_nhi_two_persons_remove_it_on_the_pages(safe: Safe, at_work: At) -> None:
    """Asked by the custodian, confirmed by the head with the box ticked; afterwards nothing but that there was one."""
    paper = safe.paper()
    url = reverse("classified:removal", args=[paper.pk])
    asking, head = at_work("chuyenvien"), at_work("chanhvp")
    asking.post(url, {"do": "ask"})
    assert "Đang chờ người thứ hai" in asking.get(url).content.decode()
    assert "Chờ xác nhận xoá" in head.get(reverse("classified:list")).content.decode()
    head.post(url, {"do": "confirm"})
    assert not ClassifiedPaper.objects.get().purged_at
    head.post(url, {"do": "confirm", "sure": "1"})
    assert ClassifiedPaper.objects.get().purged_at == AT
    for page in (head.get(url), head.get(reverse("classified:list")), head.get(reverse("classified:custodians"))):
        assert page.status_code == 200 and not any(mark in page.content.decode() for mark in MARKS)
    assert head.get(reverse("classified:paper", args=[paper.pk]))["Location"] == url
    assert at_work("stc").get(reverse("classified:list")).status_code == 404


def test_g1_nhi_custodians_are_named_on_their_page(safe: Safe, at_work: At) -> None:
    """The head names and ends; the journal of classified papers stands there, numbers only."""
    safe.paper()
    client, url = at_work("chanhvp"), reverse("classified:custodians")
    page = client.get(url).content.decode()
    assert "Lê Thị Thử" in page and "giao người giữ văn bản mật" in page and NUMBER not in page
    assert client.post(url, {"do": "name", "post": safe.world.posts["theodoi"].pk}).status_code == 302
    assert client.post(url, {"do": "name", "post": safe.world.posts["stc"].pk}).status_code == 422
    custodian = Custodian.objects.get(post=safe.world.posts["chuyenvien"])
    assert client.post(url, {"do": "end", "custodian": custodian.pk}).status_code == 302
    assert client.post(url, {"do": "end", "custodian": custodian.pk}).status_code == 404
    assert [row.post for row in Custodian.objects.standing()] == [safe.world.posts["theodoi"]]


def test_g1_hue_refuses_and_has_no_such_page(world: World, at_work: At, clock) -> None:
    """HUE 5, 6.2: the answer is refused with its article and what to do instead; every page of the room is 404."""
    client = at_work("chuyenvien")
    answer = _yes(client)
    assert answer.status_code == 200 and "Điều 5" in answer.content.decode()
    for who in ("chanhvp", "chutich", "chuyenvien", "stc"):
        for name in ("list", "register", "custodians"):
            assert at_work(who).get(reverse(f"classified:{name}")).status_code == 404
        assert "/van-ban-mat/" not in at_work(who).get("/").content.decode()


def test_g1_ktm_keeps_a_paper_ledger_of_which_nothing_is_held(world: World, adapted, at_work: At, moment) -> None:
    """KTM 4.2, 6.3b (policy ``paper_ledger``): what to do instead, and nothing is held, not even that there is one."""
    adapted(('policy  = "metadata_only"', 'policy  = "paper_ledger"'), ("\nfields  = [", "\n#"))
    client = at_work("chanhvp")
    answer = _yes(client)
    page = answer.content.decode()
    assert answer.status_code == 200 and "theo chế độ mật" in page and "Chưa có nội dung nào" in page
    assert client.get(reverse("classified:list")).status_code == 404
    assert client.post(reverse("classified:register"), {"token": "x"}).status_code == 404
    assert not ClassifiedPaper.objects.exists()


def test_g1_grades_that_are_treated_differently_are_asked_and_not_kept(
    world: World, adapted, at_work: At, moment
) -> None:
    """``[secrecy.grades]``: top secret is refused with what to do instead, secret is held; the grade stands nowhere."""
    reading = 'reading = "“Tên văn bản” là tên loại văn bản, vì trích yếu không được ghi."\n'
    adapted((reading, reading + '[secrecy.grades]\ntuyet_mat = "refuse"\n'))
    safe, client = Safe(world), at_work("chanhvp")
    url = _yes(client)["Location"]
    page = client.get(url).content.decode()
    assert 'value="tuyet_mat"' in page and 'name="symbol"' not in page
    page = client.post(url, {"grade": "tuyet_mat"}).content.decode()
    assert "chưa có gì được lưu" in page and 'name="symbol"' not in page
    assert 'name="symbol"' in client.post(url, {"grade": "mat"}).content.decode()
    assert client.post(url, safe.form(grade="tuyet_mat")).status_code == 200 and not ClassifiedPaper.objects.exists()
    assert client.post(url, safe.form(grade="mat")).status_code == 302
    assert ClassifiedPaper.objects.get().versions.get().number == NUMBER


def test_g1_a_field_that_the_text_does_not_list_is_neither_asked_nor_held(
    world: World, adapted, at_work: At, moment
) -> None:
    """The list of fields is data: without signer and count there is no field for them, and what is sent for them is not kept."""
    adapted(
        ('"issued_on", "signer", "submitter",', '"issued_on", "submitter",'), ('"monitor", "task_count",', '"monitor",')
    )
    safe, client = Safe(world), at_work("chanhvp")
    page = client.get(reverse("classified:register")).content.decode()
    assert 'name="signer"' not in page and 'name="task_count"' not in page and 'name="symbol"' in page
    assert client.post(reverse("classified:register"), safe.form()).status_code == 302
    version = ClassifiedPaper.objects.get().versions.get()
    assert version.signer is None and version.task_count is None
    with pytest.raises(actions.papers.Refused) as refused:
        safe.paper(by="chanhvp", number="1")
    assert refused.value.refusal.code == "classified.field_not_held"


def test_c1_the_day_of_telling_counts_where_the_text_says_so(world: World, adapted, at_work: At, moment) -> None:
    """Profile value ``on_time = sent_at``: no day is asked, the day of telling is recorded."""
    adapted(('[on_time]\nvalue   = "completed_on"', '[on_time]\nvalue   = "sent_at"'))
    paper = Safe(world).paper(by="chanhvp")
    moment.move_to(on("2026-11-23"))
    client, url = at_work("stc"), reverse("classified:record-outcome", args=[paper.pk])
    assert 'name="done_on"' not in client.get(reverse("classified:paper", args=[paper.pk])).content.decode()
    client.post(url, {"unit": world.units["STC"].pk, "done_on": "10/11/2026"})
    assert current(paper).leads.get(unit=world.units["STC"]).done_on == date(2026, 11, 23)


def test_g1_the_list_costs_the_same_whatever_its_length(safe: Safe, at_work: At, django_assert_max_num_queries) -> None:
    """At most 20 queries, and pages by key."""
    for number in range(55):
        safe.paper(number=str(number + 1))
    client = at_work("chanhvp")
    with django_assert_max_num_queries(20):
        page = client.get(reverse("classified:list"))
    last = page.context["next"]
    assert len(page.context["rows"]) == 50 and len(client.get(f"/van-ban-mat/?sau={last}").context["rows"]) == 5
    assert client.get("/van-ban-mat/?sau=khong").status_code == 200 and DAY.year == 2026
