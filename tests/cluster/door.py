"""The door of a web process in a test, and its worker: the clock began at 09:00 on Monday 7 November 2016 and goes on."""

import os
import sys
import time
from datetime import UTC, datetime, timedelta

import time_machine

#: `tests.world.AT`, which cannot be asked before Django stands.
AT = datetime(2016, 11, 7, 2, tzinfo=UTC)
#: Since the test began; all processes of a test have the same clock, whenever they were started.
SINCE = timedelta(seconds=time.monotonic() - float(os.environ["DONDOC_TEST_BEGAN"]))
time_machine.travel(AT + SINCE, tick=True).start()

if __name__ == "__main__":
    from dondoc.console.main import main

    raise SystemExit(main(sys.argv[1:]))

from dondoc.wsgi import application  # noqa: E402  the clock is set first

__all__ = ["application"]
