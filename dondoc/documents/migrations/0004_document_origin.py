"""Which superior issued a paper or set its deadline."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("documents", "0003_entered_in_order")]

    operations = [
        migrations.AddField(
            model_name='document',
            name='origin',
            field=models.CharField(blank=True, choices=[('province', 'Uỷ ban nhân dân tỉnh'), ('government', 'Chính phủ, bộ, ngành trung ương'), ('party', 'Thường trực cấp uỷ'), ('standing_council', 'Thường trực Hội đồng nhân dân'), ('superior_office', 'Văn phòng của cấp trên')], default='', max_length=20, verbose_name='cấp ấn định thời hạn'),
        ),
    ]
