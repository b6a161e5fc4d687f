"""Forms of tasks: the intake of a directive, and the short forms of the verbs."""

from dondoc.tasks.forms.acting import (
    CorrectForm,
    DirectiveForm,
    DueDateForm,
    GiveForm,
    NoteForm,
    ProgressForm,
    ReasonForm,
    ReassignForm,
)
from dondoc.tasks.forms.fields import Choices, UnitsField
from dondoc.tasks.forms.intake import MOST_TASKS, Intake, TaskForm, TaskFormSet
from dondoc.tasks.forms.monitoring import HandOverForm, HeirForm, MonitorForm
from dondoc.tasks.forms.results import AcceptForm, OutcomeForm, ReceivedForm, ResultForm, SendBackForm

__all__ = [
    "MOST_TASKS",
    "AcceptForm",
    "Choices",
    "CorrectForm",
    "DirectiveForm",
    "DueDateForm",
    "GiveForm",
    "HandOverForm",
    "HeirForm",
    "Intake",
    "MonitorForm",
    "NoteForm",
    "OutcomeForm",
    "ProgressForm",
    "ReasonForm",
    "ReassignForm",
    "ReceivedForm",
    "ResultForm",
    "SendBackForm",
    "TaskForm",
    "TaskFormSet",
    "UnitsField",
]
