"""Be Vietnam Pro, served from its package: four weights and no copy in the repository."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import fontpkg_be_vietnam_pro
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

FOLDER = Path(fontpkg_be_vietnam_pro.__file__).parent / "files"
WEIGHTS = ("Regular", "Medium", "SemiBold", "Bold")
NAMES = tuple(f"BeVietnamPro-{weight}.ttf" for weight in WEIGHTS)


class FontFinder(BaseFinder):
    """Finds ``fonts/BeVietnamPro-Regular.ttf`` and its sisters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.storage = FileSystemStorage(location=str(FOLDER))
        self.storage.prefix = "fonts"  # type: ignore[attr-defined]

    def check(self, **kwargs: Any) -> list[Any]:
        """Nothing to configure."""
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """The file behind a static path, or nothing."""
        folder, _, name = path.partition("/")
        found = str(FOLDER / name) if folder == "fonts" and name in NAMES else None
        return ([found] if found else []) if find_all else (found or [])

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterable[tuple[str, Any]]:
        """The four files, for collectstatic."""
        for name in NAMES:
            yield name, self.storage
