"""Sentences of the room: refusals, lines of the journal, notices."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "permission.load_regulation": _("Chỉ quản trị kỹ thuật và Chánh Văn phòng được nạp quy chế và toàn văn."),
    "permission.adopt_regulation": _("Chỉ Chánh Văn phòng của cơ quan giữ sổ quyết định bản quy chế được áp dụng."),
    "lawbook.adopted_already": _("Sổ đang áp dụng đúng bản quy chế này."),
    "lawbook.decision_missing": _("Chưa ghi văn bản quyết định việc áp dụng."),
    "lawbook.reason_missing": _("Chưa ghi lý do chuyển."),
    "lawbook.words_too_long": _("Văn bản và lý do mỗi mục không quá %(most)s ký tự."),
    "lawbook.before_in_force": _("%(number)s có hiệu lực từ %(from)s: không áp dụng được vào ngày %(on)s."),
    "lawbook.after_the_end": _("%(number)s hết hiệu lực ngày %(ends)s: không áp dụng được từ ngày %(on)s."),
    "lawbook.too_far_ahead": _("Ngày %(on)s còn hơn một năm nữa: đề nghị xem lại năm."),
    "lawbook.adoption_settled": _("Quyết định này đã được áp dụng hoặc đã rút."),
    "lawbook.move_to_adopted_only": _("Chỉ chuyển việc đang mở sang bản quy chế mà sổ đang áp dụng."),
    "lawbook.moving_already": _("Một lượt chuyển đang chạy; đề nghị đợi xong."),
    "lawbook.text_too_long": _("Toàn văn dài quá %(most)s MB."),
    "lawbook.text_without_articles": _(
        "Không thấy điều nào trong tệp: mỗi điều bắt đầu một dòng mới bằng “Điều 1.”, mỗi khoản bằng “1.”, mỗi điểm bằng “a)”."
    ),
    "lawbook.text_of_another": _(
        "Tệp chỉ có %(common)s trên %(listed)s điều, khoản, điểm của quy chế này: có lẽ là toàn văn của văn bản khác."
    ),
}

ENTRIES = {
    "edition.loaded": _("đã nạp %(edition)s từ thư mục %(folder)s"),
    "edition.text_attached": _("đã đính toàn văn %(file)s vào %(edition)s: nhận ra %(places)s điều, khoản, điểm"),
    "edition.adoption_decided": _("quyết định áp dụng %(edition)s từ %(from_on)s theo %(decision)s"),
    "edition.adoption_withdrawn": _("đã rút quyết định áp dụng %(edition)s từ %(from_on)s"),
    "edition.move_begun": _("chuyển việc đang mở của %(directives)s văn bản sang %(edition)s: %(reason)s"),
    "edition.move_finished": _(
        "đã chuyển sang %(edition)s: %(directives)s văn bản, %(tasks)s nhiệm vụ; %(dates)s hạn đổi ngày"
    ),
    "calculator.opened": _("đã cho mọi người dùng trang tính hạn không cần đăng nhập"),
    "calculator.closed": _("đã thôi cho dùng trang tính hạn khi chưa đăng nhập"),
}

NOTICES = {
    "edition.duties_moved": (
        _("Hạn của %(count)s phần việc thay đổi theo quy chế mới"),
        _(
            "Việc đang mở chuyển sang %(edition)s: %(reason)s. %(count)s phần việc của bạn có hạn mới; "
            "hạn cũ và lý do ghi cạnh từng hạn trên bàn làm việc."
        ),
    ),
}
