"""Who acted, as numbers: the journal knows no tables above it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Stamp:
    """Person, post, unit and the person on whose behalf; all None for the program itself."""

    person_id: int | None = None
    post_id: int | None = None
    unit_id: int | None = None
    on_behalf_id: int | None = None
