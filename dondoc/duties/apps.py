"""The room's name for Django."""

from django.apps import AppConfig


class DutiesConfig(AppConfig):
    """See the docstring of the room."""

    name = "dondoc.duties"
    label = "duties"

    def ready(self) -> None:
        """The worker counts again after a change of the calendar; the journal speaks the room's sentences."""
        from dondoc.duties import jobs, sentences
        from dondoc.jobs import registry
        from dondoc.journal import sentences as journal

        registry.rule("duties.ended_posts", jobs.free_of_ended_posts)
        journal.add(refusals=sentences.REFUSALS, entries=sentences.ENTRIES, notices=sentences.NOTICES)
