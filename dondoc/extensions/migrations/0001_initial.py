"""The table of proposals."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('documents', '0004_document_origin'),
        ('duties', '0004_proposals'),
        ('tasks', '0003_indexes_of_lists'),
        ('units', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('extension', 'Gia hạn'), ('adjustment', 'Điều chỉnh nhiệm vụ')], max_length=12)),
                ('reason', models.TextField(max_length=5000, verbose_name='lý do')),
                ('due_was', models.DateField(null=True)),
                ('wanted_due_on', models.DateField(null=True)),
                ('wanted_content', models.TextField(blank=True, max_length=5000, verbose_name='nội dung đề nghị')),
                ('ask_by', models.DateField(null=True)),
                ('asked_at', models.DateTimeField()),
                ('submitted_at', models.DateTimeField(null=True)),
                ('opinion', models.TextField(blank=True, max_length=2000, verbose_name='ý kiến của Văn phòng')),
                ('closed_at', models.DateTimeField(null=True)),
                ('outcome', models.CharField(blank=True, choices=[('granted', 'Đồng ý'), ('other_date', 'Cho thời hạn khác'), ('refused', 'Không đồng ý'), ('consented', 'Coi như đồng ý vì không trả lời trong hạn'), ('withdrawn', 'Đã rút'), ('lapsed', 'Không còn căn cứ')], max_length=12)),
                ('granted_due_on', models.DateField(null=True)),
                ('answer', models.TextField(blank=True, max_length=5000, verbose_name='nội dung trả lời')),
                ('ask_token', models.CharField(max_length=64, null=True, unique=True)),
                ('submit_token', models.CharField(max_length=64, null=True, unique=True)),
                ('decide_token', models.CharField(max_length=64, null=True, unique=True)),
                ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.post')),
                ('assignment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='tasks.assignment')),
                ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.post')),
                ('letter', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='proposal', to='documents.document')),
                ('matter', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='proposal', to='duties.matter')),
                ('register', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.register')),
                ('reply', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='answered_proposal', to='documents.document')),
                ('submitted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.post')),
                ('task', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='tasks.task')),
                ('unit', models.ForeignKey(help_text='who proposes', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
                ('wanted_unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
            ],
            options={
                'ordering': ['asked_at', 'id'],
                'indexes': [models.Index(fields=['register', 'id'], name='proposal_of_register'), models.Index(condition=models.Q(('closed_at', None)), fields=['register', 'id'], name='proposal_open'), models.Index(fields=['unit', 'id'], name='proposal_of_unit'), models.Index(fields=['task', 'asked_at', 'id'], name='proposal_of_task')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('closed_at', None)), fields=('assignment', 'kind'), name='one_open_proposal_per_kind'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('outcome', '')), models.Q(('closed_at__isnull', False), models.Q(('outcome', ''), _negated=True)), _connector='OR'), name='closed_proposal_has_outcome'), models.CheckConstraint(condition=models.Q(('granted_due_on', None), ('outcome__in', ['consented', 'granted', 'other_date']), _connector='OR'), name='only_a_yes_gives_a_date')],
            },
        ),
    ]
