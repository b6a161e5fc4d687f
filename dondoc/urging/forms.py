"""Forms of urging."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dondoc.documents.forms import ManyFilesInput, VietDateField
from dondoc.documents.models import DocumentKind
from dondoc.documents.rules import PaperInput
from dondoc.units.models import Field, Register
from dondoc.urging.models import Channel
from dondoc.wording import clean_line, parse_symbol


class UrgingForm(forms.Form):
    """How, when and with what words a unit was urged (D2)."""

    channel = forms.ChoiceField(label=_("Hình thức đôn đốc"), choices=Channel.choices, initial=Channel.WRITTEN)
    occurred_on = VietDateField(label=_("Ngày đôn đốc"))
    text = forms.CharField(label=_("Nội dung"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    code = forms.CharField(
        label=_("Số, ký hiệu văn bản đôn đốc"), max_length=80, required=False,
        help_text=_("Chỉ ghi khi đôn đốc bằng văn bản."),
    )  # fmt: skip
    signer = forms.CharField(label=_("Người ký"), max_length=120, required=False)
    files = forms.FileField(  # type: ignore[assignment]  # Django takes the name out of the class
        label=_("Văn bản đôn đốc đã ký"), required=False, widget=ManyFilesInput()
    )

    def __init__(self, *args: Any, with_files: bool, attached: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.attached = attached
        if not with_files:
            del self.fields["files"]

    def clean(self) -> dict[str, Any] | None:
        """A letter is named or attached only where the urging was one."""
        data = super().clean() or {}
        if (data.get("code") or self.attached) and data.get("channel") != Channel.WRITTEN:
            self.add_error("code", _("Số, ký hiệu và tệp chỉ dành cho đôn đốc bằng văn bản."))
        return data

    def paper(self, issuer: str) -> PaperInput | None:
        """The letter as a paper, when it is named or attached."""
        data = self.cleaned_data
        if not (data["code"] or self.attached):
            return None
        number, symbol = parse_symbol(clean_line(data["code"]))
        return PaperInput(
            kind=DocumentKind.LETTER, issued_on=data["occurred_on"], number=number, symbol=symbol,
            abstract=data["text"], issuer=issuer, signer=data["signer"],
        )  # fmt: skip


class IssueForm(forms.Form):
    """The field of work under which a slip is numbered, when the directive names none."""

    field = forms.ModelChoiceField(label=_("Lĩnh vực của phiếu báo"), queryset=Field.objects.none(), required=False)

    def __init__(self, *args: Any, register: Register, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["field"].queryset = register.fields.all()  # type: ignore[attr-defined]


class WithholdForm(forms.Form):
    """Why a slip is not issued."""

    reason = forms.CharField(label=_("Lý do chưa phát hành"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class InstructForm(forms.Form):
    """The leader's words, and by when the unit has to follow them."""

    text = forms.CharField(label=_("Ý kiến xử lý"), max_length=5000, widget=forms.Textarea(attrs={"rows": 5}))
    follow_up_on = VietDateField(
        label=_("Thời hạn thực hiện ý kiến"), required=False,
        help_text=_("Để trống nếu không đặt. Quá ngày này mà chưa có kết quả, vụ việc trở lại bàn làm việc."),
    )  # fmt: skip
