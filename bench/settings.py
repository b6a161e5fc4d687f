"""The program's own settings with a counter of queries in front: for the one server that is asked how many a page makes.

Never for a server whose time is measured.
"""

from dondoc.settings import *  # noqa: F403
from dondoc.settings import MIDDLEWARE as _MIDDLEWARE

MIDDLEWARE = ["bench.counting.CountingMiddleware", *_MIDDLEWARE]
