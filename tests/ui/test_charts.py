"""Bars drawn on the server: exact, without style attributes, with a table that says the same."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from django.template import Context, Template

SEGMENTS = [("done", "Đã hoàn thành", 3), ("within", "Trong hạn", 0), ("past", "Quá hạn", 1)]


def drawn(tag: str = "stacked_bar segments 'Sở Tài chính'", segments: object = SEGMENTS) -> str:
    return Template("{% load charts %}{% " + tag + " %}").render(Context({"segments": segments}))


def rectangles(text: str) -> list[tuple[str, int, int]]:
    found = re.findall(r'<rect class="bar-(\w+)" x="(\d+)" y="0" width="(\d+)"', text)
    return [(kind, int(left), int(width)) for kind, left, width in found]


def test_segments_fill_the_bar_in_proportion() -> None:
    assert rectangles(drawn()) == [("done", 0, 750), ("past", 750, 250)]


def test_segments_meet_without_a_gap() -> None:
    shown = rectangles(drawn(segments=[("done", "a", 1), ("within", "b", 1), ("past", "c", 1)]))
    assert [left + width for _, left, width in shown] == [333, 667, 1000]
    assert [left for _, left, _ in shown] == [0, 333, 667]


def test_a_scale_compares_bars() -> None:
    assert rectangles(drawn("stacked_bar segments 'x' scale=8")) == [("done", 0, 375), ("past", 375, 125)]


def test_nothing_to_draw_is_an_empty_bar() -> None:
    assert rectangles(drawn(segments=[("done", "a", 0)])) == []
    assert rectangles(drawn(segments=[])) == []


def test_a_table_says_the_same_to_a_screen_reader() -> None:
    text = drawn()
    assert 'aria-hidden="true"' in text and "<caption>Sở Tài chính</caption>" in text
    assert re.findall(r'<th scope="row">([^<]+)</th><td>(\d+)</td>', text) == [
        ("Đã hoàn thành", "3"),
        ("Trong hạn", "0"),
        ("Quá hạn", "1"),
    ]
    assert "<table" not in drawn("stacked_bar segments 'x' twin=False")


def test_no_style_and_no_script_and_markup_is_text() -> None:
    text = drawn(segments=[("done", '<b>"&', 1)])
    assert "style" not in text and "<b>" not in text and "script" not in text
    ElementTree.fromstring(f"<div>{text}</div>")


def test_an_unknown_kind_is_an_error() -> None:
    with pytest.raises(ValueError, match="purple"):
        drawn(segments=[("purple", "a", 1)])
