"""What lies in the repository: clean text, no traces of a machine, locks with hashes."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from pathlib import Path

import yaml

from tests.architecture import source

TEXT = {
    ".py", ".html", ".css", ".js", ".toml", ".md", ".yml", ".yaml", ".po", ".pot", ".typ", ".txt", ".lock", ".cfg", ".ini",
    ".json", ".svg", ".sql", ".sh", "",
}  # fmt: skip

#: Characters that look like something else, or like nothing.
ODD = {
    "\u00a0": "no-break space", "\u202f": "narrow no-break space", "\u00ad": "soft hyphen", "\u200b": "zero-width space",
    "\u200c": "zero-width non-joiner", "\u200d": "zero-width joiner", "\u2060": "word joiner", "\ufeff": "byte-order mark",
    "\u2028": "line separator", "\u2029": "paragraph separator",
}  # fmt: skip

# Written in pieces, so that this file does not find itself.
OPEN_ENDS = re.compile(r"\b(" + "|".join(["TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK"]) + r")\b")
NOT_BUILT = re.compile(r"\bNotImplemented" + r"Error\b")
HOSTS = re.compile(
    r"(py" + r"pi\.org|python" + r"hosted\.org|npm" + r"js\.|--(index" + r"-url|extra-index|trusted" + r"-host)\b)"
)
MACHINE = re.compile(r"(?<![\w.])/(wor" + r"k|roo" + r"t|home" + r"/\w+|Users" + r"/\w+)/")
LICENCES = re.compile(r"(?im)^\W*(copy" + r"right\s+(\(c\)|©|\d{4})|SPDX-" + r"License|licensed under)")


def _texts() -> list[tuple[Path, str]]:
    found = []
    for path in source.tracked():
        if path.suffix in TEXT:
            found.append((path, path.read_bytes().decode("utf-8")))
    return found


def _name(path: Path) -> str:
    return path.relative_to(source.ROOT).as_posix()


def test_every_text_is_composed_and_has_no_odd_character() -> None:
    """NFC everywhere, in names of files too; no invisible characters; lines end in LF."""
    wrong = []
    for path, text in _texts():
        if unicodedata.normalize("NFC", text) != text or unicodedata.normalize("NFC", _name(path)) != _name(path):
            wrong.append(f"{_name(path)}: not composed")
        wrong += [f"{_name(path)}: {what}" for odd, what in ODD.items() if odd in text]
        if "\r" in text:
            wrong.append(f"{_name(path)}: carriage return")
        if text and not text.endswith("\n"):
            wrong.append(f"{_name(path)}: no newline at the end")
    assert not wrong, wrong


def test_nothing_is_left_open() -> None:
    """No note of work undone, no function that only promises; what is not built is an issue."""
    wrong = [
        f"{_name(path)}: {found[0]}"
        for path, text in _texts()
        for found in [OPEN_ENDS.search(text) or NOT_BUILT.search(text)]
        if found and path.suffix != ".lock"
    ]
    assert not wrong, wrong


def test_no_file_names_a_host_of_packages_or_a_path_of_one_machine() -> None:
    """A lock that names a host binds everybody to it; a path of one machine means nothing on another."""
    wrong = []
    for path, text in _texts():
        wrong += [f"{_name(path)}: {found[0]}" for found in (HOSTS.search(text), MACHINE.search(text)) if found]
    assert not wrong, wrong


def test_no_foreign_licence_headers() -> None:
    """What lies here was written here; the licence stands in one file."""
    wrong = [_name(path) for path, text in _texts() if path.name != "LICENSE" and LICENCES.search(text)]
    assert not wrong, wrong
    licence = (source.ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License" in licence and "Version 2.0, January 2004" in licence


def test_locks_carry_hashes_and_no_host() -> None:
    """Every package of a lock has a version and at least one hash, the build backend included."""
    for name in ("requirements.lock", "requirements-s3.lock", "requirements-dev.lock"):
        text = (source.ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
        lines = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
        assert lines
        for line in lines:
            assert re.match(r"^[a-z0-9][\w.-]*(\[[\w,-]+\])?==\S+", line) and "--hash=sha256:" in line, (
                f"{name}: {line[:80]}"
            )
        assert "://" not in re.sub(r"#.*", "", text)
    assert re.search(r"^setuptools==", (source.ROOT / "requirements-dev.lock").read_text(encoding="utf-8"), re.M)


def test_everything_is_small() -> None:
    """No file over 1 MiB; no built or downloaded thing."""
    big = [_name(path) for path in source.tracked() if path.stat().st_size > 1024 * 1024]
    built = [
        _name(path) for path in source.tracked() if path.suffix in {".pyc", ".mo", ".sqlite3", ".whl", ".exe", ".so"}
    ]
    assert not big + built, big + built


def test_the_top_level_is_what_the_readme_says() -> None:
    """A newcomer sees these and nothing else (design 3)."""
    top = {path.relative_to(source.ROOT).parts[0] for path in source.tracked()}
    known = {
        "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "LICENSE", "publiccode.yml", "pyproject.toml",
        "Makefile", "requirements.lock", "requirements-s3.lock", "requirements-dev.lock", ".pre-commit-config.yaml", ".ci",
        ".gitignore", "profiles",
        "calendars", "dondoc", "tests", "locale", "docs", "bench", "setup.py", "MANIFEST.in",
    }  # fmt: skip
    assert top <= known, top - known


def test_no_page_links_to_what_is_not_there() -> None:
    """A relative link or picture of a page leads to a file of the repository; a part of a page that is named is there."""
    broken = []
    for path in source.tracked():
        if path.suffix == ".md":
            text = re.sub(r"`[^`]*`", "", path.read_text(encoding="utf-8"))
            for target in re.findall(r"\]\(([^)\s]+)\)", text):
                place = target.partition("#")[0]
                if place and "://" not in place and not (path.parent / place).exists():
                    broken.append(f"{_name(path)}: {target}")
    assert not broken, broken


def test_publiccode_says_what_the_project_says() -> None:
    """publiccode.yml has what its standard (0.4) demands and agrees with pyproject.toml and LICENSE."""
    said = yaml.safe_load((source.ROOT / "publiccode.yml").read_text(encoding="utf-8"))
    project = tomllib.loads((source.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert said["publiccodeYmlVersion"] == "0.4"
    assert (said["name"], said["softwareVersion"]) == (project["name"], project["version"])
    assert said["legal"]["license"] == project["license"]["text"] == "Apache-2.0"
    assert said["maintenance"]["type"] == "community" and said["maintenance"]["contacts"][0]["name"]
    assert set(said["localisation"]["availableLanguages"]) == set(said["description"]) == {"vi", "en"}
    assert {"url", "platforms", "developmentStatus", "softwareType", "categories", "releaseDate"} <= set(said)
    for words in said["description"].values():
        assert len(words["shortDescription"].strip()) <= 150 <= len(words["longDescription"]) <= 10000
        assert words["features"]
