"""Sentences of the room: refusals of its pages, reminders, what each fact of a task file is called."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dondoc.duties.models import DutyKind

REFUSALS = {
    "permission.see_register": _("Vị trí của bạn không được xem sổ theo dõi."),
    "permission.see_report": _("Số liệu tổng hợp dành cho lãnh đạo, Văn phòng và người kiểm tra của cơ quan giữ sổ."),
    "permission.see_journal": _("Nhật ký dành cho lãnh đạo, Văn phòng và người kiểm tra của cơ quan giữ sổ."),
    "permission.see_status": _("Trạng thái hệ thống dành cho quản trị kỹ thuật và Văn phòng."),
    "permission.see_regulation": _("Vị trí của bạn không được xem trang này."),
    "export.ending_unknown": _("Không có loại tệp “%(ending)s”."),
    "export.too_long": _("Một trang tính Excel chỉ chứa %(most)s dòng. Đề nghị lọc bớt, hoặc chọn CSV."),
    "export.disk": _("Máy chủ không ghi được tệp (có thể đã đầy đĩa). Đề nghị thử lại sau, hoặc báo quản trị."),
    "export.gone": _(
        "Tệp này không còn: tệp chỉ giữ 24 giờ, và bị xoá ngay khi có nội dung mật được xoá khỏi hệ thống."
    ),
}

ENTRIES = {
    "register.exported": _("đã xuất %(rows)s dòng của sổ theo dõi ra %(ending)s; điều kiện: %(filter)s"),
}

NOW, SOON = "now", "soon"


def kind_of_notice(occasion: str, duty_kind: str) -> str:
    """The kind of the notice that reminds of a duty on an occasion."""
    return f"reminder.{occasion}.{duty_kind}"


_SUBJECTS = {NOW: _("Đến hạn %(due_on)s: {label}, %(about)s"), SOON: _("Sắp đến hạn %(due_on)s: {label}, %(about)s")}
_BODY = _("{label}, %(about)s: chậm nhất hết ngày %(due_on)s. Căn cứ: %(article)s.")

NOTICES = {
    kind_of_notice(occasion, kind): (format_lazy(subject, label=label), format_lazy(_BODY, label=label))
    for occasion, subject in _SUBJECTS.items()
    for kind, label in DutyKind.choices
} | {
    "export.ready": (
        _("Danh sách đã xuất xong, %(rows)s dòng"),
        _("Danh sách bạn yêu cầu lúc %(asked_at)s đã soạn xong. Tệp được giữ 24 giờ."),
    ),
    "export.failed": (
        _("Chưa xuất được danh sách"), _("Danh sách bạn yêu cầu lúc %(asked_at)s chưa soạn được; lý do ghi ở trang tải về."),
    ),
}  # fmt: skip

#: What each rule of `tick` that tells people something does, as a preview says it.
WAVES: dict[str, object] = {
    "reminders": _("Nhắc việc đến hạn, sắp đến hạn"),
    "tasks.overdue": _("Hỏi lý do quá hạn"),
    "tasks.periodic_updates": _("Đề nghị cập nhật tình hình định kỳ"),
    "tasks.silent_consent": _("Coi như xác nhận vì hết thời hạn không có ý kiến"),
    "tasks.missed_updates": _("Tính chưa thực hiện vì không cập nhật trong thời hạn"),
    "urging.begin": _("Bắt đầu đôn đốc"),
    "urging.prepare": _("Dự thảo phiếu báo"),
    "urging.escalate": _("Trình lãnh đạo"),
}

GROUPS: dict[str, object] = {
    "overdue": _("Quá hạn"),
    "today": _("Hôm nay"),
    "week": _("Trong 7 ngày tới"),
    "later": _("Về sau"),
    "undated": _("Không ấn định ngày"),
    "fresh": _("Mới giao, chưa tiếp nhận"),
}

KINDS: dict[str, object] = {
    DutyKind.APPRAISE: _("Kết quả chờ thẩm định"),
    DutyKind.CONFIRM: _("Kết quả chờ xác nhận"),
    DutyKind.ENTER_FOR_UNIT: _("Báo cáo giấy chờ cập nhật thay đơn vị"),
    DutyKind.UPDATE_RESULT: _("Chờ cập nhật kết quả"),
    DutyKind.URGE: _("Cần đôn đốc bằng văn bản"),
    DutyKind.CORRECT_RETURN: _("Đơn vị chuyển lại, chờ xử lý"),
    DutyKind.ENTER_DIRECTIVE: _("Văn bản đã phát hành, chờ cập nhật"),
    DutyKind.ISSUE_SLIP: _("Phiếu báo chờ ký, phát hành"),
    DutyKind.INSTRUCT: _("Chờ ý kiến xử lý"),
    DutyKind.SUBMIT_PROPOSAL: _("Đề nghị của đơn vị, chờ trình"),
    DutyKind.DECIDE_PROPOSAL: _("Đề nghị chờ trả lời"),
}

FACTS = {
    "assigned": pgettext_lazy("fact", "Được giao"),
    "taken_over": pgettext_lazy("fact", "Tiếp nhận"),
    "returned": pgettext_lazy("fact", "Chuyển lại Văn phòng"),
    "return_declined": pgettext_lazy("fact", "Văn phòng giữ nguyên việc giao"),
    "progress_reported": pgettext_lazy("fact", "Báo cáo tình hình"),
    "delay_explained": pgettext_lazy("fact", "Nêu lý do quá hạn"),
    "result_sent": pgettext_lazy("fact", "Gửi kết quả"),
    "result_entered": pgettext_lazy("fact", "Văn phòng cập nhật thay đơn vị"),
    "paper_received": pgettext_lazy("fact", "Văn phòng nhận báo cáo giấy"),
    "level_accepted": pgettext_lazy("fact", "Xác nhận một cấp"),
    "update_missed": pgettext_lazy("fact", "Không cập nhật trong thời hạn, tính là chưa thực hiện"),
    "result_accepted": pgettext_lazy("fact", "Kết quả được xác nhận"),
    "result_sent_back": pgettext_lazy("fact", "Yêu cầu bổ sung"),
    "due_date_moved": pgettext_lazy("fact", "Điều chỉnh thời hạn"),
    "reopened": pgettext_lazy("fact", "Mở lại"),
    "ended": pgettext_lazy("fact", "Thôi giao"),
}

#: Facts that say more than their kind: how a part ended, what a refusal means.
OUTCOMES = {
    ("result_accepted", "partial"): pgettext_lazy("fact", "Kết quả đạt một phần"),
    ("result_sent_back", "not_done"): pgettext_lazy("fact", "Kết quả không được chấp nhận, tính là chưa thực hiện"),
    ("ended", "declined"): pgettext_lazy("fact", "Chấp nhận từ chối thực hiện"),
    ("ended", "dropped"): pgettext_lazy("fact", "Không thực hiện nữa"),
    ("ended", "merged"): pgettext_lazy("fact", "Gộp vào nhiệm vụ khác"),
}

PUNCTUALITY = {"early": _("trước thời hạn"), "on_the_day": _("đúng thời hạn"), "late": _("sau thời hạn")}
