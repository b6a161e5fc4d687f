"""Parts drawn by Jinja: everything is escaped, and they speak the reader's language as Django's templates do."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.utils import translation

from dondoc.ui import quick


@dataclass
class Why:
    """As much of an explanation as the part shows."""

    gist: str = ""
    reading: str = ""
    article_in_words: str = "khoản 1 Điều 7"
    event_on: date | None = None
    span: str = ""
    counted: tuple[date, ...] = ()
    skipped: tuple[object, ...] = ()
    provisional: bool = False
    done_on: date | None = None
    earlier: list[dict[str, str | None]] = field(default_factory=list)


def test_what_somebody_wrote_is_escaped() -> None:
    """A gist, a reading, a reason: markup in them is text."""
    evil = "<script>alert(1)</script>"
    html = quick.draw(
        "ui/why.jinja", "why", Why(gist=evil, reading=evil, earlier=[{"due_on": "2026-11-25", "reason": evil}])
    )
    assert "<script>" not in html
    assert html.count("&lt;script&gt;") == 3
    assert "25/11/2026" in html


def test_the_part_speaks_the_language_of_the_moment() -> None:
    """Words are looked up when the part is drawn, not when its template was read."""
    why = Why(event_on=date(2026, 11, 24), span="3wd")
    with translation.override("vi"):
        assert "Vì sao ngày này?" in quick.draw("ui/why.jinja", "why", why)
        assert "3 ngày làm việc" in quick.draw("ui/why.jinja", "why", why)
    with translation.override("en"):
        assert "Why this date?" in quick.draw("ui/why.jinja", "why", why)
        assert "3 working days" in quick.draw("ui/why.jinja", "why", why)
