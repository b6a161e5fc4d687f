"""`dondoc worker`: only the background work."""

from __future__ import annotations

import argparse

from dondoc.console import exits
from dondoc.console.boot import boot
from dondoc.console.parsing import describe


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    describe(
        parser,
        "Work in the background until Ctrl-C or SIGTERM: seal the journal, send mail, do what each quarter of an hour\n"
        "brings. Several workers may run at once, on several machines; `dondoc serve` starts one by itself.",
        "dondoc worker",
    )
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """0 when ended by a signal."""
    boot()
    from dondoc.console import serving
    from dondoc.jobs import worker

    with serving.told_to_stop() as stop:
        worker.run(stop)
    return exits.OK
