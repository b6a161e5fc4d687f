"""Sentences of the room: refusals, lines of the journal, notices."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "permission.amend_calendar": _("Chỉ Chánh Văn phòng và chuyên viên Văn phòng được sửa lịch làm việc."),
    "calendar.day_missing": _("Chưa ghi ngày cần sửa."),
    "calendar.reason_missing": _("Chưa ghi lý do sửa lịch."),
    "calendar.day_out_of_range": _("Ngày %(on)s ngoài những năm mà lịch ghi được (%(first)s đến %(last)s)."),
    "calendar.changed_meanwhile": _(
        "Ngày %(on)s vừa được người khác sửa. Đề nghị xem lại lịch rồi sửa tiếp nếu còn cần."
    ),
    "calendar.not_a_week_end": _("Ngày %(on)s không phải Thứ Bảy hay Chủ nhật nên không thể là ngày làm bù."),
    "calendar.name_missing": _("Chưa ghi tên ngày nghỉ hoặc ngày làm bù (%(on)s)."),
    "calendar.decision_missing": _("Chưa ghi văn bản quy định ngày %(on)s."),
    "calendar.words_too_long": _("Tên, văn bản và lý do mỗi mục không quá %(most)s ký tự."),
}

ENTRIES = {
    "calendar.amended": _("đã sửa lịch làm việc: %(days)s. Lý do: %(reason)s"),
    "duty.moved": _("hạn “%(duty)s” của %(unit)s chuyển từ %(was)s sang %(now)s: %(reason)s"),
}

NOTICES = {
    "calendar.duties_moved": (
        _("Hạn của %(count)s phần việc thay đổi theo lịch làm việc"),
        _(
            "%(reason)s. %(count)s phần việc đang mở của bạn có hạn mới; hạn cũ và lý do ghi cạnh từng hạn trên bàn làm việc."
        ),
    ),
}
