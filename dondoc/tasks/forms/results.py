"""The forms about a result: its document, its confirmation with the scales of the regulation, its other ends."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dondoc.documents.forms import LineField, ResultPaperForm, TextField, VietDateField, VietTimeField
from dondoc.regulation.schema import Rating
from dondoc.tasks import ratings
from dondoc.tasks.forms.acting import NoteForm, ReasonForm
from dondoc.tasks.models import Outcome, Task
from dondoc.tasks.queries import task_called
from dondoc.units.models import Register


class ResultForm(ResultPaperForm):
    """The result document; with the reason where the task is overdue and none was given (HUE Appendix IV), the hour where the
    time for updating depends on it, the day of the paper report where the Office enters for a unit.
    """

    def __init__(
        self, *args: Any, asks_reason: bool = False, asks_hour: bool = False, for_unit: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if asks_reason:
            self.fields["delay_reason"] = TextField(
                label=_("Lý do quá hạn"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 3}),
                help_text=_("Cần ghi khi ngày văn bản kết quả sau thời hạn."),
            )  # fmt: skip
        if asks_hour:
            self.fields["issued_time"] = VietTimeField(
                label=_("Giờ phát hành"), required=False, help_text=_("Thời hạn cập nhật tính theo giờ này.")
            )
        if for_unit:
            del self.fields["paper_sent_on"]
            self.fields["received_on"] = VietDateField(label=_("Ngày Văn phòng nhận báo cáo giấy"))

    def particulars(self) -> dict[str, Any]:
        """The cleaned values as `PaperInput` takes them."""
        return {**super().particulars(), "issued_time": self.cleaned_data.get("issued_time")}


class ReceivedForm(forms.Form):
    """The day on which the paper report of a unit came."""

    received_on = VietDateField(label=_("Ngày Văn phòng nhận báo cáo giấy"))


class Rated:
    """Fields for the scales of the regulation, and what was chosen."""

    fields: dict[str, forms.Field]
    cleaned_data: dict[str, Any]

    def ask(self, scales: Iterable[Rating], *, accepts: bool) -> None:
        """One field for each scale; a word that is the only possible one need not be chosen."""
        for scale in scales:
            words = ratings.choices(scale, accepts=accepts)
            if scale.passes and len(words) == 1:
                continue
            first = [] if scale.required else [("", _("– không đánh giá –"))]
            self.fields[f"rated_{scale.name}"] = forms.ChoiceField(
                label=scale.title, choices=[*first, *((word, word) for word in words)], required=scale.required,
                widget=forms.RadioSelect if scale.required else forms.Select,
            )  # fmt: skip

    def given(self) -> dict[str, Any]:
        """What the verb takes beside the words."""
        chosen = {name: word for name, word in self.cleaned_data.items() if name.startswith("rated_") and word}
        return {"rated": {name.removeprefix("rated_"): word for name, word in chosen.items()}}


class AcceptForm(Rated, NoteForm):
    """A result is accepted; at the last level rated."""

    def __init__(self, *args: Any, scales: Iterable[Rating] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask(scales, accepts=True)
        self.order_fields([name for name in self.fields if name != "text"])


class SendBackForm(Rated, ReasonForm):
    """A result goes back with what is missing."""

    def __init__(self, *args: Any, scales: Iterable[Rating] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask(scales, accepts=False)


class OutcomeForm(ReasonForm):
    """A part ends otherwise: how, why, and where it goes on when it is merged."""

    field_order = ["outcome", "other", "text"]

    def __init__(self, *args: Any, register: Register, outcomes: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.register = register
        known = [choice for choice in Outcome.choices if choice[0] in set(outcomes)]
        self.fields["outcome"] = forms.ChoiceField(label=_("Kết thúc"), choices=known, widget=forms.RadioSelect)
        if Outcome.MERGED in dict(known):
            self.fields["other"] = LineField(
                label=_("Gộp vào nhiệm vụ"), max_length=120, required=False,
                help_text=_("Số, ký hiệu văn bản và thứ tự nhiệm vụ, ví dụ 438/UBND-TC – 2. Chỉ ghi khi gộp."),
            )  # fmt: skip
        self.order_fields(self.field_order)

    def clean_other(self) -> Task | None:
        """The task that is meant."""
        text = self.cleaned_data["other"]
        if not text:
            return None
        found = task_called(self.register, text)
        if found is None:
            raise forms.ValidationError(
                _("Không tìm thấy nhiệm vụ “%(text)s” trong sổ. Ghi số, ký hiệu văn bản và thứ tự nhiệm vụ."),
                params={"text": text},
            )
        return found

    def given(self) -> dict[str, Any]:
        """What the verb takes beside the words."""
        return {"outcome": self.cleaned_data["outcome"], "other_task": self.cleaned_data.get("other")}
