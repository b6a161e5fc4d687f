"""Sentences of the room: refusals, lines of the journal, notices."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "permission.decide_wave": _("Chỉ Chánh Văn phòng và chuyên viên Văn phòng giữ sổ được duyệt đợt nhắc việc."),
    "wave.decided_already": _("Đợt nhắc việc này đã có người quyết định."),
    "wave.decision_unknown": _("Không có cách xử lý “%(decision)s”."),
    "wave.grown": _(
        "Đợt nhắc việc đã tăng từ %(seen)s lên %(count)s việc từ khi bạn mở trang. Đề nghị xem lại rồi quyết định."
    ),
    "wave.reason_missing": _("Chưa ghi lý do bỏ thông báo."),
    "wave.reason_too_long": _("Lý do không quá %(most)s ký tự."),
}

ENTRIES = {
    "wave.held": _(
        "đã giữ lại một đợt nhắc việc lớn bất thường, chờ Văn phòng duyệt: %(count)s việc, %(units)s đơn vị"
    ),
    "wave.send": _("đã duyệt gửi đợt nhắc việc: %(count)s việc, %(units)s đơn vị"),
    "wave.hush": _("đã bỏ thông báo tồn đọng của đợt nhắc việc: %(count)s việc, %(units)s đơn vị. Lý do: %(reason)s"),
}

NOTICES = {
    "wave.held": (
        _("Chờ duyệt: %(count)s việc nhắc, đôn đốc gửi %(units)s đơn vị"),
        _(
            "Nhiều hơn hẳn ngày thường nên hệ thống chưa gửi gì. Đề nghị xem và quyết định: gửi tất cả, hay bỏ phần tồn đọng."
        ),
    ),
}
