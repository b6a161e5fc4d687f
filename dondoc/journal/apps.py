"""The room's name for Django."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """See the docstring of the room."""

    name = "dondoc.journal"
    label = "journal"
