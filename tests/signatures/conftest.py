"""Papers with signed files, the worker's long jobs, and what is trusted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from dondoc.documents import files
from dondoc.documents.models import Document
from dondoc.jobs import actions as jobs
from dondoc.jobs import registry
from dondoc.signatures import actions, certificates
from dondoc.signatures.models import Certificate, Validation
from tests.signatures.making import Pair
from tests.world import AT, World

Attached = Callable[..., Document]


def work(at: datetime = AT) -> int:
    """Let the worker do all its long jobs; says how many."""
    done = 0
    while (job := jobs.claim("an", at, apart=True)) is not None:
        registry.HANDLERS[job.kind](job.params, at)
        jobs.finish(job, at)
        done += 1
    return done


def trust(world: World, *pairs: Pair, at: datetime = AT) -> list[Certificate]:
    """The administrator has compared the fingerprints of the certificates."""
    return [
        actions.add_certificate(
            by=world.actor("quantri"), at=at, brought=certificates.read(pair.pem), typed=pair.fingerprint[-8:],
            scheme="public_service",
        )
        for pair in pairs
    ]  # fmt: skip


def found(document: Document) -> Validation:
    """What is known of the paper's one file."""
    return Validation.objects.get(attachment__document=document)


@pytest.fixture
def attached(world: World) -> Attached:
    """A directive with one file, a PDF unless the test says otherwise."""

    def attach(content: bytes, *, name: str = "438-UBND-TC.pdf", kind: str = "application/pdf") -> Document:
        return world.directive(files=[files.write(name, [content], kind, is_main=True)])

    return attach
