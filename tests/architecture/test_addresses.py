"""Addresses: paths in unaccented Vietnamese, names in English, methods declared, sign-in demanded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.module_loading import import_string

#: Pages that need no sign-in, and why each.
OPEN = {
    "account_login": "the sign-in page itself",
    "account_logout": "allauth asks for a confirmation of whoever comes",
    "account_signup": "closed: the adapter says so to whoever comes",
    "account_inactive": "tells a closed account that it is closed",
    "account_reset_password": "the password was forgotten",
    "account_reset_password_done": "the password was forgotten",
    "account_reset_password_from_key": "the password was forgotten",
    "account_reset_password_from_key_done": "the password was forgotten",
    "account_confirm_email": "the link of a mail",
    "account_email_verification_sent": "the link of a mail",
    "account_confirm_login_code": "a step of signing in",
    "account_request_login_code": "a step of signing in",
    "mfa_authenticate": "the second step of signing in",
    "set_language": "the sign-in page has two languages",
}
#: Addresses of ours that machines ask, without sign-in, and why; everybody else's public page lives in the portal.
MACHINES = {
    "operations:alive": "a load balancer asks whether the process lives",
    "operations:ready": "a load balancer asks whether the process can serve",
    "operations:metrics": "a monitoring system brings a token instead of a session",
}
#: Pages of ours that an authority may open to everybody; without its decision they demand sign-in like all others.
OPENED_BY_DECISION = {"lawbook:calculate": "the calculator, where an authority opened it (tests/lawbook tries both)"}
#: Words of file kinds and the like that may stand in a path.
FOREIGN = {"word", "excel", "pdf", "csv", "docx", "xlsx", "v"}  # v: the number of an appendix
SYLLABLE = re.compile(
    r"^(ngh|ng|nh|gh|gi|ch|kh|ph|qu|th|tr|[bcdghklmnpqrstvx])?"
    r"(uye|uya|oai|oay|uoi|uou|ieu|yeu|uay|uau|oeo|uyu|ye|ie|uo|ua|ue|uy|ui|uu|oa|oe|oi|oo|ai|ao|au|ay|eo|eu|ia|iu|ya|[aeiouy])"
    r"(ch|ng|nh|[cmnpt])?$"
)


@dataclass(frozen=True)
class Address:
    """A page: its name with namespace, its path, its view."""

    name: str
    path: str
    view: Any
    ours: bool


def _addresses(resolver: URLResolver | None = None, space: str = "", path: str = "") -> Iterator[Address]:
    for entry in (resolver or get_resolver()).url_patterns:
        here = path + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _addresses(entry, f"{space}{entry.namespace}:" if entry.namespace else space, here)
        elif isinstance(entry, URLPattern):
            ours = entry.callback.__module__.startswith("dondoc.")
            yield Address(f"{space}{entry.name}", here, entry.callback, ours)


OURS = [address for address in _addresses() if address.ours]


def test_paths_are_unaccented_vietnamese() -> None:
    """``nhiem-vu/128/gia-han/``: lower case, hyphens, syllables of Vietnamese, ending in a slash."""
    wrong = []
    for address in OURS:
        page = address.path.replace(".<slug:ending>", "/")  # a file has an ending where a page has a slash
        fixed = re.sub(r"<[^>]+>", "", page)
        words = [word for word in re.split(r"[/-]", fixed) if word]
        good = all(SYLLABLE.match(word) or word in FOREIGN for word in words)
        if not good or (page and not page.endswith("/")) or fixed != fixed.lower():
            wrong.append(address.path)
    assert not wrong, wrong


def test_names_are_english() -> None:
    """``tasks:move-due-date``: lower-case words that are not the words of the path."""
    wrong = []
    for address in OURS:
        words = set(re.split(r"[:-]", address.name))
        path = {word for word in re.split(r"[/-]", re.sub(r"<[^>]+>", "", address.path)) if len(word) > 2}
        if not re.match(r"^[a-z]+:[a-z]+(-[a-z]+)*$", address.name) or words & (path - FOREIGN):
            wrong.append(address.name)
    assert not wrong, wrong


def test_no_name_and_no_path_twice() -> None:
    """One page, one address."""
    names, paths = [a.name for a in OURS], [a.path for a in OURS]
    assert len(names) == len(set(names)), sorted(name for name in names if names.count(name) > 1)
    assert len(paths) == len(set(paths)), sorted(path for path in paths if paths.count(path) > 1)


def _arguments(address: Address) -> dict[str, Any]:
    """Something for each part of the path that varies."""
    given: dict[str, Any] = {}
    for kind, name in re.findall(r"<(?:(\w+):)?(\w+)>", address.path):
        given[name] = 1 if kind == "int" else "x"
    return given


@pytest.mark.parametrize("address", OURS, ids=lambda address: address.name)
def test_every_view_declares_its_methods(address: Address) -> None:
    """A method that no page knows is answered with 405 before the view does anything."""
    request = RequestFactory().generic("PROPFIND", "/")
    assert address.view(request, **_arguments(address)).status_code == 405


@pytest.mark.django_db
@pytest.mark.parametrize("address", OURS, ids=lambda address: address.name)
def test_every_page_demands_sign_in(address: Address, clock: object) -> None:
    """Whoever is not signed in sees the sign-in page, whatever the address; the explicit list is the only way out."""
    if address.name in MACHINES:
        return  # tests/operations tries what each of them tells
    if address.name in OPEN:
        pytest.fail(f"{address.name} is a page of ours: a public page lives in the portal")
    path = "/" + re.sub(r"<(?:(\w+):)?\w+>", lambda found: "1" if found[1] == "int" else "x", address.path)
    answer = Client().get(path)
    assert answer.status_code == 302 and answer["Location"].startswith("/tai-khoan/login/")


def test_only_the_listed_pages_are_open() -> None:
    """`login_not_required` stands on the listed pages only, and the middleware demands sign-in on all others."""
    assert any(
        issubclass(kind, LoginRequiredMiddleware)
        for kind in map(import_string, settings.MIDDLEWARE)
        if isinstance(kind, type)
    )
    open_pages = {a.name for a in _addresses() if not getattr(a.view, "login_required", True)}
    known = {*OPEN, *MACHINES, *OPENED_BY_DECISION}
    assert open_pages <= known, open_pages - known
    needed = {*MACHINES, *OPENED_BY_DECISION}
    assert needed <= open_pages, needed - open_pages
