"""`python -m dondoc.console` is `dondoc`."""

from dondoc.console.main import main

raise SystemExit(main())
