"""The verbs of duties, and the Office's verb over the working calendar."""

from dondoc.duties.actions.calendars import amend_calendar, count_again, tell_moved
from dondoc.duties.actions.matters import (
    blank_reasons,
    discharge,
    done_earlier,
    done_on_day,
    erase,
    free_of_ended_posts,
    hand_to,
    lock,
    open_duty,
    open_matter,
    reschedule,
    void,
    void_under,
)

__all__ = [
    "amend_calendar", "blank_reasons", "count_again", "discharge", "done_earlier", "done_on_day", "erase",
    "free_of_ended_posts", "hand_to", "lock", "open_duty", "open_matter", "reschedule", "tell_moved", "void",
    "void_under",
]  # fmt: skip
