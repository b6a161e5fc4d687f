"""Tags of the pages of classified papers."""

from __future__ import annotations

from datetime import date

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from dondoc.classified.models import ClassifiedVersion
from dondoc.classified.queries import Earlier
from dondoc.classified.rules import DONE_PAST, DONE_WITHIN, LEAD, OPEN_PAST, OUTCOME
from dondoc.classified.sentences import FIELDS, OUTCOMES
from dondoc.units.models import Post

register = template.Library()
_LOOKS = {DONE_WITHIN: ("●", "done"), DONE_PAST: ("●", "past"), OPEN_PAST: ("○", "past")}


@register.simple_tag
def outcome_badge(outcome: str) -> SafeString:
    """One of the four words by shape and word."""
    shape, look = _LOOKS.get(outcome, ("○", "not_started"))
    return format_html(
        '<span class="badge badge-{}"><span aria-hidden="true">{}</span> {}</span>', look, shape, OUTCOMES[outcome]
    )


@register.simple_tag
def said(value: object) -> str:
    """A field as people read it."""
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, Post):
        return f"{value.person.full_name}, {value.title}"
    return str(value) if value not in (None, "") else "–"


@register.simple_tag
def changes(earlier: Earlier) -> list[tuple[object, str]]:
    """What a replaced version said of each field that the next one changed."""
    return [(FIELDS[name], _before(earlier.version, name)) for name in earlier.fields]


def _before(version: ClassifiedVersion, name: str) -> str:
    if name == LEAD:
        return "; ".join(lead.unit.name for lead in version.leads.all())
    if name == OUTCOME:
        return "; ".join(f"{lead.unit.name}: {said(lead.done_on)}" for lead in version.leads.all())
    return said(version.get_kind_display() if name == "kind" else getattr(version, name))
