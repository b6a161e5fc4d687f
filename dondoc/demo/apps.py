"""The room's name for Django."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """See the docstring of the room."""

    name = "dondoc.demo"
    label = "demo"
