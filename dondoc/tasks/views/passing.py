"""What a unit that ended left: how much it is, to whom it goes, then the decision."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dondoc import gazette
from dondoc.clock import now, today
from dondoc.duties.queries import in_words
from dondoc.regulation import Refused
from dondoc.tasks import actions, successions
from dondoc.tasks.forms import HeirForm
from dondoc.ui import refusals
from dondoc.units.models import Unit
from dondoc.units.permissions import can_hand_over, require
from dondoc.units.queries import successors_on
from dondoc.units.requests import ActorRequest


@require_http_methods(["GET", "POST"])
def pass_on(request: ActorRequest, pk: int) -> HttpResponse:
    """The open tasks of an ended unit go to its successor."""
    require(can_hand_over(request.actor), "permission.correct_task")
    former, register, day = get_object_or_404(Unit, pk=pk), request.actor.register, today()
    assert register is not None  # can_hand_over
    posted = request.method == "POST"
    given = request.POST if posted else request.GET
    heirs = [heir for heir in successors_on(former, day) if heir != former]
    initial = {"heir": heirs[0].pk if len(heirs) == 1 else None}
    form = HeirForm(
        given if "heir" in given or posted else None, heirs=heirs, fields=list(register.fields.all()), initial=initial
    )
    chosen = form.cleaned_data if form.is_bound and form.is_valid() else None
    if posted and chosen and _pass_on(request, form, former, chosen):
        return redirect("units:unit", pk)
    field = chosen.get("field") if chosen else None
    article = gazette.law(register.edition).cite("correct_task")
    page = {
        "form": form, "former": former, "heirs": heirs, "chosen": chosen if not form.errors else None,
        "count": successions.left_by(former, register, field).count(),
        "waiting": successions.decided_first(former, register).select_related("task__document").order_by("pk")[:20],
        "grounds": successions.grounds_of(former), "article": in_words(article, get_language() or "vi") if article else "",
    }  # fmt: skip
    return render(request, "tasks/pass_on.html", page, status=422 if form.errors else 200)


def _pass_on(request: ActorRequest, form: HeirForm, former: Unit, chosen: dict[str, Any]) -> bool:
    heir, field = chosen["heir"], chosen.get("field")
    try:
        count = actions.pass_on(by=request.actor, at=now(), former=former, heir=heir, field=field)
    except Refused as refused:
        form.add_error(None, refusals.sentence(refused.refusal))
        return False
    told = {"count": count, "unit": former, "heir": heir}
    if count:
        messages.success(request, _("%(heir)s tiếp tục từ nay %(count)s nhiệm vụ của %(unit)s.") % told)
    else:
        messages.info(request, _("%(unit)s không còn nhiệm vụ nào phải chuyển.") % told)
    return True
