"""At the door: who has to sign in, and what becomes of a refusal that reaches it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from dondoc.regulation import Refused
from dondoc.ui import carrying, refusals


class SignInMiddleware(LoginRequiredMiddleware):
    """Everybody signs in; a form that was sent after the session ran out is handed back, not thrown away."""

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> Any:
        """Sign in; after a POST on a page that keeps what was typed, to be sent again."""
        sign_in = reverse("account_login")
        if request.method != "POST" or request.path.startswith(sign_in.rsplit("login/", 1)[0]):
            return super().handle_no_permission(request, view_func)
        context = {
            "carried": carrying.fields_of(request), "files_lost": carrying.has_lost_files(request),
            "onward": request.get_full_path(), "sign_in": sign_in,
        }  # fmt: skip
        return render(request, "ui/session_expired.html", context, status=403)


class RefusalMiddleware:
    """409 for what the law or the state refuses, 403 for what the role refuses, 503 for what is away for a while."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Turn `Refused` into a page; leave everything else alone."""
        if not isinstance(exception, Refused):
            return None
        refusal = exception.refusal
        status = 403 if refusal.code.startswith("permission.") else 503 if refusal.code.endswith(".away") else 409
        context = {"sentence": refusals.sentence(refusal)}
        return render(request, "ui/refusal.html", context, status=status)
