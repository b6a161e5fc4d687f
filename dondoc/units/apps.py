"""The room's name for Django."""

from django.apps import AppConfig


class UnitsConfig(AppConfig):
    """See the docstring of the room."""

    name = "dondoc.units"
    label = "units"
