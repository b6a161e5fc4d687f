"""Forms of the trust store: bring a certificate, confirm its fingerprint, remove one."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from dondoc.signatures.actions import LONGEST_REASON
from dondoc.signatures.models import Scheme


class BringForm(forms.Form):
    """The file of the certificate, and for whom its authority issues."""

    certificate = forms.FileField(
        label=_("Tệp chứng thư"),
        help_text=_("Một chứng thư của tổ chức chứng thực (.crt, .cer, .pem hoặc .p7b), không có khoá bí mật."),
        error_messages={
            "required": _("Chưa chọn tệp chứng thư."),
            "missing": _("Chưa chọn tệp chứng thư."),
            "empty": _("Tệp này rỗng."),
        },
    )
    scheme = forms.ChoiceField(label=_("Hệ thống chứng thực"), choices=Scheme.choices)


class ConfirmForm(forms.Form):
    """The end of the fingerprint, as it stands in the official source."""

    typed = forms.CharField(
        label=_("Tám ký tự cuối của dấu vân tay"),
        max_length=120,
        help_text=_("Gõ theo nguồn chính thức của tổ chức chứng thực (trang mạng, văn bản), không chép từ trang này."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Chưa gõ tám ký tự cuối của dấu vân tay.")},
    )


class RemoveForm(forms.Form):
    """Why the certificate is trusted no more."""

    reason = forms.CharField(
        label=_("Lý do không tin cậy nữa"),
        max_length=LONGEST_REASON,
        help_text=_("Lý do được ghi vào nhật ký và hiện ở trang này."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Chưa ghi lý do.")},
    )
