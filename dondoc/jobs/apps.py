"""The room's name for Django."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """See the docstring of the room."""

    name = "dondoc.jobs"
    label = "jobs"
