"""The room's name for Django."""

from django.apps import AppConfig


class UrgingConfig(AppConfig):
    """See the docstring of the room."""

    name = "dondoc.urging"
    label = "urging"

    def ready(self) -> None:
        """Hand the room's sentences to the journal and its rules to `tick`."""
        from dondoc.journal import sentences
        from dondoc.urging import jobs
        from dondoc.urging import sentences as own

        sentences.add(refusals=own.REFUSALS, entries=own.ENTRIES, notices=own.NOTICES)
        jobs.register_rules()
