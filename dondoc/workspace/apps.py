"""The room's name for Django."""

from django.apps import AppConfig


class WorkspaceConfig(AppConfig):
    """See the docstring of the room."""

    name = "dondoc.workspace"
    label = "workspace"

    def ready(self) -> None:
        """Hand in the navigation, the sentences and the rule of reminders."""
        from dondoc.jobs import registry
        from dondoc.journal import sentences
        from dondoc.ui import context
        from dondoc.workspace import jobs, navigation
        from dondoc.workspace import sentences as own

        sentences.add(refusals=own.REFUSALS, notices=own.NOTICES)
        context.providers.append(navigation.provide)
        registry.rule("reminders", jobs.remind)
