"""Forms of who follows a task."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dondoc.tasks.forms.fields import PickField
from dondoc.units.models import Post

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
