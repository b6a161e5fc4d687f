"""What a unit returned waits for the Office: open duties that lay with a monitor, who may not decide, are the Office's."""

from django.db import migrations


def give_back(apps, schema_editor):
    Duty = apps.get_model("duties", "Duty")
    Duty.objects.filter(kind="correct_return", closed_at=None).update(holder_post=None)


class Migration(migrations.Migration):
    dependencies = [("duties", "0002_done_on")]

    operations = [migrations.RunPython(give_back, migrations.RunPython.noop, elidable=True)]
