"""Unusually much that a tick would send at once: it waits until the Office has looked at it.

Purpose: after an outage, or a first import, the program would remind and urge hundreds of units at one stroke (design 5). What a
tick would issue is counted before, by register; where that is far more than on an ordinary day, and not few, nothing of the
kind goes out for the register until its Office decides: send all, or go on without telling anybody of what piled up. Duties,
slips and dates follow from the facts either way, so that nothing is lost by waiting. Words: wave (đợt nhắc việc), to hold
(giữ lại), to let go (cho gửi), to hush (bỏ thông báo tồn đọng), an ordinary day (ngày thường).
"""
