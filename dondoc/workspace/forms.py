"""The filter of the register and of the journal: everything optional, everything in the address."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dondoc.documents.forms import VietDateField
from dondoc.documents.models import Urgency
from dondoc.tasks.models import Part, Task, TaskClass
from dondoc.units.models import AUTHORITY_ROLES, Actor, Field, Post, Unit

ANY = ("", _("Tất cả"))


class RegisterFilter(forms.Form):
    """What a reader looks for in the register; what is wrong is told and left out."""

    status = forms.ChoiceField(
        label=_("Nhiệm vụ"),
        required=False,
        choices=[("open", _("Đang mở")), ("closed", _("Đã kết thúc")), ("all", _("Tất cả"))],
    )
    unit = forms.ModelChoiceField(label=_("Đơn vị"), queryset=Unit.objects.none(), required=False, empty_label=ANY[1])
    state = forms.ChoiceField(
        label=_("Tình trạng"), required=False,
        choices=[
            ANY, ("not_started", _("Chưa thực hiện")), ("in_progress", _("Đang thực hiện")), ("done", _("Đã hoàn thành")),
            ("unfinished", _("Chưa có kết quả")), ("sent", _("Chờ thẩm định")),
            ("returned", _("Đơn vị chuyển lại")), ("ended", _("Thôi giao")),
        ],
    )  # fmt: skip
    timeliness = forms.ChoiceField(
        label=_("Thời hạn"), required=False, choices=[ANY, ("within", _("Trong hạn")), ("past", _("Quá hạn"))]
    )
    monitor = forms.ModelChoiceField(
        label=_("Chuyên viên theo dõi"), queryset=Post.objects.none(), required=False, empty_label=ANY[1]
    )
    field = forms.ModelChoiceField(
        label=_("Lĩnh vực"), queryset=Field.objects.none(), required=False, empty_label=ANY[1]
    )
    task_class = forms.ChoiceField(label=_("Loại"), required=False, choices=[ANY, *TaskClass.choices])
    part = forms.ChoiceField(
        label=_("Vai trò"), required=False,
        choices=[ANY, ("answering", _("Chủ trì hoặc thực hiện")), (Part.COORDINATING, Part.COORDINATING.label)],
    )  # fmt: skip
    urgency = forms.ChoiceField(label=_("Độ khẩn"), required=False, choices=[ANY, *Urgency.choices])
    due_from = VietDateField(label=_("Hạn từ ngày"), required=False)
    due_to = VietDateField(label=_("Hạn đến ngày"), required=False)
    issued_from = VietDateField(label=_("Ban hành từ ngày"), required=False)
    issued_to = VietDateField(label=_("Ban hành đến ngày"), required=False)
    superior = forms.BooleanField(label=_("Cấp trên giao"), required=False)
    view = forms.ChoiceField(
        label=_("Mỗi dòng"),
        required=False,
        choices=[("task", _("một nhiệm vụ")), ("assignment", _("một lượt giao đơn vị"))],
    )
    sort = forms.ChoiceField(
        label=_("Thứ tự"), required=False, choices=[("due", _("Theo thời hạn")), ("entry", _("Mới cập nhật trước"))]
    )

    #: What stands on the bar at once; the rest lies behind "more".
    FIRST = ("status", "unit", "state", "timeliness", "sort")

    def __init__(self, data: Any, *, actor: Actor, today: date) -> None:
        super().__init__(data, auto_id="filter_%s")
        if actor.register is None:
            for name in ("unit", "monitor", "field", "view"):
                del self.fields[name]
            return
        self._choose("unit", Unit.objects.valid_on(today).exclude(pk=actor.register.keeper_id), "name")
        monitors = Post.objects.filter(
            Exists(Task.objects.filter(monitor=OuterRef("pk"))), role__in=AUTHORITY_ROLES,
            unit__in=[actor.register.office_id, actor.register.keeper_id],
        )  # fmt: skip
        self._choose("monitor", monitors, "person__full_name", "title", apart=", ")
        self._choose("field", actor.register.fields.all(), "code", "name", apart=" – ")

    def _choose(self, name: str, rows: QuerySet[Any], *columns: str, apart: str = "") -> None:
        """Offer the rows by the names in the columns: read as plain values, which every page of the register does again."""
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = rows
        offered = [(pk, apart.join(words)) for pk, *words in rows.values_list("pk", *columns)]
        field.choices = [ANY, *offered]

    def given(self) -> dict[str, Any]:
        """What was understood of the address."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "", False)}

    def in_words(self) -> str:
        """What was understood of the address, as a line of a list says it; nothing when everything open is asked for."""
        return "; ".join(f"{self[name].label}: {_in_words(self[name], value)}" for name, value in self.given().items())

    def first(self) -> list[forms.BoundField]:
        """The fields on the bar."""
        return [self[name] for name in self.FIRST if name in self.fields]

    def rest(self) -> list[forms.BoundField]:
        """The fields behind "more"."""
        return [self[name] for name in self.fields if name not in self.FIRST]

    def uses_rest(self) -> bool:
        """Whether a field behind "more" is in use, so that it must be seen."""
        return any(field.name in self.given() or field.errors for field in self.rest())


def _in_words(field: forms.BoundField, value: Any) -> str:
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if value is True:
        return gettext("có")
    choices: Any = field.field.choices if isinstance(field.field, forms.ChoiceField) else ()
    return str(dict(choices).get(value, value) if isinstance(value, str) else value)


class JournalFilter(forms.Form):
    """Until which day the journal is read backwards."""

    until = VietDateField(label=_("Đến hết ngày"), required=False)
