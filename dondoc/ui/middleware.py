"""A refusal that reaches the door becomes a page with one clear sentence."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dondoc.regulation import Refused
from dondoc.ui import refusals


class RefusalMiddleware:
    """409 for what the law or the state refuses, 403 for what the role refuses."""

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
        status = 403 if refusal.code.startswith("permission.") else 409
        context = {"sentence": refusals.sentence(refusal)}
        return render(request, "ui/refusal.html", context, status=status)
