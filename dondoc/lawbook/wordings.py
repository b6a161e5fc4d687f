"""What the values of a regulation are called on its page: keys of the schema in words for officials."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dondoc.documents.models import DocumentKind
from dondoc.regulation import Event, Tag
from dondoc.tasks.models import AssignmentState, TaskClass
from dondoc.units.models import Role

LIMITS: Mapping[str, object] = {
    "entry": _("Cập nhật văn bản giao nhiệm vụ"),
    "update": _("Cập nhật kết quả thực hiện"),
    "confirmation": _("Thẩm định, xác nhận kết quả"),
    "extension-ask": _("Xin gia hạn"),
    "extension-answer": _("Trả lời việc xin gia hạn"),
    "coordination": _("Trả lời yêu cầu phối hợp"),
    "proxy-entry": _("Văn phòng cập nhật thay đơn vị"),
    "urging": _("Đôn đốc bằng văn bản"),
    "slip": _("Lập phiếu báo"),
    "escalation": _("Báo cáo lãnh đạo sau phiếu báo cuối"),
    "inspection-report": _("Báo cáo kết quả kiểm tra"),
}

EVENTS: Mapping[Event, object] = {
    Event.DOCUMENT_ISSUED: _("ngày ban hành văn bản"),
    Event.DOCUMENT_RECEIVED: _("ngày nhận văn bản"),
    Event.DUE_DATE: _("ngày hết hạn"),
    Event.RESULT_SENT: _("ngày gửi kết quả"),
    Event.REPORT_RECEIVED: _("ngày nhận báo cáo"),
    Event.REQUEST_RECEIVED: _("ngày nhận đề nghị"),
    Event.SLIP_ISSUED: _("ngày phát hành phiếu báo"),
    Event.INSPECTION_ENDED: _("ngày kết thúc kiểm tra"),
    Event.PLAN_ENDED: _("ngày kết thúc kế hoạch"),
    Event.PERIOD_ENDED: _("ngày cuối kỳ"),
}

TAGS: Mapping[Tag, object] = {
    Tag.URGENT: _("văn bản khẩn, hoả tốc"),
    Tag.SEVERAL_TASKS: _("nhiều nhiệm vụ"),
    Tag.SEVERAL_UNITS: _("nhiều đơn vị"),
    Tag.OPINIONS_NEEDED: _("cần lấy ý kiến"),
    Tag.DUE_DATE_SET_BY_SUPERIOR: _("cấp trên ấn định thời hạn"),
    Tag.WITHOUT_DUE_DATE: _("không có thời hạn"),
    Tag.DRAFTED_BY_UNIT: _("đơn vị dự thảo"),
    Tag.OWN_DOCUMENT: _("văn bản của chính cơ quan"),
    Tag.NOT_CONNECTED: _("đơn vị chưa kết nối"),
}

TOPICS: Mapping[str, object] = {
    "secrecy": _("Văn bản mật"),
    "classes": _("Loại nhiệm vụ"),
    "directive_kinds": _("Loại văn bản được theo dõi"),
    "states": _("Tình hình thực hiện"),
    "on_time": _("Ngày quyết định trong hạn hay quá hạn"),
    "strict_before": _("“Trước ngày D” không gồm ngày D"),
    "rolls_fixed_dates": _("Ngày ấn định rơi vào ngày nghỉ được dời"),
    "without_due_date": _("Nhiệm vụ không thời hạn: kỳ cập nhật"),
    "confirming_role": _("Người thẩm định kết quả"),
    "overdue_reason": _("Quá hạn phải nêu lý do"),
    "return_to": _("Nhiệm vụ giao sai được chuyển lại"),
    "slips": _("Phiếu báo"),
    "reports": _("Lịch báo cáo"),
    "vocabulary": _("Tên gọi trong quy chế"),
}

VOCABULARY: Mapping[str, object] = {
    "authority": _("Cơ quan giữ sổ"),
    "leader": _("Lãnh đạo"),
    "office": _("Văn phòng"),
    "office_head": _("Người đứng đầu Văn phòng"),
    "units": _("Đơn vị nhận nhiệm vụ"),
    "monitor": _("Người theo dõi"),
}

ANSWERS: Mapping[str, object] = {
    "value": _("Giá trị trong hệ thống"),
    "verb": _("Việc làm trong hệ thống"),
    "silence": _("Không quy định"),
    "outside": _("Ngoài phần mềm"),
    "scope": _("Phạm vi, nguyên tắc"),
}

#: Verbs by the last part of their name in the code and by their name in `regulation.ACTS`.
VERBS: Mapping[str, object] = {
    "register_directive": _("Cập nhật văn bản giao nhiệm vụ"),
    "enter_directive": _("Cập nhật văn bản giao nhiệm vụ"),
    "expect_document": _("Ghi văn bản chờ cập nhật"),
    "attach": _("Đính kèm văn bản đã ký"),
    "accept_result": _("Xác nhận kết quả"),
    "send_back": _("Yêu cầu bổ sung"),
    "decline_return": _("Giữ nguyên việc giao"),
    "reassign": _("Giao cho đơn vị khác"),
    "paper_particulars": _("Thông tin văn bản"),
    "assign": _("Giao nhiệm vụ"),
    "task_content": _("Nội dung nhiệm vụ"),
    "due_date": _("Thời hạn thực hiện"),
    "set_monitors": _("Phân công chuyên viên theo dõi"),
    "set_scope": _("Phân công chuyên viên theo dõi"),
    "take_over": _("Tiếp nhận nhiệm vụ"),
    "return_task": _("Chuyển lại nhiệm vụ"),
    "decide_return": _("Xử lý nhiệm vụ chuyển lại"),
    "report_progress": _("Báo cáo tình hình"),
    "send_result": _("Gửi kết quả"),
    "explain_delay": _("Nêu lý do quá hạn"),
    "appraise": _("Thẩm định kết quả"),
    "reopen": _("Mở lại nhiệm vụ"),
    "correct_task": _("Điều chỉnh thông tin nhiệm vụ"),
    "move_due_date": _("Điều chỉnh thời hạn"),
    "end_task": _("Thôi giao nhiệm vụ"),
    "purge": _("Xoá nội dung mật"),
    "urge": _("Đôn đốc bằng văn bản"),
    "record_urging": _("Ghi nhận việc đôn đốc"),
    "issue_slip": _("Phát hành phiếu báo"),
    "escalate": _("Báo cáo lãnh đạo"),
    "instruct": _("Cho ý kiến xử lý"),
    "appoint": _("Giao vị trí công tác"),
    "appoint_deputy": _("Phân công người thay"),
}

_SAID: Mapping[str, Mapping[object, object]] = {
    "secrecy": {
        "refuse": _("không cập nhật vào hệ thống"),
        "metadata_only": _("chỉ cập nhật thông tin nhận biết, không có nội dung"),
        "paper_ledger": _("theo dõi trong sổ giấy riêng"),
    },
    "classes": dict(TaskClass.choices),
    "directive_kinds": dict(DocumentKind.choices),
    "states": {**dict(AssignmentState.choices), "not_done": _("Chưa hoàn thành")},
    "on_time": {
        "completed_on": _("ngày của văn bản kết quả"),
        "sent_at": _("lúc gửi kết quả trên hệ thống"),
    },
    "confirming_role": {
        **dict(Role.choices),
        "office": _("Văn phòng"),
        "office_division": _("phòng chuyên môn của Văn phòng"),
    },
    "reports": {
        "unit": _("đơn vị"),
        "office": _("Văn phòng"),
        "office_head": _("Chánh Văn phòng"),
        "clerk": _("văn thư"),
        "monitor": _("chuyên viên theo dõi"),
    },
    "return_to": {"office": _("cho Văn phòng"), "issuer": _("cho cơ quan ban hành")},
    "without_due_date": {
        "month": pgettext_lazy("period", "tháng"),
        "quarter": _("quý"),
        "half_year": _("6 tháng"),
        "year": _("năm"),
    },
    "report_periods": {
        "month": pgettext_lazy("period", "tháng"),
        "quarter": _("quý"),
        "half_year": _("6 tháng"),
        "nine_months": _("9 tháng"),
        "year": _("năm"),
    },
    "slips": {
        "leader": _("người đứng đầu cơ quan"),
        "office_head": _("Chánh Văn phòng"),
        "task": _("một phiếu cho một nhiệm vụ"),
        "unit": _("một phiếu cho một đơn vị"),
        "directive_and_unit": _("một phiếu cho một văn bản và một đơn vị"),
    },
}
_YES, _NO = _("có"), _("không")


def words_of(topic: str, value: object) -> str:
    """A value of a topic in words; one that has none yet is shown as it is written."""
    if isinstance(value, bool):
        return str(_YES if value else _NO)
    return str(_SAID.get(topic, {}).get(value, value))
