"""Sentences of the room: refusals, and what the kinds of later corrections are called."""

from django.utils.translation import gettext_lazy as _

from dondoc.reports import rules
from dondoc.tasks import rules as task_rules

REFUSALS = {
    "permission.see_appendix": _("Số liệu tổng hợp dành cho lãnh đạo, Văn phòng và người kiểm tra của cơ quan giữ sổ."),
    "report.day_wrong": _("Ngày “%(typed)s” không hợp lệ. Đề nghị ghi ngày/tháng/năm, ví dụ 05/09/2016."),
    "report.day_in_future": _("Ngày %(on)s chưa đến: chỉ tổng hợp được đến hết hôm nay."),
    "report.form_missing": _("Quy chế đang áp dụng không quy định biểu mẫu này."),
}

LATER = {
    rules.ANY: _("ghi nhận hoặc điều chỉnh sau ngày đó"),
    rules.LATE: _("kết quả hoặc tình hình có từ trước, ghi nhận sau"),
    rules.MOVED: _("điều chỉnh thời hạn"),
    rules.REOPENED: _("mở lại việc đã xác nhận hoàn thành"),
    rules.ENDED: _("chuyển đơn vị khác hoặc thôi giao"),
}

STATES = {
    task_rules.NOT_STARTED: _("Chưa thực hiện"),
    task_rules.IN_PROGRESS: _("Đang thực hiện"),
    task_rules.DONE: _("Đã hoàn thành"),
}
TIMELINESS = {task_rules.WITHIN: _("Trong hạn"), task_rules.PAST: _("Quá hạn")}
