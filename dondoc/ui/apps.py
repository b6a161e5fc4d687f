"""The room's name for Django."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """See the docstring of the room."""

    name = "dondoc.ui"
    label = "ui"
