"""What happens after a deadline: written urging, notice slips, the leader's instruction; urging by every channel.

Purpose: the ladder (D1) of one directive and one unit. It begins with the first task of the directive that the unit owes and
that falls overdue; each slip lists every task of the directive that the unit then has not done and that is past its date. It
is carried by the tasks that its latest slip lists (before the first slip: by those that it began with) and lapses as soon as
none of them stands: a result sent, a moved date, the end of the assignment. What falls overdue after that begins a new
round, counted from its own date: the due date, or the later day on which the unit was given the task or its result was sent
back. Whether a ladder has lapsed is derived at once, by queries, permissions and verbs; `jobs` closes the rows afterwards.

A step is due when the last day of its limit is over. `tick` takes steps on working days only, and at most one of a ladder on
one day, so that an outage is caught up with one step and never with several. A slip is prepared by the program and issued
by a named person; while one waits no further one is prepared. A slip that is withheld counts as not issued: the same one is
prepared again when the limit has passed since. Where a regulation is silent on urging and slips there is no ladder; what was
urged by telephone or letter can be recorded under every regulation (D2).

Articles (HUE): 8.1e (slips, three of them, then the Chairman), Appendix I.4 (written urging within three working days),
Appendix II (the form of the slip), 9.3 (measures that the Office proposes). Words: ladder (đôn đốc, nấc đôn đốc), round (lượt),
urging (đôn đốc), notice slip (phiếu báo), withhold (chưa phát hành), escalate (báo cáo lãnh đạo), case (vụ việc trình lãnh đạo),
instruction (ý kiến xử lý), lapse (không còn căn cứ đôn đốc), step (nấc).
"""
