"""The template: tables, and the province of the tests with a password for everybody. ``python -m bench.killing.found``."""

from __future__ import annotations

from datetime import date


def main() -> None:
    """Fill the database that DATABASE_URL names."""
    import django

    django.setup()
    from django.core.management import call_command

    from tests.world import PASSWORD, make_world, on

    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    world = make_world(on(date(2016, 10, 20)))
    first = next(iter(world.people.values()))
    first.set_password(PASSWORD)
    for person in world.people.values():
        person.password = first.password
        person.save(update_fields=["password"])


if __name__ == "__main__":
    main()
