"""Machines that ask how the house is, before anything else; and how long pages take."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from dondoc.operations import meter, views

Answer = Callable[[HttpRequest], HttpResponseBase]
NAMES = {"operations:alive": views.alive, "operations:ready": views.ready, "operations:metrics": views.metrics}


class ProbeMiddleware:
    """Answers the three addresses of machines at the door.

    A load balancer speaks plain HTTP to a number instead of a name, and has no session: redirects to HTTPS, the check of
    the host, sessions and sign-in would all answer something else than what it asks. It stands before all of them.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        self.answers: dict[str, Answer] = {reverse(name): view for name, view in NAMES.items()}

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, or pass on."""
        return self.answers.get(request.path_info, self.get_response)(request)


class MeterMiddleware:
    """Counts requests and their seconds by the name of the address; not there while nobody may read the figures."""

    def __init__(self, get_response: Answer) -> None:
        if not settings.METRICS_TOKEN:
            raise MiddlewareNotUsed
        self.get_response = get_response
        self.meter = meter.of_process(meter.folder_of_server(settings.METRICS_DIR))
        self.static = settings.STATIC_URL

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Time the answer up to its first byte."""
        began = time.perf_counter()
        response = self.get_response(request)
        match = request.resolver_match
        page = match.view_name if match else "static" if request.path_info.startswith(self.static) else "none"
        self.meter.record(page, f"{response.status_code // 100}xx", time.perf_counter() - began)
        return response
