"""`dondoc backup`: database and files in one archive."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from dondoc.clock import now
from dondoc.console import exits
from dondoc.console.boot import boot
from dondoc.console.parsing import a_count, add_json, describe
from dondoc.console.words import gettext as _


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    describe(
        parser,
        "Copy the database and every file that it names into one archive, while people go on working. The archive carries\n"
        "the hash at the end of each register's journal; with a key it is encrypted (AES-256-GCM). It is written under a\n"
        "temporary name, synced and renamed: what bears the name of a backup is whole. Without options the settings\n"
        "DONDOC_BACKUP_TO, DONDOC_BACKUP_KEY_FILE and DONDOC_BACKUP_KEEP hold; the worker does the same once a day.",
        "dondoc backup --to /backup",
        "head -c 32 /dev/urandom > /etc/dondoc/backup.key; dondoc backup --to /backup --key-file /etc/dondoc/backup.key",
    )
    parser.add_argument("--to", type=Path, metavar="DIR", help="the folder of the archives")
    parser.add_argument(
        "--key-file", type=Path, metavar="FILE", help="32 random bytes, or a passphrase of 16 characters and more"
    )
    parser.add_argument("--keep", type=a_count, metavar="N", help="afterwards remove all but the N newest archives")
    add_json(parser)
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """0 when the archive is whole; 1 when it could not be made or lacks a file."""
    boot()
    from dondoc.backups import actions, worker
    from dondoc.regulation import Refusal, Refused

    place = worker.place_of_settings()
    if given.to is None and place is None:
        raise exits.Told(_("Còn thiếu: %(options)s.") % {"options": "--to"}, exits.USAGE)
    chosen = worker.Place(
        given.to or (place.folder if place else Path()),
        given.keep or (place.keep if place and given.to is None else 0),
        given.key_file or (place.key_file if place else None),
    )
    actions.ask(by=None, at=now())
    claimed = actions.claim(now())
    if claimed is None:
        raise Refused(Refusal("backup.running", {}, None))
    made = worker.carry_out(claimed, chosen)
    print(json.dumps(as_json(made), ensure_ascii=False, indent=2) if given.json else "\n".join(as_lines(made)))
    return exits.PROBLEMS if made.manifest.missing else exits.OK


def as_json(made: object) -> dict[str, object]:
    """What a script reads."""
    from dondoc.backups.making import Made

    assert isinstance(made, Made)
    manifest = made.manifest
    return {
        "archive": str(made.path), "size": made.size, "sha256": made.hash, "encrypted": made.encrypted,
        "made_at": manifest.created_at, "files": manifest.files.count, "missing": [list(one) for one in manifest.missing],
        "heads": [{"register": head.code or head.register, "number": head.number, "hash": head.hash} for head in manifest.facts.heads],
        "begun_anew": manifest.begun_anew,
    }  # fmt: skip


def as_lines(made: object) -> list[str]:
    """What a person reads."""
    from dondoc.backups.making import Made
    from dondoc.console import invariants

    assert isinstance(made, Made)
    manifest = made.manifest
    said = _("Đã lập %(path)s: %(size)s byte, %(files)s tệp, SHA-256 %(hash)s")
    lines = [said % {"path": made.path, "size": made.size, "files": manifest.files.count, "hash": made.hash}]
    for head in manifest.facts.heads:
        shown = {"name": invariants.register_name(head.register), "entries": head.number, "head": head.hash}
        lines.append("  " + _("%(name)s: %(entries)s dòng, mã cuối %(head)s") % shown)
    if not made.encrypted:
        lines.append(_("Bản này không mã hoá (--key-file)."))
    if manifest.begun_anew:
        lines.append(_("Đã làm lại từ đầu vì có nội dung mật bị xoá trong lúc sao lưu."))
    what = {"gone": _("không có trong kho"), "altered": _("không còn như lúc cất")}
    for number, why in manifest.missing:
        lines.append(_("Thiếu tệp đính kèm số %(number)s: %(why)s") % {"number": number, "why": what[why]})
    return lines
