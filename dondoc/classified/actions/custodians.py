"""Who of the Office keeps the register's classified papers: named, and no longer named."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from dondoc.classified import permissions
from dondoc.classified.actions import writing
from dondoc.classified.models import Custodian
from dondoc.units.models import Actor, Post, Register
from dondoc.units.permissions import require


def name_custodian(*, by: Actor, at: datetime, post: Post) -> Custodian:
    """Let an officer of the Office keep the register's classified papers; one who is named already is the answer.

    Raises:
        Refused: neither leader nor head of the Office; not an officer of this Office.
    """
    with transaction.atomic():
        require(permissions.can_name(by), "permission.name_custodian")
        assert by.register is not None and by.person is not None  # can_name
        register = Register.objects.select_for_update().get(pk=by.register.pk)
        standing = Custodian.objects.standing().filter(register=register, post=post).first()
        if standing is not None:
            return standing
        if not permissions.may_be_named(register, post):
            writing.refuse("cannot_be_named")
        named = Custodian.objects.create(register=register, post=post, named_at=at, named_by=by.person)
        writing.tell_journal("custodian_named", register, by, at, post=post.pk)
        return named


def end_custodian(*, by: Actor, at: datetime, custodian: Custodian) -> Custodian:
    """The officer no longer keeps, nor sees, the register's classified papers; done once.

    Raises:
        Refused: neither leader nor head of the Office of that register.
    """
    with transaction.atomic():
        own = by.register is not None and by.register.pk == custodian.register_id
        require(own and permissions.can_name(by), "permission.name_custodian")
        custodian = Custodian.objects.select_for_update(of=("self",)).select_related("register").get(pk=custodian.pk)
        if custodian.ended_at is None:
            custodian.ended_at = at
            custodian.save(update_fields=["ended_at"])
            writing.tell_journal("custodian_ended", custodian.register, by, at, post=custodian.post_id)
        return custodian
