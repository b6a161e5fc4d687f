"""Proposals about tasks can carry duties: to be submitted, to be decided."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("duties", "0003_returns_wait_for_the_office")]

    operations = [
        migrations.AlterField(
            model_name='duty',
            name='kind',
            field=models.CharField(choices=[('enter_directive', 'Cập nhật văn bản giao nhiệm vụ'), ('take_over', 'Tiếp nhận nhiệm vụ'), ('carry_out', 'Thực hiện nhiệm vụ'), ('update_result', 'Cập nhật kết quả thực hiện'), ('update_periodic', 'Cập nhật tình hình định kỳ'), ('explain_delay', 'Nêu lý do quá hạn'), ('appraise', 'Thẩm định kết quả'), ('correct_return', 'Xử lý nhiệm vụ được chuyển lại'), ('urge', 'Đôn đốc bằng văn bản'), ('issue_slip', 'Ký, phát hành phiếu báo'), ('instruct', 'Cho ý kiến xử lý'), ('submit_proposal', 'Trình lãnh đạo đề nghị của đơn vị'), ('decide_proposal', 'Quyết định, trả lời đề nghị')], max_length=20),
        ),
        migrations.AlterField(
            model_name='matter',
            name='kind',
            field=models.CharField(choices=[('directive', 'Văn bản giao nhiệm vụ'), ('expected_document', 'Văn bản đã phát hành, chờ cập nhật'), ('task', 'Nhiệm vụ'), ('ladder', 'Đôn đốc'), ('report', 'Báo cáo'), ('proposal', 'Đề nghị về nhiệm vụ')], max_length=20),
        ),
    ]
