"""The regulations of the installation, the newest edition of each first, with the registers that keep to them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from dondoc import gazette
from dondoc.gazette.models import Edition
from dondoc.regulation.profile import Profile
from dondoc.units.models import Register


@dataclass(frozen=True)
class Shelved:
    """An edition with its law, who keeps to it, and whether it is the newest of its regulation."""

    edition: Edition
    law: Profile
    registers: list[Register]
    is_newest: bool


@dataclass(frozen=True)
class Regulation:
    """A regulation with its editions, the newest first."""

    name: str
    editions: list[Shelved]

    @property
    def newest(self) -> Shelved:
        """The edition that was loaded last."""
        return self.editions[0]

    @property
    def in_use(self) -> bool:
        """Whether some register keeps to one of its editions."""
        return any(row.registers for row in self.editions)


def regulations() -> list[Regulation]:
    """All of them: those that a register keeps to first, then by the name."""
    keeping: defaultdict[int, list[Register]] = defaultdict(list)
    for register in Register.objects.select_related("keeper").order_by("id"):
        keeping[register.edition_id].append(register)
    found: defaultdict[str, list[Shelved]] = defaultdict(list)
    for edition in Edition.objects.order_by("-id"):
        beside = found[edition.profile_id]
        beside.append(Shelved(edition, gazette.law(edition), keeping[edition.pk], is_newest=not beside))
    rows = [Regulation(editions[0].law.name, editions) for editions in found.values()]
    return sorted(rows, key=lambda row: (not row.in_use, row.name))
