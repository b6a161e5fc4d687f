"""The short forms of the verbs."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dondoc.documents.forms import LineField, ParticularsForm, TextField, VietDateField, files_field
from dondoc.tasks.forms.fields import Choices, UnitsField
from dondoc.tasks.models import Part, TaskClass


class ReasonForm(forms.Form):
    """A verb that needs words."""

    text = TextField(label=_("Nội dung"), max_length=5000, widget=forms.Textarea(attrs={"rows": 4}))


class NoteForm(forms.Form):
    """A verb to which words may be added."""

    text = TextField(label=_("Ghi chú"), max_length=5000, required=False, widget=forms.Textarea(attrs={"rows": 3}))


class ReassignForm(ReasonForm):
    """To which unit the task goes."""

    field_order = ["unit", "text"]

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"] = UnitsField(label=_("Giao cho đơn vị"), read_units=choices.read_units, one=True)
        self.order_fields(self.field_order)


class GiveForm(forms.Form):
    """Which further unit gets the task, and for which part."""

    field_order = ["unit", "part"]

    def __init__(self, *args: Any, choices: Choices, parts: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"] = UnitsField(label=_("Giao thêm cho đơn vị"), read_units=choices.read_units, one=True)
        offered = [choice for choice in Part.choices if choice[0] in parts]
        self.fields["part"] = forms.ChoiceField(label=_("Phần việc"), choices=offered)


class ProgressForm(ReasonForm):
    """How far the unit is."""

    percent = forms.IntegerField(
        label=_("Tỷ lệ %"), min_value=0, max_value=100, required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 4}),
        error_messages={"invalid": _("Viết một số từ 0 đến 100.")},
    )  # fmt: skip
    paper_sent_on = VietDateField(
        label=_("Đã gửi báo cáo giấy ngày"), required=False, help_text=_("Chỉ ghi khi có gửi song song bản giấy.")
    )


class DueDateForm(ReasonForm):
    """A deadline that was moved."""

    due_on = VietDateField(label=_("Thời hạn mới"))
    field_order = ["due_on", "text"]


class CorrectForm(forms.Form):
    """Wrong words put right."""

    content = TextField(label=_("Nội dung nhiệm vụ"), max_length=5000, widget=forms.Textarea(attrs={"rows": 4}))
    clause = LineField(label=_("Điểm, khoản"), max_length=60, required=False)
    product = LineField(label=_("Sản phẩm"), max_length=300, required=False)
    task_class = forms.ChoiceField(label=_("Loại"), choices=TaskClass.choices)
    other_information = TextField(
        label=_("Thông tin khác"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    reason = LineField(label=_("Lý do điều chỉnh"), max_length=1000, required=False)


class DirectiveForm(ParticularsForm):
    """Wrong particulars of a directive put right, forgotten files added (H5)."""

    reason = LineField(label=_("Lý do đính chính"), max_length=1000, required=False)
    files = files_field(  # type: ignore[assignment]  # Django takes the name out of the class
        _("Thêm tệp"), _("Tệp đã có vẫn giữ nguyên.")
    )
