"""The intake of a directive: its particulars and up to two hundred tasks in one sitting."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict, ErrorList
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dondoc import gazette
from dondoc.documents.forms import LineField, PaperForm, TextField, VietDateField
from dondoc.documents.queries import twin_of
from dondoc.documents.rules import PaperInput
from dondoc.regulation import Profile
from dondoc.tasks import deadlines
from dondoc.tasks.deadlines import TaskInput
from dondoc.tasks.forms.fields import Choices, PickField, StagesField, UnitsField
from dondoc.tasks.forms.rows import PREFIX
from dondoc.tasks.models import AssignmentMode, DueKind, TaskClass
from dondoc.tasks.previews import DuePreview, UnitsPreview, preview_due, preview_units
from dondoc.ui import refusals
from dondoc.units.models import Actor, Field
from dondoc.workdays import Calendar

MOST_TASKS = 200
BY_NUMBER = "auto"  # one unit leads, several carry the task out each
DATED = (DueKind.BY, DueKind.BEFORE)


class DueForm(forms.Form):
    """How the deadline is set; each kind needs fields of its own."""

    due_kind = forms.ChoiceField(label=_("Thời hạn"), choices=DueKind.choices, initial=DueKind.BY)
    due_on = VietDateField(label=_("Ngày"), required=False)
    due_days = forms.IntegerField(
        label=_("Số lượng"), min_value=1, max_value=400, required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": 4}),
        error_messages={"invalid": _("Viết một số, ví dụ 10.")},
    )  # fmt: skip
    due_unit = forms.ChoiceField(
        label=_("Tính bằng"), required=False,
        choices=[("wd", _("ngày làm việc")), ("d", _("ngày")), ("m", _("tháng"))],
    )  # fmt: skip
    stages = StagesField(
        label=_("Các giai đoạn"), required=False, max_length=6000,
        widget=forms.Textarea(attrs={"rows": 3, "placeholder": _("Hoàn thành dự thảo | 30/11/2026")}),
        help_text=_("Mỗi dòng một giai đoạn: nội dung | ngày/tháng/năm."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """The fields fit the kind; a date beside a kind that has none is told, not dropped."""
        data = super().clean() or {}
        kind = data.get("due_kind")
        if kind in DATED and not data.get("due_on") and "due_on" not in self.errors:
            self.add_error("due_on", _("Chưa ghi ngày."))
        if kind == DueKind.RELATIVE and not data.get("due_days") and "due_days" not in self.errors:
            self.add_error("due_days", _("Chưa ghi số lượng."))
        if kind == DueKind.STAGED and not data.get("stages") and "stages" not in self.errors:
            self.add_error("stages", _("Chưa ghi giai đoạn nào."))
        if kind not in DATED and data.get("due_on"):
            self.add_error(
                "due_kind", _("Có ghi ngày nhưng cách đặt thời hạn không dùng ngày. Hãy chọn lại hoặc xoá ngày.")
            )
        return data

    def due_input(self) -> TaskInput:
        """What was understood of the deadline, as the rules take it, even while other fields are wrong."""
        data: Mapping[str, Any] = self.cleaned_data
        days = data.get("due_days")
        return TaskInput(
            content="", units=(), due_kind=data.get("due_kind", ""), due_on=data.get("due_on"),
            due_span=f"{days}{data.get('due_unit') or 'wd'}" if days else "", stages=data.get("stages") or (),
        )  # fmt: skip


class TaskForm(DueForm):
    """One task of a directive (HUE 6.1c-i)."""

    summary_label = ""
    due_preview: DuePreview | None = None
    units_preview: UnitsPreview | None = None
    partners_preview: UnitsPreview | None = None

    content = TextField(
        label=_("Nội dung nhiệm vụ"), max_length=5000, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Chưa ghi nội dung nhiệm vụ.")},
    )  # fmt: skip
    clause = LineField(
        label=_("Điểm, khoản"), max_length=60, required=False,
        widget=forms.TextInput(attrs={"placeholder": _("II.1.a"), "autocomplete": "off"}),
    )  # fmt: skip
    mode = forms.ChoiceField(
        label=_("Cách giao"), initial=BY_NUMBER, required=False,
        choices=[(BY_NUMBER, _("Tự theo số đơn vị")), *AssignmentMode.choices],
    )  # fmt: skip
    task_class = forms.ChoiceField(label=_("Loại"), choices=TaskClass.choices, initial=TaskClass.MUST_REPORT)
    product = LineField(label=_("Sản phẩm"), max_length=300, required=False)
    due_text = LineField(
        label=_("Thời hạn như văn bản ghi"), max_length=300, required=False, help_text=_("Nguyên văn, nếu cần giữ lại.")
    )
    other_information = TextField(
        label=_("Thông tin khác"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 1})
    )

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choices = choices
        read = choices.read_units
        self.fields["units"] = UnitsField(
            label=_("Đơn vị chủ trì hoặc thực hiện"),
            read_units=read,
            hint=_("so tai chinh; các huyện"),
            error_messages={"required": _("Chưa có đơn vị thực hiện.")},
        )
        self.fields["coordinating"] = UnitsField(label=_("Đơn vị phối hợp"), read_units=read, required=False)
        self.fields["synthesiser"] = UnitsField(
            label=_("Đơn vị tổng hợp báo cáo"), read_units=read, required=False, one=True
        )
        self.fields["monitor"] = PickField(
            label=_("Chuyên viên theo dõi"), rows=choices.monitors, empty=_("theo phân công đơn vị, lĩnh vực")
        )
        self.fields["field"] = PickField(label=_("Lĩnh vực"), rows=choices.fields, empty=_("như văn bản"))

    def clean(self) -> dict[str, Any]:
        """One unit leads, several carry the task out each; nobody leads and coordinates the same task."""
        data = super().clean()
        units = data.get("units") or ()
        if data.get("mode") in {"", BY_NUMBER}:
            data["mode"] = AssignmentMode.EACH if len(units) > 1 else AssignmentMode.LEAD
        elif data.get("mode") == AssignmentMode.LEAD and len(units) > 1:
            self.add_error("units", _("Chỉ một đơn vị chủ trì. Nhiều đơn vị cùng thực hiện thì chọn cách giao đó."))
        both = [unit.name for unit in data.get("coordinating") or () if unit in units]
        if both:
            sentence = _("Vừa chủ trì vừa phối hợp: %(names)s.")
            self.add_error("coordinating", ValidationError(sentence, params={"names": "; ".join(both)}))
        return data

    def show_previews(
        self, *, issued_on: date | None, field: Field | None, law: Profile, calendar: Calendar, today: date
    ) -> None:
        """Say what will come of the task: its units, who will follow it, its last day."""
        read, typed = (
            self.choices.read_units,
            {name: str(self[name].value() or "") for name in ("units", "coordinating")},
        )
        own = getattr(self, "cleaned_data", {}).get("field") or field
        monitor = self.choices.read_monitor
        self.units_preview = preview_units(typed["units"], read_units=read, read_monitor=monitor, field=own)
        self.partners_preview = preview_units(typed["coordinating"], read_units=read)
        due = self.due_input()
        self.due_preview = preview_due(due, issued_on=issued_on, law=law, calendar=calendar, today=today)

    def as_input(self) -> TaskInput:
        """The cleaned values as the verb takes them."""
        data = {name: value for name, value in self.cleaned_data.items() if name not in {"due_days", "due_unit"}}
        return TaskInput(due_span=self.due_input().due_span, **data)


TaskFormSet = forms.formset_factory(
    TaskForm, extra=0, min_num=1, max_num=MOST_TASKS, absolute_max=1000, validate_min=True, validate_max=True
)


class Intake:
    """The form of a directive with its tasks: bound to what was sent, or new."""

    def __init__(self, data: QueryDict | None, *, actor: Actor, day: date) -> None:
        assert actor.register is not None  # can_enter
        self.register, self.day = actor.register, day
        self.law = gazette.law(actor.register.edition)
        self.choices = Choices.on(actor.register, day)
        self.paper = PaperForm(data, actor=actor, day=day, initial={"issuer": actor.register.keeper.name})
        self.tasks = TaskFormSet(
            data, prefix=PREFIX, form_kwargs={"choices": self.choices},
            error_messages={"too_many_forms": _("Mỗi lần nhập được nhiều nhất %(most)s nhiệm vụ.") % {"most": MOST_TASKS}},
        )  # fmt: skip
        self.twin: Any = None
        for number, form in enumerate(self.tasks.forms, start=1):
            form.empty_permitted = False  # a row that stands there must be filled in; blank ones were taken out before
            form.summary_label = gettext("Nhiệm vụ %(number)s") % {"number": number}

    def is_valid(self) -> bool:
        """Every field, then what needs several: the twin, and each task beside the date of issue and the law."""
        fine = self.paper.is_valid()
        fine = self.tasks.is_valid() and fine
        issued_on = self.paper.cleaned_data.get("issued_on")
        for number, form in enumerate(self.tasks.forms, start=1):
            if issued_on is None or form.errors:
                continue
            refusal = deadlines.refusal_to_assign(form.as_input(), ordinal=number, issued_on=issued_on, law=self.law)
            if refusal is not None:
                form.add_error(None, refusals.sentence(refusal))
                fine = False
        return fine and not self._is_twin()

    def _is_twin(self) -> bool:
        """The same number, symbol, issuer and year is flagged before anything is saved."""
        self.twin = twin_of(self.register, self.as_paper())
        return self.twin is not None and not self.despite_twin

    @property
    def despite_twin(self) -> bool:
        """The person has seen the twin and enters the paper all the same."""
        return bool(self.paper.cleaned_data.get("save_anyway"))

    def as_paper(self) -> PaperInput:
        """The cleaned particulars as the verb takes them."""
        return PaperInput(**self.paper.particulars())

    def as_inputs(self) -> list[TaskInput]:
        """The cleaned tasks as the verb takes them."""
        return [form.as_input() for form in self.tasks.forms]

    def assignments(self) -> int:
        """How many assignments will come of it, coordinating ones included."""
        return sum(
            len(form.cleaned_data["units"]) + len(form.cleaned_data["coordinating"]) for form in self.tasks.forms
        )

    def preview(self) -> None:
        """Say beside each row what will come of it."""
        for form in [self.paper, *self.tasks.forms]:
            form.full_clean()
        issued_on, calendar = self.paper.cleaned_data.get("issued_on"), gazette.calendar()
        field = self.paper.cleaned_data.get("field")
        for form in self.tasks.forms:
            form.show_previews(issued_on=issued_on, field=field, law=self.law, calendar=calendar, today=self.day)

    def be_quiet(self) -> None:
        """Show what was typed without a word about what is missing: a row was added, or taken away."""
        for form in [self.paper, *self.tasks.forms]:
            vars(form)["_errors"] = ErrorDict()
        quiet = vars(self.tasks)
        quiet["_errors"], quiet["_non_form_errors"] = [], ErrorList()
