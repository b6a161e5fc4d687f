"""The room's name for Django."""

from django.apps import AppConfig


class ConsoleConfig(AppConfig):
    """See the docstring of the room."""

    name = "dondoc.console"
    label = "console"
