"""There and back: what is restored is what was there, on the database at hand."""

from __future__ import annotations

import json
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from dondoc.backups import cipher
from dondoc.backups.making import Made
from dondoc.backups.models import Backup
from dondoc.console import reporting
from dondoc.journal.queries import head_hash
from tests.backups import comparing
from tests.backups.conftest import Machine
from tests.world import World, on

pytestmark = pytest.mark.django_db(transaction=True)
Make = Callable[..., Made]
DAY = "2016-11-09"


def _as_lists(found: object) -> object:
    return json.loads(json.dumps(found))


def test_h3_a_restored_copy_equals_the_original(make: Make, machine: Machine, worked: World, clock) -> None:
    """Every table's rows, every file, Appendix V, the journal to its last hash, every invariant; the outbox alone is held."""
    there = [comparing.tables(), comparing.files()]
    numbers = reporting.as_json(reporting.make(worked.register, on(DAY).date(), on("2016-11-14")))
    made = make()
    done = machine.dondoc("restore", made.path, "--json")
    assert done.returncode == 0, done.stdout + done.stderr
    said = json.loads(done.stdout)
    assert said["restored"] and said["problems"] == [] and said["files"] == 2
    head = next(head for head in said["heads"] if head["register"] == "TTH")
    assert head["hash"] == head_hash(worked.register.pk)
    assert machine.holds() == _as_lists(there)
    assert machine.dondoc("check").returncode == 0
    assert machine.dondoc("rebuild", "--check").returncode == 0
    again = json.loads(machine.dondoc("report", "appendix-v", "--as-of", DAY, "--json").stdout)
    for shown in (numbers, again):
        shown.pop("made_at", None)
    assert again == _as_lists(numbers)
    proved = machine.dondoc("journal", "verify", "--anchor", head["hash"])
    assert proved.returncode == 0, proved.stdout


def test_h3_an_encrypted_archive_needs_its_key(make: Make, machine: Machine, tmp_path: Path) -> None:
    """Raw key and passphrase alike; nothing of the content is seen in the file; without the key, or with another, a sentence."""
    raw, words, wrong = tmp_path / "raw", tmp_path / "words", tmp_path / "wrong"
    raw.write_bytes(bytes(range(200, 232)))
    words.write_text("bốn con ngựa và một cái cầu\n", encoding="utf-8")
    wrong.write_bytes(bytes(range(100, 132)))
    for file, other in ((words, raw), (raw, wrong)):
        made = make(cipher.read_key(file))
        assert made.path.name.endswith(".tar.aes") and b"manifest" not in made.path.read_bytes()
        assert "cần tệp khoá" in machine.dondoc("restore", "--verify", made.path).stderr
        refused = machine.dondoc("restore", "--verify", made.path, "--key-file", other)
        assert refused.returncode == 1 and refused.stderr == "dondoc: Khoá không phải khoá của bản sao lưu này.\n"
        assert machine.dondoc("restore", "--verify", made.path, "--key-file", file).returncode == 0
    written = [path for path in machine.var.rglob("*") if path.is_file()]
    assert [path for path in written if "static" not in path.relative_to(machine.var).parts] == []
    done = machine.dondoc("restore", made.path, "--key-file", raw)
    assert done.returncode == 0 and "Hộp thư đi bị giữ" in done.stdout


def test_h3_a_plain_archive_opens_with_any_tar(make: Make) -> None:
    """Kept for decades, it is read without this program: a database that others know, files under their hashes, a manifest."""
    made = make()
    with tarfile.open(made.path) as tar:
        names = tar.getnames()
        manifest = json.load(tar.extractfile(names[-1]))
    assert names[0] in {"database.sqlite3.gz", "database.dump"} and names[-1].startswith("manifest.")
    assert len(names) == 4 and all(name.startswith("files/") for name in names[1:-1])
    assert manifest["facts"]["tables"]["tasks_task"] == 2 and manifest["files"]["count"] == 2
    assert any(head["code"] == "TTH" and head["number"] > 0 for head in manifest["facts"]["heads"])
    assert [label for label, _hash in manifest["facts"]["editions"]] and manifest["program"]
    assert made.path.stat().st_mode & 0o077 == 0


def test_h3_the_command_makes_one_and_says_so(dondoc, worked: World, folder: Path, tmp_path: Path) -> None:
    """Name, size, hash, the end of each journal; in words and as JSON; old ones go beyond the number that stays."""
    ran = dondoc("backup", "--to", folder)
    assert ran.code == 0 and head_hash(worked.register.pk) in ran.out and "không mã hoá" in ran.out
    key = tmp_path / "key"
    key.write_bytes(bytes(range(180, 212)))
    said = [dondoc("backup", "--to", folder, "--key-file", key, "--keep", 2, "--json").json for _ in range(2)]
    assert said[1]["encrypted"] and said[1]["files"] == 2
    assert {path.name for path in folder.iterdir()} == {Path(one["archive"]).name for one in said}
    states = Backup.objects.order_by("id").values_list("state", "encrypted", "files")
    assert list(states) == [("good", False, 2), ("good", True, 2), ("good", True, 2)]
    assert Backup.objects.order_by("id")[0].gone_at is not None
    assert Backup.objects.latest("id").sha256 == said[1]["sha256"]
    assert dondoc("backup").code == 2  # no folder is set


def test_h3_the_key_must_not_lie_beside_the_archives(dondoc, worked: World, folder: Path) -> None:
    """A thief of the folder would have both."""
    folder.mkdir()
    (folder / "key").write_bytes(bytes(range(180, 212)))
    ran = dondoc("backup", "--to", folder, "--key-file", folder / "key")
    assert ran.code == 1 and "cùng thư mục" in ran.err
    short = folder.parent / "short"
    short.write_text("ngắn", encoding="utf-8")
    assert "ít nhất 16" in dondoc("backup", "--to", folder, "--key-file", short).err
    assert Backup.objects.filter(state="failed").count() == 2 and not list(folder.glob("*.tar*"))
