"""The room's name for Django."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """See the docstring of the room."""

    name = "dondoc.documents"
    label = "documents"
