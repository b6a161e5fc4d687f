"""The regulation as data: schema, strict loader, citations, silence, deadlines, periods, scenarios. No Django.

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
from dondoc.regulation.refusals import Refusal, Refused
from dondoc.regulation.schema import (
    ACTS,
    LIMIT_NAMES,
    TOPICS,
    Article,
    Event,
    Form,
    Instrument,
    Limit,
    LimitCase,
    Profile,
    ReportLaw,
    SecrecyLaw,
    Silent,
    SlipLaw,
    Tag,
    Value,
)

__all__ = [
    "ACTS", "LIMIT_NAMES", "TOPICS", "Article", "Citation", "CitationError", "Deadline", "Event", "Form", "Instrument", "Limit",
    "LimitCase", "Period", "PeriodKind", "Profile", "ProfileError", "Refusal", "Refused", "ReportLaw", "SecrecyLaw",
    "Silent", "SlipLaw", "Tag", "Value", "available", "compare_text", "deadline", "load_profile", "load_profile_texts",
    "period_of", "periods_ending", "profile_hash", "profile_texts",
]  # fmt: skip
