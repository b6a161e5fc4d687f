"""The day of a report."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from dondoc.documents.forms import VietDateField
from dondoc.reports import rules
from dondoc.ui import refusals


class DayForm(forms.Form):
    """As of which day; by default today, never a day to come."""

    ngay = VietDateField(label=_("Tính đến hết ngày"))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_ngay(self) -> date:
        """Refuse a day that has not begun."""
        day: date = self.cleaned_data["ngay"]
        if refusal := rules.refusal_of_day(day, today=self.today):
            raise ValidationError(refusals.sentence(refusal))
        return day
