"""`python locale/update.py [--check]`: bring locale/en up to date with the sentences of the program.

Reads Python and templates with Babel (no GNU gettext is needed). The source language is Vietnamese; English is complete:
`--check` names what is not translated, what is obsolete and what lacks a parameter, and ends with 1.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize
from jinja2 import Environment
from jinja2.ext import extract_from_ast

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "locale" / "en" / "LC_MESSAGES" / "django.po"
KEYWORDS = {**DEFAULT_KEYWORDS, "gettext_lazy": None, "ngettext_lazy": (1, 2), "pgettext_lazy": ((1, "c"), 2)}
PARAMETER = re.compile(r"%\((\w+)\)[sd]")


def sources() -> Iterator[tuple[Path, bytes]]:
    """Every Python file and template with its text as Python."""
    for path in sorted((ROOT / "dondoc").rglob("*.py")):
        if "migrations" not in path.parts:
            yield path, path.read_bytes()
    for path in sorted((ROOT / "dondoc").rglob("templates/**/*.*")):
        if path.suffix in {".html", ".txt"}:
            text = templatize(path.read_text(encoding="utf-8"), origin=str(path))
            lines = (line.strip() for line in text.splitlines())  # indentation means nothing there
            yield path, "\n".join(lines).encode()
        if path.suffix == ".jinja":
            calls = extract_from_ast(Environment().parse(path.read_text(encoding="utf-8")))
            said = [f"{name}{words if isinstance(words, tuple) else (words,)!r}" for _line, name, words in calls]
            yield path, "\n".join(said).encode()


def found() -> Catalog:
    """What the program says, in the order of its files."""
    catalog = Catalog(locale="en")
    for path, text in sources():
        place = path.relative_to(ROOT).as_posix()
        for _line, message, _comments, context in extract("python", io.BytesIO(text), KEYWORDS):
            catalog.add(message, locations=[(place, None)], context=context)
    return catalog


def standing() -> Catalog:
    """The English as it is written."""
    if not TARGET.exists():
        return Catalog(locale="en", project="dondoc", fuzzy=False)
    with TARGET.open("rb") as stream:
        return read_po(stream, locale="en")


def faults() -> list[str]:
    """What keeps the English from being complete, one line each."""
    source, english = found(), standing()
    told = []
    for message in source:
        if not message.id:
            continue
        written = english.get(message.id, context=message.context)
        texts = written.string if written is not None and isinstance(written.string, tuple) else None
        said = texts or ((written.string,) if written is not None else ())
        if not said or not all(said) or written.fuzzy:
            told.append(f"not translated: {message.id!r}")
            continue
        wanted = set(PARAMETER.findall(str(message.id)))
        if any(set(PARAMETER.findall(str(text))) - wanted for text in said):
            told.append(f"other parameters than the source: {message.id!r}")
    told += [f"obsolete: {m.id!r}" for m in english if m.id and source.get(m.id, context=m.context) is None]
    return told


def update() -> None:
    """Merge: new sentences come in empty, those that are gone go out."""
    english = standing()
    english.update(found(), no_fuzzy_matching=True)
    english.obsolete.clear()
    for message in english:
        message.locations.sort()  # so that the order of the file does not depend on who is read first
    english.header_comment = "# English sentences of dondoc; the source language is Vietnamese."
    english.creation_date = english.revision_date = datetime(2026, 11, 1, tzinfo=UTC)  # no noise in the history
    english.project, english.version, english.copyright_holder = "dondoc", "", "dondoc"
    english.msgid_bugs_address = english.last_translator = english.language_team = ""
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    with TARGET.open("wb") as stream:
        write_po(stream, english, width=120, no_location=False, include_lineno=False, sort_by_file=True)


def main() -> int:
    """0 when the English is complete (or was updated)."""
    settings.configure(USE_I18N=True)
    if "--check" in sys.argv[1:]:
        told = faults()
        sys.stdout.write("".join(f"{line}\n" for line in told))
        return 1 if told else 0
    update()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
