"""Where files lie: a folder, or an object store; both keep the promise that what was acknowledged is there (design 8)."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.storage import storages
from django.urls import reverse

from dondoc.console import invariants
from dondoc.documents import files, jobs
from dondoc.documents.models import Attachment
from dondoc.documents.shelf import Bucket, Folder, Shelf
from dondoc.regulation import Refused
from dondoc.settings import bucket as bucket_options
from tests import s3
from tests.entry import PDF, entry_url, pdf, sent
from tests.world import AT, World

LARGE = os.urandom(9 * 1024 * 1024)


@pytest.fixture(scope="module")
def store() -> Iterator[s3.Store]:
    """A running object store."""
    with s3.store() as found:
        yield found


@pytest.fixture
def in_bucket(store: s3.Store, settings: Any, monkeypatch: pytest.MonkeyPatch) -> s3.Store:
    """The program keeps its files in the store, as the variables of the environment say."""
    for name, value in store.environment.items():
        monkeypatch.setenv(name, value)
    options = bucket_options(store.environment["DONDOC_FILES"])
    backend = {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}
    settings.STORAGES = {**settings.STORAGES, "attachments": backend}
    for key in store.keys():
        store.client().delete_object(Bucket=store.bucket, Key=key)
    return store


@pytest.fixture(params=["folder", "bucket"])
def shelf(request: pytest.FixtureRequest, tmp_path) -> Shelf:
    """Each of the two."""
    if request.param == "folder":
        return Folder(tmp_path)
    request.getfixturevalue("in_bucket")
    return Bucket(storages["attachments"])


def test_both_keep_the_same_promises(shelf: Shelf) -> None:
    """Kept, measured, listed in order with the instant, read back byte for byte, removed once and once more."""
    names = ["ab" + "0" * 38, "ab" + "1" * 38, "cd" + "0" * 38]
    contents = [LARGE, b"%PDF", b"x"]
    for name, content in zip(reversed(names), reversed(contents), strict=True):
        shelf.put(name, iter([content[: len(content) // 2], content[len(content) // 2 :]]))
    assert [name for name, _at in shelf.names()] == names
    assert all(at.tzinfo is not None for _name, at in shelf.names())
    assert [shelf.size(name) for name in names] == [len(content) for content in contents]
    assert [hashlib.sha256(b"".join(shelf.get(name))).digest() for name in names] == [
        hashlib.sha256(content).digest() for content in contents
    ]
    shelf.remove(names[0])
    shelf.remove(names[0])
    assert shelf.size(names[0]) is None
    with pytest.raises(FileNotFoundError):
        shelf.get(names[0])


def test_what_breaks_off_leaves_nothing_under_its_name(shelf: Shelf) -> None:
    """The upload ends in the middle: no half file is ever seen."""

    def breaks_off() -> Iterator[bytes]:
        yield b"%PDF"
        raise OSError("the line was cut")

    with pytest.raises(OSError):
        shelf.put("ab" + "2" * 38, breaks_off())
    assert list(shelf.names()) == []


def test_a_store_that_gives_back_something_else_is_found_out(in_bucket: s3.Store, monkeypatch) -> None:
    """What was written is read back before it is relied on; a content with another hash is refused and removed."""
    shelf = Bucket(storages["attachments"])
    client = in_bucket.client()

    def altered_meanwhile() -> Iterator[bytes]:
        yield b"%PDF-1.7 one"

    real = shelf.storage.bucket.put_object

    def put_and_alter(**given: Any) -> None:
        real(**given)
        client.put_object(Bucket=in_bucket.bucket, Key=given["Key"], Body=b"%PDF-1.7 two")

    monkeypatch.setattr(shelf.storage.bucket, "put_object", put_and_alter)
    with pytest.raises(OSError, match="something else"):
        shelf.put("ab" + "3" * 38, altered_meanwhile())
    assert in_bucket.keys() == []


def test_files_go_through_the_program_never_by_an_address(
    in_bucket: s3.Store, world: World, at_work: Callable[..., Any], clock: Any
) -> None:
    """Uploaded into the bucket, streamed as an attachment to those who may read the paper, 404 for everybody else."""
    client = at_work("chuyenvien")
    client.post(entry_url(client), sent(files=[pdf()]))
    attachment = Attachment.objects.get()
    assert in_bucket.keys() == [f"tep/{attachment.stored_as}"]
    url = reverse("documents:download", args=[attachment.pk])
    answer = at_work("stc").get(url)
    assert answer.status_code == 200 and b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"].startswith("attachment;") and answer["Content-Length"] == str(len(PDF))
    assert at_work("sxd").get(url).status_code == 404
    assert [problem for problem in invariants.attachments()] == []
    in_bucket.client().delete_object(Bucket=in_bucket.bucket, Key=f"tep/{attachment.stored_as}")
    assert at_work("stc").get(url).status_code == 404
    assert [problem.check for problem in invariants.attachments()] == ["attachment"]


def test_orphans_of_the_bucket_are_swept(
    in_bucket: s3.Store, world: World, at_work: Callable[..., Any], clock: Any
) -> None:
    """A form that was given up leaves an object; after a day it goes, what a document has taken stays."""
    client = at_work("chuyenvien")
    url = entry_url(client)
    client.post(url, sent(files=[pdf()]))
    client.post(url, sent(token="phieu-hai", code="", files=[pdf("bỏ dở.pdf")]))
    assert len(in_bucket.keys()) == 2
    written = max(
        row["LastModified"] for row in in_bucket.client().list_objects_v2(Bucket=in_bucket.bucket)["Contents"]
    )
    assert jobs.sweep(written + timedelta(hours=23)) == 0 and len(in_bucket.keys()) == 2
    assert jobs.sweep(written + timedelta(hours=48)) == 1
    assert in_bucket.keys() == [f"tep/{Attachment.objects.get().stored_as}"]


@pytest.mark.django_db
def test_a_store_that_is_away_is_told(settings: Any, world: World, at_work: Callable[..., Any], clock: Any) -> None:
    """Nothing is stored, nothing is half done; what lies there is told to be away for now, not to be gone."""
    stored = files.write("a.pdf", [PDF], "application/pdf", is_main=True)
    document = world.directive(files=[stored])
    with s3.store() as store:
        options = bucket_options(f"s3://{store.bucket}") | {
            "endpoint_url": store.endpoint, "access_key": "khoa", "secret_key": "bi-mat",
        }  # fmt: skip
    backend = {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}
    settings.STORAGES = {**settings.STORAGES, "attachments": backend}
    with pytest.raises(Refused) as refused:
        files.write("b.pdf", [PDF], "application/pdf")
    assert refused.value.refusal.code == "attachment.disk"
    client = at_work("stc")
    answer = client.get(reverse("documents:download", args=[document.attachments.get().pk]))
    assert answer.status_code == 503 and "Kho tệp không trả lời" in answer.content.decode()
    files.remove(stored.stored_as)  # what cannot be removed now is left to the sweep
    assert AT < on_disk_since(settings, stored.stored_as)


def on_disk_since(settings: Any, name: str) -> Any:
    """When the file was written."""
    return dict(Folder(settings.FILES_DIR).names())[name]
