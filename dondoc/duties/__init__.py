"""Matter and Duty: who must do what, about which matter, by when, under which article.

Purpose: the unit of work. Desks, reminders, timeliness and each side's clock are queries over duties. A date stores the
inputs from which it was counted; `explain` shows them. Words: matter (việc), duty (phần việc phải làm), holder (người giữ
việc), due date (hạn), discharge (hoàn thành phần việc), void (hết hiệu lực).
"""
