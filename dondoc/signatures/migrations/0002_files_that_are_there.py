"""PDFs that were attached before this room was there are validated as well: in the background, at the first turn of the worker."""

from typing import Any

from django.db import migrations
from django.utils import timezone

BATCH = 1000


def ask(apps: Any, _editor: Any) -> None:
    """One row per PDF that is still there, and one job for all of them."""
    attachments = apps.get_model("documents", "Attachment").objects.filter(content_type="application/pdf", purged_at=None)
    validations, last = apps.get_model("signatures", "Validation").objects, 0
    while batch := list(attachments.filter(pk__gt=last).order_by("pk").values_list("pk", "added_at")[:BATCH]):
        validations.bulk_create(
            [validations.model(attachment_id=pk, moment=moment) for pk, moment in batch], ignore_conflicts=True
        )
        last = batch[-1][0]
    if last:
        jobs = apps.get_model("jobs", "Job").objects
        jobs.create(kind="validate-signatures-anew", params={"version": 0}, run_at=timezone.now())


class Migration(migrations.Migration):
    dependencies = [("signatures", "0001_initial"), ("jobs", "0002_workers_and_given_up_jobs")]
    operations = [migrations.RunPython(ask, migrations.RunPython.noop)]
