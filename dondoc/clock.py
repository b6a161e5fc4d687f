"""The one clock of the house: nobody else asks the system what time it is.

Acts are instants (aware, UTC); legal deadlines are dates of the zone Asia/Ho_Chi_Minh.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The present date in Vietnam."""
    return local_date(now())


def local(instant: datetime) -> datetime:
    """The instant as the wall clock in Vietnam shows it."""
    return instant.astimezone(ZONE)


def local_date(instant: datetime) -> date:
    """The date in Vietnam on which the instant falls."""
    return local(instant).date()


def start_of_day(day: date) -> datetime:
    """The instant at which the date begins in Vietnam (00:00)."""
    return datetime.combine(day, time.min, tzinfo=ZONE).astimezone(UTC)


def end_of_day(day: date) -> datetime:
    """The instant at which the date ends (24:00; Civil Code 2015, article 148): the first instant of the next."""
    return start_of_day(day + timedelta(days=1))
