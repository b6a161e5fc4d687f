"""Whether a unit may return a task that is wrong or not its own: where the regulation says nothing the function is not there (B4)."""

from __future__ import annotations

from functools import cache

from dondoc import gazette
from dondoc.gazette.models import Edition
from dondoc.regulation import Refusal, Silent


@cache
def silence_about(edition_id: int) -> str | None:
    """The declaration of a text that knows no return (DTP); None when it knows it. An edition never changes, so it is read once."""
    stated = gazette.law(Edition.objects.get(pk=edition_id)).return_to
    return stated.declaration if isinstance(stated, Silent) else None


def refusal_to_return(edition_id: int) -> Refusal | None:
    """Why the function is not there."""
    silence = silence_about(edition_id)
    return None if silence is None else Refusal("task.return_silent", {"silence": silence}, None)
