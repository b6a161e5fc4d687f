"""The unit picker and pasted lists of units."""

from datetime import date

import pytest

from dondoc.units import actions
from dondoc.units.queries import find_units, monitor_for, parse_units
from tests.units.conftest import AT, DAY, Province


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("so tai chinh", "STC"),
        ("Sở Tài chính", "STC"),
        ("SỞ TÀI CHÍNH", "STC"),
        ("tai chinh", "STC"),
        ("stc", "STC"),
        ("skhđt", "SKHDT"),
        ("skhdt", "SKHDT"),
        ("SKHVDT", "SKHDT"),
        ("Sở KH&ĐT", "SKHDT"),
        ("thuong binh", "SLDTBXH"),
        ("Sở Lao động, Thương binh", "SLDTBXH"),
        ("phong dien", "PDIEN"),
        ("so\u031b\u0309 xa\u0302y du\u031b\u0323ng", "SXD"),
    ],
)
def test_picker_understands(province: Province, typed: str, code: str) -> None:
    found = find_units(typed, province.register, DAY)
    assert found, typed
    assert found[0].unit == province.units[code]


@pytest.mark.parametrize("typed", ["các huyện", "cac huyen", "huyện", "the districts", "UBND các huyện, thành phố"])
def test_picker_knows_groups(province: Province, typed: str) -> None:
    first = find_units(typed, province.register, DAY)[0]
    assert first.group is not None
    assert {u.code for u in first.expand(DAY)} == {"PDIEN", "QDIEN", "HUE"}
    assert "3 đơn vị" in first.label


def test_exact_name_comes_first(province: Province) -> None:
    actions.create_unit(
        by=None,
        at=AT,
        name="Chi cục Tài chính doanh nghiệp thuộc Sở Tài chính",
        code="CCTC",
        kind="division",
        parent=province.units["STC"],
        valid_from=DAY,
        position=0,
    )
    found = find_units("sở tài chính", province.register, DAY)
    assert [m.unit.code for m in found if m.unit] == ["STC", "CCTC"]


@pytest.mark.parametrize("typed", ["xyz", "😀", "%", "'; DROP", "sở tài chính không có"])
def test_nothing_found_is_an_empty_list(province: Province, typed: str) -> None:
    found = find_units(typed, province.register, DAY)
    assert found == [] or typed in {"😀", "%"}


def test_the_authority_is_no_holder_of_its_own_tasks(province: Province) -> None:
    found = find_units("uỷ ban nhân dân tỉnh", province.register, DAY)
    assert province.units["UBND"] not in [m.unit for m in found]


def test_list_with_comma_inside_a_name(province: Province) -> None:
    text = "Sở Tài chính, Sở Lao động, Thương binh và Xã hội, stc; SKHĐT\nUBND các huyện, thành phố"
    units, unknown = parse_units(text, province.register, DAY)
    assert [u.code for u in units] == ["STC", "SLDTBXH", "SKHDT", "PDIEN", "QDIEN", "HUE"]
    assert unknown == []


def test_unknown_words_are_named(province: Province) -> None:
    units, unknown = parse_units(
        "Sở Tài chính, Sở Hàng không,; \n Sở Xây dựng và Sở Tài chính 😀", province.register, DAY
    )
    assert [u.code for u in units] == ["STC", "SXD"]
    assert unknown == ["Sở Hàng không"]


def test_two_names_joined_by_va(province: Province) -> None:
    units, unknown = parse_units("Sở Xây dựng và Sở Kế hoạch và Đầu tư", province.register, DAY)
    assert [u.code for u in units] == ["SXD", "SKHDT"]
    assert unknown == []


def test_a_spelling_of_two_units_means_neither(province: Province) -> None:
    actions.create_unit(by=None, at=AT, name="Sở Thể chế", code="STCHE", kind="department", valid_from=DAY)
    actions.create_unit(by=None, at=AT, name="Sở Trồng cây", code="STCAY", kind="department", valid_from=DAY)
    units, unknown = parse_units("stc; sở trồng cây", province.register, DAY)
    assert ([u.code for u in units], unknown) == (["STC", "STCAY"], []), "the code of one unit beats acronyms"
    for code, name in [("A1", "Chi cục Thuỷ lợi"), ("A2", "Chi cục Thuỷ lâm")]:
        actions.create_unit(by=None, at=AT, name=name, code=code, kind="other", valid_from=DAY)
    assert parse_units("cctl; A1", province.register, DAY)[1] == ["cctl"]


def test_abolished_unit_offers_its_successor(province: Province) -> None:
    actions.abolish_unit(
        by=None,
        at=AT,
        unit=province.units["SKHDT"],
        on=date(2016, 9, 30),
        successors=[(province.units["STC"], "")],
        decision="QĐ 10/2016",
    )
    assert find_units("skhdt", province.register, date(2016, 9, 30))[0].unit == province.units["SKHDT"]
    later = find_units("skhdt", province.register, date(2016, 10, 1))
    assert [m.unit for m in later] == [province.units["STC"]]
    assert "kế thừa Sở Kế hoạch và Đầu tư" in later[0].label
    units, unknown = parse_units("Sở Kế hoạch và Đầu tư", province.register, date(2016, 10, 1))
    assert (units, unknown) == ([], ["Sở Kế hoạch và Đầu tư"])


def test_monitor_unit_and_field_before_unit_before_field(province: Province) -> None:
    register, stc, post = province.register, province.units["STC"], province.posts
    field = actions.create_field(by=None, at=AT, register=register, code="KT", name="Kinh tế")
    assert monitor_for(register, stc, field, DAY) is None
    actions.set_scope(by=None, at=AT, post=post["theodoi"], scopes=[(None, field)])
    assert monitor_for(register, stc, field, DAY) == post["theodoi"]
    assert monitor_for(register, stc, None, DAY) is None
    actions.set_scope(by=None, at=AT, post=post["chuyenvien"], scopes=[(stc, None)])
    assert monitor_for(register, stc, field, DAY) == post["chuyenvien"]
    actions.set_scope(by=None, at=AT, post=post["chanhvp"], scopes=[(stc, field)])
    assert monitor_for(register, stc, field, DAY) == post["chanhvp"]
    actions.end_post(by=None, at=AT, post=post["chanhvp"], on=DAY)
    assert monitor_for(register, stc, field, date(2016, 9, 6)) == post["chuyenvien"]


def test_a_pasted_page_is_read_quickly(province: Province) -> None:
    units, unknown = parse_units("xyz, " * 5000 + "stc", province.register, DAY)
    assert [u.code for u in units] == ["STC"]
    assert len(unknown) == 5000
