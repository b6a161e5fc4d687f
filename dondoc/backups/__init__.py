"""Copies of everything in one archive, and a copy brought back: nothing that was acknowledged is lost with a machine.

Purpose: requirement row H3 (HUE 8.1d, 8.3, 11.1a): safe and continuous operation. An archive is a snapshot of the database
and exactly the files that the snapshot names, each checked by its hash; it carries the hash at the end of every register's
journal. `making` writes one, `restoring` proves one and brings it back into an empty installation; `archive` and `cipher` are the
format, `snapshot` and `postgres` know the databases, `worker` does it in the background. A restored copy mails nobody until a
person releases its outbox. Words: backup (bản sao lưu), restoration (lần phục hồi), held outbox (hộp thư đi bị giữ).
"""
