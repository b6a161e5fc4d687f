"""The request of somebody who acts: what a page may rely on when the middleware has let it through."""

from __future__ import annotations

from django.http import HttpRequest

from dondoc.units.models import Actor, Person


class ActorRequest(HttpRequest):
    """A request whose ``actor`` is known.

    `ActorMiddleware` sends everybody without a post to another page, and `SignInMiddleware` everybody who is not
    signed in, so a view behind both annotates its argument with this class and need not ask. Pages that are open to
    all take a plain ``HttpRequest``.
    """

    user: Person
    actor: Actor
