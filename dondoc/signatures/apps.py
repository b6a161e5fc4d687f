"""The room's name for Django; hears of files that come and go, gives the worker its jobs."""

from django.apps import AppConfig


class SignaturesConfig(AppConfig):
    """See the docstring of the room."""

    name = "dondoc.signatures"
    label = "signatures"

    def ready(self) -> None:
        """Hand in sentences and jobs; papers tell here of the files that they took and of those that a purge removed."""
        from dondoc.documents.actions import following
        from dondoc.jobs import registry
        from dondoc.journal import sentences
        from dondoc.signatures import actions, jobs
        from dondoc.signatures import sentences as own

        sentences.add(refusals=own.REFUSALS, entries=own.ENTRIES, notices=own.NOTICES)
        following.follow_files("signatures", came=actions.came, went=actions.went)
        registry.handler(actions.ONE, apart=True)(jobs.validate)
        registry.handler(actions.ANEW, apart=True)(jobs.validate_anew)
