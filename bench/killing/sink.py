"""A mail server that takes everything and notes the Message-ID and the recipient of each mail before it says so.

``python -m bench.killing.sink FILE`` prints its port and runs until its standard input ends.
"""

from __future__ import annotations

import sys
from email import message_from_bytes
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller

from bench.killing.servers import free_port


class Sink:
    """What was taken, one line a mail."""

    def __init__(self, path: Path) -> None:
        self.path = path

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        """Note it, then say that it was taken."""
        told = message_from_bytes(envelope.content)["Message-ID"]
        with self.path.open("a", encoding="utf-8") as noted:
            for recipient in envelope.rcpt_tos:
                noted.write(f"{told}\t{recipient}\n")
        return "250 taken"


def main() -> None:
    """Serve until nobody needs it."""
    controller = Controller(Sink(Path(sys.argv[1])), hostname="127.0.0.1", port=free_port())
    controller.start()
    print(controller.port, flush=True)
    sys.stdin.read()
    controller.stop()


if __name__ == "__main__":
    main()
