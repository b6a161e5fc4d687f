"""Finding regulations and calendars for the commands that need no database."""

from __future__ import annotations

from pathlib import Path

from dondoc import places
from dondoc.console import exits
from dondoc.console.words import gettext as _
from dondoc.regulation import LIMIT_NAMES, Profile, ProfileError, Tag, available, load_profile
from dondoc.regulation.loader import PROFILE
from dondoc.regulation.scenarios import Scenario, scenarios
from dondoc.workdays import Calendar, CalendarError, load_calendar


def folders() -> dict[str, Path]:
    """The regulations that can be named, by their id."""
    return available(*places.profile_folders())


def folder_of(text: str) -> Path:
    """The folder of a regulation named by its id, or the folder itself; an unknown one is told with the known names."""
    known = folders()
    if text in known:
        return known[text]
    if (Path(text) / PROFILE).is_file():
        return Path(text)
    names = ", ".join(sorted(known)) or "–"
    raise exits.Told(_("Không có quy chế “%(id)s”; có: %(names)s.") % {"id": text, "names": names}, exits.USAGE)


def load(folder: Path) -> Profile:
    """The regulation of the folder; a mistake in it is told with file and line."""
    try:
        return load_profile(folder)
    except ProfileError as error:
        raise exits.Told(where(folder, error)) from error


def where(folder: Path, error: ProfileError) -> str:
    """The mistake with its file as an editor can open it."""
    return f"{folder / error.file}:{str(error).split(':', 1)[1]}"


def calendar() -> Calendar:
    """The working calendar."""
    folder = places.calendar_folder()
    try:
        return load_calendar(folder)
    except CalendarError as error:
        raise exits.Told(f"{folder / error.file}:{error.line}: {error.message}") from error


def limit_name(text: str) -> str:
    """The limit of the name; an unknown one is told with the known names."""
    if text in LIMIT_NAMES:
        return text
    names = ", ".join(LIMIT_NAMES)
    raise exits.Told(_("Không có thời hạn “%(name)s”; có: %(names)s.") % {"name": text, "names": names}, exits.USAGE)


def tag_name(text: str) -> str:
    """The tag of the name (hyphens read as underscores); an unknown one is told with the known names."""
    found = text.replace("-", "_")
    if found in set(Tag):
        return found
    names = ", ".join(Tag)
    raise exits.Told(_("Không có nhãn “%(name)s”; có: %(names)s.") % {"name": text, "names": names}, exits.USAGE)


def cases(folder: Path) -> list[Scenario]:
    """The scenarios beside the regulation; a file that cannot be read is told."""
    try:
        return list(scenarios(folder))
    except ProfileError as error:
        raise exits.Told(where(folder / "scenarios", error)) from error
