"""Sentences of the room: refusals and lines of the journal."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "permission.enter_directive": _("Chỉ Văn phòng của cơ quan giữ sổ được cập nhật văn bản giao nhiệm vụ."),
    "permission.correct_document": _("Chỉ Văn phòng của cơ quan giữ sổ được đính chính thông tin văn bản."),
    "permission.ask_purge": _("Bạn không được đề nghị xoá nội dung của văn bản này."),
    "permission.confirm_purge": _("Chỉ Chánh Văn phòng hoặc lãnh đạo được xác nhận việc xoá nội dung mật."),
    "document.secret": _("Văn bản mật không được cập nhật vào hệ thống; chưa có nội dung nào được lưu. %(instead)s"),
    "document.issued_in_future": _("Ngày ban hành %(on)s ở sau hôm nay. Xin kiểm tra lại ngày."),
    "document.issued_too_long_ago": _("Ngày ban hành %(on)s quá xa. Xin kiểm tra lại năm."),
    "document.received_in_future": _("Ngày, giờ nhận ở sau lúc này. Xin kiểm tra lại."),
    "document.urgency_unknown": _("Không có độ khẩn “%(urgency)s”."),
    "document.origin_unknown": _("Không có cấp ban hành “%(origin)s”."),
    "document.kind_unknown": _("Không có loại văn bản “%(kind)s”."),
    "text.too_long": _("“%(what)s” dài %(length)s ký tự; chỉ lưu được %(limit)s ký tự. Xin rút gọn."),
    "document.number_missing": _("Chưa ghi số và ký hiệu của văn bản."),
    "document.abstract_missing": _("Chưa ghi trích yếu của văn bản."),
    "document.kind_not_followed": _("Quy chế không theo dõi loại văn bản này."),
    "document.listed_already": _("Văn bản %(code)s đã có trong danh sách hoặc đã được cập nhật."),
    "document.twin": _(
        "Đã có văn bản cùng số, ký hiệu, cơ quan ban hành và năm: %(code)s, ban hành ngày %(on)s. Nếu đây là văn bản khác, "
        "hãy đánh dấu “Đây là văn bản khác, vẫn cập nhật” rồi lưu lại."
    ),
    "document.purged": _("Nội dung của văn bản này đã được xoá theo quy định về bí mật nhà nước."),
    "attachment.empty": _("Tệp “%(name)s” rỗng."),
    "attachment.too_large": _("Tệp “%(name)s” lớn hơn %(limit)s MB. Hãy nén hoặc chia nhỏ tệp rồi gửi lại."),
    "attachment.too_many": _("Mỗi lần chỉ gửi được %(limit)s tệp."),
    "attachment.not_what_it_says": _(
        "Tệp “%(name)s” không phải loại tệp mà tên của nó cho biết. Chấp nhận PDF, Word, Excel, ảnh và ZIP."
    ),
    "attachment.disk": _(
        "Máy chủ không lưu được tệp “%(name)s” (hết chỗ hoặc lỗi đĩa). Chưa có gì được lưu; hãy báo quản trị."
    ),
    "attachment.away": _("Kho tệp không trả lời. Hãy thử lại sau ít phút; nếu vẫn vậy, hãy báo quản trị."),
    "purge.second_person": _("Việc xoá nội dung mật cần người thứ hai: người đề nghị không tự xác nhận."),
    "purge.not_asked": _("Không có đề nghị xoá nào đang chờ đối với văn bản này."),
}

ENTRIES = {
    "document.expected": _("Ghi vào danh sách chờ cập nhật: %(code)s, ban hành ngày %(issued_on)s."),
    "document.dismissed": _("Xác định %(code)s không giao nhiệm vụ."),
    "document.corrected": _("Đính chính thông tin văn bản %(code)s; thông tin cũ được giữ trong nhật ký."),
    "purge.asked": _("Đề nghị xoá nội dung của một văn bản mật đã cập nhật nhầm."),
    "purge.declined": _("Không xoá: người thứ hai xác định văn bản không thuộc bí mật nhà nước."),
    "purge.carried_out": _("Đã xoá nội dung của một văn bản mật cập nhật nhầm; %(mails)s thư đã gửi trước đó."),
}

NOTICES = {
    "purge.asked": (
        _("Đề nghị xoá nội dung mật"),
        _("Có đề nghị xoá nội dung một văn bản mật cập nhật nhầm; cần người thứ hai xác nhận."),
    ),
}
