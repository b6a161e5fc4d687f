"""Which typeface the PDF is set in: Times New Roman or a twin of its measures, else the packaged Noto Serif, said aloud."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import fontpkg_noto_serif
import typst

TWINS = ("Times New Roman", "Tinos", "Liberation Serif")
FALLBACK = "Noto Serif"
PACKAGED = Path(fontpkg_noto_serif.__file__).parent / "files"


@dataclass(frozen=True)
class Typeface:
    """The family that will be used, and where typst finds it."""

    family: str
    fonts: typst.Fonts
    is_twin: bool


def choose(folders: tuple[Path, ...] = (), *, system: bool = True) -> Typeface:
    """The first of Times New Roman, Tinos and Liberation Serif that is installed, else the packaged Noto Serif."""
    fonts = typst.Fonts(
        include_system_fonts=system, include_embedded_fonts=True, font_paths=[str(p) for p in (*folders, PACKAGED)]
    )
    installed = set(fonts.families())
    family = next((name for name in TWINS if name in installed), FALLBACK)
    return Typeface(family, fonts, family != FALLBACK)


@lru_cache(maxsize=1)
def typeface() -> Typeface:
    """The typeface of this machine; searching it takes a moment, so it is done once."""
    return choose()


def font_note() -> str:
    """A sentence for the administrator when no twin of Times New Roman is installed; empty when one is."""
    if typeface().is_twin:
        return ""
    return (
        "Máy chủ không có Times New Roman, Tinos hoặc Liberation Serif: tệp PDF dùng Noto Serif, đúng chữ Việt nhưng rộng hơn. "
        "Cài gói fonts-croscore hoặc fonts-liberation."
    )
