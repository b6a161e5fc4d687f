"""The room's name for Django."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """See the docstring of the room."""

    name = "dondoc.jobs"
    label = "jobs"

    def ready(self) -> None:
        """The worker ticks."""
        from dondoc.jobs import registry, tick

        registry.chore(tick.tick_now_and_then)
