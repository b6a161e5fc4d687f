"""What the worker does for papers: sweep files that no document took."""

from __future__ import annotations

from datetime import datetime, timedelta

from dondoc.clock import local_date
from dondoc.documents import files, uploads
from dondoc.jobs import actions as jobs

#: Longer than a form may hold its files (`uploads.VALID_FOR`), so that none is swept from under a form.
KEPT_FOR = timedelta(hours=24)


def sweep(at: datetime) -> int:
    """Once a day remove stored files that belong to no document: forms that were given up, crashes before a commit."""
    if not jobs.once("sweep-files", local_date(at).isoformat(), at):
        return 0
    return files.sweep(at - KEPT_FOR) + uploads.sweep(at - KEPT_FOR)
