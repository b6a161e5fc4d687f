"""Forms of tasks: rows of the intake, and the short forms of the verbs."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from dondoc.documents.forms import VietDateField
from dondoc.tasks.deadlines import StageInput, TaskInput
from dondoc.tasks.models import AssignmentMode, DueKind, TaskClass
from dondoc.units.models import Post, Register, Role
from dondoc.units.queries import parse_units


class UnitsField(forms.CharField):
    """Names of units and groups, separated by semicolons; understood with or without accents."""

    is_picker = True

    def __init__(self, *, register: Register, day: date, **kwargs: Any) -> None:
        self.register, self.day = register, day
        attrs = {
            "data-picker-url": reverse_lazy("units:find"), "autocomplete": "off", "role": "combobox",
            "aria-expanded": "false", "aria-autocomplete": "list",
        }  # fmt: skip
        super().__init__(max_length=8000, widget=forms.TextInput(attrs=attrs), **kwargs)

    def clean(self, value: Any) -> Any:
        """The units, groups expanded; an unknown name is told as it was typed."""
        text = super().clean(value)
        units, unknown = parse_units(text, self.register, self.day)
        if unknown:
            raise forms.ValidationError(
                _("Không có đơn vị: %(names)s. Hãy chọn trong danh sách gợi ý."),
                params={"names": "; ".join(unknown)},
            )
        return tuple(units)


class TaskForm(forms.Form):
    """One task of a directive (HUE 6.1c-i)."""

    content = forms.CharField(
        label=_("Nội dung nhiệm vụ"), max_length=5000, widget=forms.Textarea(attrs={"rows": 2, "wide": True})
    )
    clause = forms.CharField(label=_("Điểm, khoản"), max_length=60, required=False)
    mode = forms.ChoiceField(label=_("Cách giao"), choices=AssignmentMode.choices, initial=AssignmentMode.LEAD)
    due_kind = forms.ChoiceField(label=_("Thời hạn"), choices=DueKind.choices, initial=DueKind.BY)
    due_on = VietDateField(label=_("Ngày"), required=False)
    due_days = forms.IntegerField(
        label=_("Số ngày làm việc kể từ ngày ban hành"), min_value=1, max_value=400, required=False
    )
    task_class = forms.ChoiceField(label=_("Loại"), choices=TaskClass.choices, initial=TaskClass.MUST_REPORT)
    product = forms.CharField(label=_("Sản phẩm"), max_length=300, required=False)
    monitor = forms.ModelChoiceField(
        label=_("Chuyên viên theo dõi"), queryset=Post.objects.none(), required=False,
        help_text=_("Để trống: theo phân công đơn vị, lĩnh vực."),
    )  # fmt: skip
    stages = forms.CharField(
        label=_("Các giai đoạn"), required=False, max_length=3000, widget=forms.Textarea(attrs={"rows": 1}),
        help_text=_("Mỗi dòng một giai đoạn."),
    )  # fmt: skip

    def __init__(self, *args: Any, register: Register, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["units"] = UnitsField(label=_("Đơn vị chủ trì hoặc thực hiện"), register=register, day=day)
        self.fields["coordinating"] = UnitsField(label=_("Đơn vị phối hợp"), register=register, day=day, required=False)
        posts = Post.objects.held_on(day).filter(unit=register.office, role=Role.MONITOR).select_related("person")
        self.fields["monitor"].queryset = posts  # type: ignore[attr-defined]
        self.order_fields(["content", "units", "coordinating", "mode", "due_kind", "due_on", "due_days"])

    def clean(self) -> dict[str, Any] | None:
        """The deadline fits its kind."""
        data = super().clean() or {}
        kind = data.get("due_kind")
        if kind in {DueKind.BY, DueKind.BEFORE} and not data.get("due_on") and "due_on" not in self.errors:
            self.add_error("due_on", _("Chưa ghi ngày."))
        if kind == DueKind.RELATIVE and not data.get("due_days"):
            self.add_error("due_days", _("Chưa ghi số ngày."))
        return data

    def as_input(self) -> TaskInput:
        """The cleaned values as the verb takes them."""
        data = dict(self.cleaned_data)
        days = data.pop("due_days")
        lines = [line.strip() for line in data.pop("stages").splitlines() if line.strip()]
        return TaskInput(due_span=f"{days}wd" if days else "", stages=tuple(StageInput(line) for line in lines), **data)


TaskFormSet = forms.formset_factory(TaskForm, extra=0, min_num=1, max_num=200, absolute_max=200, validate_min=True)


class ReasonForm(forms.Form):
    """A verb that needs words."""

    text = forms.CharField(label=_("Nội dung"), max_length=5000, widget=forms.Textarea)


class ReassignForm(ReasonForm):
    """To which unit the task goes."""

    def __init__(self, *args: Any, register: Register, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["units"] = UnitsField(label=_("Giao cho đơn vị"), register=register, day=day)


class ProgressForm(ReasonForm):
    """How far the unit is."""

    percent = forms.IntegerField(label=_("Tỷ lệ %"), min_value=0, max_value=100, required=False)
    paper_sent_on = VietDateField(label=_("Đã gửi báo cáo giấy ngày"), required=False)


class DueDateForm(ReasonForm):
    """A deadline that was moved."""

    due_on = VietDateField(label=_("Thời hạn mới"))


class CorrectForm(forms.Form):
    """Wrong words put right."""

    content = forms.CharField(label=_("Nội dung nhiệm vụ"), max_length=5000, widget=forms.Textarea)
    clause = forms.CharField(label=_("Điểm, khoản"), max_length=60, required=False)
    product = forms.CharField(label=_("Sản phẩm"), max_length=300, required=False)
    task_class = forms.ChoiceField(label=_("Loại"), choices=TaskClass.choices)
    reason = forms.CharField(label=_("Lý do điều chỉnh"), max_length=1000, required=False)
