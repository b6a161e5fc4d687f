"""An invented hierarchy of certificates and PDFs signed under it, as Vietnamese authorities sign: only the signer's own
certificate lies in the file. Keys live as long as the run of the tests.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

import time_machine
from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.content import RawContent
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import BoxConstraints
from pyhanko.pdf_utils.writer import PageObject, PdfFileWriter
from pyhanko.sign import fields, signers, timestamps
from pyhanko_certvalidator.registry import SimpleCertificateStore

from dondoc.signatures.checker import Trust
from tests.world import on

Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
SINCE, UNTIL = datetime(2015, 1, 1, tzinfo=UTC), datetime(2030, 1, 1, tzinfo=UTC)
SIGNED_BY_PERSON, SIGNED_BY_AGENCY = on("2016-11-07", 8, 15), on("2016-11-07", 8, 31)
PERSON, AGENCY = "Lê Văn Thử", "Uỷ ban nhân dân tỉnh (thử nghiệm)"
SHOWN, FALSE = b"05/11/2016", b"15/12/2016"


@dataclass(frozen=True)
class Pair:
    """A certificate with its key."""

    certificate: x509.Certificate
    key: Key

    @property
    def der(self) -> bytes:
        """The certificate as DER."""
        return self.certificate.public_bytes(Encoding.DER)

    @property
    def pem(self) -> bytes:
        """The certificate as PEM."""
        return self.certificate.public_bytes(Encoding.PEM)

    @property
    def p7b(self) -> bytes:
        """The certificate alone in a PKCS#7."""
        return pkcs7.serialize_certificates([self.certificate], Encoding.DER)

    @property
    def key_pem(self) -> bytes:
        """The key, which nobody should ever send."""
        form = serialization.PrivateFormat.PKCS8
        return self.key.private_bytes(Encoding.PEM, form, serialization.NoEncryption())

    @property
    def fingerprint(self) -> str:
        """The SHA-256."""
        return self.certificate.fingerprint(hashes.SHA256()).hex()

    @property
    def name(self) -> str:
        """The common name."""
        return str(self.certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value)


def _named(name: str) -> x509.Name:
    organisation = x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Dữ liệu thử nghiệm")
    return x509.Name([organisation, x509.NameAttribute(NameOID.COMMON_NAME, name)])


def issue(
    name: str, by: Pair | None = None, *, is_authority: bool = False, stamps: bool = False, until: datetime = UNTIL
) -> Pair:
    """A certificate issued by another one, or by itself."""
    # The stamping service of the library knows one kind of keys only.
    key: Key = rsa.generate_private_key(65537, 2048) if stamps else ec.generate_private_key(ec.SECP256R1())
    issuer, issuer_key = (by.certificate.subject, by.key) if by else (_named(name), key)
    usage = dict.fromkeys(
        ["key_encipherment", "data_encipherment", "key_agreement", "encipher_only", "decipher_only"], False
    )
    builder = (
        x509.CertificateBuilder().subject_name(_named(name)).issuer_name(issuer).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(SINCE).not_valid_after(until)
        .add_extension(x509.BasicConstraints(is_authority, None), True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), False)
        .add_extension(x509.KeyUsage(digital_signature=not is_authority, content_commitment=False,
                                     key_cert_sign=is_authority, crl_sign=is_authority, **usage), True)
    )  # fmt: skip
    if stamps:
        builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), True)
    return Pair(builder.sign(issuer_key, hashes.SHA256()), key)


@dataclass(frozen=True)
class Authority:
    """A root, what it issued, and a root that has nothing to do with it."""

    root: Pair
    issuing: Pair
    person: Pair
    agency: Pair
    stamping: Pair
    unrelated: Pair

    @property
    def trust(self) -> Trust:
        """The root as the anchor; the issuing authority helps to reach it."""
        return Trust((self.root.der,), (self.issuing.der,))


@cache
def authority() -> Authority:
    """One for all tests."""
    root = issue("CA gốc thử nghiệm", is_authority=True)
    issuing = issue("CA cấp phát thử nghiệm", root, is_authority=True)
    return Authority(
        root, issuing, issue(PERSON, issuing), issue(AGENCY, issuing), issue("Dấu thời gian thử nghiệm", root, stamps=True),
        issue("CA gốc khác", is_authority=True),
    )  # fmt: skip


def plain(text: bytes = SHOWN) -> bytes:
    """A page that shows a date, without signature; its content is readable in the file."""
    writer = PdfFileWriter(stream_xrefs=False)
    font = generic.DictionaryObject({
        pdf_name("/Type"): pdf_name("/Font"), pdf_name("/Subtype"): pdf_name("/Type1"),
        pdf_name("/BaseFont"): pdf_name("/Times-Roman"),
    })  # fmt: skip
    said = b"BT /F1 14 Tf 72 720 Td (Truoc ngay " + text + b") Tj ET"
    drawn = RawContent(said, box=BoxConstraints(width=595, height=842))
    page = PageObject(
        contents=writer.add_object(generic.StreamObject(stream_data=drawn.render())), media_box=(0, 0, 595, 842),
        resources=generic.DictionaryObject(
            {pdf_name("/Font"): generic.DictionaryObject({pdf_name("/F1"): writer.add_object(font)})}
        ),
    )  # fmt: skip
    writer.insert_page(page)
    return _written(writer)


def _written(writer: Any) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def sign(content: bytes, field: str, by: Pair, at: datetime, *, stamp: Pair | None = None) -> bytes:
    """The PDF with one more signature: PAdES, with a time stamp when somebody stamps."""
    store = SimpleCertificateStore()
    store.register(_asn1(by))
    signer = signers.SimpleSigner(
        signing_cert=_asn1(by), signing_key=_asn1_key(by), cert_registry=store, embed_roots=False
    )
    stamper = None
    if stamp is not None:
        stamper = timestamps.DummyTimeStamper(
            _asn1(stamp), _asn1_key(stamp), certs_to_embed=SimpleCertificateStore(), fixed_dt=at
        )
    meta = signers.PdfSignatureMetadata(
        field_name=field, subfilter=fields.SigSeedSubFilter.PADES, md_algorithm="sha256"
    )
    with time_machine.travel(at, tick=False):
        out = io.BytesIO()
        signers.PdfSigner(meta, signer, timestamper=stamper).sign_pdf(
            IncrementalPdfFileWriter(io.BytesIO(content)), output=out
        )
    return out.getvalue()


def _asn1(pair: Pair) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(pair.der)


def _asn1_key(pair: Pair) -> asn1_keys.PrivateKeyInfo:
    form = serialization.PrivateFormat.PKCS8
    return asn1_keys.PrivateKeyInfo.load(pair.key.private_bytes(Encoding.DER, form, serialization.NoEncryption()))


@cache
def signed() -> bytes:
    """Signed by a person, then by the agency with a time stamp."""
    made = authority()
    once = sign(plain(), "NguoiKy", made.person, SIGNED_BY_PERSON)
    return sign(once, "CoQuan", made.agency, SIGNED_BY_AGENCY, stamp=made.stamping)


def tampered() -> bytes:
    """A date changed inside the signed bytes."""
    assert signed().count(SHOWN) == 1
    return signed().replace(SHOWN, FALSE)


@cache
def painted_over() -> bytes:
    """An update that was appended after both signatures paints another date over the page."""
    writer = IncrementalPdfFileWriter(io.BytesIO(signed()))
    reference, _ = writer.find_page_for_modification(0)
    page = reference.get_object()
    drawn = b"q 1 g 60 715 200 16 re f BT 0 g /F1 14 Tf 72 720 Td (" + FALSE + b") Tj ET Q"
    extra = writer.add_object(generic.StreamObject(stream_data=drawn))
    page[pdf_name("/Contents")] = generic.ArrayObject([page.raw_get("/Contents"), extra])
    writer.update_container(page)
    return _written(writer)
