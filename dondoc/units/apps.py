"""The room's name for Django; gives the journal its sentences and the people's addresses."""

from django.apps import AppConfig


class UnitsConfig(AppConfig):
    """See the docstring of the room."""

    name = "dondoc.units"
    label = "units"

    def ready(self) -> None:
        """The journal knows no people: it is told here how to find an address and which words to use."""
        from dondoc.journal import mail, sentences
        from dondoc.units import queries
        from dondoc.units import sentences as own

        sentences.add(refusals=own.REFUSALS, entries=own.ENTRIES, notices=own.NOTICES)
        mail.address_of = queries.address_of
