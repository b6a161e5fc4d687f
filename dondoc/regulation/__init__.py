"""The regulation as data: schema, strict loader, citations, silence, deadlines, decisions, scenarios. No Django.

Words: profile (hồ sơ quy chế), article (Điều), silence (quy chế không quy định), reading (cách hiểu), limit (thời hạn quy định),
edition (bản), scenario (tình huống).
"""

from dondoc.regulation.citations import Citation, CitationError
from dondoc.regulation.compare import compare_text
from dondoc.regulation.limits import Deadline, deadline
from dondoc.regulation.loader import (
    available,
    load_profile,
    load_profile_texts,
    profile_hash,
    profile_texts,
)
from dondoc.regulation.locator import ProfileError
from dondoc.regulation.periods import Period, PeriodKind, period_of, periods_ending
from dondoc.regulation.profile import TABLES, TOPICS, Profile
from dondoc.regulation.refusals import Refusal, Refused
from dondoc.regulation.schema import (
    Article,
    Confirmation,
    Form,
    Instrument,
    Limit,
    LimitCase,
    Rating,
    ReportLaw,
    SecrecyLaw,
    Silent,
    SlipLaw,
    Value,
)
from dondoc.regulation.terms import ACTS, LIMIT_NAMES, Event, Tag

__all__ = [
    "ACTS", "LIMIT_NAMES", "TABLES", "TOPICS", "Article", "Citation", "CitationError", "Confirmation", "Deadline", "Event",
    "Form", "Instrument", "Limit", "LimitCase", "Period", "PeriodKind", "Profile", "ProfileError", "Rating", "Refusal",
    "Refused", "ReportLaw", "SecrecyLaw", "Silent", "SlipLaw", "Tag", "Value", "available", "compare_text", "deadline",
    "load_profile", "load_profile_texts", "period_of", "periods_ending", "profile_hash", "profile_texts",
]  # fmt: skip
