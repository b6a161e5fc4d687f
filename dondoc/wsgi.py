"""The door for a WSGI server (``granian dondoc.wsgi:application``)."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dondoc.settings")

application = get_wsgi_application()

# What was imported lives as long as the process: looking for garbage in it again and again costs a page up to 100 ms.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 50)
