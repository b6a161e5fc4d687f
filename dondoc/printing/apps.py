"""The room's name for Django."""

from django.apps import AppConfig


class PrintingConfig(AppConfig):
    """See the docstring of the room."""

    name = "dondoc.printing"
    label = "printing"
