"""Matter and Duty: who must do what, about which matter, by when, under which article; and the working calendar's page.

Purpose: the unit of work. Desks, reminders, timeliness and each side's clock are queries over duties. A date stores the
inputs from which it was counted; `explain` shows them, `recount` gives it again. The Office changes the calendar here
(`amend_calendar`): open duties across the changed days are counted again in batches by `jobs`, keeping the old date and the
reason, then rooms above follow (`jobs.follow`), then each person is told once. Words: matter (việc), duty (phần việc phải
làm), holder (người giữ việc), due date (hạn), discharge (hoàn thành phần việc), void (hết hiệu lực), amend (sửa lịch).
"""
