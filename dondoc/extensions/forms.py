"""Forms of proposals."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dondoc.documents.forms import LineField, ManyFilesInput, TextField, VietDateField
from dondoc.documents.models import DocumentKind
from dondoc.documents.rules import PaperInput
from dondoc.extensions.models import Ending
from dondoc.tasks.forms import Choices
from dondoc.tasks.forms.fields import UnitsField
from dondoc.wording import clean_line, parse_symbol

LETTER = ("code", "issued_on", "signer", "files")


def _text(label: Any, *, rows: int = 4, most: int = 5000, required: bool = True, help_text: Any = "") -> TextField:
    return TextField(
        label=label,
        max_length=most,
        required=required,
        widget=forms.Textarea(attrs={"rows": rows}),
        help_text=help_text,
    )


class LetterForm(forms.Form):
    """The signed paper beside the form: its number, date, signer and file; all of it may be left out."""

    code = LineField(label=_("Số, ký hiệu văn bản"), max_length=80, required=False)
    issued_on = VietDateField(label=_("Ngày văn bản"), required=False)
    signer = LineField(label=_("Người ký"), max_length=120, required=False)
    files = forms.FileField(  # type: ignore[assignment]  # Django takes the name out of the class
        label=_("Tệp văn bản đã ký"), required=False, widget=ManyFilesInput()
    )

    def __init__(self, *args: Any, with_files: bool, attached: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.attached = attached
        if not with_files:
            del self.fields["files"]

    @property
    def own(self) -> Sequence[forms.BoundField]:
        """The fields of the form itself, without those of its paper."""
        return [field for field in self if field.name not in LETTER]

    @property
    def letter(self) -> Sequence[forms.BoundField]:
        """The fields of the paper."""
        return [field for field in self if field.name in LETTER and field.name != "files"]

    def paper(self, *, issuer: str, abstract: str, today: date) -> PaperInput | None:
        """The paper, when it is named or attached."""
        data = self.cleaned_data
        if not (data["code"] or self.attached):
            return None
        number, symbol = parse_symbol(clean_line(data["code"]))
        return PaperInput(
            kind=DocumentKind.LETTER, issued_on=data["issued_on"] or today, number=number, symbol=symbol,
            abstract=abstract[:2000], issuer=issuer, signer=data["signer"],
        )  # fmt: skip


class ExtensionForm(LetterForm):
    """Until when, and why (NHI 6.2c)."""

    due_on = VietDateField(label=_("Thời hạn đề nghị"))
    reason = _text(_("Lý do cần thêm thời gian"), help_text=_("Đã làm đến đâu, vì sao chưa xong, còn những việc gì."))
    field_order = ["due_on", "reason", *LETTER]


class AdjustmentForm(LetterForm):
    """What is to be another: the date, the unit, the words; what is left empty stays."""

    due_on = VietDateField(label=_("Thời hạn mới"), required=False)
    content = _text(
        _("Nội dung mới"), rows=3, required=False, help_text=_("Ghi lại cả nội dung; để trống nếu giữ nguyên.")
    )
    reason = _text(_("Lý do, căn cứ đề nghị"))
    field_order = ["due_on", "unit", "content", "reason", *LETTER]

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"] = UnitsField(
            label=_("Giao cho đơn vị khác"), required=False, one=True, read_units=choices.read_units,
            help_text=_("Để trống nếu giữ nguyên đơn vị."),
        )  # fmt: skip
        self.order_fields(self.field_order)


class OpinionForm(forms.Form):
    """What the Office says when it submits."""

    opinion = _text(_("Ý kiến của Văn phòng"), rows=3, most=2000, required=False)


class AnswerForm(LetterForm):
    """Yes, another date, or no; a reason where it is no plain yes; the reply as a paper."""

    answer = forms.ChoiceField(label=_("Trả lời"), choices=(), widget=forms.RadioSelect)
    due_on = VietDateField(label=_("Thời hạn khác"), required=False)
    text = _text(_("Lý do, nội dung trả lời"), rows=4, required=False)
    field_order = ["answer", "due_on", "text", *LETTER]

    def __init__(self, *args: Any, with_date: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        given = [Ending.GRANTED, *([Ending.OTHER_DATE] if with_date else []), Ending.REFUSED]
        self.fields["answer"].choices = [(value.value, value.label) for value in given]  # type: ignore[attr-defined]
        if not with_date:
            del self.fields["due_on"]

    def clean(self) -> dict[str, Any]:
        """A date stands beside the answer that gives it, and only there; so does a reason."""
        data = super().clean() or {}
        answer = data.get("answer")
        if answer == Ending.OTHER_DATE and not data.get("due_on") and "due_on" not in self.errors:
            self.add_error("due_on", _("Chưa ghi thời hạn khác."))
        if answer and answer != Ending.OTHER_DATE and data.get("due_on"):
            self.add_error(
                "answer", _("Có ghi thời hạn khác nhưng không chọn “Cho thời hạn khác”. Hãy chọn lại hoặc xoá ngày.")
            )
        if answer and answer != Ending.GRANTED and not data.get("text"):
            self.add_error("text", _("Không đồng ý, hoặc cho thời hạn khác, thì cần nêu lý do."))
        return data
