"""What the people of the house have to do, and whether all of it is there once when they are through."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable
from datetime import timedelta

from django.db import DatabaseError, connection
from django.db.models import Q
from django.urls import reverse

from bench.killing.browsing import Form
from bench.killing.stage import PDF, Stage, recall
from dondoc.clock import now, today
from dondoc.documents.models import Attachment, Document
from dondoc.jobs.models import Job
from dondoc.journal import jobs as outbox
from dondoc.journal.actions import MAIL_LEASE
from dondoc.journal.models import Notice, Unsealed
from dondoc.tasks.models import Assignment, Fact
from dondoc.urging.models import Step

DAY = timedelta(days=1)
SHORT = {"progress_reported": "tinh-hinh", "result_accepted": "xac-nhan", "result_sent_back": "yeu-cau-bo-sung"}


def work_for(kills: int) -> dict[str, list[Form]]:
    """Forms for a unit, its monitor, an officer and the head of the Office: enough for so many kills."""
    from random import Random

    stage = Stage(recall(), Random(1), day=today())
    desks: dict[str, list[Form]] = {"stc": [], "theodoi": [], "chuyenvien": [], "chanhvp": []}
    for number in range(2 * kills):
        stage.go_on()
        desks["stc"] += _unit(stage.assignment(), number)
        judged = "result_accepted" if number % 2 else "result_sent_back"
        desks["theodoi"].append(_short(stage.sent(), judged, f"theodoi {number}"))
        desks["chuyenvien"].append(_entry(number))
        desks["chanhvp"].append(_moved(stage.task("STC", "SXD").pk, number))
        if number % 8 == 0:
            slip = stage.slip(stage.climbed(Step.ISSUE))
            token = f"phiếu {number}"
            desks["chanhvp"].append(Form("slip", reverse("urging:issue", args=[slip.pk]), {"token": token}, token))
    connection.close()
    return desks


def _unit(assignment: Assignment, number: int) -> list[Form]:
    token = f"tiếp nhận {number}"
    taken = Form("taken_over", reverse("tasks:take-over", args=[assignment.pk]), {"token": token}, token)
    result = {
        "kind": "report", "code": f"{number + 1}/BC-STC", "issued_on": f"{today():%d/%m/%Y}", "abstract": "kết quả",
        "signer": "Hoàng Văn Thử", "text": "đã xong", "token": f"kết quả {number}",
    }  # fmt: skip
    url = reverse("tasks:send-result", args=[assignment.pk])
    content = PDF + str(number).encode()
    sent = Form("result_sent", url, result, result["token"], content)
    return [taken, _short(assignment, "progress_reported", f"tiến độ {number}"), sent]


def _short(assignment: Assignment, kind: str, token: str) -> Form:
    url = reverse("tasks:act", args=[assignment.pk, SHORT[kind]])
    return Form(kind, url, {"text": f"lời của {token}", "token": token}, token)


def _moved(task: int, number: int) -> Form:
    token = f"thời hạn {number}"
    fields = {"due_on": f"{today() + 40 * DAY:%d/%m/%Y}", "text": "được gia hạn", "token": token}
    return Form("due_date_moved", reverse("tasks:move-due-date", args=[task]), fields, token)


def _entry(number: int) -> Form:
    from tests.entry import row, sent

    due = f"{today() + 20 * DAY:%d/%m/%Y}"
    token = f"văn bản {number}"
    given = sent(
        row(0, due_on=due), row(1, due_on=due, units="so xay dung"), token=token, code=f"{9000 + number}/UBND-KT",
        issued_on=f"{today():%d/%m/%Y}",
    )  # fmt: skip
    fields = {name: str(value) for name, value in given.items()}
    return Form("directive", reverse("tasks:register"), fields, token, PDF + b"v" + str(number).encode())


def known(token: str) -> bool:
    """Whether a form with the token was taken; asked until the database says so, for it may be killed again meanwhile."""
    while True:
        try:
            return Fact.objects.filter(form_token=token).exists() or Document.objects.filter(form_token=token).exists()
        except DatabaseError:
            time.sleep(0.2)
        finally:
            connection.close()


def at_rest() -> bool:
    """Whether the worker has done everything: nothing is unsealed, no job waits, no mail but those under a dead lease."""
    try:
        jobs = Job.objects.filter(done_at=None, parked_at=None).exists()
        mails = Notice.objects.waiting().filter(mail_after__lte=now()).exists()
        return not (jobs or mails or Unsealed.objects.exists())
    finally:
        connection.close()


def deliver_the_rest() -> None:
    """What the worker does a quarter of an hour later: a mail that a killed one had claimed is sent, perhaps again."""
    while outbox.deliver_mail(now() + MAIL_LEASE + timedelta(minutes=1)):
        pass


def compare(forms: Iterable[Form]) -> list[str]:
    """The ledger against the database: each answered form is there once, with its file, and no other is there."""
    wrong = []
    for form in forms:
        found = (
            Fact.objects.filter(form_token=form.token).count() + Document.objects.filter(form_token=form.token).count()
        )
        answered = form.status == 302
        if not form.status and not form.unanswered:
            if found:
                wrong.append(f"{form.kind} {form.token}: never sent, and there")
        elif form.status and not answered:
            wrong.append(f"{form.kind} {form.token}: refused with {form.status}: {form.said}")
        elif answered and found != 1:
            wrong.append(f"{form.kind} {form.token}: acknowledged, and {found} times there")
        if answered and form.file:
            paper = Q(document__form_token=form.token)
            if form.kind == "result_sent":
                paper = Q(document__in=Fact.objects.filter(form_token=form.token).values("document"))
            wrong += _files(form, list(Attachment.objects.filter(paper)))
    return wrong


def _files(form: Form, files: list[Attachment]) -> list[str]:
    from dondoc.documents.files import path_of

    if len(files) != 1:
        return [f"{form.kind} {form.token}: {len(files)} files instead of one"]
    content = path_of(files[0].stored_as).read_bytes()
    digest = hashlib.sha256(form.file).hexdigest()
    same = content == form.file and files[0].sha256 == digest
    return [] if same else [f"{form.kind} {form.token}: its file is another one"]
