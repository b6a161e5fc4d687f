"""What the worker does: look at the signatures of a file, and at those of all signed files when what is trusted has changed."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from dondoc.documents import files
from dondoc.documents.models import Attachment
from dondoc.signatures import actions, checker, queries, rules
from dondoc.signatures.checker import Trust
from dondoc.signatures.models import Validation
from dondoc.signatures.rules import Report

log = logging.getLogger(__name__)
TRIES = 3
BATCH = 100


class NotYet(RuntimeError):
    """Files are left for another try: the store of files does not answer, or what is trusted changes all the time."""


def validate(params: Mapping[str, Any], at: datetime) -> None:
    """Look at one file; nothing when it is gone by now."""
    carry_out(params["validation"], at)


def validate_anew(params: Mapping[str, Any], at: datetime) -> None:
    """Look at every file that was validated under another version of the store, by key; begins again where it was stopped.

    A file that cannot be read now does not keep the others waiting.
    """
    last, left = 0, 0
    while batch := list(_due().filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        for pk in batch:
            try:
                carry_out(pk, at)
            except Exception:
                log.exception("validation %s: left for another try", pk)
                left += 1
        last = batch[-1]
    if left:
        raise NotYet(f"{left} validations are left")


def _due() -> Any:
    return Validation.objects.due(queries.version())


def carry_out(pk: int, at: datetime) -> None:
    """Look at the file and write what was found; again when the store was changed while it was looked at."""
    for _ in range(TRIES):
        validation = Validation.objects.select_related("attachment").filter(pk=pk).first()
        if validation is None:
            return
        standing = queries.standing()
        report = rules.named(_look(validation.attachment, standing.trust, validation.moment), standing.names)
        if actions.record(validation, report, version=standing.version, at=at):
            return
    raise NotYet("the trust store changes all the time")


def _look(attachment: Attachment, trust: Trust, moment: datetime) -> Report:
    try:
        content = files.read(attachment.stored_as)
    except FileNotFoundError:
        return Report(reason=rules.GONE)
    return checker.check(content, size=attachment.size, trust=trust, moment=moment)
