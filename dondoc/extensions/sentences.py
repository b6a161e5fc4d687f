"""Sentences of the room: refusals, lines of the journal, notices."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "permission.ask_extension": _("Chỉ đơn vị được giao thực hiện nhiệm vụ được xin gia hạn cho phần việc của mình."),
    "permission.propose_adjustment": _(
        "Chỉ đơn vị được giao thực hiện và Văn phòng của cơ quan giữ sổ được đề nghị điều chỉnh nhiệm vụ."
    ),
    "permission.submit_proposal": _("Chỉ Văn phòng của cơ quan giữ sổ được trình đề nghị này."),
    "permission.decide_extension": _("Bạn không phải người có thẩm quyền quyết định việc gia hạn."),
    "permission.decide_adjustment": _("Chỉ lãnh đạo của cơ quan giữ sổ được quyết định việc điều chỉnh nhiệm vụ."),
    "permission.withdraw_proposal": _("Chỉ đơn vị đã đề nghị được rút đề nghị."),
    "extension.silent": _("Quy chế đang áp dụng không quy định việc xin gia hạn. %(silence)s"),
    "adjustment.silent": _("Quy chế đang áp dụng không quy định việc đề nghị điều chỉnh nhiệm vụ. %(silence)s"),
    "extension.no_due_date": _("Nhiệm vụ không có thời hạn nên không có gì để gia hạn."),
    "extension.origin_excluded": _("Không xin gia hạn được: thời hạn do cấp trên ấn định (%(origin)s)."),
    "extension.origin_unknown": _(
        "Văn bản giao là của cấp trên nhưng chưa ghi cấp nào ấn định thời hạn. Đề nghị Văn phòng ghi vào thông tin văn bản."
    ),
    "extension.most": _("Nhiệm vụ đã được gia hạn %(granted)s lần; quy chế cho tối đa %(most)s lần."),
    "extension.too_late": _("Đã quá ngày cuối được xin gia hạn (%(last_on)s)."),
    "extension.not_later": _("Thời hạn mới %(on)s phải ở sau thời hạn hiện tại %(due_on)s."),
    "adjustment.nothing": _("Chưa ghi điều gì cần điều chỉnh: nội dung, đơn vị hoặc thời hạn."),
    "adjustment.unit_unknown": _("Không giao được cho %(unit)s: đơn vị không còn, hoặc là chính cơ quan giao."),
    "adjustment.unit_has_it": _("%(unit)s đang được giao nhiệm vụ này rồi."),
    "proposal.date_missing": _("Chưa ghi thời hạn mới."),
    "proposal.date_past": _("Thời hạn mới %(on)s đã qua. Xin kiểm tra lại ngày."),
    "proposal.date_same": _("Thời hạn mới trùng với thời hạn hiện tại %(due_on)s."),
    "proposal.reason_missing": _("Chưa ghi lý do."),
    "proposal.text_too_long": _("Nội dung dài %(length)s ký tự; chỉ lưu được %(limit)s ký tự. Xin rút gọn."),
    "proposal.partner": _("Đơn vị phối hợp không có thời hạn riêng; đơn vị chủ trì là nơi đề nghị."),
    "proposal.not_now": _("Không đề nghị được nữa: kết quả đã gửi, nhiệm vụ đã xong, đã chuyển lại hoặc thôi giao."),
    "proposal.waits": _("Đề nghị ngày %(on)s đang chờ trả lời; hãy rút đề nghị đó nếu cần đề nghị khác."),
    "proposal.form_used": _("Biểu mẫu này đã được gửi cho một việc khác. Xin mở lại trang và gửi lại."),
    "proposal.submitted": _("Đề nghị đã được trình (có thể người khác vừa trình)."),
    "proposal.not_submitted": _("Văn phòng chưa trình đề nghị này."),
    "proposal.closed": _("Đề nghị đã được trả lời, đã rút hoặc không còn căn cứ (có thể người khác vừa quyết định)."),
    "proposal.lapsed": _(
        "Đề nghị không còn căn cứ: nhiệm vụ đã xong, đã chuyển lại, thôi giao hoặc thời hạn đã được dời."
    ),
    "proposal.answer_unknown": _("Không có cách trả lời “%(answer)s”."),
    "proposal.answer_reason_missing": _("Không đồng ý, hoặc cho thời hạn khác, thì cần nêu lý do."),
}

ENTRIES = {
    "extension.asked": _("%(unit)s xin gia hạn: %(wish)s (thời hạn hiện tại %(was)s). Lý do: %(reason)s"),
    "extension.asked_late": _(
        "%(unit)s xin gia hạn sau ngày cuối được xin (%(ask_by)s): %(wish)s (thời hạn hiện tại %(was)s). Lý do: %(reason)s"
    ),
    "extension.submitted": _("Văn phòng trình đề nghị gia hạn của %(unit)s: %(wish)s. %(opinion)s"),
    "extension.granted": _("Đồng ý gia hạn cho %(unit)s đến %(due_on)s. %(answer)s"),
    "extension.other_date": _("Gia hạn cho %(unit)s đến %(due_on)s, khác đề nghị (%(wish)s): %(answer)s"),
    "extension.refused": _("Không đồng ý gia hạn cho %(unit)s (%(wish)s): %(answer)s"),
    "extension.consented": _(
        "Hết hạn trả lời (%(answer_by)s) mà không trả lời: coi như đồng ý gia hạn cho %(unit)s đến %(due_on)s."
    ),
    "extension.withdrawn": _("%(unit)s rút đề nghị gia hạn."),
    "extension.lapsed": _("Đề nghị gia hạn của %(unit)s không còn căn cứ: nhiệm vụ hoặc thời hạn đã thay đổi."),
    "adjustment.asked": _("Đề nghị điều chỉnh nhiệm vụ của %(unit)s: %(wish)s. Lý do: %(reason)s"),
    "adjustment.submitted": _("Văn phòng trình đề nghị điều chỉnh nhiệm vụ của %(unit)s: %(wish)s. %(opinion)s"),
    "adjustment.granted": _("Đồng ý điều chỉnh nhiệm vụ của %(unit)s: %(wish)s. %(answer)s"),
    "adjustment.other_date": _(
        "Đồng ý điều chỉnh nhiệm vụ của %(unit)s (%(wish)s), thời hạn đến %(due_on)s: %(answer)s"
    ),
    "adjustment.refused": _("Không đồng ý điều chỉnh nhiệm vụ của %(unit)s (%(wish)s): %(answer)s"),
    "adjustment.withdrawn": _("Rút đề nghị điều chỉnh nhiệm vụ của %(unit)s."),
    "adjustment.lapsed": _("Đề nghị điều chỉnh nhiệm vụ của %(unit)s không còn căn cứ: nhiệm vụ đã thay đổi."),
}

NOTICES = {
    "extension.asked": (
        _("%(unit)s xin gia hạn: %(code)s"),
        _("%(unit)s xin gia hạn nhiệm vụ %(ordinal)s tại văn bản %(code)s: %(wish)s. %(reason)s"),
    ),
    "extension.submitted": (
        _("Chờ quyết định gia hạn: %(unit)s, %(code)s"),
        _("Văn phòng trình đề nghị gia hạn nhiệm vụ %(ordinal)s tại văn bản %(code)s: %(wish)s. %(opinion)s"),
    ),
    "extension.granted": (
        _("Đồng ý gia hạn: %(code)s"),
        _("Nhiệm vụ %(ordinal)s tại văn bản %(code)s của %(unit)s được gia hạn đến %(due_on)s. %(answer)s"),
    ),
    "extension.other_date": (
        _("Gia hạn đến ngày khác: %(code)s"),
        _("Nhiệm vụ %(ordinal)s tại văn bản %(code)s của %(unit)s được gia hạn đến %(due_on)s. %(answer)s"),
    ),
    "extension.refused": (
        _("Không đồng ý gia hạn: %(code)s"),
        _("Nhiệm vụ %(ordinal)s tại văn bản %(code)s của %(unit)s giữ thời hạn %(was)s. %(answer)s"),
    ),
    "extension.consented": (
        _("Coi như đồng ý gia hạn: %(code)s"),
        _(
            "Hết hạn trả lời (%(answer_by)s): nhiệm vụ %(ordinal)s tại văn bản %(code)s của %(unit)s có thời hạn %(due_on)s."
        ),
    ),
    "extension.withdrawn": (
        _("Rút đề nghị gia hạn: %(code)s"),
        _("%(unit)s rút đề nghị gia hạn nhiệm vụ %(ordinal)s tại văn bản %(code)s."),
    ),
    "adjustment.asked": (
        _("Đề nghị điều chỉnh nhiệm vụ: %(code)s"),
        _("Đề nghị điều chỉnh nhiệm vụ %(ordinal)s tại văn bản %(code)s, %(unit)s: %(wish)s. %(reason)s"),
    ),
    "adjustment.asked_about_unit": (
        _("Văn phòng đề nghị điều chỉnh nhiệm vụ: %(code)s"),
        _("Văn phòng đề nghị điều chỉnh nhiệm vụ %(ordinal)s tại văn bản %(code)s của %(unit)s: %(wish)s. %(reason)s"),
    ),
    "adjustment.submitted": (
        _("Chờ quyết định điều chỉnh nhiệm vụ: %(unit)s, %(code)s"),
        _("Văn phòng trình đề nghị điều chỉnh nhiệm vụ %(ordinal)s tại văn bản %(code)s: %(wish)s. %(opinion)s"),
    ),
    "adjustment.granted": (
        _("Đồng ý điều chỉnh nhiệm vụ: %(code)s"),
        _("Nhiệm vụ %(ordinal)s tại văn bản %(code)s của %(unit)s được điều chỉnh: %(wish)s. %(answer)s"),
    ),
    "adjustment.other_date": (
        _("Điều chỉnh nhiệm vụ, thời hạn khác: %(code)s"),
        _(
            "Nhiệm vụ %(ordinal)s tại văn bản %(code)s của %(unit)s được điều chỉnh, thời hạn đến %(due_on)s. %(answer)s"
        ),
    ),
    "adjustment.refused": (
        _("Không đồng ý điều chỉnh nhiệm vụ: %(code)s"),
        _("Nhiệm vụ %(ordinal)s tại văn bản %(code)s của %(unit)s giữ nguyên. %(answer)s"),
    ),
    "adjustment.withdrawn": (
        _("Rút đề nghị điều chỉnh: %(code)s"),
        _("Đề nghị điều chỉnh nhiệm vụ %(ordinal)s tại văn bản %(code)s, %(unit)s, đã được rút."),
    ),
}
