"""The verbs of units, people and posts: the only code that writes these tables.

``by`` is the actor; None stands for the installation itself (console and demo), which no page can be.
"""

from dondoc.units.actions.bodies import (
    UNIT_RENAMED,
    abolish_unit,
    adopt_edition,
    create_field,
    create_group,
    create_register,
    create_unit,
    rename_unit,
    set_connection,
)
from dondoc.units.actions.people import (
    appoint,
    appoint_deputy,
    change_language,
    create_person,
    end_deputy,
    end_post,
    set_password,
    set_scope,
    switch_post,
)
from dondoc.units.actions.signing import note_sign_in

__all__ = [
    "UNIT_RENAMED",
    "abolish_unit",
    "adopt_edition",
    "appoint",
    "appoint_deputy",
    "change_language",
    "create_field",
    "create_group",
    "create_person",
    "create_register",
    "create_unit",
    "end_deputy",
    "end_post",
    "note_sign_in",
    "rename_unit",
    "set_connection",
    "set_password",
    "set_scope",
    "switch_post",
]
