"""Who speaks a refusal: a room above hands in the function when the program starts."""

from __future__ import annotations

from collections.abc import Callable

from dondoc.regulation import Refusal

Speaker = Callable[[Refusal], str]


def _code(refusal: Refusal) -> str:
    return refusal.code


_speakers: list[Speaker] = [_code]


def set_speaker(speaker: Speaker) -> None:
    """Let the function speak from now on."""
    _speakers[:] = [speaker]


def sentence(refusal: Refusal) -> str:
    """The refusal in the reader's language, with its article."""
    return _speakers[0](refusal)
