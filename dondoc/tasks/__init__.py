"""The task: assignments, progress, result, confirmation, closing; Span and Audience.

Purpose: facts are kept and states derived. A fact (assigned, taken over, returned, reported, confirmed, sent back, due date
moved ...) carries `occurred_at` and `recorded_at` and is never overwritten; `rules.step` folds facts into the state, and the
verbs write the same fold as current columns and as one `Span` per assignment and recorded interval. Articles (HUE): 3.1, 4
(classes), 6.1 (what is recorded), 7.1, 7.2 (entry, taking over, returning, updating), 8.1đ (monitors), Appendix I.3 (appraisal),
Appendix IV (reasons), Appendix V (states). Words: task (nhiệm vụ), assignment (giao việc), lead unit (chủ trì), coordinating unit
(phối hợp), result (kết quả), confirmation (xác nhận), sent back (yêu cầu bổ sung), span (khoảng ghi nhận), audience (đối tượng xem).
"""
