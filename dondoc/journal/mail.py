"""How the journal finds addresses: the room of people assigns the function when the program starts."""

from collections.abc import Callable

AddressOf = Callable[[int], tuple[str, str] | None]


def _nobody(_person_id: int) -> tuple[str, str] | None:
    return None


address_of: AddressOf = _nobody
