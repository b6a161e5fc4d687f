"""Register a classified paper, put it right, record what became of it; each leaves the version before beside it."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from dondoc import gazette
from dondoc.classified import permissions, queries, rules
from dondoc.classified.actions import writing
from dondoc.classified.models import ClassifiedLead, ClassifiedPaper, ClassifiedVersion
from dondoc.classified.rules import Particulars
from dondoc.clock import local_date
from dondoc.duties import actions as duties
from dondoc.duties.models import Duty, DutyKind, MatterKind
from dondoc.regulation import Refused
from dondoc.units.models import Actor, Register, Unit
from dondoc.units.permissions import require
from dondoc.units.queries import people_for, people_in

KIND = DutyKind.CARRY_OUT_CLASSIFIED


def register_paper(
    *, by: Actor, at: datetime, given: Particulars, grade: str = "", token: str | None = None
) -> ClassifiedPaper:
    """Hold the particulars of a secret paper that the register's regulation lists, and open the duty of each lead unit.

    The grade only decides whether anything may be held; it is not kept. Units and monitor are told that there is something.

    Raises:
        Refused: not a custodian; the regulation holds nothing of such a paper (with what to do instead and its article);
            a particular is missing, not to be held, or of no shape that it can have; the same number, symbol and year.
    """
    given = rules.cleaned(given)
    with transaction.atomic():
        first = ClassifiedPaper.objects.filter(form_token=token).first() if token else None
        if first is not None:
            return _answered(first, by)
        require(permissions.can_keep(by), "permission.keep_classified")
        register = by.register
        assert register is not None  # can_keep
        Register.objects.select_for_update().get(pk=register.pk)  # two custodians cannot enter one paper twice
        if refusal := rules.refusal_to_hold(gazette.law(register.edition), grade):
            raise Refused(refusal)
        _refuse(given, register, local_date(at))
        matter = duties.open_matter(kind=MatterKind.CLASSIFIED, register=register, at=at)
        paper = ClassifiedPaper.objects.create(
            matter=matter, register=register, edition=register.edition, form_token=token
        )
        version = _write(paper, given, {}, by, at)
        _settle_duties(version, at)
        writing.tell_journal("registered", register, by, at, paper)
        if given.monitor is not None:
            _tell_monitor(version, at)
        return paper


def _answered(first: ClassifiedPaper, by: Actor) -> ClassifiedPaper:
    """What the same form has brought already; a form of somebody else answers nothing."""
    earliest = first.versions.order_by("id").first()
    if earliest is None or earliest.recorded_by != by.post:
        writing.refuse("form_used")
    return first


def correct(*, by: Actor, at: datetime, paper: ClassifiedPaper, given: Particulars) -> ClassifiedVersion:
    """Put particulars right; the version before stays with who replaced it and when. The same form again changes nothing.

    Units that are no longer named lose their duty and no longer see the paper; new ones get theirs; a moved date moves the
    duties that are open.

    Raises:
        Refused: not a custodian of the register; removed; a particular as in `register_paper`.
    """
    given = rules.cleaned(given)
    with transaction.atomic():
        paper = writing.locked(paper)
        require(permissions.can_correct(by, paper), "permission.keep_classified")
        before = queries.current(paper)
        was = queries.particulars_of(before)
        if not (changed := queries.changed(was, given)):
            return before
        _refuse(given, paper.register, local_date(at), paper=paper, was=was)
        done = {lead.unit_id: lead.done_on for lead in before.leads.all()}
        version = _write(paper, given, done, by, at)
        _settle_duties(version, at)
        writing.tell_journal("corrected", paper.register, by, at, paper, fields=len(changed))
        if given.monitor is not None and given.monitor != was.monitor:
            _tell_monitor(version, at)
        return version


def record_outcome(
    *, by: Actor, at: datetime, paper: ClassifiedPaper, unit: Unit, done_on: date | None
) -> ClassifiedVersion:
    """Record the day on which a lead unit carried out what it was given; None takes back what was recorded.

    Where the regulation counts the day of telling and not that of the result, the day of ``at`` is recorded. Within or past
    the date is derived, never stored. The duty is discharged with the day, or opened again.

    Raises:
        Refused: neither the head of that unit nor a custodian; not a lead unit; removed; a day that cannot be.
    """
    with transaction.atomic():
        paper = writing.locked(paper)
        before = queries.current(paper)
        require(permissions.can_record(by, before, unit.pk), "permission.record_classified")
        done = {lead.unit_id: lead.done_on for lead in before.leads.all()}
        if unit.pk not in done:
            writing.refuse("not_given")
        if done_on is not None and not rules.counts_day_of_result(gazette.law(paper.edition)):
            done_on = done[unit.pk] or local_date(at)
        if done_on == done[unit.pk]:
            return before
        if done_on is not None:
            refusal = rules.refusal_of_day(done_on, issued_on=before.issued_on, today=local_date(at))
            if refusal is not None:
                raise Refused(refusal)
        version = _write(paper, queries.particulars_of(before), {**done, unit.pk: done_on}, by, at)
        _settle_duties(version, at)
        writing.tell_journal("outcome_recorded", paper.register, by, at, paper)
        return version


def _refuse(
    given: Particulars,
    register: Register,
    today: date,
    *,
    paper: ClassifiedPaper | None = None,
    was: Particulars | None = None,
) -> None:
    """Raise the first thing that is wrong with the particulars."""
    for _field, refusal in queries.faults(given, register, today, paper=paper, was=was):
        raise Refused(refusal)


def _write(
    paper: ClassifiedPaper, given: Particulars, done: dict[int, date | None], by: Actor, at: datetime
) -> ClassifiedVersion:
    """The version that holds from now on; the one before is replaced."""
    ClassifiedVersion.objects.current().filter(paper=paper).update(replaced_at=at)
    version = ClassifiedVersion.objects.create(
        paper=paper, kind=given.kind, number=given.number, symbol=given.symbol, issued_on=given.issued_on,
        signer=given.signer, submitter=given.submitter, monitor=given.monitor, task_count=given.task_count,
        due_on=given.due_on, recorded_at=at, recorded_by=by.post,
    )  # fmt: skip
    ClassifiedLead.objects.bulk_create(
        [ClassifiedLead(version=version, unit=unit, done_on=done.get(unit.pk)) for unit in given.lead]
    )
    return version


def _settle_duties(version: ClassifiedVersion, at: datetime) -> None:
    """The duty of each lead unit as the version says: open at the date, discharged on the day, void where it is not named."""
    paper = version.paper
    leads = list(version.leads.select_related("unit"))
    gone = Duty.objects.open().filter(matter=paper.matter).exclude(holder_unit__in=[lead.unit for lead in leads])
    for duty in gone.select_related("holder_unit"):
        duties.void(paper.matter, at=at, holder_unit=duty.holder_unit)
    for lead in leads:
        standing = Duty.objects.open().filter(matter=paper.matter, holder_unit=lead.unit).first()
        if lead.done_on is not None and standing is not None:
            duties.discharge(paper.matter, KIND, at=at, holder_unit=lead.unit, done_on=lead.done_on)
        elif lead.done_on is not None:
            duties.done_on_day(paper.matter, KIND, holder_unit=lead.unit, done_on=lead.done_on)
        elif standing is None:
            _open_duty(version, lead.unit, at)
        elif standing.due_on != version.due_on:
            duties.reschedule(standing, at=at, reason="", due_on=version.due_on)


def _open_duty(version: ClassifiedVersion, unit: Unit, at: datetime) -> None:
    """For the head of the unit alone, at the date of the paper; the head is told that there is something."""
    paper, role = version.paper, queries.head_role(unit)
    duties.open_duty(
        paper.matter, kind=KIND, holder_unit=unit, holder_role=role, edition=paper.edition, at=at, due_on=version.due_on,
        event_on=version.issued_on, article=rules.cited(gazette.law(paper.edition)),
    )  # fmt: skip
    writing.tell_people(paper, people_in([unit], [role], local_date(at)), f"given:{version.pk}:{unit.pk}", at)


def _tell_monitor(version: ClassifiedVersion, at: datetime) -> None:
    assert version.monitor is not None
    writing.tell_people(version.paper, people_for(version.monitor, local_date(at)), f"monitor:{version.pk}", at)
