"""The room's name for Django."""

from django.apps import AppConfig


class WavesConfig(AppConfig):
    """See the docstring of the room."""

    name = "dondoc.waves"
    label = "waves"

    def ready(self) -> None:
        """Stand at the gate of the tick; the worker goes on after a decision; the journal speaks the room's sentences."""
        from dondoc.jobs import registry
        from dondoc.journal import sentences as journal
        from dondoc.waves import jobs, sentences

        journal.add(refusals=sentences.REFUSALS, entries=sentences.ENTRIES, notices=sentences.NOTICES)
        registry.gate(jobs.Waves())
        registry.chore(jobs.go_on)
