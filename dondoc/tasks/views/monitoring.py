"""Who follows what: another officer for one task, or for everything that an officer followed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dondoc import gazette
from dondoc.clock import now, today
from dondoc.duties.queries import in_words
from dondoc.regulation import Refusal, Refused
from dondoc.tasks import actions, permissions, queries
from dondoc.tasks.forms import Choices, HandOverForm, MonitorForm
from dondoc.tasks.views.acting import do, short_form
from dondoc.ui import refusals
from dondoc.units import access
from dondoc.units.models import Post, Register
from dondoc.units.permissions import can_hand_over, require
from dondoc.units.requests import ActorRequest


@require_http_methods(["GET", "POST"])
def change_monitor(request: ActorRequest, pk: int) -> HttpResponse:
    """Another officer of the Office follows the task from now on."""
    task = queries.access_task(request.actor, pk)
    permissions.require_on(request.actor, task, access.CORRECT_TASK)
    posted = request.method == "POST"
    if not posted and task.closed_at is not None:
        raise Refused(Refusal("task.closed", {}, None))
    monitors = Choices.on(task.register, today()).monitors
    form = MonitorForm(request.POST if posted else None, monitors=monitors, initial={"monitor": task.monitor_id})
    if posted and form.is_valid() and do(request, form, actions.change_monitor, task=task, **form.cleaned_data):
        return redirect("workspace:task", pk=pk)
    then = _("Việc thẩm định đang chờ chuyển sang người này và người này được báo; hồ sơ giữ tên người trước.")
    page = {"then": then, "former": task.monitor, "template": "tasks/monitor.html"}
    return short_form(request, form, _("Đổi người theo dõi"), task, "set_monitors", **page)


@require_http_methods(["GET", "POST"])
def hand_over(request: ActorRequest) -> HttpResponse:
    """Everything that one officer follows goes to another: first how much it is, then the decision."""
    require(can_hand_over(request.actor), "permission.correct_task")
    register, day = request.actor.register, today()
    assert register is not None  # can_hand_over
    posted = request.method == "POST"
    given = request.POST if posted else request.GET
    following = queries.following(register)
    offered = following if not posted else queries.officers(register)  # sent twice: nobody is followed any more
    form = HandOverForm(
        given if given.get("monitor") or posted else None, following=offered, initial={"former": given.get("former")},
        monitors=Choices.on(register, day).monitors,
    )  # fmt: skip
    chosen = form.cleaned_data if form.is_bound and form.is_valid() else None
    if posted and chosen and _hand_over(request, form, chosen):
        return redirect("workspace:register")
    article = gazette.law(register.edition).cite("set_monitors")
    page = {
        "form": form, "following": _counted(following, register), "chosen": chosen if not form.errors else None,
        "count": queries.followed_by(chosen["former"], register).count() if chosen else 0,
        "article": in_words(article, get_language() or "vi") if article else "",
    }  # fmt: skip
    return render(request, "tasks/hand_over.html", page, status=422 if form.errors else 200)


def _counted(following: list[Post], register: Register) -> list[tuple[Post, int]]:
    counts = queries.how_many_follow(register)
    return [(post, counts[post.pk]) for post in following]


def _hand_over(request: ActorRequest, form: HandOverForm, chosen: dict[str, Any]) -> bool:
    try:
        count = actions.hand_over(by=request.actor, at=now(), **chosen)
    except Refused as refused:
        form.add_error(None, refusals.sentence(refused.refusal))
        return False
    told = {"count": count, "was": chosen["former"], "monitor": chosen["monitor"]}
    if count:
        messages.success(request, _("%(monitor)s theo dõi từ nay %(count)s nhiệm vụ của %(was)s.") % told)
    else:
        messages.info(request, _("%(was)s không còn theo dõi nhiệm vụ nào đang mở.") % told)
    return True
