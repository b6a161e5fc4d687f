"""Pages of the regulations: read article by article, compared, calculated with; for everybody only where it was decided."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from dondoc import gazette
from dondoc.gazette import actions as editions
from dondoc.gazette.models import Edition
from dondoc.journal.models import Entry
from dondoc.lawbook import actions
from dondoc.lawbook.queries.statements import statements
from dondoc.regulation import Refused, Silent
from tests.world import AT, ROOT, World

MOST_QUERIES = 20
#: A text with the places of a regulation and words of our own.
TEXT = "Điều 1. Phạm vi\n1. Áp dụng cho mọi việc được giao.\n2. Áp dụng cho mọi đơn vị.\n" + "".join(
    f"Điều {number}. Tên điều\n" + "".join(f"{clause}. Nội dung {number}.{clause}\n" for clause in range(1, 8))
    for number in range(2, 13)
)


def page(client: Client, name: str, *args: object, status: int = 200, **query: object) -> str:
    """The page by its name."""
    answer = client.get(reverse(f"lawbook:{name}", args=args), query)
    assert answer.status_code == status, (name, answer.status_code)
    return answer.content.decode()


def test_a1_hue_everybody_reads_regulations_and_few_decide_about_them(world: World, at_work, clock) -> None:
    """Design 6: the regulation is public to those who sign in; loading and adopting are not."""
    loads, adopts = {"chanhvp", "quantri"}, {"chanhvp"}
    for username in ("chutich", "chanhvp", "chuyenvien", "stc", "kiemtra", "quantri"):
        client = at_work(username)
        for name in ("list", "compare", "calculate"):
            page(client, name)
        page(client, "load", status=200 if username in loads else 403)
        page(client, "adopt", status=200 if username in adopts else 403)
        page(client, "move", status=200 if username in adopts else 403)
        posted = client.post(reverse("lawbook:open-to-all"), {"open": "1"})
        assert posted.status_code == (302 if username in adopts else 403)


def test_a1_hue_the_regulation_is_shown_whole(world: World, at_work, clock, django_assert_max_num_queries) -> None:
    """Design 4: every article with gist and values, every reading, every silence, where it acts, its scenarios with their dates."""
    client = at_work("stc")
    client.get(reverse("units:me"))
    with django_assert_max_num_queries(MOST_QUERIES):
        shown = page(client, "regulation", world.register.edition_id)
    law = gazette.law(world.register.edition)
    for article in law.articles:
        assert article.citation.in_words() in shown
    for declared in law.silent.values():
        assert declared[:30] in shown
    for limit in law.limits.values():
        if not isinstance(limit, Silent):
            assert all(case.reading[:30] in shown for case in limit.cases)
    assert "2 ngày làm việc kể từ ngày ban hành văn bản" in shown
    assert "văn bản khẩn, hoả tốc: trong ngày làm việc đó" in shown
    assert "văn bản thường: hai ngày làm việc, ngày ban hành không tính" in shown
    assert "Thứ Tư, 09/11/2016" in shown
    anchors = set(re.findall(r'id="([^"]+)"', shown))
    links = set(re.findall(r'href="#([^"]+)"', shown)) - {"content"}
    assert "d7" in links and links <= anchors, links - anchors
    for raw in ("must_report", "completed_on", "wd<", "limits."):
        assert f">{raw}" not in shown, raw


@pytest.mark.django_db
def test_a1_every_regulation_of_the_house_can_be_read_in_words(clock) -> None:
    """No topic, table, limit or form of the five is shown by its key."""
    for folder in sorted((ROOT / "profiles").iterdir()):
        edition = editions.load_edition(folder, AT)
        said = statements(gazette.law(edition))
        assert said, folder.name
        unnamed = [row.topic for row in said.values() if row.name == row.topic.rpartition(".")[2]]
        assert not unnamed, (folder.name, unnamed)


def test_a1_hue_the_official_text_stands_beside_the_gist(world: World, at_work, clock) -> None:
    """Design 4.1: attached by the authority to its own installation; what is no text of it is refused with a sentence."""
    client, edition = at_work("quantri"), world.register.edition
    plain = reverse("lawbook:attach", args=[edition.pk])
    found = re.search(rf'action="({plain}[^"]+)"', page(client, "regulation", edition.pk))
    assert found is not None
    url = found[1].replace("&amp;", "&")

    def attach(content: bytes, name: str = "quy-che.txt") -> str:
        answer = client.post(url, {"text": SimpleUploadedFile(name, content)})
        assert answer.status_code in {302, 422}
        return answer.content.decode() if answer.status_code == 422 else ""

    assert "không phải chữ UTF-8" in attach("Điều 1. Phạm vi".encode("utf-16"))
    assert "Không thấy điều nào" in attach("Một bài thơ.".encode())
    assert "văn bản khác" in attach("Điều 1. Phạm vi\n1. Một".encode())
    assert at_work("stc").post(plain, {}).status_code == 403
    assert "Nội dung 7.1" not in page(client, "regulation", edition.pk)
    assert attach(TEXT.encode()) == ""
    shown = page(at_work("stc"), "regulation", edition.pk)
    assert "Nội dung 7.1" in shown and "Nguyên văn" in shown
    assert Entry.objects.filter(verb="edition.text_attached").count() == 1


def test_a1_two_regulations_stand_side_by_side(world: World, at_work, clock) -> None:
    """Topic by topic, what only one of them says is marked; a regulation beside itself is told, not shown."""
    other = editions.load_edition(ROOT / "profiles" / "ktm-2022", AT)
    client, own = at_work("stc"), world.register.edition
    whole = page(client, "compare", a=own.pk, b=other.pk)
    assert own.label in whole and other.label in whole
    assert "<mark>" in whole and "không quy định" in whole
    different = page(client, "compare", a=own.pk, b=other.pk, chi="khac")
    assert different.count("<tr") < whole.count("<tr") and different.count('class="differs"') == whole.count(
        'class="differs"'
    )
    assert "Chọn hai bản khác nhau" in page(client, "compare", a=own.pk, b=own.pk)
    assert "Chọn hai quy chế" in page(client, "compare", a="x", b="999999")
    part = client.get(reverse("lawbook:compare"), {"a": own.pk, "b": other.pk}, headers={"HX-Request": "true"})
    assert part.content.decode().strip() in whole


def test_a1_hue_the_calculator_explains_each_day(world: World, at_work, clock) -> None:
    """HUE 7.1: two working days, urgent papers the same day; each day counted or skipped with its reason and decision."""
    client, edition = at_work("stc"), world.register.edition
    friday = {"edition": edition.pk, "limit": "entry", "on": "11/11/2016"}
    shown = page(client, "calculate", **friday)
    assert "Thứ Ba, 15/11/2016" in shown and "khoản 1 Điều 7" in shown
    assert shown.count("is-skipped") == 2 and "ngày thứ 2" in shown
    assert "Thứ Sáu, 11/11/2016</h2>" in page(client, "calculate", **friday, tags="urgent")
    holiday = page(client, "calculate", edition=edition.pk, limit="update", on="2025-04-30")
    assert "Thứ Tư, 07/05/2025" in holiday
    before = page(client, "calculate", on="20/08/2026", span="3 working days", direction="before")
    assert "Thứ Hai, 17/08/2026</h2>" in before
    assert "Thứ Hai, 17/08/2026</h2>" in page(client, "calculate", on="20/08/2026", span="3 ngày làm việc trước")
    part = client.get(reverse("lawbook:calculate"), friday, headers={"HX-Request": "true"})
    assert part.content.decode().strip() in shown


def test_a1_the_calculator_tells_what_is_wrong_and_keeps_what_was_typed(world: World, at_work, clock) -> None:
    """Bad input: a date that does not exist, a number without unit, nothing chosen."""
    client = at_work("stc")
    wrong = page(client, "calculate", status=422, on="31/02/2026", span="3")
    assert "Ngày chưa đúng" in wrong and "ghi số và đơn vị" in wrong and 'value="31/02/2026"' in wrong
    assert "Chọn thời hạn" in page(client, "calculate", status=422, on="01/02/2026", edition=world.register.edition_id)
    assert "vượt ra ngoài lịch" in page(client, "calculate", status=422, on="31/12/9999", span="3 ngày")
    page(client, "calculate", status=422, on="01/02/2026", edition="x", limit="y", tags="z", hour="99")


def test_h3_the_calculator_is_for_everybody_only_where_the_head_decided_it(world: World, at_work, clock) -> None:
    """The setting is off until the head of the Office switches it on; the journal knows who."""
    nobody, url = Client(), reverse("lawbook:calculate")
    assert nobody.get(url).status_code == 302
    other = editions.load_edition(ROOT / "profiles" / "ktm-2022", AT)
    at_work("chanhvp").post(reverse("lawbook:open-to-all"), {"open": "1"})
    shown = nobody.get(url).content.decode()
    assert world.register.edition.label in shown and other.label not in shown and 'class="nav"' not in shown
    asked = {"edition": world.register.edition_id, "limit": "entry", "on": "11/11/2016"}
    assert "15/11/2016" in nobody.get(url, asked).content.decode()
    assert nobody.get(url, {**asked, "edition": other.pk}).status_code == 422
    at_work("chanhvp").post(reverse("lawbook:open-to-all"), {"open": "0"})
    assert nobody.get(url).status_code == 302
    assert set(Entry.objects.filter(verb__startswith="calculator.").values_list("verb", flat=True)) == {
        "calculator.opened", "calculator.closed"
    }  # fmt: skip
    with pytest.raises(Refused):
        actions.open_calculator(by=world.actor("chuyenvien"), at=AT, register=world.register, is_open=True)
    assert Edition.objects.count() == 2 and date(2016, 11, 7) == AT.date()
