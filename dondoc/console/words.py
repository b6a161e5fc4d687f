"""The language of the sentences: Vietnamese, unless the environment (LC_ALL, LC_MESSAGES, LANG) asks for English.

The catalogue is the one of the pages, read by the standard library: `dondoc deadline` must not wait for Django.
"""

from __future__ import annotations

import gettext as catalogues
import os
from functools import lru_cache

from dondoc import places


def language() -> str:
    """`en` when the environment asks for English, else `vi`."""
    written = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))), "")
    return "en" if written.lower().startswith("en") else "vi"


@lru_cache(maxsize=2)
def _catalogue(code: str) -> catalogues.NullTranslations:
    folder = places.carried("locale")
    return catalogues.translation("django", localedir=folder, languages=[code], fallback=True)


def gettext(text: str) -> str:
    """The sentence in the reader's language."""
    return _catalogue(language()).gettext(text)
