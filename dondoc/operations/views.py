"""The page of the house, what becomes of parked jobs, and the three addresses for machines."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from dondoc.clock import now
from dondoc.jobs.models import Job
from dondoc.operations import actions, exposition, meter, probes, sentences
from dondoc.operations.forms import DropForm
from dondoc.operations.permissions import can_operate
from dondoc.operations.queries import house
from dondoc.operations.queries import metrics as figures
from dondoc.operations.queries.lines import Line
from dondoc.regulation import Refused
from dondoc.ui import refusals
from dondoc.units.permissions import require
from dondoc.units.requests import ActorRequest


def _bare(response: HttpResponse) -> HttpResponse:
    """What a machine is told is kept nowhere and is never taken for a page."""
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@login_not_required
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """The process answers. Nothing but the process is touched: who restarts it must not do so for a database that is away."""
    return _bare(HttpResponse("ok\n", content_type="text/plain"))


@login_not_required
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """200 when the process can serve: database, migrations, file store; else 503 with the names of what cannot."""
    checks = probes.readiness()
    is_ready = all(checks.values())
    return _bare(JsonResponse({"ready": is_ready, **checks}, status=200 if is_ready else 503))


@login_not_required
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Figures in Prometheus' text form for whoever brings the token; without a token in the settings there is no such address."""
    if not settings.METRICS_TOKEN:
        return _bare(HttpResponse(status=404))
    scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not constant_time_compare(token.strip(), settings.METRICS_TOKEN):
        return _bare(HttpResponse(status=401, headers={"WWW-Authenticate": "Bearer"}))
    found = figures.families(now(), meter.folder_of_server(settings.METRICS_DIR))
    return _bare(HttpResponse(exposition.text(found), content_type=exposition.CONTENT_TYPE))


@require_GET
def status(request: ActorRequest) -> HttpResponse:
    """Every line of the state of the house, and the jobs that are parked."""
    require(can_operate(request.actor), "permission.operate")
    found = house.state_of(now())
    context = {
        "house": found,
        "alarms": (),  # what stands at the top of other pages is a line of this one
        "parts": [(key, sentences.PARTS[key], [_shown(line) for line in lines]) for key, lines in found.parts.items()],
    }
    return render(request, "operations/status.html", context)


def _shown(line: Line) -> dict[str, object]:
    """A line with the words and the shape that the page shows."""
    word, icon, badge = sentences.STATES[line.state]
    page = sentences.PAGES.get(line.key)
    return {
        "line": line,
        "label": sentences.LABELS[line.key],
        "word": word,
        "icon": icon,
        "badge": badge,
        "advice": sentences.ADVICE.get(line.key, ""),
        "link": reverse(page) if page else "",
    }


@require_POST
def retry_job(request: ActorRequest, pk: int) -> HttpResponse:
    """Set a parked job going again; back to the page."""
    require(can_operate(request.actor), "permission.operate")
    job = get_object_or_404(Job, pk=pk)
    try:
        actions.retry_job(by=request.actor, at=now(), job=job)
    except Refused as refused:
        messages.warning(request, refusals.sentence(refused.refusal))
    else:
        messages.success(request, _("Việc nền số %(number)s chạy lại ở lượt tới.") % {"number": pk})
    return redirect("operations:status")


@require_http_methods(["GET", "HEAD", "POST"])
def drop_job(request: ActorRequest, pk: int) -> HttpResponse:
    """Give a parked job up: what it is, and the reason that is asked for."""
    require(can_operate(request.actor), "permission.operate")
    job = get_object_or_404(Job, pk=pk)
    form = DropForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.drop_job(by=request.actor, at=now(), job=job, reason=form.cleaned_data["reason"])
        except Refused as refused:
            form.add_error(None, refusals.sentence(refused.refusal))
        else:
            messages.success(request, _("Đã bỏ việc nền số %(number)s.") % {"number": pk})
            return redirect("operations:status")
    if (job.parked_at is None or job.done_at is not None) and not form.is_bound:
        messages.warning(request, sentences.REFUSALS["job.not_parked"] % {"number": pk})
        return redirect("operations:status")
    context = {"form": form, "job": job, "error": house.error_of(job)}
    return render(request, "operations/drop_job.html", context, status=422 if form.errors else 200)
