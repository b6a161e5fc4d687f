"""The state of the house: whether it lives, what its administrator must look after, and figures for a monitoring system.

Purpose: say in time, and to the person who can mend it, what is about to go wrong. Two addresses for machines tell whether
the process lives and whether it can serve; a page shows each figure with its state and what to do; what has become an alarm
is told once by a notice and ends by itself. Nothing here quotes what a task, a job or an error says. Requirements: H3
(running it). Words: state (trạng thái), alarm (báo động), measurement (lần đo), line (dòng kiểm tra).
"""
