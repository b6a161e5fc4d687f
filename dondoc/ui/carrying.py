"""What somebody typed, carried from page to page in hidden fields: a session ran out, a question comes in between."""

from __future__ import annotations

from django.http import HttpRequest


def fields_of(request: HttpRequest) -> list[tuple[str, str]]:
    """Every field that was sent, in its order; never a password, never the old token of the form's origin."""
    return [
        (name, value)
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken" and "password" not in name.lower()
        for value in values
        if isinstance(value, str)
    ]


def has_lost_files(request: HttpRequest) -> bool:
    """Whether files came with the form that nobody may keep; they must be chosen again."""
    return bool(request.__dict__.get("files_lost")) or bool(request.FILES)
