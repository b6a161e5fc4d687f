"""Uploads: none before the question "is it secret?" was answered with no (design 1.5); none lost when a form is refused.

A form that is refused keeps its files: they are stored already, and the page carries a signed list of them in a hidden
field (the tray). What no document takes within a day is swept (`jobs.sweep`).
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.core.files.uploadhandler import SkipFile, TemporaryFileUploadHandler
from django.core.signing import BadSignature, TimestampSigner
from django.db import Error as DatabaseFault
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from dondoc.documents import files as disk
from dondoc.documents.models import Attachment
from dondoc.documents.rules import StoredFile
from dondoc.regulation import Refusal
from dondoc.ui import carrying, refusals
from dondoc.wording import clean_line

ANSWER = "khong-mat"
_signer = TimestampSigner(salt="dondoc.documents.not-secret")
_TRAY = "dondoc.documents.tray"
VALID_FOR = 12 * 3600


def answer_for(person_id: int) -> str:
    """The signed answer "it is not secret" of a person; forms carry it in their address."""
    return _signer.sign(str(person_id))


def is_answered(request: HttpRequest, *, max_age: int | None = VALID_FOR) -> bool:
    """Whether the address carries a fresh answer, of the person who is signed in or whose session ran out."""
    try:
        who = _signer.unsign(request.GET.get(ANSWER, ""), max_age=max_age)
    except BadSignature:
        return False
    return not request.user.is_authenticated or who == str(request.user.pk)


def _turn_away(request: HttpRequest, code: str, **params: object) -> None:
    refused: list[Refusal] = request.__dict__.setdefault("turned_away", [])
    refused.append(Refusal(code, params, None))


def _can_ask_who(request: HttpRequest) -> bool:
    """False while the database does not say who sends the form: then no file is taken, but what was typed arrives."""
    try:
        return request.user.is_authenticated or True
    except DatabaseFault:
        return False


class GuardedUploadHandler(TemporaryFileUploadHandler):
    """Keeps uploads in temporary files; takes none before the answer, none that is too large or one too many."""

    request: HttpRequest

    def new_file(self, field_name: str, file_name: str, *args: Any, **kwargs: Any) -> None:
        """Refuse before the first byte of the file is taken."""
        self.__dict__.pop("file", None)  # a file that is skipped must not close the one before it
        if not _can_ask_who(self.request):
            self.request.__dict__["files_lost"] = True  # the page that says so hands the text back
            raise SkipFile
        if not is_answered(self.request, max_age=None):
            raise PermissionDenied("secrecy is not answered")
        if not is_answered(self.request) or not self.request.user.is_authenticated:
            self.request.__dict__["files_lost"] = True  # asked again, or signed in again; the text is handed back
            raise SkipFile
        taken = self.request.__dict__["files_taken"] = self.request.__dict__.get("files_taken", 0) + 1
        if taken > settings.ATTACHMENT_COUNT:
            if taken == settings.ATTACHMENT_COUNT + 1:
                _turn_away(self.request, "attachment.too_many", limit=settings.ATTACHMENT_COUNT)
            raise SkipFile
        try:
            super().new_file(field_name, file_name, *args, **kwargs)
        except OSError:
            self._skip("attachment.disk")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Stop at the permitted size: the rest is read and forgotten, so that what was typed arrives."""
        if start + len(raw_data) > settings.ATTACHMENT_BYTES:
            self._skip("attachment.too_large", limit=settings.ATTACHMENT_BYTES // (1024 * 1024))
        try:
            super().receive_data_chunk(raw_data, start)
        except OSError:
            self._skip("attachment.disk")

    def _skip(self, code: str, **params: object) -> None:
        _turn_away(self.request, code, name=clean_line(self.file_name or ""), **params)
        raise SkipFile


def ask_first(request: HttpRequest) -> HttpResponse | None:
    """The question of secrecy, when the address carries no fresh answer; what was typed already is carried along."""
    if is_answered(request):
        return None
    if request.method == "POST":
        onward = f"{request.path}?{ANSWER}={answer_for(request.user.pk or 0)}"
        context = {
            "onward": onward,
            "carried": carrying.fields_of(request),
            "files_lost": carrying.has_lost_files(request),
        }
        return render(request, "documents/secrecy.html", context)
    return redirect(f"{reverse('documents:secrecy')}?{urlencode({'tiep': request.path})}")


@dataclass
class Tray:
    """The files of a form: held since an earlier try or come with this one; and the sentences about those refused."""

    person_id: int
    files: list[StoredFile] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    @property
    def ticket(self) -> str:
        """The signed list for the hidden field of the page."""
        return signing.dumps([self.person_id, [asdict(file) for file in self.files]], salt=_TRAY, compress=True)

    def stored(self) -> tuple[StoredFile, ...]:
        """The files as a verb takes them; the first is the document itself."""
        return tuple(replace(file, is_main=place == 0) for place, file in enumerate(self.files))

    def discard(self) -> None:
        """Remove the files: nobody will send the form."""
        disk.discard(self.files)
        self.files = []


def tray_of(request: HttpRequest, name: str = "files") -> Tray:
    """What the form brings: held files that were not crossed out, then those chosen now; each refusal is a sentence."""
    tray = Tray(person_id=request.user.pk or 0)
    if request.method != "POST":
        return tray
    chosen = request.FILES.getlist(name)
    dropped = set(request.POST.getlist("drop"))
    held = _held(request.POST.get("held", ""), tray.person_id)
    tray.files = [file for file in held if file.stored_as not in dropped]
    disk.discard(file for file in held if file.stored_as in dropped)
    room = settings.ATTACHMENT_COUNT - len(tray.files)
    if len(chosen) > room:
        _turn_away(request, "attachment.too_many", limit=settings.ATTACHMENT_COUNT)
    stored, refused = disk.store_each(chosen[: max(room, 0)])
    tray.files += stored
    tray.refused = [refusals.sentence(one) for one in [*request.__dict__.get("turned_away", []), *refused]]
    return tray


def _held(ticket: str, person_id: int) -> list[StoredFile]:
    """The files of a ticket that still lie there and that no document has taken; of nobody else's ticket."""
    try:
        owner, rows = signing.loads(ticket, salt=_TRAY, max_age=VALID_FOR)
    except (BadSignature, ValueError):
        return []
    if owner != person_id:
        return []
    found = [StoredFile(**row) for row in rows]
    taken = set(
        Attachment.objects.filter(stored_as__in=[file.stored_as for file in found]).values_list("stored_as", flat=True)
    )
    return [file for file in found if file.stored_as not in taken and _lies_there(file)]


def _lies_there(file: StoredFile) -> bool:
    try:
        return disk.size_of(file.stored_as) is not None
    except OSError:  # the store does not answer now: better hold a file that was swept than lose one that was not
        return True


def sweep(before: datetime) -> int:
    """Remove uploads that never arrived, because the process that took them in was killed; says how many.

    They lie beside the process, not in the store of files; what is younger than the instant may still be on its way.
    """
    left = [path for path in Path(settings.FILE_UPLOAD_TEMP_DIR).glob("*.upload*") if path.is_file()]
    old = [path for path in left if path.stat().st_mtime < before.timestamp()]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)
