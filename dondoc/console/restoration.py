"""Proving an archive and restoring it, as the command does it: from the proof to the last invariant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dondoc.backups import actions, restoring
from dondoc.backups.archive import Manifest
from dondoc.backups.cipher import Key
from dondoc.console import invariants, preparing
from dondoc.console.words import gettext as _


@dataclass(frozen=True)
class Report:
    """What was found: the archive in numbers, the ends of its journals, what does not hold."""

    manifest: Manifest
    restored: bool
    problems: tuple[str, ...]

    @property
    def made_at(self) -> datetime:
        """The moment that the archive holds."""
        return datetime.fromisoformat(self.manifest.created_at)

    @property
    def numbers(self) -> dict[str, object]:
        """For the first line."""
        rows = sum(self.manifest.facts.tables.values())
        return {"program": self.manifest.program, "rows": rows, "files": self.manifest.files.count}

    @property
    def lines(self) -> list[str]:
        """The end of each journal, the regulations."""
        said = _("%(name)s: %(entries)s dòng, mã cuối %(head)s")
        heads = [
            said % {"name": head.code or _("hệ thống"), "entries": head.number, "head": head.hash}
            for head in self.manifest.facts.heads
        ]
        return heads + [f"{label}: {value}" for label, value in self.manifest.facts.editions]

    def as_json(self) -> dict[str, object]:
        """What a script reads."""
        heads = [
            {"register": h.code or h.register, "number": h.number, "hash": h.hash} for h in self.manifest.facts.heads
        ]
        return {
            "made_at": self.manifest.created_at, "program": self.manifest.program, "database": self.manifest.facts.vendor,
            "files": self.manifest.files.count, "tables": self.manifest.facts.tables, "heads": heads,
            "restored": self.restored, "problems": list(self.problems),
        }  # fmt: skip


def missing(manifest: Manifest) -> list[str]:
    """Files that were not in the store when the archive was made."""
    said = _("Bản sao lưu thiếu tệp đính kèm số %(number)s: kho tệp đã mất nó trước đó.")
    return [said % {"number": number} for number, _why in manifest.missing]


def prove(archive: Path, key: Key | None) -> Report:
    """Read it to the end and prove every hash."""
    manifest = restoring.prove(archive, key)
    return Report(manifest, False, tuple(missing(manifest)))


def restore(archive: Path, key: Key | None, at: datetime) -> Report:
    """Prove, bring back, bring up to date, hold the outbox; then compare the journal and test every invariant."""
    manifest = restoring.prove(archive, key)
    restoring.bring_back(archive, key, manifest)
    preparing.migrate()
    actions.finish_restoration(manifest, archive.name, size=archive.stat().st_size, at=at)
    found = missing(manifest)
    for name in restoring.lost_heads(manifest):
        found.append(_("Nhật ký của %(name)s không có mã cuối mà bản sao lưu ghi.") % {"name": name})
    found += [str(problem) for problem in invariants.problems()]
    return Report(manifest, True, tuple(found))
