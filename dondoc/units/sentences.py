"""Sentences of the room: refusals, lines of the journal, notices."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "permission.manage_units": _("Chỉ Văn phòng hoặc quản trị kỹ thuật được cập nhật đơn vị, người dùng và vị trí."),
    "permission.set_password": _("Chỉ quản trị kỹ thuật được đặt lại mật khẩu cho người khác."),
    "permission.see_units": _("Vị trí của bạn không được xem trang này."),
    "unit.name_missing": _("Chưa ghi tên đơn vị."),
    "unit.kind_unknown": _("Loại đơn vị “%(kind)s” không có trong danh mục."),
    "unit.code_taken": _("Mã đơn vị “%(unit_code)s” đã được dùng."),
    "unit.decision_missing": _("Chưa ghi số, ngày của quyết định làm căn cứ."),
    "unit.already_abolished": _("%(name)s đã chấm dứt hoạt động sau ngày %(on)s."),
    "unit.ends_before_it_begins": _("Ngày chấm dứt của %(name)s trước ngày thành lập."),
    "unit.successor_missing": _("Chưa ghi đơn vị kế thừa công việc của %(name)s."),
    "unit.successor_not_existing": _("%(name)s không hoạt động vào ngày %(on)s nên không thể kế thừa."),
    "register.kept_already": _("%(name)s đã có sổ theo dõi."),
    "register.code_taken": _("Mã sổ “%(register_code)s” đã được dùng."),
    "group.empty": _("Nhóm đơn vị phải có tên và ít nhất một đơn vị."),
    "group.name_taken": _("Đã có nhóm “%(name)s”."),
    "field.empty": _("Lĩnh vực phải có mã và tên."),
    "field.code_taken": _("Mã lĩnh vực “%(field_code)s” đã được dùng."),
    "person.name_missing": _("Chưa ghi tên đăng nhập hoặc họ và tên."),
    "person.username_taken": _("Tên đăng nhập “%(username)s” đã có người dùng."),
    "person.password_weak": _("Mật khẩu chưa đủ an toàn. %(why)s"),
    "person.language_unknown": _("Không có ngôn ngữ “%(language)s”."),
    "permission.appoint": _("Bạn không được bổ nhiệm hoặc cho thôi vị trí này."),
    "post.role_unknown": _("Vai trò “%(role)s” không có trong danh mục."),
    "post.ends_before_it_begins": _("Ngày thôi giữ vị trí trước ngày bắt đầu."),
    "post.unit_not_existing": _("%(name)s không hoạt động vào ngày %(on)s."),
    "post.held_already": _("%(person)s đang giữ vị trí này tại %(name)s trong thời gian đó."),
    "post.ended_already": _("Vị trí này đã kết thúc sau ngày %(on)s."),
    "permission.switch_post": _("Hôm nay bạn không giữ và không được phân công thay vị trí này."),
    "permission.appoint_deputy": _(
        "Chỉ người giữ vị trí hoặc Văn phòng được phân công người thay; thay lãnh đạo và Chánh Văn phòng do chính họ hoặc Chánh Văn "
        "phòng phân công."
    ),
    "deputy.self": _("Người giữ vị trí không thể tự thay mình."),
    "deputy.appoints_self": _("Không ai tự phân công mình thay người khác."),
    "deputy.inactive": _("Tài khoản của %(person)s đã ngừng hoạt động."),
    "deputy.past": _("Không phân công thay từ ngày đã qua (%(on)s)."),
    "deputy.reversed": _("Ngày kết thúc trước ngày bắt đầu."),
    "deputy.beyond_post": _("Thời gian thay vượt quá thời gian giữ vị trí “%(title)s”."),
    "deputy.overlap": _("Từ %(from)s đến hết %(until)s đã có %(person)s thay vị trí này."),
    "scope.not_office": _(
        "Chỉ phân công theo dõi cho chuyên viên, Chánh Văn phòng; “%(title)s” không thuộc Văn phòng."
    ),
    "scope.empty": _("Phạm vi theo dõi phải có đơn vị hoặc lĩnh vực."),
    "scope.other_register": _("Lĩnh vực “%(name)s” thuộc sổ của cơ quan khác."),
}

ENTRIES = {
    "unit.created": _("Lập đơn vị %(name)s (mã %(unit_code)s) từ ngày %(on)s."),
    "unit.renamed": _("Đổi tên %(old)s thành %(name)s theo %(decision)s."),
    "unit.disconnected": _("%(name)s chưa kết nối phần mềm từ ngày %(on)s; Văn phòng cập nhật kết quả thay."),
    "unit.connected": _("%(name)s kết nối phần mềm từ ngày %(on)s."),
    "unit.abolished": _("%(name)s chấm dứt hoạt động sau ngày %(on)s theo %(decision)s; kế thừa: %(successors)s."),
    "register.created": _("Mở %(name)s của %(keeper)s theo %(edition)s."),
    "edition.adopted": _("Áp dụng %(edition)s thay cho %(old)s theo %(decision)s."),
    "group.created": _("Lập nhóm %(name)s gồm %(count)s đơn vị."),
    "field.created": _("Lập lĩnh vực %(name)s (mã %(field_code)s)."),
    "person.created": _("Lập tài khoản %(username)s cho %(person)s."),
    "person.password_set": _("Đặt mật khẩu mới cho tài khoản %(username)s của %(person)s."),
    "person.language_changed": _("%(person)s đổi ngôn ngữ thành %(language)s."),
    "post.appointed": _("%(person)s giữ vị trí %(title)s tại %(name)s từ ngày %(on)s."),
    "post.ended": _("%(person)s thôi giữ vị trí %(title)s tại %(name)s sau ngày %(on)s."),
    "deputy.appointed": _("%(person)s thay %(holder)s, %(title)s, %(name)s, từ %(from)s đến hết %(until)s."),
    "deputy.ended": _("%(person)s thôi thay %(holder)s, %(title)s, %(name)s."),
    "scope.set": _("Phạm vi theo dõi của %(person)s, %(title)s: %(scope)s."),
}

NOTICES = {
    "unit.disconnected": (
        _("%(name)s báo cáo trên giấy từ ngày %(on)s"),
        _("Từ ngày %(on)s, %(name)s gửi báo cáo giấy và Văn phòng cập nhật kết quả thay."),
    ),
    "unit.connected": (
        _("%(name)s kết nối phần mềm từ ngày %(on)s"),
        _("Từ ngày %(on)s, %(name)s tự cập nhật kết quả trên phần mềm."),
    ),
    "unit.abolished": (
        _("%(name)s chấm dứt hoạt động sau ngày %(on)s"),
        _("Theo %(decision)s, %(name)s chấm dứt hoạt động sau ngày %(on)s. Đơn vị kế thừa: %(successors)s."),
    ),
    "post.appointed": (
        _("Bạn giữ vị trí %(title)s"),
        _("Từ ngày %(on)s, %(person)s giữ vị trí %(title)s tại %(name)s."),
    ),
    "post.ended": (
        _("Bạn thôi giữ vị trí %(title)s"),
        _("Sau ngày %(on)s, %(person)s thôi giữ vị trí %(title)s tại %(name)s."),
    ),
    "deputy.appointed": (
        _("%(person)s thay %(holder)s từ %(from)s đến hết %(until)s"),
        _("%(person)s được phân công thay %(holder)s, %(title)s, %(name)s, từ %(from)s đến hết %(until)s."),
    ),
    "deputy.ended": (
        _("%(person)s thôi thay %(holder)s"),
        _("Việc %(person)s thay %(holder)s, %(title)s, %(name)s đã chấm dứt."),
    ),
}
