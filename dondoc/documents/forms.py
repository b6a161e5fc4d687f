"""Forms of papers."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dondoc.clock import ZONE
from dondoc.documents import queries
from dondoc.documents.models import Document, DocumentKind, Origin, Urgency
from dondoc.documents.rules import read_date, read_time, read_urgency
from dondoc.units.models import OFFICE_ROLES, Actor, Field, Post, Register, Unit
from dondoc.wording import clean_line, clean_text, parse_symbol


class LineField(forms.CharField):
    """One line, brought to NFC before its length is measured."""

    def to_python(self, value: Any) -> str:
        """The cleaned line."""
        return clean_line(super().to_python(value) or "")


class TextField(forms.CharField):
    """Several lines, brought to NFC before their length is measured."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        """The cleaned text."""
        return clean_text(super().to_python(value) or "")


class VietDateField(forms.DateField):
    """A day as people here write it: 25/11/2026, 25.11.2026, 25112026, ngày 25 tháng 11 năm 2026; or ISO.

    A plain text box and not the browser's date box: that one shows month before day where the browser is English.
    """

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"inputmode": "numeric", "autocomplete": "off", "placeholder": _("ngày/tháng/năm"), "size": 10}
        kwargs.setdefault("widget", forms.DateInput(attrs=attrs, format="%d/%m/%Y"))
        kwargs.setdefault("error_messages", {"invalid": _("Ngày chưa đúng. Viết ngày/tháng/năm, ví dụ 25/11/2026.")})
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        """The day, or a sentence that says how to write one."""
        if value in self.empty_values or isinstance(value, date):
            return value or None
        day = read_date(str(value))
        if day is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return day


class VietTimeField(forms.TimeField):
    """An hour as people here write it: 14:30, 14h30, 14 giờ 30; in a text box for the same reason as the day."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"autocomplete": "off", "placeholder": _("giờ:phút"), "size": 5}
        kwargs.setdefault("widget", forms.TimeInput(attrs=attrs, format="%H:%M"))
        kwargs.setdefault("error_messages", {"invalid": _("Giờ chưa đúng. Viết giờ:phút, ví dụ 14:30.")})
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> time | None:
        """The hour, or a sentence that says how to write one."""
        if value in self.empty_values or isinstance(value, time):
            return value or None
        hour = read_time(str(value))
        if hour is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return hour


class CodesField(LineField):
    """Numbers and symbols of papers of the register, separated by semicolons; a date chooses among equal ones."""

    is_picker = True

    def __init__(self, *, actor: Actor, **kwargs: Any) -> None:
        self.actor = actor
        super().__init__(
            max_length=2000, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"}), **kwargs
        )

    def clean(self, value: Any) -> Any:
        """The papers, each once; what is not in the register is told as it was typed."""
        found, unknown = queries.papers_named(super().clean(value), self.actor)
        if unknown:
            sentence = _("Chưa có trong sổ: %(codes)s. Hãy chọn trong gợi ý, hoặc ghi vào “Thông tin khác”.")
            raise ValidationError(sentence, params={"codes": "; ".join(unknown)})
        return found


class ManyFilesInput(forms.FileInput):
    """A file input that takes several; what it brings is read by `uploads.tray_of`."""

    allow_multiple_selected = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        endings = ".pdf,.doc,.docx,.xls,.xlsx,.png,.jpg,.jpeg,.tif,.tiff,.zip"
        super().__init__(attrs={"multiple": True, "accept": endings, **(attrs or {})})


def files_field(label: Any, help_text: Any) -> forms.FileField:
    """The box for files; contents are checked one by one when they are stored."""
    return forms.FileField(label=label, help_text=help_text, required=False, widget=ManyFilesInput())


def _check_code(code: str) -> str:
    number, symbol = parse_symbol(code)
    if len(number) > Document._meta.get_field("number").max_length:  # type: ignore[operator]
        raise ValidationError(_("Số văn bản quá dài. Viết số, dấu gạch chéo, rồi ký hiệu: 438/TB-UBND."))
    if len(symbol) > Document._meta.get_field("symbol").max_length:  # type: ignore[operator]
        raise ValidationError(_("Ký hiệu văn bản quá dài. Viết số, dấu gạch chéo, rồi ký hiệu: 438/TB-UBND."))
    return code


class ParticularsForm(forms.Form):
    """What is recorded of a directive, without its files (HUE 6.1a-b)."""

    kind = forms.ChoiceField(label=_("Loại văn bản"), choices=DocumentKind.choices, initial=DocumentKind.LETTER)
    code = LineField(label=_("Số, ký hiệu"), max_length=80, required=False, help_text=_("Ví dụ 438/TB-UBND"))
    issued_on = VietDateField(label=_("Ngày ban hành"))
    urgency = forms.ChoiceField(label=_("Độ khẩn"), choices=Urgency.choices, initial=Urgency.NORMAL)
    abstract = TextField(
        label=_("Trích yếu"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    issuer = LineField(label=_("Cơ quan ban hành"), max_length=250, required=False)
    signer = LineField(label=_("Người ký"), max_length=120, required=False)
    directing_leader = LineField(label=_("Lãnh đạo chỉ đạo"), max_length=160, required=False)
    drafter = forms.ModelChoiceField(
        label=_("Người dự thảo"), queryset=Post.objects.none(), required=False, empty_label=_("– chưa rõ –")
    )
    submitted_by = forms.ModelChoiceField(
        label=_("Đơn vị trình ban hành"), queryset=Unit.objects.none(), required=False, empty_label=_("– không có –")
    )
    field = forms.ModelChoiceField(
        label=_("Lĩnh vực"), queryset=Field.objects.none(), required=False, empty_label=_("– chưa xếp –")
    )
    issued_time = VietTimeField(label=_("Giờ ban hành"), required=False)
    received_on = VietDateField(label=_("Ngày nhận"), required=False)
    received_time = VietTimeField(label=_("Giờ nhận"), required=False)
    from_superior = forms.BooleanField(label=_("Văn bản của cấp trên giao"), required=False)
    origin = forms.ChoiceField(
        label=_("Cấp trên nào ấn định thời hạn"), required=False, choices=[("", _("– không phải cấp trên –")), *Origin.choices],
        help_text=_("Có quy chế không cho xin gia hạn khi cấp trên đã ấn định thời gian."),
    )  # fmt: skip
    other_information = TextField(
        label=_("Thông tin khác"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, actor: Actor, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        register = actor.register
        assert register is not None  # can_enter
        # Who drafted the paper stays its drafter after leaving the post, and so does a unit that is no more: putting the
        # abstract right must not hand the duty of entry to somebody else.
        drafter, unit = self.initial.get("drafter"), self.initial.get("submitted_by")
        held = Post.objects.held_on(day).filter(unit=register.office, role__in=OFFICE_ROLES)
        drafters = Post.objects.filter(Q(pk__in=held) | Q(pk=drafter.pk if drafter else None))
        units = Unit.objects.filter(Q(pk__in=Unit.objects.valid_on(day)) | Q(pk=unit.pk if unit else None))
        self.fields["drafter"].queryset = drafters.select_related("person")  # type: ignore[attr-defined]
        self.fields["submitted_by"].queryset = units  # type: ignore[attr-defined]
        self.fields["field"].queryset = register.fields.all()  # type: ignore[attr-defined]
        self.fields["related"] = CodesField(
            actor=actor, label=_("Văn bản liên quan"), help_text=_("Số, ký hiệu; cách nhau bằng dấu chấm phẩy.")
        )

    def clean_code(self) -> str:
        """Number and symbol fit their columns."""
        return _check_code(self.cleaned_data["code"])

    def clean(self) -> dict[str, Any]:
        """An hour of receipt needs its day."""
        data = super().clean() or {}
        if data.get("received_time") and not data.get("received_on") and "received_on" not in self.errors:
            self.add_error("received_on", _("Có giờ nhận thì cần cả ngày nhận."))
        return data

    def particulars(self) -> dict[str, Any]:
        """The cleaned values as `PaperInput` takes them."""
        data = dict(self.cleaned_data)
        data["number"], data["symbol"] = parse_symbol(data.pop("code"))
        day, hour = data.pop("received_on"), data.pop("received_time")
        data["received_at"] = datetime.combine(day, hour or time.min, ZONE) if day else None
        return data


class PaperForm(ParticularsForm):
    """A directive with its signed file."""

    files = files_field(  # type: ignore[assignment]  # Django takes the name out of the class
        _("Tệp đính kèm"), _("Tệp đầu tiên là văn bản đã ký. Chọn được nhiều tệp.")
    )
    save_anyway = forms.BooleanField(label=_("Đây là văn bản khác, vẫn cập nhật"), required=False)

    def particulars(self) -> dict[str, Any]:
        """The cleaned values as `PaperInput` takes them."""
        data = super().particulars()
        return {name: value for name, value in data.items() if name not in {"files", "save_anyway"}}


class ResultPaperForm(forms.Form):
    """The result document and what the unit says with it (HUE Appendix III.3)."""

    kind = forms.ChoiceField(label=_("Loại văn bản"), choices=DocumentKind.choices, initial=DocumentKind.REPORT)
    code = LineField(label=_("Số, ký hiệu văn bản kết quả"), max_length=80, help_text=_("Ví dụ 1204/BC-STC"))
    issued_on = VietDateField(label=_("Ngày văn bản"))
    abstract = TextField(label=_("Trích yếu"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))
    signer = LineField(label=_("Người ký"), max_length=120)
    text = TextField(
        label=_("Kết quả"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Tóm tắt kết quả đạt được, nếu cần."),
    )  # fmt: skip
    paper_sent_on = VietDateField(
        label=_("Đã gửi thêm bản giấy ngày"), required=False, help_text=_("Chỉ ghi khi có gửi song song bản giấy.")
    )
    files = files_field(  # type: ignore[assignment]  # Django takes the name out of the class
        _("Tệp kết quả"), _("Tệp đầu tiên là văn bản đã ký hoặc bản quét.")
    )

    def clean_code(self) -> str:
        """Number and symbol fit their columns."""
        return _check_code(self.cleaned_data["code"])

    def particulars(self) -> dict[str, Any]:
        """The cleaned values as `PaperInput` takes them."""
        names = ("kind", "issued_on", "abstract", "signer")
        data = {name: self.cleaned_data[name] for name in names}
        data["number"], data["symbol"] = parse_symbol(self.cleaned_data["code"])
        return data


class ExpectedForm(forms.Form):
    """Documents that are issued and not yet entered: typed or pasted, one per line; all of them or none."""

    rows = forms.CharField(
        label=_("Văn bản đã phát hành, chưa cập nhật"), max_length=20000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Mỗi dòng: số/ký hiệu, ngày ban hành, độ khẩn nếu có; cách nhau bằng tab hoặc chấm phẩy."),
    )  # fmt: skip
    drafter = forms.ModelChoiceField(
        label=_("Người dự thảo"), queryset=Post.objects.none(), required=False, empty_label=_("– chưa rõ –")
    )
    skip_known = forms.BooleanField(label=_("Bỏ qua những dòng đã có"), required=False)

    def __init__(self, *args: Any, register: Register, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.register = register
        self.known: list[str] = []
        office = Post.objects.held_on(day).filter(unit=register.office).select_related("person")
        self.fields["drafter"].queryset = office  # type: ignore[attr-defined]

    def clean_rows(self) -> list[tuple[str, str, date, str]]:
        """Every line as number, symbol, date, urgency; every bad line is named."""
        found, wrong = [], []
        for place, line in enumerate(self.cleaned_data["rows"].splitlines(), start=1):
            if clean_line(line):
                try:
                    found.append(_expected_row(place, line))
                except ValidationError as error:
                    wrong.append(error)
        if wrong:
            raise ValidationError(wrong)
        return found

    def clean(self) -> dict[str, Any]:
        """What is listed or entered already, or twice among the lines, is flagged before anything is saved."""
        data = super().clean() or {}
        rows = data.get("rows", [])
        seen = queries.known_among(self.register, rows)
        fresh = []
        for row in rows:
            key = queries.key_of(*row[:3])
            if key in seen:
                self.known.append(f"{row[0]}/{row[1]}")
            else:
                fresh.append(row)
                seen.add(key)
        if data.get("skip_known"):
            data["rows"] = fresh
        elif self.known:
            told = _("Đã có trong danh sách hoặc đã được cập nhật: %(codes)s.")
            self.add_error("rows", ValidationError(told, params={"codes": "; ".join(dict.fromkeys(self.known))}))
        return data


def _expected_row(place: int, line: str) -> tuple[str, str, date, str]:
    parts = [clean_line(part) for part in line.replace("\t", ";").split(";")]
    number, symbol = parse_symbol(_check_code(parts[0]))
    if len(parts) < 2 or not (number and symbol and parts[1]):
        params = {"place": place, "line": clean_line(line)[:80]}
        raise ValidationError(_("Dòng %(place)s thiếu số, ký hiệu hoặc ngày: “%(line)s”."), params=params)
    day = read_date(parts[1])
    if day is None:
        params = {"place": place, "day": parts[1][:40]}
        raise ValidationError(_("Dòng %(place)s: ngày “%(day)s” chưa đúng."), params=params)
    urgency = read_urgency(parts[2] if len(parts) > 2 else "")
    if urgency is None:
        params = {"place": place, "urgency": parts[2][:40]}
        raise ValidationError(_("Dòng %(place)s: không có độ khẩn “%(urgency)s”."), params=params)
    return number, symbol, day, urgency
