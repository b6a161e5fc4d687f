"""The files of the HUE profile, to be changed by a test."""

from __future__ import annotations

from pathlib import Path

import pytest

from dondoc.regulation import Profile, load_profile, profile_texts
from dondoc.workdays import Calendar, load_calendar

ROOT = Path(__file__).resolve().parents[2]
HUE = ROOT / "profiles" / "hue-71-2016"


@pytest.fixture
def texts() -> dict[str, str]:
    """The texts of the profile by file name."""
    return profile_texts(HUE)


@pytest.fixture(scope="session")
def hue() -> Profile:
    """The profile."""
    return load_profile(HUE)


@pytest.fixture(scope="session")
def days() -> Calendar:
    """The working calendar."""
    return load_calendar(ROOT / "calendars")
