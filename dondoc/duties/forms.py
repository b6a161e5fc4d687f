"""The form by which the Office changes one day of the working calendar."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from dondoc.duties import rules
from dondoc.workdays import Change, DayKind


class DayForm(forms.Form):
    """What a decision makes of a day."""

    on = forms.DateField(
        label=_("Ngày"),
        input_formats=["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"],
        # Not the browser's date box: it shows month before day where the browser is English.
        widget=forms.DateInput(attrs={"inputmode": "numeric", "placeholder": _("ngày/tháng/năm")}, format="%d/%m/%Y"),
        error_messages={"invalid": _("Ngày chưa đúng. Viết ngày/tháng/năm, ví dụ 24/11/2026.")},
    )
    kind = forms.ChoiceField(
        label=_("Là"),
        choices=[
            (DayKind.OFF.value, _("ngày nghỉ")),
            (DayKind.WORKED.value, _("ngày làm bù (Thứ Bảy, Chủ nhật)")),
            (DayKind.PLAIN.value, _("ngày bình thường (bỏ ngày đã ghi)")),
        ],
    )
    name = forms.CharField(label=_("Tên ngày"), required=False, max_length=rules.LONGEST_WORDS)
    decision = forms.CharField(
        label=_("Văn bản quy định"), required=False, max_length=rules.LONGEST_WORDS,
        help_text=_("Số, ký hiệu, ngày, ví dụ Công văn 12729/VPCP-KGVX ngày 25/12/2025."),
    )  # fmt: skip
    confirmed = forms.BooleanField(label=_("Đã đối chiếu với văn bản"), required=False, initial=True)
    reason = forms.CharField(
        label=_("Lý do sửa lịch"), max_length=rules.LONGEST_WORDS,
        help_text=_("Hạn nào chuyển ngày sẽ ghi lý do này bên cạnh."),
        error_messages={"required": _("Chưa ghi lý do sửa lịch.")},
    )  # fmt: skip
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def change(self) -> Change:
        """The change that the form asks for."""
        given = self.cleaned_data
        return Change(given["on"], DayKind(given["kind"]), given["name"], given["decision"], given["confirmed"])
