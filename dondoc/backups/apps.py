"""The room's name for Django; gives the journal its sentences, the worker its chores, every page its alarms."""

from django.apps import AppConfig


class BackupsConfig(AppConfig):
    """See the docstring of the room."""

    name = "dondoc.backups"
    label = "backups"

    def ready(self) -> None:
        """Mail asks here whether the outbox is held; a purge asks here which archives still hold what was removed."""
        from dondoc.backups import alarms, jobs, queries, worker
        from dondoc.backups import sentences as own
        from dondoc.classified import queries as classified
        from dondoc.jobs import registry
        from dondoc.journal import mail, sentences
        from dondoc.tasks import purges
        from dondoc.ui import context

        sentences.add(refusals=own.REFUSALS, entries=own.ENTRIES, notices=own.NOTICES)
        mail.is_held = queries.outbox_is_held
        purges.copies_between = queries.holding
        classified.copies_between = queries.holding
        registry.chore(worker.work)
        registry.chore(jobs.watch)
        if alarms.told not in context.alarms:
            context.alarms.append(alarms.told)
