"""The form of giving a parked job up."""

from django import forms
from django.utils.translation import gettext_lazy as _

from dondoc.operations.actions import LONGEST_REASON


class DropForm(forms.Form):
    """Why the job is given up."""

    reason = forms.CharField(
        label=_("Lý do bỏ"),
        max_length=LONGEST_REASON,
        help_text=_("Lý do được ghi vào nhật ký. Không ghi nội dung nhiệm vụ ở đây."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Chưa ghi lý do bỏ việc nền.")},
    )
