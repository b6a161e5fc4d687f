"""The names of the commands. Only the module of the command that is used is imported."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from importlib import metadata

from dondoc.console import exits

COMMANDS = {
    "serve": "serve the pages and work in the background, both in one command",
    "worker": "only work in the background: seal, mail, tick",
    "tick": "do what the day brings: urging, slips, reminders",
    "demo": "fill a new database with the invented province, or begin it anew",
    "simulate": "fill an empty database with an invented province of any size",
    "init": "begin a real installation: administrator, authority, Office, register",
    "unit": "add and list units",
    "person": "add and list people, give them posts and passwords",
    "check": "test everything that must be true of any database",
    "rebuild": "prove or restore the projections from the facts",
    "regulation": "check, list, show and compare regulations",
    "deadline": "which date a regulation's limit gives, and why",
    "signature": "what the digital signatures of a PDF are worth",
    "journal": "prove that the journal was not altered",
    "backup": "database and files in one archive, encrypted when a key is given",
    "restore": "prove an archive, or bring it back into an empty installation",
    "outbox": "let the mail of a restored copy go out again",
    "report": "the forms that a regulation prescribes, as of any day",
}


def build(chosen: str | None) -> argparse.ArgumentParser:
    """The parser with every command named and the chosen one complete."""
    parser = argparse.ArgumentParser(
        prog="dondoc",
        description="Follow, urge and inspect tasks that an authority assigns, under its own regulation.",
        epilog=exits.CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="store_true", help="print the version and end")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", dest="command")
    for name, what in COMMANDS.items():
        command = commands.add_parser(name, help=what, allow_abbrev=False)
        if name == chosen:
            importlib.import_module(f"dondoc.console.commands.{name}").configure(command)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is one of `exits`."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    chosen = next((text for text in arguments if not text.startswith("-")), None)
    parser = build(chosen)
    given = parser.parse_args(arguments)
    if given.version:
        print(f"dondoc {metadata.version('dondoc')}")
        return exits.OK
    if given.command is None:
        parser.print_help()
        return exits.USAGE
    return _run(given)


def _run(given: argparse.Namespace) -> int:
    try:
        code: int = given.run(given)
        sys.stdout.flush()
    except exits.Told as told:
        print(f"dondoc: {told.sentence}", file=sys.stderr)
        return told.code
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # the reader (head, less) has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return exits.OK
    except Exception as error:
        if (sentence := _sentence(error)) is None:
            raise
        print(f"dondoc: {sentence}", file=sys.stderr)
        return exits.PROBLEMS
    finally:
        _forget_language()
    return code


def _sentence(error: Exception) -> str | None:
    """What a refusal or a database that does not answer means, in words; None for a fault of the program."""
    if "django.db" not in sys.modules:
        return None
    from dondoc.console import boot

    return boot.sentence(error)


def _forget_language() -> None:
    """A command speaks the language of its own environment, and leaves that of the process alone."""
    registry = sys.modules.get("django.apps")
    if registry is not None and registry.apps.ready:
        sys.modules["django.utils.translation"].deactivate()
