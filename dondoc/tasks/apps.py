"""The room's name for Django."""

from django.apps import AppConfig


class TasksConfig(AppConfig):
    """See the docstring of the room."""

    name = "dondoc.tasks"
    label = "tasks"

    def ready(self) -> None:
        """Hand the room's sentences to the journal and its rules to `tick`."""
        from dondoc.journal import sentences
        from dondoc.tasks import jobs
        from dondoc.tasks import sentences as own

        sentences.add(refusals=own.REFUSALS, entries=own.ENTRIES, notices=own.NOTICES)
        jobs.register_rules()
