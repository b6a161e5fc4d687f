"""The room's name for Django, and its door for the room of the command, a stranger on the same floor."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.http import HttpRequest


class DemoConfig(AppConfig):
    """See the docstring of the room."""

    name = "dondoc.demo"
    label = "demo"

    def ready(self) -> None:
        """Hand the sentences to the journal and the accounts to the sign-in page."""
        from dondoc.demo import sentences as own
        from dondoc.journal import sentences
        from dondoc.ui import context

        sentences.add(refusals=own.REFUSALS)
        for provider in (banner, sign_in_page):
            if provider not in context.providers:
                context.providers.append(provider)

    def is_here(self) -> bool:
        """Whether the database holds the demo."""
        from dondoc.demo import queries

        return queries.is_here()

    def load(self, at: datetime) -> dict[str, int]:
        """Fill an empty database."""
        from dondoc.demo import actions

        return actions.load(at)

    def reset(self, at: datetime) -> dict[str, int]:
        """Empty a demo database and fill it anew."""
        from dondoc.demo import actions

        return actions.reset(at)

    def simulate(
        self, *, tasks: int, seed: int, years: int, at: datetime, reset: bool, told: Callable[[str, int, int], None]
    ) -> dict[str, int]:
        """Fill an empty database (with ``reset`` a demo database, which is emptied) with a province of any size."""
        from dondoc.demo.simulate import load

        return load.simulate(load.Wanted(tasks, seed, at, years), told, reset=reset)

    def accounts(self) -> list[tuple[str, str, str]]:
        """Name of sign-in, name and title of everybody."""
        from dondoc.clock import today
        from dondoc.demo import queries

        return queries.accounts(today())

    def password(self) -> str:
        """The password of all."""
        from dondoc.demo import province

        return province.PASSWORD


def banner(_request: HttpRequest) -> dict[str, Any]:
    """What every page of the demo says at its top: that it is invented, and of which time."""
    if not settings.DEMO:
        return {}
    from dondoc.demo import province

    return {"demo_banner": province.BANNER}


def sign_in_page(request: HttpRequest) -> dict[str, Any]:
    """The accounts of the demo and their password: on the sign-in page, in demo mode, of a demo database only."""
    match = request.resolver_match
    if not settings.DEMO or match is None or match.view_name != "account_login":
        return {}
    from dondoc.clock import today
    from dondoc.demo import province, queries

    if not queries.is_here():
        return {}
    return {"demo_accounts": queries.accounts_by_authority(today()), "demo_password": province.PASSWORD}
