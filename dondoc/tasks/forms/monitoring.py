"""Forms of who follows a task, and of who goes on with the tasks of a unit that ended."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dondoc.tasks.forms.fields import PickField
from dondoc.units.models import Field, Post, Unit

TOLD = {"required": _("Chưa chọn người."), "invalid_choice": _("Người này không có trong danh sách.")}


def _officer(label: Any, posts: Sequence[Post]) -> PickField:
    return PickField(label=label, rows=posts, empty=_("– chọn –"), required=True, error_messages=TOLD)


class MonitorForm(forms.Form):
    """Which officer follows the task from now on."""

    def __init__(self, *args: Any, monitors: Sequence[Post], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["monitor"] = _officer(_("Chuyên viên theo dõi"), monitors)


class HandOverForm(forms.Form):
    """Whose tasks go to whom."""

    def __init__(self, *args: Any, following: Sequence[Post], monitors: Sequence[Post], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["former"] = _officer(_("Người đang theo dõi"), following)
        self.fields["monitor"] = _officer(_("Người nhận theo dõi"), monitors)


class HeirForm(forms.Form):
    """Which successor goes on, with all of it or with one field of work."""

    def __init__(self, *args: Any, heirs: Sequence[Unit], fields: Sequence[Field], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        told = {"required": _("Chưa chọn đơn vị."), "invalid_choice": _("Đơn vị này không có trong danh sách.")}
        self.fields["heir"] = PickField(
            label=_("Đơn vị kế thừa"), rows=heirs, empty=_("– chọn –"), required=True, error_messages=told
        )
        if len(heirs) > 1 and fields:
            self.fields["field"] = PickField(
                label=_("Lĩnh vực"), rows=fields, empty=_("mọi lĩnh vực"),
                help_text=_("Chọn khi mỗi đơn vị kế thừa một phần công việc."),
            )  # fmt: skip
