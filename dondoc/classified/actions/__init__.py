"""The verbs of classified papers: register, correct, record an outcome; name custodians; remove what should not be held."""

from dondoc.classified.actions.custodians import end_custodian, name_custodian
from dondoc.classified.actions.papers import correct, record_outcome, register_paper
from dondoc.classified.actions.removing import ask_removal, confirm_removal, decline_removal

__all__ = [
    "ask_removal", "confirm_removal", "correct", "decline_removal", "end_custodian", "name_custodian", "record_outcome",
    "register_paper",
]  # fmt: skip
