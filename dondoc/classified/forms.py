"""Forms of classified papers: exactly the fields that the regulation lists, each a closed list, a date, a count or a code."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dondoc import gazette
from dondoc.classified import queries, rules
from dondoc.classified.models import Custodian
from dondoc.classified.rules import Particulars
from dondoc.classified.sentences import FIELDS
from dondoc.documents.forms import VietDateField
from dondoc.documents.models import DocumentKind
from dondoc.regulation import Refusal
from dondoc.ui import refusals
from dondoc.units.models import Post, PostQuerySet, Register, Role, Unit

#: No browser keeps what was typed for the next time.
_NOT_KEPT = {"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}


class PostField(forms.ModelChoiceField):  # type: ignore[type-arg]  # takes no parameter while it runs
    """A post with its holder and title."""

    def label_from_instance(self, obj: Post) -> str:
        """The holder, the title, and until when it was held when it is no more."""
        until = f" (– {obj.valid_until:%d/%m/%Y})" if obj.valid_until else ""
        return f"{obj.person.full_name}, {obj.title}{until}"


class PaperForm(forms.Form):
    """The particulars of a classified paper; what the regulation does not list has no field."""

    kind = forms.ChoiceField(label=FIELDS["kind"], required=False)
    number = forms.CharField(
        label=FIELDS["number"], required=False, max_length=6,
        widget=forms.TextInput(attrs={**_NOT_KEPT, "size": 6, "inputmode": "numeric"}),
        error_messages={"max_length": _("Số chỉ gồm chữ số, có thể thêm một chữ cái, ví dụ 15 hoặc 15a.")},
    )  # fmt: skip
    symbol = forms.CharField(
        label=FIELDS["symbol"], required=False, max_length=31, widget=forms.TextInput(attrs={**_NOT_KEPT, "size": 20}),
        help_text=_("Chữ in hoa, ví dụ CT-UBND. Không ghi trích yếu hay từ ngữ nào khác."),
        error_messages={"max_length": _("Ký hiệu chỉ gồm hai đến bốn nhóm chữ in hoa, ví dụ CT-UBND; không ghi từ ngữ khác.")},
    )  # fmt: skip
    issued_on = VietDateField(label=FIELDS["issued_on"], required=False)
    signer = PostField(label=FIELDS["signer"], queryset=Post.objects.none(), required=False)
    submitter = forms.ModelChoiceField(label=FIELDS["submitter"], queryset=Unit.objects.none(), required=False)
    lead = forms.ModelMultipleChoiceField(
        label=FIELDS["lead"], queryset=Unit.objects.none(), required=False, widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text=_("Giữ phím Ctrl để chọn nhiều đơn vị."),
    )  # fmt: skip
    monitor = PostField(label=FIELDS["monitor"], queryset=Post.objects.none(), required=False)
    task_count = forms.IntegerField(
        label=FIELDS["task_count"], required=False, min_value=1, max_value=rules.MOST_TASKS,
        help_text=_("Chỉ ghi tổng số, không ghi nội dung từng nhiệm vụ."),
    )  # fmt: skip
    due_on = VietDateField(
        label=FIELDS["due_on"], required=False, help_text=_("Để trống nếu văn bản không đặt thời hạn.")
    )

    def __init__(
        self, *args: Any, register: Register, day: date, kept: Particulars | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.register, self.day = register, day
        law = gazette.law(register.edition)
        held = rules.held_fields(law)
        for name in set(self.fields) - set(held):
            del self.fields[name]
        self._fill(queries.kinds_of(law), kept or Particulars())
        for name, field in self.fields.items():  # said beside each label, and asked by the verb
            field.widget.attrs.update({} if name in rules.OPTIONAL else {"aria-required": "true"})

    def _fill(self, kinds: frozenset[str], kept: Particulars) -> None:
        """The closed lists; what the paper says already can be left as it is although it would not be offered any more."""
        chosen = [(value, label) for value, label in DocumentKind.choices if value in kinds]
        units = queries.units_of(self.register, self.day)
        known = [unit.pk for unit in (*kept.lead, kept.submitter) if unit is not None]
        monitors = queries.monitors_of(self.register, self.day)
        lists: dict[str, Any] = {
            "submitter": units | units.model.objects.filter(pk__in=known),
            "lead": units | units.model.objects.filter(pk__in=known),
            "signer": queries.signers_of(self.register),
            "monitor": monitors if kept.monitor is None else _with(monitors, kept.monitor),
        }
        for name, found in lists.items():
            if name in self.fields:
                self.fields[name].queryset = found  # type: ignore[attr-defined]
        if "kind" in self.fields:
            self.fields["kind"].choices = [("", "–"), *chosen]  # type: ignore[attr-defined]

    def particulars(self) -> Particulars:
        """What was chosen and written."""
        given = {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}
        if "lead" in given:
            given["lead"] = tuple(given["lead"])
        return Particulars(**given)

    def tell(self, field: str, refusal: Refusal) -> None:
        """Say a refusal beside its field."""
        self.add_error(field if field in self.fields else None, refusals.sentence(refusal))


def _with(posts: PostQuerySet, post: Post) -> PostQuerySet:
    return Post.objects.filter(pk__in=[*posts.values_list("pk", flat=True), post.pk]).select_related("person", "unit")


def initial_of(given: Particulars) -> dict[str, Any]:
    """A version as the form shows it."""
    return {
        "kind": given.kind, "number": given.number, "symbol": given.symbol, "issued_on": given.issued_on,
        "signer": given.signer, "submitter": given.submitter, "lead": given.lead, "monitor": given.monitor,
        "task_count": given.task_count, "due_on": given.due_on,
    }  # fmt: skip


class OutcomeForm(forms.Form):
    """The day on which a unit carried out what it was given; nothing is said of how."""

    done_on = VietDateField(label=_("Ngày thực hiện xong"))


class NameForm(forms.Form):
    """Which officer of the Office keeps the classified papers from now on."""

    post = PostField(label=_("Chuyên viên"), queryset=Post.objects.none())

    def __init__(self, *args: Any, register: Register, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = Custodian.objects.standing().filter(register=register).values("post")
        officers = queries.monitors_of(register, day).exclude(role=Role.OFFICE_HEAD).exclude(pk__in=named)
        self.fields["post"].queryset = officers  # type: ignore[attr-defined]
