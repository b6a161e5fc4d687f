"""Backups, and the outbox of a copy that was restored; the room of backups tells its own alarms."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from dondoc.backups import queries as backups
from dondoc.backups.sentences import ALARMS
from dondoc.operations.queries.lines import Line, ago, size
from dondoc.operations.rules import State


def lines(at: datetime) -> list[Line]:
    """Two lines."""
    return [_backup(at), _held(at)]


def _backup(at: datetime) -> Line:
    found = backups.health(at)
    said = [str(ALARMS[alarm]) for alarm in found.alarms]
    if found.last is not None:
        figures = {"ago": ago(backups.made_at(found.last), at), "size": size(found.last.size)}
        said.append(_("Bản gần nhất: %(ago)s, %(size)s.") % figures)
    if not found.scheduled:
        said.append(_("Không đặt sao lưu tự động."))
    return Line("backup", State.ALARM if found.alarms else State.GOOD, " ".join(said), at)


def _held(at: datetime) -> Line:
    restoration = backups.held_outbox()
    if restoration is None:
        return Line("held", State.GOOD, _("Không bị giữ."), at)
    said = _("Bị giữ từ khi phục hồi, %(ago)s: không thư nào được gửi.") % {"ago": ago(restoration.restored_at, at)}
    return Line("held", State.ALARM, said, at)
