"""Looking back over everything: the synthesis of Appendix V as of any day, on screen, as Word, PDF and Excel.

Articles of HUE: 9.2 (the Office's periodic and ad-hoc synthesis), Appendix V (its form), 6.1g (states), requirement rows C1, F2
and F4. Nothing is written here: every number is counted from `tasks.Span`, which says what the register said at any instant.
What was recorded after a day never changes the numbers of that day; it is counted beside them.

Words: grid (bảng tổng hợp), cell (ô), as of (tính đến hết ngày), corrected later (ghi nhận hoặc điều chỉnh sau).
"""
