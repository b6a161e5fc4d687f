"""What must be true of any database, whatever happened to it; reads only. `dondoc check` prints what is not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import DEFAULT_DB_ALIAS, IntegrityError, connections
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery

from dondoc.clock import local, now
from dondoc.console.words import gettext as _
from dondoc.documents import files
from dondoc.documents.models import Attachment, NumberSeries, Reader
from dondoc.duties import queries as duties
from dondoc.duties.models import Duty, DutyKind, DutyOutcome, DutyQuerySet
from dondoc.extensions.queries import out_of_order
from dondoc.journal import queries as journal
from dondoc.journal.models import Entry
from dondoc.tasks import rebuild, rules
from dondoc.tasks.models import Assignment, Audience, Task
from dondoc.units.models import Register

ORPHAN_AFTER = timedelta(hours=1)
SHOWN = 200
CHUNK = 2000
"""Rows that are fetched at once: a check reads millions and keeps none."""
MOST_DATES = 50_000


@dataclass(frozen=True)
class Problem:
    """Something that is not as it must be: which invariant, of what, in words."""

    check: str
    subject: str
    what: str

    def __str__(self) -> str:
        return f"{self.check}: {self.subject}: {self.what}"


Check = Callable[[], Iterator[Problem]]


def problems() -> Iterator[Problem]:
    """All invariants in their order."""
    for check in CHECKS.values():
        yield from check()


def projections() -> Iterator[Problem]:
    """Assignments, spans, ends, deadlines, audience and search keys are what the facts say."""
    for found in rebuild.differences():
        said = _("đang là %(stands)s, theo các sự kiện phải là %(should)s")
        what = said % {"stands": _short(found.stands), "should": _short(found.should)}
        yield Problem(found.what, found.row, what)


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def spans() -> Iterator[Problem]:
    """Every assignment has exactly one span that is still open."""
    counted = Assignment.objects.annotate(open_spans=Count("spans", filter=Q(spans__until=None)))
    for pk, count in counted.exclude(open_spans=1).order_by("pk").values_list("pk", "open_spans").iterator():
        said = _("có %(count)s khoảng ghi nhận đang mở, phải là 1") % {"count": count}
        yield Problem("open_span", f"assignment {pk}", said)


def dates() -> Iterator[Problem]:
    """A duty's date is what its inputs, edition and calendar give; an open deadline is that of the assignment."""
    again_of = _counted_once()
    for duty in _counted_duties().iterator(chunk_size=CHUNK):
        again = again_of(duty)
        if again != duty.due_on:
            said = _("ghi hạn %(due_on)s, tính lại ra %(again)s") % {"due_on": duty.due_on, "again": again}
            yield Problem("duty_date", f"duty {duty.pk}", said)
    holding = Assignment.objects.filter(task__matter=OuterRef("matter"), unit=OuterRef("holder_unit"))
    promised = Subquery(holding.exclude(state=rules.ENDED).values("due_on")[:1])
    standing = Duty.objects.open().filter(kind=DutyKind.CARRY_OUT).annotate(promised=promised)
    different = standing.exclude(promised=F("due_on")).order_by("pk")
    for pk, due_on, given in different.values_list("pk", "due_on", "promised").iterator():
        said = _("ghi hạn %(due_on)s, việc được giao có hạn %(promised)s")
        yield Problem("duty_date", f"duty {pk}", said % {"due_on": due_on, "promised": given})


def _counted_duties() -> DutyQuerySet:
    """Duties whose date the law counts, without the texts of laws and calendars, of which each row would bring a copy."""
    counted = Duty.objects.exclude(limit="").select_related("edition", "calendar_version").order_by("pk")
    return counted.defer("trace", "edition__sources", "calendar_version__sources", "calendar_version__amendments")


def _counted_once() -> Callable[[Duty], date | None]:
    """`duties.recount`, where what has the same inputs is counted once; keeps a bounded number of dates."""
    known: dict[tuple[object, ...], date | None] = {}

    def again(duty: Duty) -> date | None:
        if duty.event_on is None:
            return duties.recount(duty)
        hour = local(duty.event_at).time() if duty.event_at else None
        inputs = (duty.edition_id, duty.limit, duty.event_on, hour, tuple(duty.tags), duty.calendar_version_id)
        if inputs not in known:
            if len(known) >= MOST_DATES:
                known.clear()
            known[inputs] = duties.recount(duty)
        return known[inputs]

    return again


def outcomes() -> Iterator[Problem]:
    """A closed duty says how it ended, an open one does not; nothing is left to do under a closed task."""
    odd = Duty.objects.filter(Q(closed_at=None) & ~Q(outcome="") | Q(closed_at__isnull=False, outcome=DutyOutcome.OPEN))
    for duty in odd.order_by("pk").iterator():
        yield Problem("duty_outcome", f"duty {duty.pk}", _("đã đóng mà không ghi kết cục, hoặc còn mở mà đã ghi"))
    left = Duty.objects.open().filter(matter__task__closed_at__isnull=False)
    for duty in left.order_by("pk").iterator():
        yield Problem("duty_outcome", f"duty {duty.pk}", _("còn mở trong khi nhiệm vụ đã kết thúc"))
    for duty in Duty.objects.exclude(register=F("matter__register")).order_by("pk").iterator():
        yield Problem("duty_place", f"duty {duty.pk}", _("thuộc sổ khác với việc của nó"))
    trunk = Q(matter__root=None) & ~Q(root=F("matter"))
    astray = Duty.objects.filter(trunk | Q(matter__root__isnull=False) & ~Q(root=F("matter__root")))
    for duty in astray.order_by("pk").iterator():
        yield Problem("duty_place", f"duty {duty.pk}", _("không thuộc văn bản gốc của việc"))


def appraisals() -> Iterator[Problem]:
    """A result that waits has somebody who must appraise it, and nobody must appraise what was not sent."""
    waiting = Q(matter__task__assignments__state=rules.SENT)
    open_duties = Duty.objects.open().filter(kind__in=[DutyKind.APPRAISE, DutyKind.CONFIRM])
    for duty in open_duties.exclude(waiting).order_by("pk").iterator():
        yield Problem("appraisal", f"duty {duty.pk}", _("không có kết quả nào chờ thẩm định"))
    sent = Task.objects.filter(assignments__state=rules.SENT).distinct()
    for task in sent.exclude(matter__in=open_duties.values("matter")).order_by("pk").iterator():
        yield Problem("appraisal", f"task {task.pk}", _("kết quả đã gửi mà không ai được giao thẩm định"))


def proposals() -> Iterator[Problem]:
    """A proposal that stands has somebody who must act, one that has ended nobody; a date that was granted was moved."""
    sentences = {
        "nobody_acts": _("đang chờ mà không ai được giao trình hoặc trả lời"),
        "duty_left": _("đã xong mà vẫn còn việc phải trình hoặc trả lời"),
        "date_not_moved": _("đã đồng ý thời hạn mới mà thời hạn không được dời"),
    }
    for pk, what in out_of_order():
        yield Problem("proposal", f"proposal {pk}", sentences[what])


def readers() -> Iterator[Problem]:
    """Whoever may see a task may read its directive."""
    able = Reader.objects.filter(document=OuterRef("task__document"), unit=OuterRef("unit"))
    for row in Audience.objects.exclude(Exists(able)).order_by("pk").iterator():
        said = _("đơn vị %(unit)s không đọc được văn bản giao") % {"unit": row.unit_id}
        yield Problem("reader", f"task {row.task_id}", said)


def numbers() -> Iterator[Problem]:
    """A number series has every number from 1 to its last once, cancelled ones included."""
    for series in NumberSeries.objects.order_by("pk").iterator():
        taken = list(series.numbers.order_by("number").values_list("number", flat=True))
        gaps = sorted(set(range(1, series.last + 1)) - set(taken))
        subject = f"series {series.pk} ({series.year}, {series.series})"
        if gaps:
            said = _("thiếu số %(numbers)s") % {"numbers": ", ".join(map(str, gaps[:20]))}
            yield Problem("number_series", subject, said)
        if taken and taken[-1] > series.last:
            said = _("đã cấp số %(number)s, bộ đếm mới đến %(last)s") % {"number": taken[-1], "last": series.last}
            yield Problem("number_series", subject, said)


def attachments() -> Iterator[Problem]:
    """Every file that is not purged lies on the disk in its full length; no file lies there that nobody knows."""
    for attachment in Attachment.objects.filter(purged_at=None).order_by("pk").iterator():
        found = files.size_of(attachment.stored_as)
        if found is None:
            said = _("không có tệp %(path)s") % {"path": attachment.stored_as}
            yield Problem("attachment", f"attachment {attachment.pk}", said)
        elif found != attachment.size:
            said = _("tệp dài %(found)s byte, phải là %(size)s")
            yield Problem("attachment", f"attachment {attachment.pk}", said % {"found": found, "size": attachment.size})
    for orphan in files.orphans(now() - ORPHAN_AFTER):
        yield Problem("orphan_file", orphan, _("không tài liệu nào có tệp này"))


def chains() -> Iterator[Problem]:
    """Every register's journal holds."""
    for number in journal.registers():
        for found in journal.verify(number, at=now()):
            yield Problem("journal", register_name(number), break_in_words(found))


def break_in_words(found: journal.Break) -> str:
    """Where and how a chain does not hold."""
    sentences = {
        "altered": _("dòng %(number)s đã bị sửa, hoặc chuỗi niêm phong bị đứt tại đó"),
        "payload": _("nội dung của dòng %(number)s đã bị sửa"),
        "missing": _("thiếu dòng %(number)s"),
        "head": _("cuối chuỗi không khớp với dòng %(number)s"),
        "tail": _("có dòng chưa niêm phong quá một phút (tiến trình nền có chạy không?)"),
    }
    return sentences[found.what] % {"number": found.number}


def register_name(number: int) -> str:
    """What the register is called; 0 is the installation itself, below it are the chains of classified papers."""
    name = Register.objects.filter(pk=abs(number)).values_list("code", flat=True).first()
    if number < 0 and name:
        return f"{name} " + _("(văn bản mật)")
    return name or (_("hệ thống") if number == 0 else str(number))


def length(number: int) -> int:
    """How many entries the journal of the register has."""
    return Entry.objects.filter(register_id=number).count()


def references() -> Iterator[Problem]:
    """No row points to one that is not there."""
    try:
        connections[DEFAULT_DB_ALIAS].check_constraints()
    except IntegrityError as error:
        yield Problem("reference", "database", str(error))


CHECKS: dict[str, Check] = {
    "projections": projections,
    "spans": spans,
    "dates": dates,
    "outcomes": outcomes,
    "appraisals": appraisals,
    "proposals": proposals,
    "readers": readers,
    "numbers": numbers,
    "attachments": attachments,
    "journal": chains,
    "references": references,
}
