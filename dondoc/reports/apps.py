"""The room's name for Django."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """See the docstring of the room."""

    name = "dondoc.reports"
    label = "reports"
