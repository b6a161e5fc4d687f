"""Sentences of the room: refusals, lines of its own journal, and the one thing that a notice or a mail may say."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

REFUSALS = {
    "permission.keep_classified": _(
        "Chỉ Chánh Văn phòng và người được giao giữ văn bản mật được ghi. Chưa có gì được lưu: hãy chuyển văn bản cho họ."
    ),
    "permission.record_classified": _("Chỉ thủ trưởng đơn vị được giao hoặc người giữ văn bản mật được ghi kết quả."),
    "permission.name_custodian": _("Chỉ lãnh đạo và Chánh Văn phòng được giao người giữ văn bản mật."),
    "permission.ask_classified_removal": _("Bạn không được đề nghị xoá văn bản này."),
    "permission.confirm_classified_removal": _("Chỉ Chánh Văn phòng hoặc lãnh đạo được xác nhận việc xoá."),
    "classified.not_held": _("Hệ thống không giữ gì về văn bản này; chưa có gì được lưu. %(instead)s"),
    "classified.grade_unknown": _("Chưa chọn độ mật. Độ mật chỉ để biết có được ghi hay không, không được lưu."),
    "classified.missing": _("Chưa ghi."),
    "classified.field_not_held": _("Quy chế không cho giữ thông tin này của văn bản mật."),
    "classified.kind_shape": _("Không có loại văn bản này trong danh sách."),
    "classified.number_shape": _("Số chỉ gồm chữ số, có thể thêm một chữ cái, ví dụ 15 hoặc 15a."),
    "classified.symbol_shape": _("Ký hiệu chỉ gồm hai đến bốn nhóm chữ in hoa, ví dụ CT-UBND; không ghi từ ngữ khác."),
    "classified.issued_on_shape": _("Ngày ban hành ở sau hôm nay hoặc quá xa. Xin kiểm tra lại ngày."),
    "classified.task_count_shape": _("Tổng số nhiệm vụ từ 1 đến %(most)s."),
    "classified.lead_shape": _("Một đơn vị được chọn hai lần, hoặc chọn quá nhiều đơn vị."),
    "classified.due_before_issue": _("Thời hạn ở trước ngày ban hành. Xin kiểm tra lại."),
    "classified.signer_unknown": _("Người ký không giữ vị trí lãnh đạo, Chánh Văn phòng vào ngày ban hành."),
    "classified.monitor_unknown": _("Người theo dõi không phải là người của Văn phòng hôm nay."),
    "classified.unit_unknown": _("Có đơn vị không tồn tại hôm nay, hoặc là chính cơ quan giao nhiệm vụ."),
    "classified.twin": _("Văn bản cùng số, ký hiệu và năm đã được ghi."),
    "classified.done_in_future": _("Ngày thực hiện xong ở sau hôm nay. Xin kiểm tra lại ngày."),
    "classified.done_before_issue": _("Ngày thực hiện xong ở trước ngày ban hành. Xin kiểm tra lại ngày."),
    "classified.not_given": _("Đơn vị này không được giao nhiệm vụ của văn bản."),
    "classified.removed": _("Văn bản này đã được xoá."),
    "classified.form_used": _("Biểu mẫu này đã được dùng cho việc khác. Hãy mở lại trang."),
    "classified.second_person": _("Việc xoá cần người thứ hai: người đề nghị không tự xác nhận."),
    "classified.removal_not_asked": _("Không có đề nghị xoá nào đang chờ đối với văn bản này."),
    "classified.cannot_be_named": _("Chỉ giao được cho chuyên viên, chuyên viên theo dõi của Văn phòng giữ sổ."),
}

ENTRIES = {
    "classified.registered": _("ghi văn bản mật thứ %(n)s"),
    "classified.corrected": _("đính chính văn bản mật thứ %(n)s, %(fields)s thông tin; bản cũ được giữ bên cạnh"),
    "classified.outcome_recorded": _("ghi kết quả của văn bản mật thứ %(n)s"),
    "classified.custodian_named": _("giao người giữ văn bản mật"),
    "classified.custodian_ended": _("thôi giao người giữ văn bản mật"),
    "classified.removal_asked": _("đề nghị xoá văn bản mật thứ %(n)s"),
    "classified.removal_declined": _("không xoá văn bản mật thứ %(n)s"),
    "classified.removed": _("đã xoá văn bản mật thứ %(n)s; %(mails)s thư báo có việc đã gửi trước đó"),
}

_NOTICE = (
    _("Có một văn bản mật cần xử lý"),
    _("Có một văn bản mật mà bạn có việc phải làm. Hãy đăng nhập để xem; thư này không nói gì thêm."),
)
#: The one kind of notice of the room.
DUTY = "classified.duty"
#: One sentence for whatever is to be done: neither what, nor until when, nor which paper.
NOTICES = {DUTY: _NOTICE}

OUTCOMES = {
    "done_within": pgettext_lazy("outcome", "Đã thực hiện, trong hạn"),
    "done_past": pgettext_lazy("outcome", "Đã thực hiện, quá hạn"),
    "open_within": pgettext_lazy("outcome", "Chưa thực hiện, trong hạn"),
    "open_past": pgettext_lazy("outcome", "Chưa thực hiện, quá hạn"),
}

#: What the fields that a regulation can list are called.
FIELDS = {
    "kind": _("Loại văn bản"),
    "number": _("Số"),
    "symbol": _("Ký hiệu"),
    "issued_on": _("Ngày ban hành"),
    "signer": _("Người ký"),
    "submitter": _("Cơ quan trình"),
    "lead": _("Đơn vị được giao"),
    "monitor": _("Người theo dõi, đôn đốc"),
    "task_count": _("Tổng số nhiệm vụ"),
    "due_on": _("Thời hạn hoàn thành"),
    "outcome": _("Kết quả thực hiện"),
}
GRADES = {"mat": _("Mật"), "toi_mat": _("Tối mật"), "tuyet_mat": _("Tuyệt mật")}
