"""The room's name for Django."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """See the docstring of the room."""

    name = "dondoc.documents"
    label = "documents"

    def ready(self) -> None:
        """Hand the room's sentences to the journal, and the sweeping of files to the worker."""
        from dondoc.documents import jobs
        from dondoc.documents import sentences as own
        from dondoc.jobs import registry
        from dondoc.journal import sentences

        sentences.add(refusals=own.REFUSALS, entries=own.ENTRIES, notices=own.NOTICES)
        registry.chore(jobs.sweep)
