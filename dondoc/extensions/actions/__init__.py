"""The verbs of proposals; each in one transaction, always in the same order: lock, token, permission, law, rule, change, duty,
journal, notice. What `lapsing` holds is done by the program itself, when `jobs` finds that it is due."""

from dondoc.extensions.actions.asking import ask_extension, propose_adjustment
from dondoc.extensions.actions.blanking import blank
from dondoc.extensions.actions.deciding import decide
from dondoc.extensions.actions.lapsing import consent, lapse
from dondoc.extensions.actions.submitting import submit, withdraw
from dondoc.extensions.actions.writing import Letter, Wish

__all__ = [
    "Letter", "Wish", "ask_extension", "blank", "consent", "decide", "lapse", "propose_adjustment", "submit", "withdraw",
]  # fmt: skip
