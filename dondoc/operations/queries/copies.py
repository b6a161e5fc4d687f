"""Backups, and the outbox of a copy that was restored; the room of backups tells its own alarms."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from dondoc.backups import queries as backups
from dondoc.backups.models import Restoration
from dondoc.backups.queries import Health
from dondoc.backups.sentences import ALARMS
from dondoc.operations.queries.lines import Line, ago, size
from dondoc.operations.rules import State


def lines(at: datetime) -> list[Line]:
    """Two lines."""
    found = backups.health(at)
    return [_backup(found, at), _held(found.held, at)]


def _backup(found: Health, at: datetime) -> Line:
    said = [str(ALARMS[alarm]) for alarm in found.alarms]
    if found.last is not None:
        figures = {"ago": ago(backups.made_at(found.last), at), "size": size(found.last.size)}
        said.append(_("Bản gần nhất: %(ago)s, %(size)s.") % figures)
    if not found.scheduled:
        said.append(_("Không đặt sao lưu tự động."))
    return Line("backup", State.ALARM if found.alarms else State.GOOD, " ".join(said), at)


def _held(restoration: Restoration | None, at: datetime) -> Line:
    if restoration is None:
        return Line("held", State.GOOD, _("Không bị giữ."), at)
    said = _("Bị giữ từ khi phục hồi, %(ago)s: không thư nào được gửi.") % {"ago": ago(restoration.restored_at, at)}
    return Line("held", State.ALARM, said, at)
