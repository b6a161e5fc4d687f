"""The room's name for Django."""

from django.apps import AppConfig


class GazetteConfig(AppConfig):
    """See the docstring of the room."""

    name = "dondoc.gazette"
    label = "gazette"
