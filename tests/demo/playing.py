"""The verbs' writer: plays the acts of a simulated province through the verbs of the rooms, each at its own instant."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from dondoc.clock import local_date
from dondoc.demo import province as demo
from dondoc.demo.simulate import acts, founding, province
from dondoc.demo.simulate.acts import Act, HolderAct, LetterPlan, TaskPlan, UnitAct
from dondoc.demo.simulate.entering import ISSUER
from dondoc.demo.simulate.plan import Script
from dondoc.demo.simulate.province import Province
from dondoc.documents.models import Document
from dondoc.documents.rules import PaperInput
from dondoc.gazette.models import Edition
from dondoc.journal import actions as journal
from dondoc.journal import jobs as sealing
from dondoc.tasks import actions as tasks
from dondoc.tasks import queries, rules
from dondoc.tasks.deadlines import StageInput, TaskInput
from dondoc.tasks.models import Assignment, Task
from dondoc.units import actions as units
from dondoc.units.models import Actor, Field, Person, Post, Register, Unit
from dondoc.urging import actions as urging
from dondoc.urging.models import Ladder, Slip


def found(who: Province, edition: Edition, at: datetime) -> Register:
    """The province through the verbs of `units`, and its journal sealed."""
    made: dict[str, Unit] = {}
    for place, body in enumerate(who.bodies):
        made[body.code] = units.create_unit(
            by=None, at=at, name=body.name, code=body.code, kind=body.kind, short_name=body.short,
            valid_from=founding.SINCE, position=place, parent=made[body.parent] if body.parent else None,
        )  # fmt: skip
    register = units.create_register(
        by=None, at=at, name=province.REGISTER, code=demo.MARK, keeper=made["UBND"], office=made["VP"], edition=edition,
        place=demo.PLACE,
    )  # fmt: skip
    for code, name in demo.FIELDS:
        units.create_field(by=None, at=at, register=register, code=code, name=name)
    for name, aliases, bodies in demo.GROUPS:
        members = [made[code] for code, _name, _short in bodies]
        units.create_group(by=None, at=at, register=register, name=name, aliases=aliases, members=members)
    _people(who, made, at)
    sealing.seal_all(at)
    return register


def _people(who: Province, made: dict[str, Unit], at: datetime) -> None:
    posts = {}
    for someone, name in who.cast:
        person = units.create_person(by=None, at=at, username=someone.username, full_name=name)
        posts[someone.username] = units.appoint(
            by=None, at=at, person=person, unit=made[someone.unit], role=someone.role, title=someone.title,
            valid_from=founding.SINCE,
        )  # fmt: skip
    bound: dict[str, list[str]] = {}
    for code, monitor in who.scopes.items():
        bound.setdefault(monitor, []).append(code)
    for monitor, codes in bound.items():
        units.set_scope(by=None, at=at, post=posts[monitor], scopes=[(made[code], None) for code in codes])
    Person.objects.update(password=founding.password())


@dataclass
class Players:
    """Everybody who acts, by name of sign-in; what was entered, by the number of its script."""

    register: Register
    units: dict[str, Unit]
    posts: dict[str, Post]
    fields: dict[str, Field]
    entered: dict[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, register: Register) -> Players:
        """The founded province."""
        posts = Post.objects.select_related("person", "unit")
        return cls(
            register,
            {unit.code: unit for unit in Unit.objects.all()},
            {post.person.username: post for post in posts},
            {row.code: row for row in Field.objects.filter(register=register)},
        )

    def actor(self, username: str) -> Actor:
        """Who acts."""
        return Actor.of(self.posts[username])

    def head(self, act: HolderAct) -> Actor:
        """The head of the unit."""
        return self.actor(act.unit.lower())

    def officer(self, act: HolderAct) -> Actor:
        """The officer of the unit."""
        return self.actor(f"{act.unit.lower()}.cv")

    def document(self, act: Act) -> Document:
        """The directive."""
        return Document.objects.get(pk=self.entered[act.directive])

    def task(self, act: acts.TaskAct) -> Task:
        """The task."""
        return Task.objects.get(document=self.entered[act.directive], ordinal=act.task)

    def assignment(self, act: HolderAct) -> Assignment:
        """The unit's assignment, of several the one that has not ended."""
        mine = Assignment.objects.exclude(state=rules.ENDED).filter(unit__code=act.unit)
        return mine.get(task__document=self.entered[act.directive], task__ordinal=act.task)

    def monitor(self, act: HolderAct) -> Actor:
        """Who follows the task."""
        monitor = self.task(act).monitor
        assert monitor is not None
        return self.actor(monitor.person.username)

    def ladder(self, act: UnitAct) -> Ladder:
        """The round under way."""
        return Ladder.objects.open().get(document=self.entered[act.directive], unit__code=act.unit)

    def slip(self, act: UnitAct) -> Slip:
        """The slip that waits."""
        return Slip.objects.waiting().get(ladder=self.ladder(act))


def _given(p: Players, task: TaskPlan) -> TaskInput:
    return TaskInput(
        content=task.content, units=tuple(p.units[code] for code in task.leads),
        coordinating=tuple(p.units[code] for code in task.partners), mode=task.mode, clause=task.clause,
        product=task.product, task_class=task.asked, due_kind=task.due_kind, due_on=task.due_on, due_span=task.due_span,
        stages=tuple(StageInput(name, due_on) for name, due_on in task.stages),
        synthesiser=p.units[task.synthesiser] if task.synthesiser else None,
    )  # fmt: skip


def enter(p: Players, act: acts.Enter) -> None:
    """Register the directive."""
    paper = act.paper
    given = PaperInput(
        kind=paper.kind, issued_on=paper.issued_on, number=paper.number, symbol=paper.symbol, abstract=paper.abstract,
        issuer=ISSUER, signer=paper.signer, drafter=p.posts[paper.drafter], field=p.fields[paper.field],
        urgency=paper.urgency,
    )  # fmt: skip
    document = tasks.register_directive(
        by=p.actor(act.by), at=act.at, paper=given, tasks=[_given(p, task) for task in paper.tasks]
    )
    p.entered[act.directive] = document.pk


def _paper(letter: LetterPlan) -> PaperInput:
    return PaperInput(
        kind=letter.kind, issued_on=letter.issued_on, number=letter.number, symbol=letter.symbol,
        abstract=letter.abstract, issuer=letter.issuer, signer=letter.signer,
    )  # fmt: skip


def ask_reason(p: Players, act: acts.AskReason) -> None:
    """`tick` finds the assignment among those without a reason, and asks."""
    found = queries.without_reason(local_date(act.at), list(Edition.objects.all()))
    assert tasks.ask_reasons(at=act.at, found=found.filter(pk=p.assignment(act).pk)) == 1


def ask_update(p: Players, act: acts.AskUpdate) -> None:
    """`tick` finds the assignment among those without an update, and asks."""
    from dondoc.regulation.periods import period_of

    period = period_of("quarter", act.last_on)
    assert period is not None and period.last_on == act.last_on
    found = queries.without_update(period, p.register.edition).filter(pk=p.assignment(act).pk)
    assert tasks.ask_updates(at=act.at, found=found, last_on=act.last_on) == 1


def send(p: Players, act: acts.Send) -> None:
    """The result."""
    tasks.send_result(by=p.head(act), at=act.at, assignment=p.assignment(act), paper=_paper(act.paper), text=act.text)


def _open(p: Players, act: acts.OpenLadder) -> None:
    assert urging.open_ladder(at=act.at, document=p.document(act), unit=p.units[act.unit]) is not None


def _prepare(p: Players, act: acts.PrepareSlip) -> None:
    assert urging.prepare_slip(at=act.at, ladder=p.ladder(act)) is not None


def _urge(p: Players, act: acts.Urge) -> None:
    urging.record_urging(
        by=p.actor(act.by), at=act.at, directive=p.document(act), unit=p.units[act.unit], channel=act.channel,
        text=act.text, occurred_on=local_date(act.at), paper=_paper(act.paper) if act.paper else None,
    )  # fmt: skip


def _true(done: object) -> None:
    assert done


Verb = Callable[[Players, Any], object]
VERBS: dict[type[Act], Verb] = {
    acts.Enter: enter,
    acts.TakeOver: lambda p, a: tasks.take_over(by=p.officer(a), at=a.at, assignment=p.assignment(a)),
    acts.Return: lambda p, a: tasks.return_task(by=p.head(a), at=a.at, assignment=p.assignment(a), reason=a.reason),
    acts.Report: lambda p, a: tasks.report_progress(
        by=p.officer(a), at=a.at, assignment=p.assignment(a), text=a.text, percent=a.percent
    ),
    acts.AskReason: ask_reason,
    acts.AskUpdate: ask_update,
    acts.Explain: lambda p, a: tasks.explain_delay(by=p.head(a), at=a.at, assignment=p.assignment(a), reason=a.reason),
    acts.Send: send,
    acts.Accept: lambda p, a: tasks.accept_result(by=p.monitor(a), at=a.at, assignment=p.assignment(a)),
    acts.SendBack: lambda p, a: tasks.send_back(
        by=p.monitor(a), at=a.at, assignment=p.assignment(a), missing=a.missing
    ),
    acts.Reopen: lambda p, a: tasks.reopen(by=p.monitor(a), at=a.at, assignment=p.assignment(a), reason=a.reason),
    acts.Decline: lambda p, a: tasks.decline_return(
        by=p.actor(a.by), at=a.at, assignment=p.assignment(a), explanation=a.explanation
    ),
    acts.Reassign: lambda p, a: tasks.reassign(
        by=p.actor(a.by), at=a.at, assignment=p.assignment(a), unit=p.units[a.to], reason=a.reason
    ),
    acts.Move: lambda p, a: tasks.move_due_date(
        by=p.actor(a.by), at=a.at, task=p.task(a), due_on=a.due_on, reason=a.reason
    ),
    acts.Withdraw: lambda p, a: tasks.end_task(by=p.actor(a.by), at=a.at, task=p.task(a), reason=a.reason),
    acts.OpenLadder: _open,
    acts.CloseLadder: lambda p, a: _true(urging.close_ladder(at=a.at, ladder=p.ladder(a))),
    acts.PrepareSlip: _prepare,
    acts.IssueSlip: lambda p, a: urging.issue_slip(by=p.actor("chanhvp"), at=a.at, slip=p.slip(a)),
    acts.WithholdSlip: lambda p, a: urging.withhold_slip(
        by=p.actor("chanhvp"), at=a.at, slip=p.slip(a), reason=a.reason
    ),
    acts.Escalate: lambda p, a: _true(urging.escalate(at=a.at, ladder=p.ladder(a))),
    acts.Instruct: lambda p, a: urging.instruct(
        by=p.actor("chutich"), at=a.at, ladder=p.ladder(a), text=a.text, follow_up_on=a.follow_up_on
    ),
    acts.Urge: _urge,
    acts.Seal: lambda p, a: journal.seal(p.register.pk, a.at),
}


def play(script: Script, register: Register) -> list[type[Act]]:
    """Every act through its verb; gives what kinds of acts there were."""
    players, seen = Players.of(register), []
    for act in script.acts():
        VERBS[type(act)](players, act)
        seen.append(type(act))
    return seen
