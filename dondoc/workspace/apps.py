"""The room's name for Django."""

from django.apps import AppConfig


class WorkspaceConfig(AppConfig):
    """See the docstring of the room."""

    name = "dondoc.workspace"
    label = "workspace"

    def ready(self) -> None:
        """Hand in the navigation, the sentences, the rule of reminders, and what is done for lists that are taken out."""
        from dondoc.jobs import registry
        from dondoc.journal import sentences
        from dondoc.tasks import actions as tasks
        from dondoc.ui import context
        from dondoc.workspace import actions, exports, jobs, navigation
        from dondoc.workspace import sentences as own

        sentences.add(refusals=own.REFUSALS, entries=own.ENTRIES, notices=own.NOTICES)
        context.providers.append(navigation.provide)
        registry.rule("reminders", jobs.remind, ahead=jobs.remind_ahead)
        registry.rule("exports", exports.sweep)
        tasks.follow_purge(self.label, lambda _paper, at: actions.discard(at=at))
