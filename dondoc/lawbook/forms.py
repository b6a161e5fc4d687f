"""Forms of the room: the calculator, loading, the official text, adopting, moving over."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import time
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dondoc import gazette
from dondoc.gazette.models import Edition
from dondoc.lawbook import rules
from dondoc.lawbook.queries.calculator import limits_of, tags_of
from dondoc.lawbook.wordings import LIMITS, TAGS
from dondoc.regulation.terms import LIMIT_NAMES, Tag
from dondoc.wording import fold
from dondoc.workdays import Direction, Span, SpanError

DAY = {"inputmode": "numeric", "placeholder": _("ngày/tháng/năm")}
FORMATS = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"]
WRONG_DAY = _("Ngày chưa đúng. Viết ngày/tháng/năm, ví dụ 24/11/2026.")
#: What people write for a unit, folded; a span as a regulation writes it is understood as well.
UNITS = {
    "ngay lam viec": "wd", "working day": "wd", "working days": "wd", "nlv": "wd", "ngay": "d", "day": "d", "days": "d",
    "thang": "m", "month": "m", "months": "m", "wd": "wd", "d": "d", "m": "m",
}  # fmt: skip
_WRITTEN = re.compile(r"(?P<amount>[0-9]{1,3})\s*(?P<unit>[a-z ]+?)\s*(?P<way>truoc|sau|before|after|ke tu|from)?")


def span_of(text: str) -> tuple[Span, Direction | None]:
    """``3wd``, "3 ngày làm việc", "10 days before": the span and the direction if it is written with it.

    Raises:
        SpanError: the text is no span, or has no unit.
    """
    folded = " ".join(fold(text).split())
    if folded in {"same day", "trong ngay"}:
        return Span.parse("same day"), None
    found = _WRITTEN.fullmatch(folded)
    if found is None or found["unit"] not in UNITS:
        raise SpanError(text)
    way = {"truoc": Direction.BEFORE, "before": Direction.BEFORE}.get(found["way"] or "", None)
    return Span.parse(f"{int(found['amount'])}{UNITS[found['unit']]}"), way or (
        Direction.AFTER if found["way"] else None
    )


class EditionField(forms.ModelChoiceField):  # type: ignore[type-arg]  # takes no parameter while it runs
    """A choice among editions, named by number, edition and regulation."""

    def label_from_instance(self, obj: Any) -> str:
        """71/2016/QĐ-UBND (bản 1) – its name."""
        return f"{obj.label} – {gazette.law(obj).name}"


class CalculatorForm(forms.Form):
    """Which limit from which day; or a span of one's own."""

    edition = EditionField(label=_("Quy chế"), queryset=Edition.objects.none(), required=False)
    limit = forms.ChoiceField(label=_("Thời hạn nào"), required=False)
    span = forms.CharField(
        label=_("Hoặc khoảng tự nhập"), required=False, max_length=40,
        help_text=_("Ví dụ: 3 ngày làm việc, 10 ngày trước, 2 tháng. Ghi khoảng thì không xét quy chế."),
    )  # fmt: skip
    direction = forms.ChoiceField(
        label=_("Tính về"), required=False,
        choices=[(Direction.AFTER.value, _("sau ngày sự kiện")), (Direction.BEFORE.value, _("trước ngày sự kiện"))],
    )  # fmt: skip
    on = forms.DateField(
        label=_("Ngày của sự kiện"), input_formats=FORMATS, widget=forms.DateInput(attrs=DAY, format="%d/%m/%Y"),
        error_messages={"invalid": WRONG_DAY, "required": WRONG_DAY},
    )  # fmt: skip
    hour = forms.TimeField(
        label=_("Giờ"), required=False, input_formats=["%H:%M", "%Hh%M", "%Hh", "%H"],
        widget=forms.TimeInput(attrs={"inputmode": "numeric", "placeholder": "16:30"}, format="%H:%M"),
        error_messages={"invalid": _("Giờ chưa đúng. Viết như 16:30.")},
    )  # fmt: skip
    tags = forms.MultipleChoiceField(
        label=_("Tình huống"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=[(tag.value, TAGS.get(tag, tag.value)) for tag in Tag],
    )  # fmt: skip

    def __init__(self, data: Any = None, *, editions: Sequence[Edition], chosen: Edition | None) -> None:
        super().__init__(data)
        field = self.fields["edition"]
        assert isinstance(field, EditionField)
        field.queryset = Edition.objects.filter(pk__in=[edition.pk for edition in editions]).order_by("-id")
        field.initial = chosen
        known = (
            limits_of(gazette.law(chosen))
            if chosen is not None
            else [(name, str(LIMITS.get(name, name))) for name in LIMIT_NAMES]
        )
        self._choices("limit", known)
        # What another regulation asks for is understood as well when it was ticked: it chooses nothing, and is no error.
        useful = tags_of(gazette.law(chosen)) if chosen is not None else list(Tag)
        ticked = [tag for tag in Tag if data is not None and tag.value in data.getlist("tags")]
        self._choices(
            "tags", [(tag.value, str(TAGS.get(tag, tag.value))) for tag in Tag if tag in useful or tag in ticked]
        )

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean_hour(self) -> time | None:
        """An hour of the day or none."""
        found: time | None = self.cleaned_data.get("hour")
        return found

    def clean(self) -> dict[str, Any]:
        """A span, or a regulation and one of its limits."""
        given = super().clean() or {}
        if given.get("span"):
            try:
                given["span"], way = span_of(given["span"])
                given["direction"] = way or Direction(given.get("direction") or Direction.AFTER.value)
            except SpanError:
                text = gettext("Không hiểu “%(span)s”: ghi số và đơn vị, ví dụ 3 ngày làm việc, 10 ngày, 2 tháng.")
                self.add_error("span", text % {"span": given["span"]})
        elif not given.get("edition"):
            self.add_error("edition", _("Chọn một quy chế, hoặc ghi một khoảng."))
        elif not given.get("limit") and "limit" not in self.errors:
            self.add_error("limit", _("Chọn thời hạn cần tính."))
        return given


class TextForm(forms.Form):
    """The official text of an edition as a plain text file."""

    text = forms.FileField(
        label=_("Tệp chữ (.txt, UTF-8)"), help_text=_("Toàn văn quy chế, mỗi điều, khoản, điểm một dòng mới."),
        error_messages={"required": _("Chưa chọn tệp."), "empty": _("Tệp rỗng.")},
    )  # fmt: skip

    def clean_text(self) -> tuple[str, str]:
        """The name and the words; refuses what is no text."""
        file: UploadedFile[bytes] = self.cleaned_data["text"]
        if (file.size or 0) > rules.LARGEST_TEXT:
            limit = rules.LARGEST_TEXT // 1024 // 1024
            raise forms.ValidationError(gettext("Tệp lớn quá %(most)s MB: đây không phải tệp chữ.") % {"most": limit})
        try:
            return (file.name or "")[:160], file.read().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise forms.ValidationError(
                gettext("Tệp không phải chữ UTF-8: trong Word, chọn Lưu dưới dạng, Plain Text, mã hoá UTF-8.")
            ) from error


class AdoptForm(forms.Form):
    """Which edition from which day, under which decision."""

    edition = EditionField(label=_("Bản quy chế"), queryset=Edition.objects.order_by("-id"))
    from_on = forms.DateField(
        label=_("Áp dụng từ ngày"), input_formats=FORMATS, widget=forms.DateInput(attrs=DAY, format="%d/%m/%Y"),
        help_text=_("Văn bản cập nhật từ ngày này theo bản mới; việc đang mở giữ bản cũ cho tới khi được chuyển."),
        error_messages={"invalid": WRONG_DAY, "required": WRONG_DAY},
    )  # fmt: skip
    decision = forms.CharField(
        label=_("Theo văn bản"), max_length=rules.LONGEST_WORDS,
        help_text=_("Số, ký hiệu, ngày của quyết định ban hành hoặc sửa đổi."),
        error_messages={"required": _("Chưa ghi văn bản.")},
    )  # fmt: skip


class MoveForm(forms.Form):
    """Why open tasks go over to the edition."""

    reason = forms.CharField(
        label=_("Lý do"), max_length=rules.LONGEST_WORDS,
        help_text=_("Ghi cạnh mỗi hạn được đổi, trong nhật ký và trong thông báo."),
        error_messages={"required": _("Chưa ghi lý do.")},
    )  # fmt: skip
    token = forms.CharField(widget=forms.HiddenInput, max_length=64)
