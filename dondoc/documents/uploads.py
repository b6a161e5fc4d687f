"""No byte of an upload is taken before the question "is it secret?" was answered with no (design 1.5)."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest

ANSWER = "khong-mat"
_signer = TimestampSigner(salt="dondoc.documents.not-secret")
VALID_FOR = 12 * 3600


def answer_for(person_id: int) -> str:
    """The signed answer "it is not secret" of a person; forms carry it in their address."""
    return _signer.sign(str(person_id))


def is_answered(request: HttpRequest) -> bool:
    """Whether the address of the request carries a fresh answer."""
    try:
        _signer.unsign(request.GET.get(ANSWER, ""), max_age=VALID_FOR)
    except BadSignature:
        return False
    return True


class GuardedUploadHandler(TemporaryFileUploadHandler):
    """Keeps uploads in temporary files, and takes none before the answer stands in the address."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Refuse before the first byte of the file is taken."""
        if self.request is None or not is_answered(self.request):
            raise PermissionDenied("secrecy is not answered")
        super().new_file(*args, **kwargs)
