"""Logs a machine can read, and nothing in them of what a task says (design 1.5).

One JSON object a line. Of an exception only its classes and the places in the code are told, never its text: databases quote
whole rows in theirs, and programs the words that somebody typed.
"""

import json
import logging
import traceback
from datetime import UTC, datetime


def shape(error: BaseException | None) -> list[str]:
    """The chain of an exception without its words: each class, with the innermost place in the code that raised it."""
    told: list[str] = []
    while error is not None and len(told) < 10:
        frames = traceback.extract_tb(error.__traceback__)
        place = f" {frames[-1].filename}:{frames[-1].lineno} {frames[-1].name}" if frames else ""
        told.append(f"{type(error).__module__}.{type(error).__qualname__}{place}")
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return told


class JsonLines(logging.Formatter):
    """Instant (UTC), level, logger, message; for an exception its shape and the way through the code."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line of JSON."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info and record.exc_info[1] is not None:
            error = record.exc_info[1]
            line["error"] = shape(error)
            line["frames"] = [f"{f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(error.__traceback__)]
        return json.dumps(line, ensure_ascii=False)
