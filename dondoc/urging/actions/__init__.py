"""The verbs of urging; each in one transaction, always in the same order: lock, token, permission, law, rule, change, duty,
journal, notice. What `climbing` holds is done by the program itself, when `jobs` finds that a step is due."""

from dondoc.urging.actions.blanking import blank
from dondoc.urging.actions.climbing import close_ladder, escalate, open_ladder, prepare_slip, recount
from dondoc.urging.actions.instructing import instruct
from dondoc.urging.actions.recording import record_urging
from dondoc.urging.actions.slips import issue_slip, withhold_slip
from dondoc.urging.actions.writing import People

__all__ = [
    "People",
    "blank",
    "close_ladder",
    "escalate",
    "instruct",
    "issue_slip",
    "open_ladder",
    "prepare_slip",
    "record_urging",
    "recount",
    "withhold_slip",
]
