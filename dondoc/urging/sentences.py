"""Sentences of the room: refusals, lines of the journal, notices."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "permission.issue_slip": _("Chỉ Chánh Văn phòng của cơ quan giữ sổ được ký, phát hành phiếu báo."),
    "permission.record_urging": _("Chỉ Văn phòng và chuyên viên theo dõi được ghi việc đôn đốc."),
    "permission.instruct": _("Chỉ lãnh đạo của cơ quan giữ sổ được cho ý kiến xử lý."),
    "urging.no_slips": _("Quy chế đang áp dụng không có phiếu báo. %(silence)s"),
    "urging.text_missing": _("Chưa ghi nội dung đôn đốc."),
    "urging.in_future": _("Ngày đôn đốc %(on)s ở sau hôm nay. Xin kiểm tra lại ngày."),
    "urging.before_directive": _("Ngày đôn đốc trước ngày ban hành văn bản giao nhiệm vụ (%(on)s)."),
    "urging.channel_unknown": _("Không có hình thức đôn đốc “%(channel)s”."),
    "urging.not_given": _("%(unit)s không được giao nhiệm vụ nào tại văn bản này."),
    "slip.issued_already": _("Phiếu báo này đã được phát hành (có thể người khác vừa ký)."),
    "slip.withheld_already": _("Phiếu báo này đã có ý kiến chưa phát hành."),
    "slip.lapsed": _("Phiếu báo không còn căn cứ: các nhiệm vụ đã có kết quả, đã dời thời hạn hoặc thôi giao."),
    "slip.reason_missing": _("Chưa ghi lý do chưa phát hành phiếu báo."),
    "slip.field_missing": _(
        "Văn bản %(code)s chưa ghi lĩnh vực; phiếu báo được đánh số theo lĩnh vực. Hãy chọn lĩnh vực rồi phát hành."
    ),
    "slip.form_missing": _("Quy chế đang áp dụng không có mẫu phiếu báo."),
    "case.lapsed": _("Vụ việc không còn căn cứ: các nhiệm vụ đã có kết quả, đã dời thời hạn hoặc thôi giao."),
    "case.not_waiting": _("Vụ việc đã có ý kiến xử lý hoặc chưa đến bước trình lãnh đạo."),
    "case.text_missing": _("Chưa ghi ý kiến xử lý."),
    "case.follow_up_past": _("Thời hạn thực hiện ý kiến (%(on)s) phải ở sau hôm nay."),
}

ENTRIES = {
    "ladder.opened": _(
        "Bắt đầu đôn đốc %(unit)s, lượt %(round)s, tính từ ngày %(counted_from)s: %(tasks)s nhiệm vụ quá hạn."
    ),
    "ladder.closed": _(
        "Dừng đôn đốc %(unit)s, lượt %(round)s: các nhiệm vụ đã có kết quả, đã dời thời hạn hoặc thôi giao."
    ),
    "ladder.escalated": _("Trình lãnh đạo: %(unit)s chưa có kết quả sau %(slips)s phiếu báo."),
    "ladder.recounted": _("Tính lại kỳ đôn đốc %(unit)s theo lịch mới: từ %(was)s thành %(on)s."),
    "slip.prepared": _("Lập dự thảo phiếu báo lần %(slip)s gửi %(unit)s: %(tasks)s nhiệm vụ."),
    "slip.issued": _("Phát hành phiếu báo lần %(slip)s gửi %(unit)s: %(tasks)s nhiệm vụ."),
    "slip.withheld": _("Chưa phát hành phiếu báo lần %(slip)s gửi %(unit)s: %(reason)s"),
    "urging.recorded": _("Đôn đốc %(unit)s (%(channel)s, ngày %(on)s): %(text)s"),
    "instruction.given": _("Ý kiến xử lý của lãnh đạo đối với %(unit)s: %(text)s"),
}

NOTICES = {
    "ladder.opened_to_unit": (
        _("Nhiệm vụ quá hạn: %(code)s"),
        _("%(unit)s có %(tasks)s nhiệm vụ quá hạn tại văn bản %(code)s, tính từ ngày %(counted_from)s."),
    ),
    "ladder.opened": (
        _("Cần đôn đốc bằng văn bản: %(code)s"),
        _("%(unit)s có %(tasks)s nhiệm vụ quá hạn tại văn bản %(code)s, tính từ ngày %(counted_from)s."),
    ),
    "slip.prepared": (
        _("Phiếu báo lần %(slip)s chờ ký: %(unit)s"),
        _("Dự thảo phiếu báo lần %(slip)s gửi %(unit)s về văn bản %(code)s, %(tasks)s nhiệm vụ."),
    ),
    "slip.issued_to_unit": (
        _("Phiếu báo lần %(slip)s: %(code)s"),
        _("%(unit)s nhận phiếu báo lần %(slip)s về %(tasks)s nhiệm vụ chưa thực hiện tại văn bản %(code)s."),
    ),
    "slip.issued": (
        _("Đã phát hành phiếu báo lần %(slip)s: %(unit)s"),
        _("Phiếu báo lần %(slip)s gửi %(unit)s về văn bản %(code)s đã được phát hành."),
    ),
    "slip.withheld": (
        _("Chưa phát hành phiếu báo lần %(slip)s: %(unit)s"),
        _("Phiếu báo về văn bản %(code)s chưa phát hành. %(reason)s"),
    ),
    "ladder.escalated": (
        _("Trình xin ý kiến xử lý: %(unit)s, %(code)s"),
        _("%(unit)s chưa có kết quả tại văn bản %(code)s sau %(slips)s phiếu báo."),
    ),
    "urging.recorded": (
        _("Đôn đốc: %(code)s"),
        _("%(unit)s được đôn đốc (%(channel)s): %(text)s"),
    ),
    "instruction.given": (
        _("Ý kiến xử lý của lãnh đạo: %(code)s"),
        _("%(unit)s: %(text)s"),
    ),
}
