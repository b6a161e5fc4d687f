"""Sentences of the room: refusals, lines of the journal, notices."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "permission.see_task": _("Vị trí của bạn không được xem nhiệm vụ này."),
    "permission.take_over": _("Chỉ đơn vị được giao mới tiếp nhận nhiệm vụ này."),
    "permission.return_task": _("Chỉ đơn vị được giao mới chuyển lại nhiệm vụ này."),
    "permission.report_progress": _("Chỉ đơn vị được giao hoặc phối hợp mới báo cáo tình hình của phần việc này."),
    "permission.explain_delay": _("Chỉ đơn vị được giao mới nêu lý do quá hạn."),
    "permission.send_result": _("Chỉ đơn vị được giao mới gửi kết quả nhiệm vụ này."),
    "permission.appraise": _("Chỉ chuyên viên theo dõi hoặc Chánh Văn phòng thẩm định kết quả."),
    "permission.confirm_level": _("Chưa đến lượt bạn xác nhận kết quả này."),
    "permission.confirm_level.office": _("Kết quả này do Văn phòng xác nhận."),
    "permission.confirm_level.office_division": _("Kết quả này do phòng chuyên môn của Văn phòng xác nhận."),
    "permission.confirm_level.unit_head": _("Kết quả này chờ thủ trưởng đơn vị thực hiện xác nhận."),
    "permission.confirm_level.drafting_unit": _("Kết quả này chờ thủ trưởng đơn vị tham mưu văn bản xác nhận."),
    "permission.confirm_level.leader": _("Kết quả này chờ lãnh đạo xác nhận."),
    "permission.enter_for_unit": _("Chỉ Văn phòng cập nhật kết quả thay đơn vị."),
    "permission.decide_outcome": _("Chỉ Văn phòng kết thúc nhiệm vụ theo cách này."),
    "permission.decide_return": _("Chỉ Văn phòng xử lý nhiệm vụ được chuyển lại."),
    "permission.correct_task": _("Chỉ Văn phòng điều chỉnh thông tin nhiệm vụ."),
    "permission.move_due_date": _("Vị trí của bạn không được điều chỉnh thời hạn."),
    "task.content_missing": _("Nhiệm vụ %(ordinal)s: chưa ghi nội dung."),
    "task.unit_missing": _("Nhiệm vụ %(ordinal)s: chưa có đơn vị thực hiện."),
    "task.several_leads": _(
        "Nhiệm vụ %(ordinal)s: chỉ một đơn vị chủ trì. Nếu nhiều đơn vị cùng thực hiện, chọn “Nhiều đơn vị cùng thực hiện”."
    ),
    "task.leads_and_coordinates": _("Nhiệm vụ %(ordinal)s: một đơn vị vừa chủ trì vừa phối hợp."),
    "task.due_missing": _("Nhiệm vụ %(ordinal)s: chưa ghi thời hạn."),
    "task.due_too_far": _("Nhiệm vụ %(ordinal)s: thời hạn xa hơn %(years)s năm. Xin kiểm tra lại năm."),
    "task.due_span_unreadable": _("Nhiệm vụ %(ordinal)s: không hiểu khoảng thời gian “%(span)s”."),
    "task.due_same": _("Thời hạn đang là %(due_on)s rồi."),
    "task.choice_unknown": _("Nhiệm vụ %(ordinal)s: cách giao hoặc cách đặt thời hạn không có trong danh mục."),
    "task.class_unknown": _("Nhiệm vụ %(ordinal)s: quy chế không có loại nhiệm vụ này."),
    "task.stage_empty": _("Nhiệm vụ %(ordinal)s: có giai đoạn chưa ghi nội dung."),
    "task.unit_not_existing": _("Nhiệm vụ %(ordinal)s: %(unit)s không hoạt động vào ngày %(on)s."),
    "task.unit_is_authority": _(
        "Nhiệm vụ %(ordinal)s: %(unit)s là cơ quan giao nhiệm vụ, không tự nhận nhiệm vụ của sổ mình."
    ),
    "task.field_of_other_register": _("Nhiệm vụ %(ordinal)s: lĩnh vực “%(field)s” thuộc sổ khác."),
    "task.monitor_not_office": _("Nhiệm vụ %(ordinal)s: %(monitor)s không phải người theo dõi của Văn phòng."),
    "monitor.not_office": _("%(monitor)s không phải người theo dõi của Văn phòng vào hôm nay."),
    "monitor.same": _("%(monitor)s đang theo dõi chính các nhiệm vụ ấy; hãy chọn người khác."),
    "succession.still_exists": _("%(unit)s còn hoạt động; nhiệm vụ chỉ chuyển đi sau ngày đơn vị chấm dứt."),
    "succession.no_heir": _("%(heir)s không phải đơn vị kế thừa %(unit)s vào hôm nay."),
    "succession.authority": _("%(heir)s là cơ quan giao nhiệm vụ, không tự nhận nhiệm vụ của sổ mình."),
    "task.last_unit": _("%(unit)s là đơn vị duy nhất thực hiện; hãy giao cho đơn vị khác hoặc thôi giao cả nhiệm vụ."),
    "task.form_used": _("Biểu mẫu này đã được gửi cho một việc khác. Xin mở lại trang rồi làm lại."),
    "task.text_too_long": _(
        "Nội dung dài %(length)s ký tự; chỉ lưu được %(limit)s ký tự. Xin rút gọn hoặc đính kèm tệp."
    ),
    "task.percent_out_of_range": _("Tỷ lệ phải từ 0 đến 100."),
    "task.paper_in_future": _("Ngày gửi báo cáo giấy %(on)s ở sau hôm nay."),
    "directive.no_tasks": _("Văn bản giao nhiệm vụ phải có ít nhất một nhiệm vụ."),
    "directive.none": _("%(code)s không phải văn bản giao nhiệm vụ."),
    "task.due_before_issue": _("Nhiệm vụ %(ordinal)s: thời hạn %(due_on)s trước ngày ban hành văn bản."),
    "task.cannot_now": _("Không làm được nữa: nhiệm vụ đang ở trạng thái “%(state)s” (có thể người khác vừa xử lý)."),
    "task.taken_over_already": _("Đơn vị đã tiếp nhận nhiệm vụ này."),
    "task.return_silent": _("Quy chế đang áp dụng không quy định việc chuyển lại nhiệm vụ. %(silence)s"),
    "task.reason_missing": _("Chưa nêu lý do."),
    "task.progress_missing": _("Chưa ghi tình hình thực hiện."),
    "task.missing_not_said": _("Chưa nêu nội dung còn thiếu để đơn vị bổ sung."),
    "task.not_overdue": _("Nhiệm vụ chưa quá hạn nên không cần nêu lý do."),
    "task.partner_sends_no_result": _("Đơn vị phối hợp báo cáo tình hình; kết quả do đơn vị chủ trì gửi."),
    "task.result_before_directive": _("Văn bản kết quả có ngày trước ngày giao nhiệm vụ (%(on)s)."),
    "task.unit_is_connected": _("%(unit)s tự cập nhật trên phần mềm; Văn phòng không cập nhật thay."),
    "task.rating_missing": _("Chưa đánh giá “%(title)s”."),
    "task.rating_unknown": _("Không có mức đánh giá “%(word)s”."),
    "task.rating_does_not_pass": _(
        "“%(title)s: %(word)s” là không chấp nhận kết quả. Hãy dùng “Yêu cầu bổ sung” và nêu nội dung còn thiếu."
    ),
    "task.rating_passes": _("“%(title)s: %(word)s” là chấp nhận kết quả, không thể kèm yêu cầu bổ sung."),
    "task.outcome_silent": _("Quy chế không có cách kết thúc này. %(said)s"),
    "task.outcome_unknown": _("Quy chế không có cách kết thúc này."),
    "task.partner_has_no_outcome": _("Đơn vị phối hợp chỉ có thể thôi giao; kết cục do phần việc chủ trì quyết định."),
    "task.other_missing": _("Chưa ghi nhiệm vụ mà nhiệm vụ này được gộp vào."),
    "task.other_same": _("Không thể gộp nhiệm vụ vào chính nó."),
    "task.other_not_open": _("Nhiệm vụ %(ordinal)s của văn bản %(code)s đã kết thúc hoặc thuộc sổ khác."),
    "task.unit_has_it": _("%(unit)s đã được giao nhiệm vụ này."),
    "task.closed": _("Nhiệm vụ đã kết thúc."),
    "paste.nothing": _("Chưa dán gì. Hãy chép các cột từ bảng tính rồi dán vào ô này."),
    "paste.content_missing": _("Bảng dán thiếu cột “nội dung”."),
    "paste.units_missing": _("Bảng dán thiếu cột “đơn vị”."),
    "paste.coordinating_missing": _("Bảng dán thiếu cột “phối hợp”."),
    "paste.deadline_missing": _("Bảng dán thiếu cột “thời hạn”."),
    "paste.too_narrow": _(
        "Dòng %(line)s của bảng dán có %(found)s cột, cần %(wanted)s cột: nội dung, đơn vị, phối hợp, thời hạn (để trống được, "
        "nhưng phải đủ cột)."
    ),
    "paste.no_content": _("Dòng %(line)s của bảng dán chưa có nội dung nhiệm vụ."),
}

ENTRIES = {
    "directive.registered": _("Cập nhật văn bản %(code)s với %(tasks)s nhiệm vụ."),
    "task.assigned": _("Giao cho %(unit)s."),
    "task.taken_over": _("%(unit)s tiếp nhận nhiệm vụ."),
    "task.returned": _("%(unit)s chuyển lại: %(reason)s"),
    "task.return_declined": _("Văn phòng giữ nguyên việc giao cho %(unit)s: %(reason)s"),
    "task.reassigned": _("Chuyển nhiệm vụ từ %(unit)s sang %(to)s: %(reason)s"),
    "task.corrected": _("Điều chỉnh thông tin nhiệm vụ; nội dung cũ được giữ trong nhật ký."),
    "task.progress_reported": _("%(unit)s báo cáo: %(text)s"),
    "task.delay_explained": _("%(unit)s nêu lý do quá hạn: %(reason)s"),
    "task.result_sent": _("%(unit)s gửi kết quả %(code)s, hoàn thành ngày %(completed_on)s."),
    "task.result_accepted": _("Xác nhận kết quả của %(unit)s."),
    "task.result_sent_back": _("Yêu cầu %(unit)s bổ sung: %(missing)s"),
    "task.result_rated": _("Xác nhận kết quả của %(unit)s. %(ratings)s."),
    "task.result_not_passed": _("Kết quả của %(unit)s chưa được chấp nhận (%(ratings)s): %(missing)s"),
    "task.result_entered": _(
        "Văn phòng cập nhật thay %(unit)s kết quả %(code)s theo báo cáo giấy nhận ngày %(received_on)s, hoàn thành ngày "
        "%(completed_on)s."
    ),
    "task.paper_received": _("Văn phòng nhận báo cáo giấy của %(unit)s ngày %(received_on)s."),
    "task.level_accepted": _("Kết quả của %(unit)s được xác nhận một cấp, chờ cấp tiếp theo."),
    "task.level_consented": _("Hết thời hạn không có ý kiến: kết quả của %(unit)s coi như được xác nhận một cấp."),
    "task.result_consented": _("Hết thời hạn không có ý kiến: kết quả của %(unit)s coi như được xác nhận."),
    "task.result_partial": _("Kết quả của %(unit)s được ghi nhận đạt một phần: %(reason)s"),
    "task.declined": _("%(unit)s được chấp nhận từ chối thực hiện: %(reason)s"),
    "task.dropped": _("%(unit)s không thực hiện nhiệm vụ nữa: %(reason)s"),
    "task.merged": _("Phần việc của %(unit)s được gộp vào nhiệm vụ %(other)s: %(reason)s"),
    "task.update_missed": _("%(unit)s không cập nhật trong thời hạn; nhiệm vụ tính là chưa thực hiện."),
    "task.due_date_moved": _("Điều chỉnh thời hạn từ %(was)s thành %(due_on)s: %(reason)s"),
    "task.reopened": _("Mở lại nhiệm vụ của %(unit)s: %(reason)s"),
    "task.withdrawn": _("Thôi giao nhiệm vụ: %(reason)s"),
    "task.overdue_asked": _("Đề nghị %(unit)s nêu lý do quá hạn (hạn ngày %(due_on)s)."),
    "task.periodic_update_asked": _("Đề nghị %(unit)s cập nhật tình hình trước hết ngày %(due_on)s."),
    "task.monitor_changed": _("Chuyển việc theo dõi từ %(was)s sang %(monitor)s."),
    "monitor.handed_over": _("Chuyển giao việc theo dõi %(count)s nhiệm vụ đang mở từ %(was)s sang %(monitor)s."),
    "succession.passed_on": _("Chuyển %(count)s nhiệm vụ đang mở của %(unit)s cho %(to)s kế thừa theo %(decision)s."),
    "task.passed_on": _("%(to)s tiếp tục nhiệm vụ của %(unit)s. %(reason)s"),
    "task.added": _("Bổ sung nhiệm vụ %(ordinal)s của văn bản %(code)s."),
    "task.assignment_ended": _("%(unit)s thôi thực hiện: %(reason)s"),
}

NOTICES = {
    "task.assigned": (
        _("Nhiệm vụ mới: %(code)s – %(ordinal)s"),
        _("%(unit)s được giao nhiệm vụ %(ordinal)s tại văn bản %(code)s. Thời hạn: %(due_on)s."),
    ),
    "task.assigned_to_partner": (
        _("Phối hợp thực hiện: %(code)s – %(ordinal)s"),
        _("%(unit)s phối hợp thực hiện nhiệm vụ %(ordinal)s tại văn bản %(code)s. Thời hạn: %(due_on)s."),
    ),
    "task.returned": (
        _("Nhiệm vụ được chuyển lại: %(code)s – %(ordinal)s"),
        _("%(unit)s chuyển lại nhiệm vụ."),
    ),
    "task.return_declined": (
        _("Giữ nguyên việc giao: %(code)s – %(ordinal)s"),
        _("Văn phòng giữ nguyên việc giao cho %(unit)s. %(reason)s"),
    ),
    "task.taken_away": (
        _("Nhiệm vụ chuyển đơn vị khác: %(code)s – %(ordinal)s"),
        _("%(unit)s không còn thực hiện nhiệm vụ này. %(reason)s"),
    ),
    "task.delay_explained": (_("Lý do quá hạn: %(code)s – %(ordinal)s"), _("%(unit)s đã nêu lý do quá hạn.")),
    "task.result_sent": (
        _("Kết quả chờ thẩm định: %(code)s – %(ordinal)s"),
        _("%(unit)s đã gửi kết quả nhiệm vụ %(ordinal)s tại văn bản %(code)s."),
    ),
    "task.result_accepted": (
        _("Kết quả được xác nhận: %(code)s – %(ordinal)s"),
        _("Kết quả của %(unit)s đã được xác nhận."),
    ),
    "task.result_sent_back": (
        _("Kết quả cần bổ sung: %(code)s – %(ordinal)s"),
        _("%(unit)s cần bổ sung: %(missing)s"),
    ),
    "task.result_rated": (
        _("Kết quả được xác nhận: %(code)s – %(ordinal)s"),
        _("Kết quả của %(unit)s đã được xác nhận. %(ratings)s."),
    ),
    "task.result_not_passed": (
        _("Kết quả chưa được chấp nhận: %(code)s – %(ordinal)s"),
        _("%(ratings)s. %(unit)s cần bổ sung: %(missing)s"),
    ),
    "task.result_entered": (
        _("Văn phòng cập nhật thay: %(code)s – %(ordinal)s"),
        _("Kết quả %(result)s của %(unit)s đã được Văn phòng cập nhật theo báo cáo giấy."),
    ),
    "task.declined": (
        _("Chấp nhận từ chối thực hiện: %(code)s – %(ordinal)s"),
        _("%(unit)s không phải thực hiện nhiệm vụ này. %(reason)s"),
    ),
    "task.dropped": (
        _("Nhiệm vụ không thực hiện nữa: %(code)s – %(ordinal)s"),
        _("%(unit)s không phải thực hiện nhiệm vụ này nữa. %(reason)s"),
    ),
    "task.merged": (
        _("Nhiệm vụ được gộp: %(code)s – %(ordinal)s"),
        _("Phần việc của %(unit)s được gộp vào nhiệm vụ %(other)s. %(reason)s"),
    ),
    "task.update_missed": (
        _("Không cập nhật trong thời hạn: %(code)s – %(ordinal)s"),
        _("%(unit)s không cập nhật trong thời hạn; nhiệm vụ tính là chưa thực hiện cho đến khi có báo cáo."),
    ),
    "task.reopened": (_("Nhiệm vụ được mở lại: %(code)s – %(ordinal)s"), _("%(reason)s")),
    "task.due_date_moved": (
        _("Điều chỉnh thời hạn: %(code)s – %(ordinal)s"),
        _("Thời hạn mới của %(unit)s: %(due_on)s."),
    ),
    "task.withdrawn": (_("Thôi giao nhiệm vụ: %(code)s – %(ordinal)s"), _("%(unit)s: %(reason)s")),
    "task.monitor_changed": (
        _("Nhiệm vụ mới để theo dõi: %(code)s – %(ordinal)s"),
        _("Bạn theo dõi nhiệm vụ %(ordinal)s tại văn bản %(code)s từ nay."),
    ),
    "monitor.handed_over": (
        _("Nhận theo dõi %(count)s nhiệm vụ"),
        _("Bạn theo dõi từ nay %(count)s nhiệm vụ đang mở mà %(was)s đã theo dõi."),
    ),
    "succession.passed_on": (
        _("Kế thừa %(count)s nhiệm vụ của %(unit)s"),
        _("%(to)s tiếp tục %(count)s nhiệm vụ đang mở của %(unit)s theo %(decision)s; thời hạn giữ nguyên."),
    ),
    "task.periodic_update": (
        _("Đến kỳ cập nhật: %(code)s – %(ordinal)s"),
        _("%(unit)s cập nhật tình hình nhiệm vụ không thời hạn trước hết ngày %(due_on)s."),
    ),
    "task.overdue": (
        _("Quá hạn: %(code)s – %(ordinal)s"),
        _("Nhiệm vụ của %(unit)s đã quá hạn từ sau ngày %(due_on)s; cần nêu lý do."),
    ),
}
