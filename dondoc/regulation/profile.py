"""A regulation as the code asks it: every topic and table, stated with its article or declared silent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from dondoc.regulation import terms
from dondoc.regulation.citations import Citation
from dondoc.regulation.kinds import One, Several, YesNo
from dondoc.regulation.periods import PeriodKind
from dondoc.regulation.schema import (
    Article,
    Band,
    Confirmation,
    ExtensionLaw,
    ExtraField,
    Form,
    InspectionLaw,
    Instrument,
    LadderStep,
    Limit,
    Rating,
    ReminderLaw,
    ReportLaw,
    SecrecyLaw,
    Silent,
    SlipLaw,
    Value,
)
from dondoc.regulation.terms import Tag
from dondoc.regulation.topics import ListOf, Table, Topic, tables_of, topics_of


@dataclass(frozen=True)
class Profile:
    """A regulation. Every topic is stated or declared silent; ``said`` holds what is said of each by its name."""

    id: str
    name: str
    edition: str
    schema: int
    instrument: Instrument
    limits: Mapping[str, Limit | Silent]
    said: Mapping[str, Any]
    vocabulary: Mapping[str, str]
    vocabulary_article: tuple[Citation, ...]
    forms: Mapping[str, Form]
    cites: Mapping[str, tuple[Citation, ...] | Silent]
    silent: Mapping[str, str]
    articles: tuple[Article, ...]

    on_time = Topic(
        One(("completed_on", "sent_at", "confirmed_at")), since=1, asks="Trong hạn hay quá hạn tính theo ngày nào?"
    )
    strict_before = Topic(YesNo(), since=1, asks="“Trước ngày D” có nghĩa là hết ngày liền trước D không?")
    rolls_fixed_dates = Topic(YesNo(), since=1, asks="Ngày ấn định rơi vào ngày nghỉ có được dời không?")
    without_due_date = Topic(
        Several(("month", "quarter", "half_year", "year")),
        since=1,
        asks="Việc không thời hạn cập nhật vào cuối kỳ nào?",
    )
    classes = Topic(Several(("must_submit", "must_report", "carry_out")), since=1, asks="Nhiệm vụ chia những loại nào?")
    directive_kinds = Topic(Several(terms.DIRECTIVE_KINDS), since=1, asks="Những loại văn bản nào được theo dõi?")
    overdue_reason = Topic(YesNo(), since=1, asks="Quá hạn có phải nêu lý do không?")
    return_to = Topic(One(("office", "issuer")), since=1, asks="Giao sai thì chuyển lại cho ai?")
    states = Topic(
        Several(("not_started", "in_progress", "not_done", "done")),
        since=1,
        asks="Tình hình thực hiện gồm những trạng thái nào?",
    )
    number_optional = Topic(Several(terms.DIRECTIVE_KINDS), asks="Loại văn bản nào có thể không có số, ký hiệu?")
    excluded = Topic(Several(terms.EXCLUSIONS), asks="Những việc nào không đưa vào sổ?")
    required_of_task = Topic(
        Several(("lead", "due_date", "content", "monitor", "synthesiser")),
        asks="Khi cập nhật nhiệm vụ phải ghi những gì?",
    )
    superior_state = Topic(
        YesNo(), asks="Việc của cấp trên có giữ thêm trạng thái, ngày cập nhật ở phần mềm của cấp trên không?"
    )
    outcomes = Topic(
        Several(("accepted", "refused", "partial", "declined", "dropped", "merged")),
        asks="Kết quả có thể kết thúc thế nào?",
    )
    after_refusal = Topic(One(("redo", "not_done")), asks="Kết quả không đạt thì nhiệm vụ ra sao?")
    missed_update = Topic(One(("nothing", "not_done")), asks="Lỡ hạn cập nhật thì sao?")
    missing_task = Topic(YesNo(), asks="Đơn vị có báo được nhiệm vụ còn thiếu không?")
    children = Topic(One(("own_confirmation", "all_children")), asks="Việc giao tiếp cho phòng, ban kết thúc theo gì?")
    update_by = Topic(One(("unit", "office")), asks="Ai cập nhật kết quả?")
    channels = Topic(
        Several(("software", "report", "meeting", "telephone", "email", "fax", "letter", "inspection", "sms")),
        asks="Đôn đốc qua những kênh nào?",
    )
    urging_kinds = Topic(Several(terms.URGING_KINDS), asks="Có những hình thức đôn đốc nào?")
    urged = Topic(
        Several(("due_soon", "overdue", "wrongly_done")), asks="Văn phòng đề xuất biện pháp về những việc nào?"
    )
    publication = Topic(
        Several(("tasks", "results", "periodic_report", "inspection_result")), asks="Công khai những gì?"
    )
    accounts = Topic(One(("per_person", "per_unit")), asks="Tài khoản cho từng người hay từng đơn vị?")
    rate_of = Topic(One(("due", "all")), asks="Tỷ lệ chia cho việc đến hạn hay mọi việc?")
    inspection_kinds = Topic(
        Several(("regular", "unannounced", "self", "direct")), asks="Có những hình thức kiểm tra nào?"
    )
    disputes_to = Topic(One(("leader", "office")), asks="Ai quyết định khi các đơn vị không thống nhất?")

    secrecy = Table(SecrecyLaw, since=1, asks="Văn bản mật được giữ thế nào?")
    slips = Table(SlipLaw, since=1, asks="Sau hạn có phiếu báo không: mấy phiếu, rồi báo cáo ai?")
    reports = ListOf(ReportLaw, since=1, asks="Ai báo cáo, kỳ nào, ngày nào?")
    confirmation = ListOf(Confirmation, asks="Ai xác nhận kết quả, lần lượt mấy cấp?")
    ratings = ListOf(Rating, asks="Kết quả được đánh giá theo thang nào?")
    extension = Table(ExtensionLaw, asks="Xin gia hạn thế nào?")
    reminders = ListOf(ReminderLaw, asks="Trước hạn nhắc ai, bao lâu?")
    ladder = ListOf(LadderStep, asks="Sau hạn (nếu không dùng phiếu báo) có những bước nào?")
    bands = ListOf(Band, asks="Tỷ lệ chia những mức xếp loại nào?")
    extra_fields = ListOf(ExtraField, asks="Nhiệm vụ có thông tin riêng nào?")
    inspection = Table(InspectionLaw, asks="Hồ sơ kiểm tra gồm những giấy tờ nào?")

    @property
    def label(self) -> str:
        """How the edition is called on pages."""
        return f"{self.instrument.number} ({self.edition})"

    def limit(self, name: str) -> Limit | Silent:
        """A limit by its name on the command line."""
        return self.limits[name]

    def levels(self, tags: Iterable[str] = ()) -> tuple[str, ...] | Silent:
        """The roles that confirm a result one after another; none: the result closes the task without a confirmation."""
        found = self.confirmation_case(tags)
        return found if isinstance(found, Silent) else found.levels

    def confirmation_case(self, tags: Iterable[str] = ()) -> Confirmation | Silent:
        """The case of confirmation that the tags choose, with its articles and its reading."""
        if isinstance(self.confirmation, Silent):
            return self.confirmation
        given = frozenset(map(Tag, tags))
        return next(case for case in self.confirmation if case.applies(given))

    @property
    def report_periods(self) -> Value[tuple[str, ...]] | Silent:
        """The periods for which units report their results, from the calendar of reports."""
        if isinstance(self.reports, Silent):
            return self.reports
        rows = [report for report in self.reports if report.by == "unit" and not report.paper_only]
        periods = tuple(kind.value for kind in PeriodKind if any(kind in report.periods for report in rows))
        articles = tuple(dict.fromkeys(place for report in rows for place in report.article))
        return Value(periods, articles, " ".join(report.reading for report in rows if report.reading))

    def form_for(self, purpose: str) -> Form | None:
        """The form that the regulation prescribes for a purpose; None when it prescribes none."""
        return next((form for form in self.forms.values() if form.serves == purpose), None)

    def cite(self, act: str) -> str:
        """The articles that an act rests on, as duties and the journal keep them; nothing where the text is silent."""
        found = self.cites[act]
        return "" if isinstance(found, Silent) else " ".join(str(citation) for citation in found)

    def topic(self, name: str) -> Any:
        """What the profile says of a topic by its dotted name: ``on_time``, ``limits.entry``, ``forms.II``, ``cites.urge``.

        Raises:
            KeyError: no such topic.
        """
        head, _, rest = name.partition(".")
        if head in {"limits", "forms", "cites"} and rest:
            found: Any = getattr(self, head)
            return found[rest]
        if name in {"vocabulary", "instrument"}:
            return getattr(self, name)
        if name == CONFIRMING_ROLE and self.schema == 1:
            found = self.confirmation
            return found if isinstance(found, Silent) else Value(found[0].levels[0], found[0].article, found[0].reading)
        return self.said[name]

    def saying(self, **said: Any) -> Profile:
        """The same regulation with other things said of some topics: for tests and previews of a draft."""
        return replace(self, said={**self.said, **said})


#: How schema 1 called who confirms a result; read as the one case of confirmation with one level.
CONFIRMING_ROLE = "confirming_role"
ROLES_OF_SCHEMA_1 = ("monitor", "office", "office_division", "unit_head", "leader")
TOPICS: Mapping[str, Topic[Any]] = topics_of(Profile)
TABLES: Mapping[str, Table[Any] | ListOf[Any]] = tables_of(Profile)
#: What a text that was written for schema 1 could not say.
UNKNOWN_TO_SCHEMA_1 = "Hồ sơ viết theo schema 1, chưa nói đến điều này."
