"""Gather and show: desks, the task file, the directive, the register, search, dashboard, notices, journal, regulation.

Purpose: the one room that composes pages of several rooms. It writes nothing but "these notices were read" and which lists
somebody took out of the register (for a day it keeps their files). A desk answers
"what must I do, by when, under which article"; the task file shows everything about a task; every list pages by a stored key.
Requirements: D3 (one place for what must be done), B, C and D (what the task file shows), F2 (the grid), G1 (what nobody may see).
Words: desk (bàn làm việc), subject (đầu việc: what a duty is about), step (bước tiếp theo), task file (hồ sơ nhiệm vụ),
reminder (nhắc việc).

The register takes its filters from the address, so that any number can open the list that it counts: ``unit``, ``part``,
``state`` (``not_started`` with what was returned, ``in_progress`` with what waits for appraisal, ``sent``, ``returned``,
``unfinished``, ``done``, ``ended``), ``timeliness`` (``within`` or ``past``), ``field``, ``monitor``, ``task_class``,
``due_from``, ``due_to``, ``issued_from``, ``issued_to``, ``urgency``, ``superior=on``, ``status`` (``open``, ``closed``,
``all``), ``view`` (``task``: a row per task; ``assignment``: a row per unit that was given it, which is what Appendix V
counts), ``sort`` (``due`` or ``entry``).
"""
