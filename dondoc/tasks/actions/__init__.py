"""The verbs of tasks; each in one transaction, always in the same order: lock, token, permission, law, rule, change,
duty, journal, notice."""

from dondoc.tasks.actions.appraising import accept_result, reopen, send_back
from dondoc.tasks.actions.asking import ask_reasons, ask_updates
from dondoc.tasks.actions.concluding import conclude, refusal_of_outcome
from dondoc.tasks.actions.correcting import (
    correct_task,
    decline_return,
    end_assignment,
    end_task,
    move_due_date,
    reassign,
)
from dondoc.tasks.actions.directives import correct_directive, give_to
from dondoc.tasks.actions.entering import add_task, register_directive
from dondoc.tasks.actions.following import follow_rename
from dondoc.tasks.actions.lapsing import consent_by_silence, count_missed
from dondoc.tasks.actions.monitoring import HAND_OVER, change_monitor, hand_on, hand_over
from dondoc.tasks.actions.passing import PASS_ON, pass_further, pass_on
from dondoc.tasks.actions.purging import confirm_purge, follow_purge
from dondoc.tasks.actions.recounting import follow_calendar
from dondoc.tasks.actions.sending import enter_result, receive_paper, send_result
from dondoc.tasks.actions.working import explain_delay, report_progress, return_task, take_over
from dondoc.tasks.actions.writing import Act

__all__ = [
    "HAND_OVER",
    "PASS_ON",
    "Act",
    "accept_result",
    "add_task",
    "ask_reasons",
    "ask_updates",
    "change_monitor",
    "conclude",
    "confirm_purge",
    "consent_by_silence",
    "correct_directive",
    "correct_task",
    "count_missed",
    "decline_return",
    "end_assignment",
    "end_task",
    "enter_result",
    "explain_delay",
    "follow_calendar",
    "follow_purge",
    "follow_rename",
    "give_to",
    "hand_on",
    "hand_over",
    "move_due_date",
    "pass_further",
    "pass_on",
    "reassign",
    "receive_paper",
    "refusal_of_outcome",
    "register_directive",
    "reopen",
    "report_progress",
    "return_task",
    "send_back",
    "send_result",
    "take_over",
]
