"""The room's name for Django."""

from django.apps import AppConfig


class ExtensionsConfig(AppConfig):
    """See the docstring of the room."""

    name = "dondoc.extensions"
    label = "extensions"

    def ready(self) -> None:
        """Hand the room's sentences to the journal, its rules to `tick`, its part of a purge to the verb below."""
        from dondoc.extensions import actions, jobs, purges
        from dondoc.extensions import sentences as own
        from dondoc.journal import sentences
        from dondoc.tasks import actions as tasks
        from dondoc.tasks.purges import reach

        sentences.add(refusals=own.REFUSALS, entries=own.ENTRIES, notices=own.NOTICES)
        jobs.register_rules()
        reach(self.label, purges.reach_of)
        tasks.follow_purge(self.label, lambda paper, at: actions.blank(at=at, paper=paper))
