"""The room's name for Django."""

from django.apps import AppConfig


class TasksConfig(AppConfig):
    """See the docstring of the room."""

    name = "dondoc.tasks"
    label = "tasks"
