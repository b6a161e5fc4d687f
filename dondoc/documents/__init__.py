"""Directives and every other paper: what is known of them, their files, urgency, secrecy, number series.

Purpose: a paper exists before the tasks it gives birth to, and every later act is also a paper. "Is it secret?" is asked
before anything else; a secret directive of a register whose regulation refuses it never reaches a table, a file or a log.
Articles (HUE): 2.7, 3.2 (kinds), 5 and 6.2 (secrecy), 6.1a-b (what is recorded), 7.1 (entry limit), Appendix I (who entered
what in time). Words: directive (văn bản giao nhiệm vụ), abstract (trích yếu), attachment (tệp đính kèm), expected document
(văn bản đã phát hành, chờ cập nhật), number series (dãy số), purge (xoá nội dung mật).
"""
