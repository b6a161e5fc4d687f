"""Starting Django for the commands that need a database, and saying its errors in words."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Protocol, cast

from dondoc.console import exits, words
from dondoc.console.words import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime


class DemoDoor(Protocol):
    """What the room of the demo offers to a stranger on its floor, through Django's registry of rooms."""

    def is_here(self) -> bool:
        """Whether the database holds the demo."""

    def load(self, at: datetime) -> dict[str, int]:
        """Fill the empty database; says how many rows of each sort there are."""

    def reset(self, at: datetime) -> dict[str, int]:
        """Empty a demo database and fill it anew."""

    def simulate(
        self, *, tasks: int, seed: int, years: int, at: datetime, reset: bool, told: Callable[[str, int, int], None]
    ) -> dict[str, int]:
        """Fill the empty database with a province of any size; says how many rows of each table were written."""

    def accounts(self) -> list[tuple[str, str, str]]:
        """Name of sign-in, name and title of everybody."""

    def password(self) -> str:
        """The password of all."""


def boot(*, tables: bool = True) -> None:
    """Start Django in the reader's language; with ``tables`` the database must be there and up to date."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dondoc.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured
    from django.utils import translation

    try:
        django.setup()
    except ImproperlyConfigured as error:
        raise exits.Told(str(error), exits.USAGE) from error
    translation.activate(words.language())
    if tables:
        require_finished()
    if tables and pending():
        raise exits.Told(
            _("Cơ sở dữ liệu chưa được tạo hoặc chưa cập nhật; hãy chạy dondoc serve, dondoc init hoặc dondoc demo.")
        )


def require_finished() -> None:
    """Nothing works on a database whose restoration did not come to its end: its outbox is not held yet."""
    from django.db import connection

    from dondoc.backups import restoring

    if restoring.is_unfinished():
        said = _(
            "Cơ sở dữ liệu %(name)s đang phục hồi dở: hãy xoá nó, tạo lại, làm trống kho tệp rồi phục hồi lại từ đầu."
        )
        raise exits.Told(said % {"name": connection.settings_dict["NAME"]})


def pending() -> bool:
    """Whether the database waits for migrations (a new one waits for all)."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def demo() -> DemoDoor:
    """The door of the demo."""
    from django.apps import apps

    return cast(DemoDoor, apps.get_app_config("demo"))


def sentence(error: Exception) -> str | None:
    """A refusal with its article, a database that does not answer; None for everything else."""
    from django.db import OperationalError

    from dondoc.regulation import Refused
    from dondoc.ui import refusals

    if isinstance(error, Refused):
        return refusals.sentence(error.refusal)
    if isinstance(error, OperationalError):
        return _("Cơ sở dữ liệu không trả lời: %(error)s") % {"error": str(error).strip()}
    return None
