"""What a killed process had taken in halfway does not stay on the disk (design 1.5, 8)."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import TemporaryUploadedFile

from dondoc.clock import now
from dondoc.console.commands import serve
from dondoc.documents import jobs


@pytest.fixture
def left(settings, tmp_path: Path) -> Path:
    """An upload as the handler begins it, whose process was killed two days ago."""
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path
    upload = TemporaryUploadedFile("mat.pdf", "application/pdf", 0, None)
    path = Path(upload.temporary_file_path())
    kept = path.with_name(f"old-{path.name}")
    os.link(path, kept)
    upload.close()  # the process that lives removes its own
    assert kept.exists() and not path.exists()
    long_ago = (now() - timedelta(days=2)).timestamp()
    os.utime(kept, (long_ago, long_ago))
    return kept


def test_a_server_that_starts_removes_what_the_killed_one_left(left: Path) -> None:
    fresh = left.with_name("fresh.upload.pdf")
    fresh.touch()
    assert serve.remove_halves() == 1
    assert not left.exists() and fresh.exists()  # another server of the same machine may still be taking it in


@pytest.mark.django_db
def test_the_worker_removes_it_too(left: Path) -> None:
    assert jobs.sweep(now()) == 1
    assert not left.exists()
