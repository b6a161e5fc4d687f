"""Forms of papers."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dondoc.documents.models import DocumentKind, Urgency
from dondoc.units.models import Field, Post, Register, Role, Unit
from dondoc.wording import clean_line, parse_symbol


class VietDateField(forms.DateField):
    """dd/mm/yyyy, or what a browser's date picker sends."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("input_formats", ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"])
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        kwargs.setdefault("error_messages", {"invalid": _("Ngày chưa đúng. Viết ngày/tháng/năm, ví dụ 25/11/2026.")})
        super().__init__(**kwargs)


class ManyFilesInput(forms.ClearableFileInput):
    """A file input that takes several."""

    allow_multiple_selected = True


class PaperForm(forms.Form):
    """What is recorded of a directive (HUE 6.1a-b)."""

    kind = forms.ChoiceField(label=_("Loại văn bản"), choices=DocumentKind.choices, initial=DocumentKind.LETTER)
    code = forms.CharField(label=_("Số, ký hiệu"), max_length=80, required=False, help_text=_("Ví dụ 438/TB-UBND"))
    issued_on = VietDateField(label=_("Ngày ban hành"))
    issued_time = forms.TimeField(
        label=_("Giờ ban hành"), required=False, widget=forms.TimeInput(attrs={"type": "time"})
    )
    abstract = forms.CharField(
        label=_("Trích yếu"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "wide": True}),
    )
    issuer = forms.CharField(label=_("Cơ quan ban hành"), max_length=250, required=False)
    signer = forms.CharField(label=_("Người ký"), max_length=120, required=False)
    directing_leader = forms.CharField(label=_("Lãnh đạo chỉ đạo"), max_length=160, required=False)
    urgency = forms.ChoiceField(label=_("Độ khẩn"), choices=Urgency.choices, initial=Urgency.NORMAL)
    drafter = forms.ModelChoiceField(label=_("Người dự thảo"), queryset=Post.objects.none(), required=False)
    submitted_by = forms.ModelChoiceField(
        label=_("Đơn vị trình ban hành"), queryset=Unit.objects.none(), required=False
    )
    field = forms.ModelChoiceField(label=_("Lĩnh vực"), queryset=Field.objects.none(), required=False)
    from_superior = forms.BooleanField(label=_("Văn bản của cấp trên giao"), required=False)
    other_information = forms.CharField(label=_("Thông tin khác"), max_length=2000, required=False)
    files = forms.FileField(  # type: ignore[assignment]  # Django takes the name out of the class
        label=_("Tệp đính kèm"), required=False, widget=ManyFilesInput(attrs={"multiple": True}),
        help_text=_("Tệp đầu tiên là văn bản đã ký."),
    )  # fmt: skip
    save_anyway = forms.BooleanField(label=_("Vẫn cập nhật dù trùng số, ký hiệu"), required=False)

    def __init__(self, *args: Any, register: Register, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        office = Post.objects.held_on(day).filter(unit=register.office)
        self.fields["drafter"].queryset = office.filter(  # type: ignore[attr-defined]
            role__in=[Role.OFFICE_OFFICER, Role.MONITOR, Role.OFFICE_HEAD]
        ).select_related("person")
        self.fields["submitted_by"].queryset = Unit.objects.valid_on(day)  # type: ignore[attr-defined]
        self.fields["field"].queryset = register.fields.all()  # type: ignore[attr-defined]

    def clean_code(self) -> str:
        """NFC and single spaces."""
        return clean_line(self.cleaned_data["code"])

    def particulars(self) -> dict[str, Any]:
        """The cleaned values as `PaperInput` takes them."""
        data = {name: value for name, value in self.cleaned_data.items() if name not in {"files", "save_anyway"}}
        data["number"], data["symbol"] = parse_symbol(data.pop("code"))
        return data


class ResultPaperForm(forms.Form):
    """The result document and what the unit says with it (HUE Appendix III.3)."""

    kind = forms.ChoiceField(label=_("Loại văn bản"), choices=DocumentKind.choices, initial=DocumentKind.REPORT)
    code = forms.CharField(label=_("Số, ký hiệu văn bản kết quả"), max_length=80)
    issued_on = VietDateField(label=_("Ngày văn bản"), help_text=_("Ngày này quyết định trong hạn hay quá hạn."))
    abstract = forms.CharField(label=_("Trích yếu"), max_length=2000)
    signer = forms.CharField(label=_("Người ký"), max_length=120)
    text = forms.CharField(label=_("Kết quả"), required=False, max_length=5000, widget=forms.Textarea)
    paper_sent_on = VietDateField(label=_("Đã gửi thêm bản giấy ngày"), required=False)
    files = forms.FileField(  # type: ignore[assignment]  # Django takes the name out of the class
        label=_("Tệp kết quả"), required=False, widget=ManyFilesInput(attrs={"multiple": True})
    )

    def particulars(self) -> dict[str, Any]:
        """The cleaned values as `PaperInput` takes them."""
        names = ("kind", "issued_on", "abstract", "signer")
        data = {name: self.cleaned_data[name] for name in names}
        data["number"], data["symbol"] = parse_symbol(self.cleaned_data["code"])
        return data


class ExpectedForm(forms.Form):
    """Documents that are issued and not yet entered: typed or pasted, one per line."""

    rows = forms.CharField(
        label=_("Văn bản đã phát hành, chưa cập nhật"), max_length=20000,
        widget=forms.Textarea(attrs={"rows": 6, "wide": True}),
        help_text=_("Mỗi dòng: số/ký hiệu, rồi dấu tab hoặc chấm phẩy, rồi ngày ban hành. Dán từ Excel cũng được."),
    )  # fmt: skip
    drafter = forms.ModelChoiceField(label=_("Người dự thảo"), queryset=Post.objects.none(), required=False)

    def __init__(self, *args: Any, register: Register, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        office = Post.objects.held_on(day).filter(unit=register.office).select_related("person")
        self.fields["drafter"].queryset = office  # type: ignore[attr-defined]

    def clean_rows(self) -> list[tuple[str, str, date]]:
        """Every line as number, symbol, date; the first bad line is named."""
        found = []
        for place, line in enumerate(self.cleaned_data["rows"].splitlines(), start=1):
            if not line.strip():
                continue
            parts = [clean_line(part) for part in line.replace("\t", ";").split(";") if part.strip()]
            number, symbol = parse_symbol(parts[0])
            if len(parts) < 2 or not (number and symbol):
                raise forms.ValidationError(
                    _("Dòng %(place)s thiếu số, ký hiệu hoặc ngày: “%(line)s”."),
                    params={"place": place, "line": line[:80]},
                )
            try:
                day = VietDateField().clean(parts[1])
            except forms.ValidationError as error:
                raise forms.ValidationError(
                    _("Dòng %(place)s: ngày “%(day)s” chưa đúng."),
                    params={"place": place, "day": parts[1][:40]},
                ) from error
            found.append((number, symbol, day))
        return found
