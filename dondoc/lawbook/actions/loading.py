"""Editions come in: from a folder of the installation, strictly checked; and the official text that stands beside the gist."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.db import transaction

from dondoc import gazette
from dondoc.gazette import actions as stored
from dondoc.gazette.models import Edition, TextKind
from dondoc.gazette.queries import beside, newest_edition
from dondoc.journal import actions as journal
from dondoc.journal.stamps import Stamp
from dondoc.lawbook import permissions, rules
from dondoc.regulation import ProfileError, Refused
from dondoc.regulation.addenda import ADDENDUM, addendum_texts, base_of, with_addendum
from dondoc.regulation.loader import load_profile
from dondoc.regulation.official import sections
from dondoc.regulation.scenarios import failure, scenarios
from dondoc.units.models import Actor
from dondoc.units.permissions import require
from dondoc.units.queries import book_of

#: The journal of the installation itself, for what happens outside any register.
INSTALLATION = 0


def load_folder(*, by: Actor | None, at: datetime, folder: Path) -> Edition:
    """Load a regulation, or an addendum over the newest edition of the regulation that it fills; whatever was loaded stays.

    Every scenario beside the regulation must hold. The attempt is written down even when it is refused, so that the page of
    the administrator can say what is wrong and which edition the system goes on with. Without an actor: the command.

    Raises:
        Refused: not the administrator or the head of the Office. ProfileError: file, line, reason, likely meaning.
    """
    require(by is None or permissions.can_load_regulation(by), "permission.load_regulation")
    try:
        with transaction.atomic():
            edition = _loaded(folder, at)
            stored.note_attempt(folder.name, at, edition=edition)
            _tell(by, "edition.loaded", {"edition": edition.label, "folder": folder.name}, at)
            return edition
    except ProfileError as error:
        stored.note_attempt(folder.name, at, error=error)
        raise
    except stored.EditionConflict as conflict:
        told = ProfileError("profile.toml", 1, str(conflict))
        stored.note_attempt(folder.name, at, error=told)
        raise told from conflict


def _loaded(folder: Path, at: datetime) -> Edition:
    if not (folder / ADDENDUM).is_file():
        _check_scenarios(folder)
        return stored.load_edition(folder, at)
    texts = addendum_texts(folder)
    base = newest_edition(base_of(texts))
    if base is None:
        raise ProfileError(ADDENDUM, 1, f"chưa nạp quy chế “{base_of(texts)}” mà văn bản này bổ sung.")
    edition = stored.store_edition(with_addendum(base.sources, texts), at)
    for kind in TextKind:
        stored.keep_beside(edition, kind, beside(base, kind), at)
    return edition


def _check_scenarios(folder: Path) -> None:
    """Each scenario gives what it expects: a profile that contradicts its own cases is not loaded."""
    profile, calendar = load_profile(folder), gazette.calendar()
    for scenario in scenarios(folder):
        try:
            wrong = failure(scenario, profile, calendar)
        except (KeyError, ValueError) as error:
            wrong = str(error)
        if wrong:
            raise ProfileError(f"scenarios/{scenario.file}", scenario.line, f"tình huống “{scenario.name}”: {wrong}.")


def attach_text(*, by: Actor, at: datetime, edition: Edition, name: str, text: str) -> int:
    """Keep the official text beside the edition; gives how many of its places the parser found. A later text takes its place.

    Raises:
        Refused: not allowed; no text of a regulation, or of another one.
    """
    require(permissions.can_load_regulation(by), "permission.load_regulation")
    found = sections(text)
    listed = {article.citation for article in gazette.law(edition).articles}
    common = len(listed & set(found))
    if refusal := rules.refusal_to_attach(text, found=len(found), listed=len(listed), common=common):
        raise Refused(refusal)
    with transaction.atomic():
        stored.keep_beside(edition, TextKind.OFFICIAL, {name or "text": text}, at)
        _tell(by, "edition.text_attached", {"edition": edition.label, "file": name, "places": len(found)}, at)
    return len(found)


def _tell(by: Actor | None, verb: str, payload: dict[str, object], at: datetime) -> None:
    register = by.register or book_of(by.unit) if by is not None else None
    number, stamp = register.pk if register is not None else INSTALLATION, by.stamp if by is not None else Stamp()
    journal.record(verb, register_id=number, stamp=stamp, at=at, payload=payload)
