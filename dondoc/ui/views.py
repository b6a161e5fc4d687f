"""Pages for what goes wrong before a room is reached."""

from __future__ import annotations

import sys
from urllib.parse import urlsplit

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views import defaults

from dondoc.ui import carrying
from dondoc.ui.away import is_away

SECONDS = 5
TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What cannot be read, or is too much to be read."""
    if isinstance(exception, TOO_MUCH):
        return render(request, "413.html", status=413)
    return render(request, "400.html", status=400)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form from before the latest sign-in may be sent again, when the browser says that it came from this site.

    Signing in changes the secret that forms carry; a form in another tab then fails though it is honest. Any other failure
    gets no second chance: the form may be a stranger's.
    """
    origin, host = request.META.get("HTTP_ORIGIN", ""), request.get_host()
    honest = bool(origin) and urlsplit(origin).netloc == host
    if request.method != "POST" or not honest or not request.user.is_authenticated:
        return render(request, "403.html", status=403)
    context = {
        "carried": carrying.fields_of(request), "files_lost": carrying.has_lost_files(request),
        "onward": request.get_full_path(),
    }  # fmt: skip
    return render(request, "ui/resend.html", context, status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """A database that is away for a moment gives a page to try again, with what was typed; any other fault the usual one.

    Called while the exception is handled. The page asks the database nothing: no user, no navigation.
    """
    if not is_away(sys.exc_info()[1]):
        return defaults.server_error(request)
    context = {
        "is_post": request.method == "POST", "onward": request.get_full_path(), "csrf_token": get_token(request),
        "carried": carrying.fields_of(request), "files_lost": carrying.has_lost_files(request),
    }  # fmt: skip
    return HttpResponse(render_to_string("503.html", context), status=503, headers={"Retry-After": str(SECONDS)})
