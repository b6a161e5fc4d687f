"""An object store for the tests: the server of moto, a process of its own, on loopback."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import boto3

from tests.postgres import free_port

PATIENCE = 30


@dataclass(frozen=True)
class Store:
    """A running store with one empty bucket."""

    endpoint: str
    bucket: str

    @property
    def environment(self) -> dict[str, str]:
        """The variables that point the program to it."""
        return {
            "DONDOC_FILES": f"s3://{self.bucket}/tep", "DONDOC_S3_ENDPOINT": self.endpoint, "DONDOC_S3_KEY": "khoa",
            "DONDOC_S3_SECRET": "bi-mat",
        }  # fmt: skip

    def client(self) -> Any:
        """A client beside the program's own."""
        return boto3.client(
            "s3",
            endpoint_url=self.endpoint,
            region_name="us-east-1",
            aws_access_key_id="khoa",
            aws_secret_access_key="bi-mat",
        )

    def keys(self) -> list[str]:
        """What lies in the bucket."""
        return [row["Key"] for row in self.client().list_objects_v2(Bucket=self.bucket).get("Contents", [])]


@contextlib.contextmanager
def store() -> Iterator[Store]:
    """A store that ends with the block."""
    port = free_port()
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            found = Store(f"http://127.0.0.1:{port}", f"thu-{uuid.uuid4().hex[:12]}")
            _wait(found)
            yield found
        finally:
            server.kill()


def _wait(found: Store) -> None:
    last = time.monotonic() + PATIENCE
    while True:
        try:
            found.client().create_bucket(Bucket=found.bucket)
            return
        except Exception:
            if time.monotonic() > last:
                raise
