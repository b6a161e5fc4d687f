"""Sentences of the room: refusals."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "demo.not_empty": _(
        "Cơ sở dữ liệu này đã có sổ theo dõi hoặc tài khoản; dữ liệu minh hoạ chỉ nạp vào cơ sở dữ liệu trống."
    ),
    "demo.is_real": _("Cơ sở dữ liệu này không phải bản minh hoạ; không xoá gì cả."),
}
