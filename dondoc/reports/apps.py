"""The room's name for Django; gives the journal its refusals."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """See the docstring of the room."""

    name = "dondoc.reports"
    label = "reports"

    def ready(self) -> None:
        """Hand in the sentences."""
        from dondoc.journal import sentences
        from dondoc.reports import sentences as own

        sentences.add(refusals=own.REFUSALS)
