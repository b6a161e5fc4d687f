"""Pages on which tasks are entered, worked, put right and purged."""

from dondoc.tasks.views.acting import act, take_over
from dondoc.tasks.views.correcting import add_task, correct, correct_directive, end, end_part, give, move_due_date
from dondoc.tasks.views.intake import due_preview, register, units_preview
from dondoc.tasks.views.monitoring import change_monitor, hand_over
from dondoc.tasks.views.passing import pass_on
from dondoc.tasks.views.purging import purge
from dondoc.tasks.views.results import enter_result, receive_paper, send_result

__all__ = [
    "act",
    "add_task",
    "change_monitor",
    "correct",
    "correct_directive",
    "due_preview",
    "end",
    "end_part",
    "enter_result",
    "give",
    "hand_over",
    "move_due_date",
    "pass_on",
    "purge",
    "receive_paper",
    "register",
    "send_result",
    "take_over",
    "units_preview",
]
