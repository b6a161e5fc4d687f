"""The full text index, which Django's models do not know."""

from typing import Any

from django.db import migrations

from dondoc.tasks import fulltext


def create(apps: Any, schema_editor: Any) -> None:
    """See `dondoc.tasks.fulltext`."""
    fulltext.create(schema_editor)


class Migration(migrations.Migration):
    """Made once per database."""

    dependencies = [("tasks", "0001_initial")]
    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
