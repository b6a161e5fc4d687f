"""The indexes of lists and grids, as `tasks.models` says of each why."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("tasks", "0002_search")]

    operations = [
        migrations.RemoveIndex(
            model_name='assignment',
            name='assignment_due',
        ),
        migrations.RemoveIndex(
            model_name='span',
            name='span_as_of',
        ),
        migrations.RemoveIndex(
            model_name='span',
            name='span_now',
        ),
        migrations.AddIndex(
            model_name='assignment',
            index=models.Index(condition=models.Q(('closed_at', None)), fields=['part', 'state', 'due_on', 'id'], name='assignment_owed'),
        ),
        migrations.AddIndex(
            model_name='span',
            index=models.Index(condition=models.Q(('until', None)), fields=['register', 'state', 'part', 'unit', 'due_on', 'completed_on', 'since'], name='span_standing'),
        ),
        migrations.AddIndex(
            model_name='span',
            index=models.Index(condition=models.Q(('until__isnull', False)), fields=['register', 'until', 'since', 'unit', 'part', 'state', 'due_on', 'completed_on'], name='span_replaced'),
        ),
        migrations.AddIndex(
            model_name='task',
            index=models.Index(condition=models.Q(('closed_at', None)), fields=['due_order', 'id'], name='task_open_by_day'),
        ),
    ]
