"""Sentences of the room: what each line is called and what to do about it, refusals, the journal, notices of alarms.

docs/operate/alarms.md says the same at length, under a heading for each line.
"""

from __future__ import annotations

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from dondoc.operations.rules import State

REFUSALS = {
    "permission.operate": _("Trang này dành riêng cho quản trị kỹ thuật."),
    "job.not_parked": _("Việc nền số %(number)s không còn tạm gác: có thể người khác vừa xử lý."),
    "job.reason_missing": _("Chưa ghi lý do bỏ việc nền."),
}

ENTRIES = {
    "job.revived": _("đã cho chạy lại việc nền số %(number)s (%(kind)s)"),
    "job.dropped": _("đã bỏ việc nền số %(number)s (%(kind)s): %(reason)s"),
}

#: How a state is told: its word, its shape (an icon), the class of its badge.
STATES = {
    State.GOOD: (_("Tốt"), "circle-check", "badge-done"),
    State.WARNING: (_("Cần xem"), "triangle-alert", "badge-sent"),
    State.ALARM: (_("Báo động"), "octagon-alert", "badge-past"),
}

PARTS = {
    "work": _("Việc nền và thư"),
    "evidence": _("Nhật ký và lịch"),
    "copies": _("Sao lưu và phục hồi"),
    "places": _("Nơi lưu và máy chủ"),
}

#: What only informs (the database, the program) never alarms, and has no advice.
LABELS = {
    "worker": _("Tiến trình nền"),
    "tick": _("Kiểm tra hạn"),
    "queue": _("Hàng đợi việc nền"),
    "parked": _("Việc nền tạm gác"),
    "mail": _("Thư điện tử"),
    "sealing": _("Niêm phong nhật ký"),
    "journal": _("Kiểm chuỗi nhật ký"),
    "calendar": _("Lịch làm việc"),
    "edition": _("Quy chế không có lịch"),
    "regulation": _("Nạp quy chế"),
    "backup": _("Sao lưu"),
    "held": _("Hộp thư đi bị giữ"),
    "files": _("Đĩa chứa tệp đính kèm"),
    "disk": _("Đĩa chứa cơ sở dữ liệu"),
    "clock": _("Đồng hồ"),
    "database": _("Cơ sở dữ liệu"),
    "program": _("Phiên bản chương trình"),
}

#: Where something can be done about a line, when that is a page.
PAGES = {
    "calendar": "duties:calendar",
    "edition": "duties:calendar",
    "regulation": "lawbook:load",
    "backup": "backups:list",
    "held": "backups:list",
}

ADVICE = {
    "worker": _(
        "Khởi động lại dịch vụ dondoc-worker rồi xem nhật ký của nó; không có nó thì không có đôn đốc, nhắc việc, thư."
    ),
    "tick": _("Xem tiến trình nền có chạy không; trong nhật ký máy chủ, tìm dòng “rule … failed”."),
    "queue": _("Xem tiến trình nền có chạy không; nếu chạy mà hàng đợi vẫn dài, chạy thêm tiến trình nền."),
    "parked": _(
        "Tìm lỗi trong nhật ký máy chủ theo số việc, sửa nguyên nhân rồi cho chạy lại; chỉ bỏ khi không còn cần."
    ),
    "mail": _("Kiểm tra máy chủ thư và các biến DONDOC_MAIL_…; thư bị từ chối thì xem lại địa chỉ của người nhận."),
    "sealing": _(
        "Xem tiến trình nền có chạy không; dòng chưa niêm phong vẫn còn nguyên, nhưng chưa được chuỗi bảo vệ."
    ),
    "journal": _(
        "Chạy dondoc journal verify, không sửa gì trong cơ sở dữ liệu, giữ bản sao lưu và báo lãnh đạo Văn phòng."
    ),
    "calendar": _(
        "Văn phòng ghi ngày nghỉ của năm tới, xác nhận ngày chưa chắc chắn ở trang Lịch làm việc, hoặc nâng cấp chương trình."
    ),
    "edition": _("Nạp lịch bằng cách nâng cấp chương trình, hoặc nhờ Văn phòng ghi ngày nghỉ ở trang Lịch làm việc."),
    "regulation": _(
        "Sửa tệp ở dòng được nêu, thử bằng dondoc regulation check THƯ-MỤC, rồi nạp lại; bản đã nạp vẫn được dùng."
    ),
    "backup": _("Mở trang Sao lưu: lý do và việc cần làm."),
    "held": _("Khi bản này là hệ thống chính thức và hệ thống cũ không còn chạy, cho gửi thư trở lại ở trang Sao lưu."),
    "files": _(
        "Mở rộng đĩa hoặc chuyển dữ liệu khác đi; khi đĩa đầy, không nhận thêm tệp nào. Không tự xoá tệp đính kèm."
    ),
    "disk": _("Mở rộng đĩa hoặc chuyển dữ liệu khác đi; khi đĩa đầy, mọi thao tác đều bị từ chối."),
    "clock": _(
        "Bật đồng bộ giờ (chrony, systemd-timesyncd) trên cả hai máy: giờ ghi nhận quyết định việc trong hạn hay quá hạn."
    ),
}

NOBODY_WORKS = _("Không có tiến trình nền nào đang chạy: không có đôn đốc, nhắc việc, niêm phong, thư.")
_SUBJECT = _("Báo động hệ thống: {label}")
_BODY = _("{label}: báo động từ %(since)s. {advice}")

#: What another room tells by itself.
TOLD_ELSEWHERE = {"backup"}

NOTICES = {
    f"alarm.{key}": (format_lazy(_SUBJECT, label=LABELS[key]), format_lazy(_BODY, label=LABELS[key], advice=advice))
    for key, advice in ADVICE.items()
    if key not in TOLD_ELSEWHERE
}
