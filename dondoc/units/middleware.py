"""Who acts in a request: the person's current post becomes ``request.actor``."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from allauth.usersessions.middleware import UserSessionsMiddleware
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import translation

from dondoc import clock
from dondoc.units.models import Actor
from dondoc.units.queries import SESSION_KEY, actor_for

#: Pages that a person without any post may still open: sign out, change a password, choose a language.
OPEN_TO_ALL = ("units:no-post", "account_", "mfa_", "usersessions_", "set_language", "reauthenticate")


#: Pages of the sign-in package that are none of ours: the addresses of people are kept with their accounts.
CLOSED = ("account_email",)


class ActorMiddleware:
    """Sets ``request.actor`` (None when anonymous or without a post) and the person's language."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Anonymous requests pass untouched; SignInMiddleware sends them to the sign-in page."""
        user = request.user
        actor: Actor | None = None
        if user.is_authenticated:
            translation.activate(user.language)
            request.LANGUAGE_CODE = user.language
            actor = actor_for(user, clock.today(), chosen=request.session.get(SESSION_KEY))
        request.actor = actor  # type: ignore[attr-defined]
        response = self.get_response(request)
        if user.is_authenticated and not response.has_header("Cache-Control"):
            # What tasks say stays in no cache, nor behind the button "back" of a machine that others use after signing out.
            response["Cache-Control"] = "private, no-store"
        return response

    def process_view(
        self, request: HttpRequest, view: object, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """A person without any post sees one polite page that says so; what is closed is not there."""
        if request.resolver_match is not None and request.resolver_match.view_name in CLOSED:
            raise Http404
        if not request.user.is_authenticated or request.actor is not None:  # type: ignore[attr-defined]
            return None
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name.startswith(OPEN_TO_ALL) or not getattr(view, "login_required", True):
            return None
        return redirect("units:no-post")


class SessionInUseMiddleware(UserSessionsMiddleware):  # type: ignore[misc]
    """Writes down that a session is in use, once in ten minutes and process: a page that is read is not a write.

    The list of one's sessions (`allauth.usersessions`) shows when each was last used; minutes are enough for that.
    """

    EVERY = timedelta(minutes=10)
    MOST_KEPT = 10_000

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        super().__init__(get_response)
        self.noted: dict[str, datetime] = {}

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Note the session, or pass on what was noted a moment ago."""
        key, now = request.session.session_key, clock.now()
        last = self.noted.get(key) if key else None
        if last is not None and last <= now < last + self.EVERY:
            passed: HttpResponseBase = self.get_response(request)
            return passed
        if key and request.user.is_authenticated:
            if len(self.noted) >= self.MOST_KEPT:
                self.noted.clear()
            self.noted[key] = now
        response: HttpResponseBase = super().__call__(request)
        return response
