"""The verbs of papers: enter, expect, attach, number, put right, ask for a purge and decide it."""

from dondoc.documents.actions.correcting import correct_document
from dondoc.documents.actions.papers import (
    attach,
    dismiss_expected,
    expect_document,
    expect_documents,
    let_read,
    refuse_long,
    refuse_paper,
    refuse_secret,
    settle_entry,
    take_number,
    write_document,
)
from dondoc.documents.actions.purging import ask_purge, blank, decline_purge, settle_purge, standing_purge

__all__ = [
    "ask_purge",
    "attach",
    "blank",
    "correct_document",
    "decline_purge",
    "dismiss_expected",
    "expect_document",
    "expect_documents",
    "let_read",
    "refuse_long",
    "refuse_paper",
    "refuse_secret",
    "settle_entry",
    "settle_purge",
    "standing_purge",
    "take_number",
    "write_document",
]
