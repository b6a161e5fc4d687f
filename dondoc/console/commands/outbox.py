"""`dondoc outbox`: whether the outbox of a restored copy is held, and letting its mail go."""

from __future__ import annotations

import argparse

from dondoc.clock import local, now
from dondoc.console import exits
from dondoc.console.boot import boot
from dondoc.console.parsing import describe
from dondoc.console.words import gettext as _


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    describe(
        parser, "A restored copy mails nobody until a person says that it is the real system now.", "dondoc outbox show"
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    show = commands.add_parser("show", help="whether the outbox is held", allow_abbrev=False)
    describe(show, "Say whether the outbox is held, and since which restoration.", "dondoc outbox show")
    show.set_defaults(run=run_show)
    release = commands.add_parser("release", help="let mail go out again", allow_abbrev=False)
    describe(
        release,
        "Let mail go out again. Be sure that the old system is off: people would be told everything twice. Who released it,\n"
        "and when, stands in the journal.",
        "dondoc outbox release --by quantri",
    )
    release.add_argument("--by", required=True, metavar="USERNAME", help="the administrator who decides it")
    release.set_defaults(run=run_release)


def run_show(given: argparse.Namespace) -> int:
    """0 when mail goes out as usual; 1 when it is held."""
    boot()
    from dondoc.backups import queries

    held = queries.held_outbox()
    if held is None:
        print(_("Hộp thư đi không bị giữ."))
        return exits.OK
    said = _("Hộp thư đi bị giữ: phục hồi lúc %(restored)s từ %(archive)s.")
    print(said % {"restored": f"{local(held.restored_at):%d/%m/%Y %H:%M}", "archive": held.archive})
    return exits.PROBLEMS


def run_release(given: argparse.Namespace) -> int:
    """0 when mail goes out again; 1 when it was not held or the person is no administrator."""
    boot()
    from dondoc.backups import actions
    from dondoc.console import beginning
    from dondoc.units.models import Actor, Post, Role

    at = now()
    person = beginning.person_of(given.by)
    post = Post.objects.held_on(local(at).date()).filter(person=person, role=Role.ADMINISTRATOR).first()
    if post is None:
        raise exits.Told(_("%(person)s không phải quản trị kỹ thuật.") % {"person": person.full_name}, exits.USAGE)
    actions.release_outbox(by=Actor.of(post), at=at)
    print(_("Thư được gửi trở lại từ bây giờ."))
    return exits.OK
