"""The index by which the desk of a leader finds the latest instructions."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("urging", "0001_initial")]

    operations = [
        migrations.AddIndex(
            model_name='instruction',
            index=models.Index(fields=['-given_at', '-id'], name='instruction_latest'),
        ),
    ]
