"""A line of the state of the house, and how ages and sizes are said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from dondoc.operations.rules import State


@dataclass(frozen=True)
class Line:
    """What is looked at (``key``; ``subject`` where there are several), how it stands, the figure in words, and when it was taken.

    The key is also the heading in docs/operate/alarms.md, and has its name and advice in the room's sentences.
    """

    key: str
    state: State
    figure: str
    measured_at: datetime
    subject: str = ""


def age(span: timedelta) -> str:
    """How long, in the greatest unit that says enough: 40 giây, 12 phút, 5 giờ, 3 ngày."""
    seconds = max(0, int(span.total_seconds()))
    if seconds < 120:
        return _("%(number)s giây") % {"number": seconds}
    if seconds < 2 * 3600:
        return _("%(number)s phút") % {"number": seconds // 60}
    if seconds < 2 * 86400:
        return _("%(number)s giờ") % {"number": seconds // 3600}
    return _("%(number)s ngày") % {"number": seconds // 86400}


def ago(instant: datetime | None, at: datetime) -> str:
    """How long before: "12 phút trước"; "chưa lần nào" when it never was."""
    if instant is None:
        return _("chưa lần nào")
    return _("%(age)s trước") % {"age": age(at - instant)}


def size(number: int) -> str:
    """Bytes as people say them."""
    return filesizeformat(number)
