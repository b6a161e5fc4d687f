"""The program of the process that looks at one PDF: reads it from its standard input, tells what it found, ends.

It is run by its path, imports nothing of the rest, opens no file, no address and no database, and dies of its own limits. First
comes one line of JSON: ``moment`` (the instant as of which certificates are judged), ``anchors`` and ``others`` (certificates, DER
in base64), ``memory`` (bytes), ``seconds``; the content follows up to the end. The answer is one JSON object: ``signatures``, or
``unreadable`` with the class of the error.
"""

from __future__ import annotations

import base64
import io
import json
import os
import re
import resource
import signal
import sys
from datetime import datetime
from typing import Any

#: More than a paper ever bears; the rest is counted and not looked at.
MOST_SIGNATURES = 25
LONGEST = 300
#: No signature without this name. Each letter may be written as itself or by its number, so that nobody hides one from us.
BYTE_RANGE = re.compile(b"/" + b"".join(b"(?:%c|#%02x|#%02X)" % (one, one, one) for one in b"ByteRange"))


def limit(memory: int, seconds: int) -> None:
    """Let the kernel keep this process small and short, and behind all others."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.alarm(2 * seconds)  # whoever started it may be gone
    os.nice(10)


def find(content: bytes, given: dict[str, Any]) -> dict[str, Any]:
    """What is to be said of the signatures in the content."""
    if not BYTE_RANGE.search(content):
        return {"signatures": [], "more": 0}
    import logging

    logging.disable(logging.CRITICAL)  # it writes the way through its code for each chain that is not trusted
    from pyhanko.pdf_utils.reader import PdfFileReader

    reader = PdfFileReader(io.BytesIO(content))
    if reader.encrypted:
        reader.decrypt(b"")
    found = list(reader.embedded_signatures)
    told = [_told(signature, given) for signature in found[:MOST_SIGNATURES]]
    return {"signatures": told, "more": max(len(found) - MOST_SIGNATURES, 0)}


def _told(signature: Any, given: dict[str, Any]) -> dict[str, Any]:
    """One signature; what cannot be read of it is told by the class of the error."""
    is_timestamp = str(signature.sig_object.get("/Type", "")) == "/DocTimeStamp"
    told: dict[str, Any] = {"field": _short(signature.field_name), "is_timestamp": is_timestamp}
    try:
        told |= _validated(signature, given, is_timestamp)
    except (MemoryError, RecursionError):
        raise
    except Exception as error:
        told["problem"] = type(error).__name__
    return told


def _context(given: dict[str, Any]) -> Any:
    """What is trusted: what was handed over, never the machine's own list; nothing is fetched."""
    from asn1crypto import x509
    from pyhanko_certvalidator import ValidationContext
    from pyhanko_certvalidator.registry import SimpleTrustManager

    def certificates(name: str) -> list[Any]:
        return [x509.Certificate.load(base64.b64decode(one)) for one in given[name]]

    trusted = SimpleTrustManager.build(
        trust_roots=certificates("anchors")
    )  # an empty list is a list: nobody is trusted
    return ValidationContext(
        trust_manager=trusted, other_certs=certificates("others"), moment=datetime.fromisoformat(given["moment"]),
        allow_fetching=False, revocation_mode="soft-fail",
    )  # fmt: skip


def _validated(signature: Any, given: dict[str, Any], is_timestamp: bool) -> dict[str, Any]:
    from pyhanko.sign.validation import validate_pdf_signature, validate_pdf_timestamp
    from pyhanko.sign.validation.settings import KeyUsageConstraints

    if is_timestamp:
        status: Any = validate_pdf_timestamp(signature, _context(given))
        claimed, stamp = None, status
    else:
        # Certificates of officials may bear one of the two marks only.
        usage = KeyUsageConstraints(key_usage={"non_repudiation", "digital_signature"})
        status = validate_pdf_signature(signature, _context(given), key_usage_settings=usage)
        claimed, stamp = status.signer_reported_dt, status.timestamp_validity
    certificate, problem = status.signing_cert, status.trust_problem_indic
    return {
        "intact": bool(status.intact), "valid": bool(status.valid), "trusted": bool(status.trusted),
        "bottom_line": bool(status.bottom_line),
        "coverage": status.coverage.name if status.coverage is not None else "",
        "modification_level": status.modification_level.name if status.modification_level is not None else "",
        "claimed_signing_time": _instant(claimed),
        "timestamp": _instant(stamp.timestamp) if stamp is not None else None,
        "timestamp_trusted": bool(stamp.trusted) if stamp is not None else False,
        "signer": _part(certificate.subject, "common_name") or _short(certificate.subject.human_friendly),
        "organisation": _part(certificate.subject, "organization_name"),
        "issuer": _part(certificate.issuer, "common_name") or _short(certificate.issuer.human_friendly),
        "serial": f"{certificate.serial_number:x}"[:80],
        "valid_from": _instant(certificate.not_valid_before), "valid_until": _instant(certificate.not_valid_after),
        "digest": _short(status.md_algorithm or ""),
        "chain_problem": problem.name if problem is not None else "",
        "anchor": _anchor(status.validation_path),
    }  # fmt: skip


def _anchor(path: Any) -> str:
    """SHA-256 of the certificate at which the chain ends; empty when it ends nowhere."""
    certificate = getattr(path.trust_anchor, "certificate", None) if path is not None else None
    return certificate.sha256.hex() if certificate is not None else ""


def _instant(at: datetime | None) -> str | None:
    """With its zone; a signer who told none is told without one, and taken for one who meant the local clock."""
    return at.isoformat() if at is not None else None


def _part(name: Any, key: str) -> str:
    value = name.native.get(key, "")
    return _short("; ".join(map(str, value)) if isinstance(value, list) else str(value))


def _short(text: str | None) -> str:
    return (text or "")[:LONGEST]


def main() -> int:
    """0 with an answer; a process that met its limits ends without one."""
    given = json.loads(sys.stdin.buffer.readline())
    limit(given["memory"], given["seconds"])
    try:
        answer = find(sys.stdin.buffer.read(), given)
    except (MemoryError, RecursionError):
        return 3
    except Exception as error:
        answer = {"unreadable": type(error).__name__}
    sys.stdout.write(json.dumps(answer))
    return 0


if __name__ == "__main__":
    sys.exit(main())
