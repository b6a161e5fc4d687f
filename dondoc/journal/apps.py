"""The room's name for Django."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """See the docstring of the room."""

    name = "dondoc.journal"
    label = "journal"

    def ready(self) -> None:
        """The worker seals and mails; refusals are spoken by the journal's sentences on every page."""
        from dondoc.jobs import registry
        from dondoc.journal import jobs, sentences
        from dondoc.ui import refusals

        refusals.set_speaker(sentences.refusal)
        registry.chore(jobs.seal_all)
        registry.chore(jobs.deliver_mail)
