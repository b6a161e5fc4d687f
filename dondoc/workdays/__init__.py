"""Working days: spans, calendars, counting with a trace. No Django.

Counting follows the Civil Code 2015, articles 146 to 148: the first day is not counted, a period of days or months whose
last day is a day off ends on the next working day, the last day ends at 24:00. Words: working day (ngày làm việc), day off
(ngày nghỉ), exchanged day (ngày hoán đổi), span (khoảng thời gian), trace (cách tính).
"""

from dondoc.workdays.calendars import Calendar, Change, DayKind, DayOff, Skipped, WorkedDay, Year
from dondoc.workdays.counting import Direction, Trace, count, roll_fixed, strict_before
from dondoc.workdays.files import (
    CalendarError,
    calendar_texts,
    changed_texts,
    load_calendar,
    load_calendar_texts,
    year_text,
)
from dondoc.workdays.spans import Span, SpanError, SpanUnit

__all__ = [
    "Calendar", "CalendarError", "Change", "DayKind", "DayOff", "Direction", "Skipped", "Span", "SpanError", "SpanUnit",
    "Trace", "WorkedDay", "Year", "calendar_texts", "changed_texts", "count", "load_calendar", "load_calendar_texts",
    "roll_fixed", "strict_before", "year_text",
]  # fmt: skip
