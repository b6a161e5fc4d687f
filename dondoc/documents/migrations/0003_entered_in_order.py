"""The index by which the directives of a day are counted."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("documents", "0002_series_length")]

    operations = [
        migrations.AddIndex(
            model_name='document',
            index=models.Index(fields=['register', 'role', 'entered_at', 'id'], name='document_entered'),
        ),
    ]
