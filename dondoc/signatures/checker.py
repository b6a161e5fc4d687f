"""Running the check in a process of its own: the content goes in through a pipe, a small table of texts and truths comes out.

One process for one file: a PDF that got hold of its process could lie about itself and about nothing else.
"""

from __future__ import annotations

import base64
import json
import subprocess
import sys
import threading
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dondoc.signatures import rules
from dondoc.signatures.rules import Report

PROGRAM = Path(__file__).with_name("checking.py")
MEMORY = 512 * 1024 * 1024
"""Bytes of address space: the library needs 150 MiB, the content is held once."""
SECONDS = 20
"""Of the processor; by the clock on the wall the process ends after twice as many."""
MOST_BYTES = 128 * 1024 * 1024
MOST_ANSWER = 512 * 1024


@dataclass(frozen=True)
class Trust:
    """What is trusted, as DER: chains end at an anchor; the others only help to reach one."""

    anchors: tuple[bytes, ...] = ()
    others: tuple[bytes, ...] = ()


def check(
    content: Iterable[bytes], *, size: int, trust: Trust, moment: datetime, memory: int = MEMORY, seconds: int = SECONDS
) -> Report:
    """Look at the signatures of a PDF; certificates are judged as of the moment. Nothing is fetched from anywhere.

    A file that is no PDF, too large, or that used up its time or memory is told as a report with a reason. What goes wrong
    while the content is read (a store that does not answer) is raised.
    """
    if size > MOST_BYTES:
        return Report(reason=rules.TOO_LARGE)
    head = {
        "moment": moment.isoformat(), "anchors": _texts(trust.anchors), "others": _texts(trust.others), "memory": memory,
        "seconds": seconds,
    }  # fmt: skip
    answer = _answer(json.dumps(head).encode() + b"\n", content, 2 * seconds)
    try:
        return rules.report_of(json.loads(answer))
    except ValueError:  # it ended without an answer, or was ended
        return Report(reason=rules.LIMITS)


def _texts(certificates: Sequence[bytes]) -> list[str]:
    return [base64.b64encode(one).decode() for one in certificates]


def _answer(head: bytes, content: Iterable[bytes], seconds: int) -> bytes:
    """What the process says; empty when it did not end well by itself."""
    process = subprocess.Popen(
        [sys.executable, "-I", str(PROGRAM)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        cwd="/", env={"LC_ALL": "C.UTF-8"}, start_new_session=True,
    )  # fmt: skip
    assert process.stdin is not None and process.stdout is not None
    watch = threading.Timer(seconds, process.kill)
    watch.daemon = True
    watch.start()
    try:
        with suppress(BrokenPipeError):  # it died of what it read; its end says so
            process.stdin.write(head)
            for chunk in content:
                process.stdin.write(chunk)
            process.stdin.close()
        answer = process.stdout.read(MOST_ANSWER)
        return answer if process.wait() == 0 else b""
    finally:
        watch.cancel()
        process.kill()
        for pipe in (process.stdin, process.stdout):
            with suppress(BrokenPipeError):
                pipe.close()
        process.wait()
