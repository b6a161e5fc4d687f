"""The verbs of the demo: found the province, let its days go by, empty it again. Everything is written through the rooms'
own verbs with dates of the past; the exceptions are the common password and the emptying."""

from dondoc.demo.actions.loading import load, reset

__all__ = ["load", "reset"]
