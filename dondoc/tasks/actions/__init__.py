"""The verbs of tasks; each in one transaction, always in the same order: lock, token, permission, law, rule, change,
duty, journal, notice."""

from dondoc.tasks.actions.appraising import accept_result, reopen, send_back
from dondoc.tasks.actions.correcting import correct_task, decline_return, end_task, move_due_date, reassign
from dondoc.tasks.actions.entering import register_directive
from dondoc.tasks.actions.working import (
    explain_delay,
    report_progress,
    return_task,
    send_result,
    take_over,
)
from dondoc.tasks.actions.writing import Act

__all__ = [
    "Act",
    "accept_result",
    "correct_task",
    "decline_return",
    "end_task",
    "explain_delay",
    "move_due_date",
    "reassign",
    "register_directive",
    "reopen",
    "report_progress",
    "return_task",
    "send_back",
    "send_result",
    "take_over",
]
