"""The room's name for Django."""

from django.apps import AppConfig


class DutiesConfig(AppConfig):
    """See the docstring of the room."""

    name = "dondoc.duties"
    label = "duties"
