"""Charts as inline SVG drawn on the server: no script, no style attribute; they print, and a table says the same."""

from __future__ import annotations

from collections.abc import Sequence

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()

KINDS = frozenset({"within", "past", "done", "rest"})
WIDTH, HEIGHT = 1000, 24

Segment = tuple[str, str, int]


def _rectangles(segments: Sequence[Segment], scale: int) -> SafeString:
    """Side by side from the left; edges are rounded once each, so that the segments meet without a gap."""
    shown = []
    begun = 0
    for kind, label, value in segments:
        if kind not in KINDS:
            raise ValueError(f"segment {kind!r}: expected one of {', '.join(sorted(KINDS))}")
        left, right = (round(edge * WIDTH / scale) if scale else 0 for edge in (begun, begun + value))
        begun += value
        if value:
            shown.append((kind, left, right - left, HEIGHT, f"{label}: {value}"))
    return format_html_join(
        "", '<rect class="bar-{}" x="{}" y="0" width="{}" height="{}"><title>{}</title></rect>', shown
    )


@register.simple_tag
def stacked_bar(segments: Sequence[Segment], label: object, scale: int | None = None, twin: bool = True) -> SafeString:
    """A stacked bar of (kind, label, value) with kind ``within``, ``past``, ``done`` or ``rest``.

    Args:
        scale: the value that fills the whole width, to compare bars with each other; by default the sum of the bar.
        twin: draw the table for screen readers too; without it the page says the same numbers beside the bar.
    """
    whole = sum(value for _, _, value in segments)
    picture = format_html(
        '<svg class="bar" viewBox="0 0 {} {}" preserveAspectRatio="none" role="img" aria-hidden="true" focusable="false">{}</svg>',
        WIDTH,
        HEIGHT,
        _rectangles(segments, max(scale or whole, whole)),
    )
    if not twin:
        return picture
    rows = format_html_join(
        "", '<tr><th scope="row">{}</th><td>{}</td></tr>', ((name, value) for _, name, value in segments)
    )
    return format_html(
        '{}<table class="visually-hidden"><caption>{}</caption><tbody>{}</tbody></table>', picture, label, rows
    )
