"""Sentences of the room: refusals, lines of the journal, notices."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "certificate.large": _("Tệp chứng thư lớn hơn %(limit)s KB: đây không phải một chứng thư."),
    "certificate.private_key": _(
        "Tệp có khoá bí mật; chưa có gì được lưu. Chỉ gửi chứng thư, và coi khoá này là đã lộ nếu nó đang được dùng."
    ),
    "certificate.unreadable": _("Không đọc được chứng thư nào trong tệp (PEM, DER hoặc PKCS#7)."),
    "certificate.several": _("Tệp có %(count)s chứng thư. Hãy thêm từng chứng thư một, mỗi lần so một dấu vân tay."),
    "certificate.not_an_authority": _(
        "“%(subject)s” không phải chứng thư của tổ chức chứng thực: không thể cấp chứng thư cho ai khác."
    ),
    "certificate.scheme_unknown": _("Không có hệ thống chứng thực “%(scheme)s”."),
    "certificate.fingerprint_differs": _(
        "Điều vừa gõ không phải %(count)s ký tự cuối của dấu vân tay. Hãy so lại với nguồn chính thức; không khớp thì đừng thêm."
    ),
    "certificate.there_already": _("“%(name)s” đã có trong kho, cùng dấu vân tay."),
    "certificate.reason_missing": _("Chưa ghi lý do."),
    "certificate.removed_already": _("“%(name)s” đã được bỏ khỏi kho trước đó."),
}

ENTRIES = {
    "certificate.added": _("Tin cậy chứng thư “%(name)s”, dấu vân tay SHA-256 %(fingerprint)s."),
    "certificate.removed": _(
        "Không tin cậy chứng thư “%(name)s” nữa, dấu vân tay SHA-256 %(fingerprint)s. Lý do: %(reason)s"
    ),
}

NOTICES = {
    "certificate.added": (
        _("Chứng thư gốc: đã thêm “%(name)s”"),
        _("%(who)s đã thêm “%(name)s” vào kho chứng thư tin cậy. Nếu việc này lạ với bạn, hãy hỏi lại ngay."),
    ),
    "certificate.removed": (
        _("Chứng thư gốc: đã bỏ “%(name)s”"),
        _("%(who)s đã bỏ “%(name)s” khỏi kho chứng thư tin cậy."),
    ),
}
