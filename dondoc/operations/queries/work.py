"""What works in the background: workers, the tick, the queue, parked jobs, the mail."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from dondoc.jobs import queries as jobs
from dondoc.journal import queries as journal
from dondoc.operations import rules
from dondoc.operations.queries.lines import Line, age, ago
from dondoc.operations.rules import State


def lines(at: datetime) -> list[Line]:
    """Five lines."""
    queue = jobs.queue(at)
    return [_workers(at), _tick(at), _queue(queue, at), _parked(queue, at), _mail(at)]


def _workers(at: datetime) -> Line:
    found = jobs.workers(at - rules.UNSEEN.alarm)
    state = rules.UNSEEN.judge(at - found.seen_at) if found.seen_at else State.ALARM
    if not found.alive:
        said = _("Không có tiến trình nền nào đang chạy; lần cuối thấy: %(seen)s.")
    elif found.lost:
        state = max(state, State.WARNING)
        said = _("%(alive)s đang chạy, %(lost)s dừng bất thường; nhận việc gần nhất: %(claimed)s.")
    else:
        said = _("%(alive)s đang chạy; nhận việc gần nhất: %(claimed)s.")
    figures = {
        "alive": found.alive, "lost": found.lost, "seen": ago(found.seen_at, at), "claimed": ago(found.claimed_at, at),
    }  # fmt: skip
    return Line("worker", state, said % figures, at)


def _tick(at: datetime) -> Line:
    last = jobs.last_tick()
    state = rules.TICK.judge(at - last) if last else State.ALARM
    return Line("tick", state, _("Lần gần nhất: %(ago)s.") % {"ago": ago(last, at)}, at)


def _queue(queue: jobs.Queue, at: datetime) -> Line:
    if queue.since is None:
        return Line("queue", State.GOOD, _("Không có việc nào chờ."), at)
    waited = at - queue.since
    said = _("%(count)s việc đang chờ, việc lâu nhất chờ %(age)s.") % {"count": queue.waiting, "age": age(waited)}
    return Line("queue", rules.WAITING.judge(waited), said, at)


def _parked(queue: jobs.Queue, at: datetime) -> Line:
    if queue.parked_since is None:
        return Line("parked", State.GOOD, _("Không có việc nào tạm gác."), at)
    said = _("%(count)s việc tạm gác sau năm lần lỗi, việc lâu nhất từ %(ago)s.")
    return Line("parked", State.ALARM, said % {"count": queue.parked, "ago": ago(queue.parked_since, at)}, at)


def _mail(at: datetime) -> Line:
    if not settings.EMAIL_HOST:
        return Line("mail", State.GOOD, _("Không dùng thư: thông báo chỉ hiện trong chương trình."), at)
    box = journal.outbox(at - rules.DAY)
    state = rules.MAIL.judge(at - box.since if box.since else None)
    figures = {"count": box.waiting, "refused": box.refused, "ago": ago(box.mailed_at, at)}
    if box.since is None:
        said = _("Không có thư nào chờ; thư gần nhất gửi được: %(ago)s.")
    else:
        said = _("%(count)s thư chờ gửi, thư lâu nhất chờ %(age)s; thư gần nhất gửi được: %(ago)s.")
        figures["age"] = age(at - box.since)
    if box.refused:
        state = max(state, State.WARNING)
        said += " " + _("Trong một ngày qua máy chủ thư không nhận %(refused)s thư.")
    return Line("mail", state, said % figures, at)
