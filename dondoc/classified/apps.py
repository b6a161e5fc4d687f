"""The room's name for Django."""

from django.apps import AppConfig


class ClassifiedConfig(AppConfig):
    """See the docstring of the room."""

    name = "dondoc.classified"
    label = "classified"

    def ready(self) -> None:
        """Hand the room's sentences to the journal."""
        from dondoc.classified import sentences as own
        from dondoc.journal import sentences

        sentences.add(refusals=own.REFUSALS, entries=own.ENTRIES, notices=own.NOTICES)
