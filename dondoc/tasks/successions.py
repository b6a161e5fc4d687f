"""What a unit that ended leaves to its successors: reading for the verb and its page."""

from __future__ import annotations

from django.db.models import Q

from dondoc.tasks import rules
from dondoc.tasks.models import Assignment, AssignmentQuerySet
from dondoc.units.models import Field, Register, Succession, Unit


def left_by(former: Unit, register: Register, field: Field | None = None) -> AssignmentQuerySet:
    """The unit's parts of open tasks that go to a successor; of one field of work, of the task or else of its directive."""
    found = _open_parts(former, register).filter(state__in=[rules.NOT_STARTED, rules.IN_PROGRESS])
    if field is None:
        return found
    return found.filter(Q(task__field=field) | Q(task__field=None, task__document__field=field))


def decided_first(former: Unit, register: Register) -> AssignmentQuerySet:
    """Its parts that wait for the Office: a sent result is appraised, a return decided, before anybody takes them over."""
    return _open_parts(former, register).filter(state__in=[rules.SENT, rules.RETURNED])


def _open_parts(former: Unit, register: Register) -> AssignmentQuerySet:
    return Assignment.objects.filter(unit=former, task__register=register, task__closed_at=None)


def grounds_of(former: Unit) -> str:
    """The decisions by which others follow the unit."""
    decisions = Succession.objects.filter(old=former).order_by("pk").values_list("decision", flat=True)
    return "; ".join(dict.fromkeys(decisions))
