"""The journal: what waits for its seal, and how far the chain was verified; the calendar and the editions that need one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from dondoc import gazette
from dondoc.clock import local, local_date
from dondoc.gazette.models import LoadAttempt
from dondoc.gazette.queries import latest_attempts, newest_edition
from dondoc.journal import queries as journal
from dondoc.journal.queries import Lag
from dondoc.operations import rules
from dondoc.operations.models import JOURNAL, Measurement
from dondoc.operations.queries.lines import Line, age, ago
from dondoc.operations.rules import State
from dondoc.units.models import Register
from dondoc.workdays import Calendar


def lines(at: datetime, measured: Mapping[str, Measurement]) -> list[Line]:
    """Sealing (a line for each register that lags), verification, calendar."""
    codes = dict(Register.objects.order_by("pk").values_list("pk", "code"))
    version = gazette.current_calendar()
    found = [*_sealing(codes, at), *_verified(codes, measured.get(JOURNAL), at), *_regulations(at)]
    if version is None:
        return [*found, _calendar(gazette.WEEK_ENDS_ONLY, at), *_editions(codes, at)]
    return [*found, _calendar(gazette.calendar(version), at)]


def name_of(codes: Mapping[int, str], register_id: int) -> str:
    """The code of the register; the installation's own journal has none."""
    return codes.get(register_id, "") or (_("hệ thống") if register_id == 0 else str(register_id))


def _sealing(codes: Mapping[int, str], at: datetime) -> list[Line]:
    lags = journal.unsealed()
    behind = [_lag(lag, codes, at) for lag in lags if rules.SEALING.judge(at - lag.since) is not State.GOOD]
    if behind:
        return behind
    count = sum(lag.count for lag in lags)
    said = _("%(count)s dòng chờ niêm phong, chưa dòng nào quá một phút.") if count else _("Mọi dòng đã niêm phong.")
    return [Line("sealing", State.GOOD, said % {"count": count}, at)]


def _lag(lag: Lag, codes: Mapping[int, str], at: datetime) -> Line:
    said = _("Sổ %(register)s: %(count)s dòng chờ niêm phong, dòng lâu nhất chờ %(age)s.")
    waited = at - lag.since
    figures = {"register": name_of(codes, lag.register_id), "count": lag.count, "age": age(waited)}
    return Line("sealing", rules.SEALING.judge(waited), said % figures, at, str(lag.register_id))


def _verified(codes: Mapping[int, str], measured: Measurement | None, at: datetime) -> list[Line]:
    if measured is None:
        return [Line("journal", State.WARNING, _("Nhật ký chưa được kiểm lần nào."), at)]
    broken = [_break(codes, int(number), row, measured) for number, row in measured.figures.items() if row["broken"]]
    if broken:
        return broken
    held = sum(row["number"] for row in measured.figures.values())
    whole = [parse_datetime(row["whole_at"]) for row in measured.figures.values() if row["whole_at"]]
    oldest = min((instant for instant in whole if instant), default=None)
    complete = len(whole) == len(measured.figures)
    state = rules.VERIFYING.judge(at - measured.measured_at)
    said = _("Chuỗi khớp đến dòng %(held)s trên %(all)s dòng; lượt kiểm trọn vẹn gần nhất: %(ago)s.")
    figures = {
        "held": held,
        "all": sum(row.get("end", row["number"]) for row in measured.figures.values()),
        "ago": ago(oldest if complete else None, at),
    }
    return [Line("journal", state, said % figures, measured.measured_at)]


def _break(codes: Mapping[int, str], register_id: int, row: Mapping[str, Any], measured: Measurement) -> Line:
    said = _("Sổ %(register)s: chuỗi không khớp ở dòng %(number)s.")
    figures = {"register": name_of(codes, register_id), "number": row["broken"]}
    return Line("journal", State.ALARM, said % figures, measured.measured_at, str(register_id))


def _calendar(calendar: Calendar, at: datetime) -> Line:
    today = local_date(at)
    state = rules.next_year(calendar, today)
    open_days = rules.unconfirmed(calendar, today)
    if not calendar.has_year(today.year):
        said = _("Chưa có lịch năm %(year)s: hạn tính trong năm này là tạm tính.") % {"year": today.year}
    elif not calendar.has_year(today.year + 1):
        said = _("Chưa có lịch năm %(year)s.") % {"year": today.year + 1}
    else:
        said = _("Có lịch đến hết năm %(year)s.") % {"year": max(calendar.years)}
    if open_days:
        state = max(state, State.WARNING)
        days = ", ".join(f"{day:%d/%m/%Y}" for day in open_days[:6])
        said += " " + _("Ngày sắp tới chưa chắc chắn: %(days)s.") % {"days": days}
    return Line("calendar", state, said, at)


def _regulations(at: datetime) -> list[Line]:
    """Folders of regulations whose latest loading was refused: file, line, reason, and with which edition the system goes on."""
    refused = [attempt for attempt in latest_attempts() if attempt.message]
    if not refused:
        return [Line("regulation", State.GOOD, _("Không thư mục quy chế nào bị từ chối ở lần nạp gần nhất."), at)]
    return [Line("regulation", State.WARNING, _refused(row), row.at, row.folder) for row in refused]


def _refused(attempt: LoadAttempt) -> str:
    where = {"folder": attempt.folder, "file": attempt.file, "line": attempt.line, "message": attempt.message}
    said = _("%(folder)s bị từ chối: %(file)s, dòng %(line)s: %(message)s") % where
    if attempt.suggestion:
        said += " " + _("Có phải ý là “%(word)s”?") % {"word": attempt.suggestion}
    standing = newest_edition(attempt.folder)
    if standing is None:
        return said
    kept = {"label": standing.label, "at": f"{local(standing.loaded_at):%d/%m/%Y %H:%M}"}
    return said + " " + _("Hệ thống tiếp tục dùng %(label)s, nạp lúc %(at)s.") % kept


def _editions(codes: Mapping[int, str], at: datetime) -> list[Line]:
    """A register under a regulation counts working days: without any calendar only week-ends are left out."""
    if not codes:
        return []
    said = _("%(count)s sổ theo quy chế mà chưa nạp lịch nào: chỉ trừ ngày cuối tuần.") % {"count": len(codes)}
    return [Line("edition", State.ALARM, said, at)]
