"""Whose drafts a browser may show: those of the person since the last signing out, whatever sessions ran out between."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

COOKIE = "dondoc_desk"
LONGEST = 64


def owner_of(request: HttpRequest) -> str:
    """The person and the browser since it was last signed out of; empty while nobody is signed in.

    A session that runs out keeps it, so that what was being typed is there after signing in again; signing out does not.
    """
    user, mark = getattr(request, "user", None), getattr(request, "draft_mark", "")
    return f"{user.pk}-{mark}" if user is not None and user.is_authenticated and mark else ""


class DraftMiddleware:
    """Gives a browser its mark with the first sign-in, and takes it away with the signing out."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Read the mark before the page, write a new one after it; a mark is not a secret that opens anything."""
        known = request.COOKIES.get(COOKIE, "")[:LONGEST]
        was_in = request.user.is_authenticated
        request.draft_mark = known or secrets.token_urlsafe(12)  # type: ignore[attr-defined]
        response = self.get_response(request)
        if was_in and not request.user.is_authenticated:
            response.delete_cookie(COOKIE, samesite="Lax")
        elif request.user.is_authenticated and not known:
            mark = request.draft_mark  # type: ignore[attr-defined]
            secure = settings.SESSION_COOKIE_SECURE
            response.set_cookie(COOKIE, mark, max_age=30 * 86400, httponly=True, samesite="Lax", secure=secure)
        return response
