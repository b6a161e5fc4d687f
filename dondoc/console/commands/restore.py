"""`dondoc restore`: prove an archive, or bring it back into an empty installation."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from dondoc.clock import local, now
from dondoc.console import exits
from dondoc.console.boot import boot
from dondoc.console.parsing import add_json, describe
from dondoc.console.words import gettext as _


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    describe(
        parser,
        "Bring an archive of `dondoc backup` back: into a new, empty database and an empty store of files, nowhere else.\n"
        "Everything is proved before anything is touched. An older archive is brought up to date; a newer one is refused.\n"
        "Then the journal is compared with the hashes of the archive and everything is tested that `dondoc check` tests.\n"
        "No mail leaves the copy until `dondoc outbox release`.",
        "dondoc restore --verify /backup/dondoc-20261125-010003.tar.aes --key-file /etc/dondoc/backup.key",
        "DONDOC_VAR=/srv/trial dondoc restore /backup/dondoc-20261125-010003.tar",
    )
    parser.add_argument("archive", type=Path, metavar="ARCHIVE", help="the file")
    parser.add_argument("--key-file", type=Path, metavar="FILE", help="the key it was made with")
    parser.add_argument(
        "--verify", action="store_true", help="only prove the archive; writes nothing, needs no database"
    )
    add_json(parser)
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """0 when it is proved, or restored and sound; 1 when something is wrong with it or stands in the way."""
    boot(tables=False)
    from dondoc.backups import cipher, worker
    from dondoc.console import restoration

    settled = worker.place_of_settings()
    key_file = given.key_file or (settled.key_file if settled else None)
    key = cipher.read_key(key_file) if key_file else None
    report = restoration.prove(given.archive, key) if given.verify else restoration.restore(given.archive, key, now())
    if given.json:
        print(json.dumps(report.as_json(), ensure_ascii=False, indent=2))
        return exits.PROBLEMS if report.problems else exits.OK
    made = local(report.made_at)
    said = _("%(archive)s: lập lúc %(made)s bằng dondoc %(program)s, %(rows)s hàng, %(files)s tệp")
    print(said % {**report.numbers, "archive": given.archive.name, "made": f"{made:%d/%m/%Y %H:%M}"})
    for line in report.lines:
        print(f"  {line}")
    for problem in report.problems:
        print(problem)
    if given.verify:
        print(_("Bản sao lưu nguyên vẹn; chưa ghi gì."))
    else:
        print(_("Đã phục hồi. Hộp thư đi bị giữ: chạy dondoc outbox release khi bản này là hệ thống chính thức."))
    return exits.PROBLEMS if report.problems else exits.OK
