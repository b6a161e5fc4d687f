"""Fields that every form of the room uses: units by name, one row of a short list, stages with their dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from dondoc.documents.forms import LineField, TextField
from dondoc.documents.rules import read_date
from dondoc.tasks.deadlines import StageInput
from dondoc.tasks.models import Stage
from dondoc.tasks.previews import ReadMonitor, ReadUnits
from dondoc.units.models import OFFICE_ROLES, Field, Post, Register
from dondoc.units.queries import monitors_reader, units_reader
from dondoc.wording import clean_line


@dataclass(frozen=True)
class Choices:
    """What the boxes of a task offer on a day; read once, however many tasks the form has."""

    read_units: ReadUnits
    read_monitor: ReadMonitor
    monitors: tuple[Post, ...]
    fields: tuple[Field, ...]

    @classmethod
    def on(cls, register: Register, day: date) -> Choices:
        """Units, monitors, scopes and fields of the register on the day."""
        posts = Post.objects.held_on(day).filter(unit=register.office, role__in=OFFICE_ROLES)
        return cls(
            units_reader(register, day),
            monitors_reader(register, day),
            tuple(posts.filter(person__is_active=True).select_related("person")),
            tuple(register.fields.all()),
        )


class UnitsField(LineField):
    """Names of units and groups, separated by semicolons; understood with or without accents."""

    is_picker = True

    def __init__(self, *, read_units: ReadUnits, one: bool = False, hint: Any = "", **kwargs: Any) -> None:
        self.read_units, self.one = read_units, one
        attrs: dict[str, Any] = {"data-picker-url": reverse_lazy("units:find"), "autocomplete": "off"}
        if hint:
            attrs["placeholder"] = hint
        if one:
            attrs["data-picker-one"] = "1"
        super().__init__(max_length=8000, widget=forms.TextInput(attrs=attrs), **kwargs)

    def clean(self, value: Any) -> Any:
        """The units, groups expanded; an unknown name is told as it was typed."""
        units, unknown = self.read_units(super().clean(value))
        if unknown:
            sentence = _("Không có đơn vị: %(names)s. Hãy chọn trong danh sách gợi ý.")
            raise ValidationError(sentence, params={"names": "; ".join(unknown)})
        if self.one:
            if len(units) > 1:
                raise ValidationError(_("Chỉ ghi một đơn vị."))
            return units[0] if units else None
        return tuple(units)


class PickField(forms.TypedChoiceField):
    """One row of a short list that was read already; the value is the row, or None."""

    def __init__(self, *, rows: Sequence[Model], empty: Any, required: bool = False, **kwargs: Any) -> None:
        by_number = {str(row.pk): row for row in rows}
        super().__init__(
            choices=[("", empty), *((number, str(row)) for number, row in by_number.items())],
            coerce=by_number.get, empty_value=None, required=required, **kwargs,
        )  # fmt: skip


class StagesField(TextField):
    """Stages of a long task, one per line: what | by when."""

    def clean(self, value: Any) -> Any:
        """The stages; a date that is none, or words that are too long, are told with their line."""
        longest = Stage._meta.get_field("content").max_length or 0
        found, wrong = [], []
        for place, line in enumerate(super().clean(value).splitlines(), start=1):
            words, mark, day = line.rpartition("|")
            content, day = (clean_line(words), clean_line(day)) if mark else (clean_line(line), "")
            if not content and not day:
                continue
            due_on = read_date(day) if day else None
            if not content or len(content) > longest:
                params: dict[str, object] = {"place": place, "longest": longest}
                wrong.append(
                    ValidationError(_("Giai đoạn %(place)s: nội dung cần từ 1 đến %(longest)s chữ."), params=params)
                )
            elif day and due_on is None:
                params = {"place": place, "day": day[:40]}
                wrong.append(ValidationError(_("Giai đoạn %(place)s: ngày “%(day)s” chưa đúng."), params=params))
            else:
                found.append(StageInput(content, due_on))
        if wrong:
            raise ValidationError(wrong)
        return tuple(found)
