"""The room's name for Django."""

from django.apps import AppConfig


class LawbookConfig(AppConfig):
    """See the docstring of the room."""

    name = "dondoc.lawbook"
    label = "lawbook"

    def ready(self) -> None:
        """Hand in the sentences and the rule that applies an adoption on its day; the jobs register themselves."""
        from dondoc.jobs import registry
        from dondoc.journal import sentences
        from dondoc.lawbook import jobs
        from dondoc.lawbook import sentences as own

        sentences.add(refusals=own.REFUSALS, entries=own.ENTRIES, notices=own.NOTICES)
        registry.rule("lawbook.adoptions", jobs.apply_adoptions)
