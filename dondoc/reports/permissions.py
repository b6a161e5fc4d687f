"""Who may see reports; the docstring is the rule in words."""

from __future__ import annotations

from dondoc.units import access
from dondoc.units.models import Actor, Register
from dondoc.units.permissions import require


def can_see_report(actor: Actor, register: Register | None) -> bool:
    """The leaders and the Office of the authority that keeps the register, and those who inspect it; units do not."""
    if register is None or actor.register is None or actor.role not in access.ROLES:
        return False
    relation = access.OWN_AUTHORITY if actor.register.pk == register.pk else access.STRANGER
    return access.allows(actor.role, relation, access.SEE_REPORT)


def own_register(actor: Actor) -> Register:
    """The register whose reports the actor may see.

    Raises:
        Refused: ``permission.see_appendix``.
    """
    require(can_see_report(actor, actor.register), "permission.see_appendix")
    assert actor.register is not None
    return actor.register
