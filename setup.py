"""What pyproject.toml cannot say: a wheel carries the regulations, the calendars and the translations as `dondoc/data/`."""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

ROOT = Path(__file__).resolve().parent
CARRIED = {"profiles": ("*.toml", "*.md"), "calendars": ("*.toml",), "locale": ("*.po",)}


class CarryData(build_py):
    """Copy the folders beside the package into the built package; an editable installation reads them where they are."""

    def run(self) -> None:
        super().run()
        if self.editable_mode:
            return
        for folder, patterns in CARRIED.items():
            for pattern in patterns:
                for path in sorted((ROOT / folder).rglob(pattern)):
                    self._carry(path, Path(self.build_lib) / "dondoc" / "data" / path.relative_to(ROOT))

    def _carry(self, path: Path, target: Path) -> None:
        target.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix == ".po":
            from babel.messages.mofile import write_mo
            from babel.messages.pofile import read_po

            with path.open("rb") as read, target.with_suffix(".mo").open("wb") as written:
                write_mo(written, read_po(read))
        else:
            shutil.copyfile(path, target)


setup(cmdclass={"build_py": CarryData})
