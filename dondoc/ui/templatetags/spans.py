"""Spans of time as people say them: ``3wd`` is three working days."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dondoc.workdays import Span, SpanError, SpanUnit

register = template.Library()


def span_in_words(span: Span) -> str:
    """The span in the reader's language."""
    if span.unit is SpanUnit.SAME_DAY:
        return _("trong ngày làm việc đó")
    if span.unit is SpanUnit.WORKING_DAY:
        return ngettext("%(n)s ngày làm việc", "%(n)s ngày làm việc", span.amount) % {"n": span.amount}
    if span.unit is SpanUnit.DAY:
        return ngettext("%(n)s ngày", "%(n)s ngày", span.amount) % {"n": span.amount}
    return ngettext("%(n)s tháng", "%(n)s tháng", span.amount) % {"n": span.amount}


@register.filter
def span_words(text: str) -> str:
    """A span as the traces of dates write it, in words; another text stays as it is."""
    try:
        return span_in_words(Span.parse(text))
    except SpanError:
        return text
