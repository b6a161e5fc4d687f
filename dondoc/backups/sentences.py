"""Sentences of the room: why something is refused or has failed, what is in the journal, what deserves an alarm."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from dondoc.backups import rules

REFUSALS = {
    "backup.no_folder": _("Chưa đặt thư mục sao lưu (biến DONDOC_BACKUP_TO): tiến trình nền không biết ghi vào đâu."),
    "backup.running": _("Một bản sao lưu khác đang được lập; đợi nó xong rồi làm lại."),
    "backup.interrupted": _("Tiến trình lập bản sao lưu này đã dừng giữa chừng."),
    "backup.fault": _("Chương trình gặp lỗi: %(what)s."),
    "backup.disk": _("Không ghi được vào %(path)s: %(why)s."),
    "backup.purges": _(
        "Ba lần liền có nội dung mật bị xoá trong lúc sao lưu nên phải làm lại; đề nghị sao lưu vào lúc khác."
    ),
    "backup.tool_missing": _("Không tìm thấy chương trình %(tool)s của PostgreSQL; cần bản %(needed)s trở lên."),
    "backup.tool_old": _("Chương trình %(tool)s tìm được là bản %(found)s; máy chủ cần bản %(needed)s trở lên."),
    "backup.tool_failed": _("Chương trình %(tool)s không làm được: %(why)s"),
    "backup.pooled": _(
        "%(tool)s phải đi thẳng tới PostgreSQL, không qua bộ gom kết nối (DONDOC_DATABASE_POOLED): sao lưu thì đặt "
        "DONDOC_BACKUP_DATABASE_URL, phục hồi thì đổi DATABASE_URL."
    ),
    "backup.key_unreadable": _("Không đọc được tệp khoá %(path)s: %(why)s."),
    "backup.key_short": _(
        "Tệp khoá %(path)s phải có đúng 32 byte ngẫu nhiên, hoặc một cụm mật khẩu ít nhất %(least)s ký tự."
    ),
    "backup.key_beside": _(
        "Tệp khoá %(path)s nằm cùng thư mục với bản sao lưu: ai lấy được bản sao cũng lấy được khoá."
    ),
    "backup.key_missing": _("Bản sao lưu này được mã hoá: cần tệp khoá (--key-file)."),
    "backup.wrong_key": _("Khoá không phải khoá của bản sao lưu này."),
    "backup.unreadable": _("Không đọc được %(path)s: %(why)s."),
    "backup.not_one": _("Tệp này không phải bản sao lưu của dondoc."),
    "backup.newer_format": _(
        "Bản sao lưu theo dạng %(format)s, chương trình này chỉ biết đến dạng %(known)s: hãy dùng bản dondoc mới hơn."
    ),
    "backup.cut": _("Bản sao lưu bị cụt: phần cuối không có."),
    "backup.altered": _("Bản sao lưu đã bị sửa, hỏng hoặc cụt, gần byte %(place)s."),
    "backup.member_altered": _("Bản sao lưu đã bị sửa hoặc hỏng: %(name)s không khớp mã băm."),
    "restore.other_database": _(
        "Bản sao lưu là của %(archive)s, cơ sở dữ liệu ở đây là %(here)s: hãy phục hồi vào cùng loại."
    ),
    "restore.newer": _(
        "Bản sao lưu do dondoc %(program)s lập, mới hơn chương trình này (không biết %(example)s): hãy nâng cấp trước."
    ),
    "restore.database_not_empty": _(
        "Cơ sở dữ liệu %(name)s đã có bảng: chỉ phục hồi vào cơ sở dữ liệu mới, còn trống."
    ),
    "restore.files_not_empty": _("Kho tệp %(name)s đã có tệp: chỉ phục hồi vào kho tệp trống."),
    "restore.unfinished": _(
        "Cơ sở dữ liệu %(name)s đang phục hồi dở: hãy xoá nó, tạo lại, làm trống kho tệp rồi phục hồi lại từ đầu."
    ),
    "restore.server_old": _(
        "Máy chủ PostgreSQL ở đây là bản %(here)s, bản sao lưu lấy từ bản %(archive)s: cần máy chủ không cũ hơn."
    ),
    "outbox.not_held": _("Hộp thư đi không bị giữ."),
}
ENTRIES = {
    "backup.asked": _("Yêu cầu lập bản sao lưu số %(backup)s"),
    "outbox.released": _("Cho hộp thư đi của bản phục hồi từ %(archive)s gửi thư trở lại"),
}

#: What an alarm says in one line.
ALARMS = {
    rules.NONE: _("Chưa có bản sao lưu nào."),
    rules.OLD: _("Bản sao lưu tốt gần nhất đã quá cũ."),
    rules.FAILED: _("Lần sao lưu gần nhất không lập được."),
    rules.INCOMPLETE: _("Bản sao lưu gần nhất thiếu tệp: kho tệp đã mất hoặc hỏng tệp."),
    rules.SMALLER: _("Bản sao lưu gần nhất nhỏ hơn hẳn bản trước."),
}
HELD = _("Đây là bản phục hồi: hộp thư đi đang bị giữ, không thư nào được gửi cho đến khi quản trị cho gửi.")
_WHAT_TO_DO = _("Xem trang Sao lưu: lý do và việc cần làm.")
NOTICES = {f"backup_alarm.{code}": (sentence, _WHAT_TO_DO) for code, sentence in ALARMS.items()}
