"""The room's name for Django."""

from django.apps import AppConfig


class UrgingConfig(AppConfig):
    """See the docstring of the room."""

    name = "dondoc.urging"
    label = "urging"
