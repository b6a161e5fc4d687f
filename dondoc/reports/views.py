"""Pages and files of Appendix V; nothing is written when a report is looked at."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from dondoc import gazette, printing
from dondoc.clock import now, today
from dondoc.documents.forms import VietDateField
from dondoc.documents.models import Document
from dondoc.journal.queries import head_hash
from dondoc.regulation import Refusal, Refused
from dondoc.reports import papers, queries, rules
from dondoc.reports.forms import DayForm
from dondoc.reports.permissions import own_register
from dondoc.units.models import Register, Unit
from dondoc.units.requests import ActorRequest

LONGEST_NUMBER = 18  # figures of the number of a unit in an address


def _anchor(register: Register) -> papers.Anchor:
    return papers.Anchor(now(), head_hash(register.pk))


def _day(request: ActorRequest) -> date:
    """The day of a list or a file; today when none is given.

    Raises:
        Refused: no date, or a day to come.
    """
    typed = request.GET.get("ngay", "")
    try:
        day = VietDateField().to_python(typed) or today()
    except ValidationError:
        raise Refused(Refusal("report.day_wrong", {"typed": typed[:40]}, None)) from None
    if refusal := rules.refusal_of_day(day, today=today()):
        raise Refused(refusal)
    return day


@require_safe
def appendix_v(request: ActorRequest) -> HttpResponse:
    """The grid as of a day, each number a link to its list; a wrong day is one sentence and keeps what was typed."""
    register = own_register(request.actor)
    form = DayForm(request.GET if "ngay" in request.GET else {"ngay": today().isoformat()}, today=today())
    if not form.is_valid():
        return render(request, "reports/appendix_v.html", {"form": form}, status=422)
    day = form.cleaned_data["ngay"]
    context = {
        "form": DayForm(initial={"ngay": day}, today=today()), "is_today": day == today(),
        "grid": queries.grid(register, day), "later": queries.later(register, day), "anchor": _anchor(register),
        "form_v": gazette.law(register.edition).form_for(rules.FORM),
    }  # fmt: skip
    return render(request, "reports/appendix_v.html", context)


def _named(text: str, names: Mapping[str, str]) -> str | None:
    """The value that an address names; nothing given is None; an unknown name is no page."""
    if text and text not in names:
        raise Http404
    return names.get(text)


@require_safe
def behind(request: ActorRequest) -> HttpResponse:
    """The assignments that a number of the grid counts, or that were corrected later."""
    register, day = own_register(request.actor), _day(request)
    given = request.GET.get("don-vi", "")
    if given and not (given.isdecimal() and len(given) < LONGEST_NUMBER):
        raise Http404
    unit = get_object_or_404(Unit, pk=int(given)) if given else None
    state = _named(request.GET.get("trang-thai", ""), rules.STATE_NAMES)
    timeliness = _named(request.GET.get("han", ""), rules.TIMELINESS_NAMES)
    kind = _named(request.GET.get("sua", ""), rules.LATER_NAMES)
    if kind is not None:
        found = queries.corrected(register, day, kind, actor=request.actor)
    else:
        found = queries.cell(register, day, unit, state, timeliness, actor=request.actor)
    context = {
        "as_of": day, "unit": unit, "state": state, "timeliness": timeliness, "kind": kind, "count": found.count(),
        "page": queries.list_page(found, request.GET.get("sau", "")),
    }  # fmt: skip
    return render(request, "reports/behind.html", context)


@require_safe
def directives(request: ActorRequest) -> HttpResponse:
    """The directives that the report counts."""
    register, day = own_register(request.actor), _day(request)
    found = queries.directives(register, day).filter(pk__in=Document.objects.visible_to(request.actor))
    page = queries.page_of(found.defer("folded"), request.GET.get("sau", ""), moment="entered_at")
    return render(request, "reports/directives.html", {"as_of": day, "count": found.count(), "page": page})


@require_safe
def file(request: ActorRequest, ending: str) -> HttpResponse:
    """The report as Word, PDF or Excel."""
    register, day = own_register(request.actor), _day(request)
    grid, anchor = queries.grid(register, day), _anchor(register)
    match ending:
        case "docx":
            content, kind = printing.to_docx(papers.paper(grid, register, anchor)), papers.WORD
        case "pdf":
            content, kind = printing.to_pdf(papers.paper(grid, register, anchor)), papers.PDF
        case "xlsx":
            content, kind = papers.sheet(grid, register, anchor), papers.EXCEL
        case _:
            raise Http404
    response = HttpResponse(content, content_type=kind)
    name = f"phu-luc-v-{day.isoformat()}.{ending}"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    response["X-Content-Type-Options"] = "nosniff"
    return response
