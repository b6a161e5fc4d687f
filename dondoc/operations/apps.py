"""The room's name for Django; hands in its chores and sentences."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    """See the docstring of the room."""

    name = "dondoc.operations"
    label = "operations"

    def ready(self) -> None:
        """The worker verifies the journal, measures and watches."""
        from dondoc.jobs import registry
        from dondoc.journal import sentences
        from dondoc.operations import banner, jobs
        from dondoc.operations import sentences as own
        from dondoc.ui import context

        sentences.add(refusals=own.REFUSALS, entries=own.ENTRIES, notices=own.NOTICES)
        registry.chore(jobs.verify_journal)
        registry.chore(jobs.measure)
        registry.chore(jobs.watch)
        if banner.told not in context.alarms:
            context.alarms.append(banner.told)
