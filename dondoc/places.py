"""Where what the program carries lies: beside it in a checkout, inside it when it is installed from a wheel.

A checkout has `profiles/`, `calendars/` and `locale/` at its top; `setup.py` copies them into `dondoc/data/` of a wheel.
"""

import os
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
CHECKOUT = PACKAGE.parent
CARRIED = PACKAGE / "data"


def is_checkout() -> bool:
    """Whether the program runs from a clone (or an editable installation of one)."""
    return not CARRIED.is_dir() and (CHECKOUT / "pyproject.toml").is_file()


def carried(name: str) -> Path:
    """The folder of the name (profiles, calendars, locale) that came with the program."""
    return (CHECKOUT if is_checkout() else CARRIED) / name


def profile_folders() -> list[Path]:
    """Where regulations are looked for: DONDOC_PROFILES (several folders, set apart as in PATH), else the carried one."""
    written = os.environ.get("DONDOC_PROFILES", "")
    return [Path(part) for part in written.split(os.pathsep) if part] or [carried("profiles")]


def calendar_folder() -> Path:
    """Where the yearly calendar files lie: DONDOC_CALENDARS, else the carried folder."""
    return Path(os.environ.get("DONDOC_CALENDARS") or carried("calendars"))


def state_folder() -> Path:
    """Where the database of a small installation and the files go: DONDOC_VAR, else `var/` of the checkout, else
    `dondoc/` of the user's data folder.
    """
    if written := os.environ.get("DONDOC_VAR", ""):
        return Path(written)
    if is_checkout():
        return CHECKOUT / "var"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "dondoc"
