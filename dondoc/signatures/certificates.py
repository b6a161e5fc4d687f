"""Reading the certificate that an administrator brings: one of an authority that issues others, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7
from cryptography.x509.oid import NameOID

from dondoc.regulation import Refusal, Refused
from dondoc.wording import clean_line

MOST_BYTES = 64 * 1024


@dataclass(frozen=True)
class Read:
    """What a certificate says of itself; an anchor is one that an authority issued to itself."""

    der: bytes
    fingerprint: str
    name: str
    subject: str
    issuer: str
    serial: str
    valid_from: datetime
    valid_until: datetime
    is_anchor: bool


def read(content: bytes) -> Read:
    """Read one certificate, as PEM, as DER, or alone in a PKCS#7.

    Raises:
        Refused: a private key lies in the file; no certificate or several; not that of an issuing authority.
    """
    if len(content) > MOST_BYTES:
        raise Refused(Refusal("certificate.large", {"limit": MOST_BYTES // 1024}, None))
    if b"PRIVATE KEY-----" in content:
        raise Refused(Refusal("certificate.private_key", {}, None))
    found = _found(content)
    if len(found) != 1:
        raise Refused(
            Refusal("certificate.several" if found else "certificate.unreadable", {"count": len(found)}, None)
        )
    try:
        return _read(found[0])
    except ValueError as error:  # what stands in it contradicts the standard
        raise Refused(Refusal("certificate.unreadable", {"count": 0}, None)) from error


def _found(content: bytes) -> list[x509.Certificate]:
    readers: list[Callable[[bytes], list[x509.Certificate]]] = [
        x509.load_pem_x509_certificates, lambda der: [x509.load_der_x509_certificate(der)],
        pkcs7.load_der_pkcs7_certificates, pkcs7.load_pem_pkcs7_certificates,
    ]  # fmt: skip
    for reader in readers:
        try:
            return reader(content)
        except ValueError:
            continue
    return []


def _read(certificate: x509.Certificate) -> Read:
    if not _is_authority(certificate):
        raise Refused(Refusal("certificate.not_an_authority", {"subject": _named(certificate.subject)}, None))
    common = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return Read(
        der=certificate.public_bytes(Encoding.DER),
        fingerprint=certificate.fingerprint(hashes.SHA256()).hex(),
        name=clean_line(str(common[0].value))[:200] if common else _named(certificate.subject)[:200],
        subject=_named(certificate.subject),
        issuer=_named(certificate.issuer),
        serial=f"{certificate.serial_number:x}"[:80],
        valid_from=certificate.not_valid_before_utc,
        valid_until=certificate.not_valid_after_utc,
        is_anchor=_is_own_issuer(certificate),
    )


def _named(name: x509.Name) -> str:
    return clean_line(name.rfc4514_string())[:500]


def _is_authority(certificate: x509.Certificate) -> bool:
    try:
        return certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except x509.ExtensionNotFound:
        return False


def _is_own_issuer(certificate: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(certificate)
    except (InvalidSignature, ValueError, TypeError):
        return False
    return True
