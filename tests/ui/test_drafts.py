"""Drafts of a tab belong to a person and a browser until the signing out: nobody who comes later reads them."""

from __future__ import annotations

import re

from django.contrib.sessions.models import Session
from django.urls import reverse

from dondoc.ui.drafts import COOKIE
from tests.world import World


def _owner(page: str) -> str:
    found = re.search(r'<body data-owner="([^"]+)"', page)
    return found[1] if found else ""


def test_a_session_that_ran_out_keeps_the_owner_and_signing_out_does_not(world: World, at_work, clock) -> None:
    """Issue 2: nothing typed is lost by an expired session; after a signing out the same person begins anew."""
    client, me = at_work("stc"), reverse("units:me")
    first = _owner(client.get(me).content.decode())
    assert first.startswith(f"{world.people['stc'].pk}-") and _owner(client.get(me).content.decode()) == first
    Session.objects.all().delete()
    assert _owner(client.get(reverse("account_login")).content.decode()) == "", "nobody is signed in"
    client.force_login(world.people["stc"], backend="django.contrib.auth.backends.ModelBackend")
    assert _owner(client.get(me).content.decode()) == first
    client.post(reverse("account_logout"))
    assert not client.cookies[COOKIE].value
    client.force_login(world.people["stc"], backend="django.contrib.auth.backends.ModelBackend")
    assert _owner(client.get(me).content.decode()) not in {"", first}


def test_two_persons_at_one_browser_have_drafts_of_their_own(world: World, at_work, clock) -> None:
    """The form names the same owner as the page; another person's page names another."""
    client, me = at_work("stc"), reverse("units:me")
    first = _owner(client.get(me).content.decode())
    client.force_login(world.people["sxd"], backend="django.contrib.auth.backends.ModelBackend")
    assert _owner(client.get(me).content.decode()) not in {"", first}
    task = world.task("SXD")
    form = client.get(reverse("tasks:act", args=[task.assignments.get().pk, "tinh-hinh"])).content.decode()
    assert f'data-owner="{_owner(form)}"' in form.split("<body", 1)[1].split(">", 1)[1]
