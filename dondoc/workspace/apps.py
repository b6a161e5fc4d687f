"""The room's name for Django."""

from django.apps import AppConfig


class WorkspaceConfig(AppConfig):
    """See the docstring of the room."""

    name = "dondoc.workspace"
    label = "workspace"
