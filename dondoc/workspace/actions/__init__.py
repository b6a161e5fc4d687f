"""The verbs of the room: take a list out of the register, make its file, remove it again."""

from dondoc.workspace.actions.exporting import (
    KIND,
    SHEET_ROWS,
    Chosen,
    Listed,
    ask_export,
    discard,
    export_now,
    make_export,
    sweep,
)

__all__ = ["KIND", "SHEET_ROWS", "Chosen", "Listed", "ask_export", "discard", "export_now", "make_export", "sweep"]
