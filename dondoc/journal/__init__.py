"""What was done: append-only entries, their sealing, and the outbox of notices.

Purpose: history is evidence. An entry is written in the transaction of the change; one sealer per register numbers and
hash-chains committed entries. Entries hash salted digests of their payload, so that a purge does not break the chain. Words:
journal (nhật ký), entry (dòng nhật ký), seal (niêm phong), notice (thông báo), outbox (hộp thư đi).
"""
