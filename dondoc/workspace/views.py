"""Pages that gather."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def desk(request: HttpRequest) -> HttpResponse:
    """The desk."""
    return render(request, "workspace/desk.html")


task = directive = register = search = notices = desk
