"""What a check tells apart, and that a file made to harm harms nothing but its own check."""

from __future__ import annotations

import os
import time
import zlib
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from dondoc.signatures import checker, checking, rules
from dondoc.signatures.checker import Trust
from dondoc.signatures.rules import Report, Signature
from tests.signatures import making
from tests.world import AT

MIB = 1024 * 1024


def check(content: bytes, trust: Trust | None = None, **limits: int) -> Report:
    """The content, received on the morning of 7 November 2016."""
    given = making.authority().trust if trust is None else trust
    return checker.check([content], size=len(content), trust=given, moment=AT, **limits)


def answers(signature: Signature) -> tuple[object, ...]:
    """What expected results are written in: as pyHanko calls it."""
    return (
        signature.field, signature.intact, signature.valid, signature.trusted, signature.bottom_line, signature.coverage,
        signature.modification_level,
    )  # fmt: skip


def test_a3_dtp_a_signed_file_and_its_two_forgeries_tell_apart() -> None:
    """DTP 6.3a: signed, changed inside the signed bytes, painted over afterwards; each signature by itself."""
    yes, no = True, False
    expected = {
        making.signed: [
            ("NguoiKy", yes, yes, yes, yes, "ENTIRE_REVISION", "FORM_FILLING"),
            ("CoQuan", yes, yes, yes, yes, "ENTIRE_FILE", "NONE"),
        ],
        making.tampered: [
            ("NguoiKy", no, yes, no, no, "ENTIRE_REVISION", "FORM_FILLING"),
            ("CoQuan", no, yes, no, no, "ENTIRE_FILE", "NONE"),
        ],
        making.painted_over: [
            ("NguoiKy", yes, yes, yes, no, "ENTIRE_REVISION", "OTHER"),
            ("CoQuan", yes, yes, yes, no, "ENTIRE_REVISION", "OTHER"),
        ],
    }
    verdicts = {making.signed: "good", making.tampered: "broken", making.painted_over: "changed"}
    for make, rows in expected.items():
        report = check(make())
        assert [answers(one) for one in report.signatures] == rows, make.__name__
        assert report.verdict == verdicts[make] and {one.verdict for one in report.signatures} == {report.verdict}


def test_a3_dtp_who_signed_and_when_and_by_whose_word() -> None:
    """DTP 6.3a: the person's time is a claim, the agency's is proven by a stamp; both chains end at the root."""
    made = making.authority()
    person, agency = check(making.signed()).signatures
    assert (person.signer, person.organisation, person.issuer) == (
        making.PERSON,
        "Dữ liệu thử nghiệm",
        made.issuing.name,
    )
    assert person.claimed_signing_time == making.SIGNED_BY_PERSON and person.timestamp is None
    assert person.at == making.SIGNED_BY_PERSON and not person.has_proven_time
    assert agency.signer == making.AGENCY and agency.timestamp == making.SIGNED_BY_AGENCY
    assert agency.has_proven_time and agency.at == agency.timestamp
    assert person.anchor == agency.anchor == made.root.fingerprint and agency.has_trusted_chain


@pytest.mark.parametrize("missing", ["issuing", "root", "all"])
def test_a3_dtp_without_a_way_to_an_anchor_nobody_is_trusted(missing: str) -> None:
    """DTP 6.3a: intact all the same. The machine's own list of roots is never asked, an empty store trusts nobody."""
    made = making.authority()
    trust = {
        "issuing": Trust((made.root.der,), ()),
        "root": Trust((made.unrelated.der,), (made.issuing.der,)),
        "all": Trust(),
    }[missing]
    report = check(making.signed(), trust)
    assert report.verdict == "untrusted"
    for one in report.signatures:
        assert one.intact and one.valid and not one.trusted and not one.bottom_line
        assert one.chain_problem == "NO_CERTIFICATE_CHAIN_FOUND" and not one.anchor


def test_a3_dtp_certificates_are_judged_as_of_the_receipt() -> None:
    """DTP 6.3a: a certificate that ends later was good when the file came; one that had ended was not."""
    made = making.authority()
    brief = making.issue("Người ký ngắn hạn", made.issuing, until=AT + timedelta(days=1))
    content = making.sign(making.plain(), "NguoiKy", brief, making.SIGNED_BY_PERSON)
    for moment, trusted in ((AT, True), (AT + timedelta(days=2), False)):
        found = checker.check([content], size=len(content), trust=made.trust, moment=moment).signatures[0]
        assert (found.trusted, found.verdict) == ((True, "good") if trusted else (False, "untrusted"))
        assert bool(found.chain_problem) is not trusted


def test_a3_dtp_no_signature_is_no_fault() -> None:
    """DTP 6.3a: a PDF without a signature says so; one that is no PDF at all says that."""
    assert check(making.plain()) == Report()
    assert check(b"%PDF-1.7 /ByteRange and nothing else") == Report(reason=rules.NOT_A_PDF)
    assert check(making.signed()[: len(making.signed()) // 2]).reason in {"", rules.NOT_A_PDF}


def test_a3_dtp_a_signature_does_not_hide_behind_the_spelling_of_a_name() -> None:
    """DTP 6.3a: names of a PDF may be written by the numbers of their letters."""
    for spelled in (b"/ByteRange", b"/Byte#52ange", b"/#42yteRange", b"/ByteRang#65"):
        assert checking.BYTE_RANGE.search(b"<< " + spelled + b" [0 1 2 3] >>"), spelled
    assert not checking.BYTE_RANGE.search(making.plain())


def _loop() -> bytes:
    """Fields of a form that are each other's children: whoever follows them never ends."""
    return _document(b"<< /Fields [4 0 R] >>", b"<< /T (a) /Kids [4 0 R 4 0 R] >>")


def _deep() -> bytes:
    return _document(b"<< /Fields " + b"[" * 200_000 + b"]" * 200_000 + b" >>", b"null")


def _bomb() -> bytes:
    """A table of references that unpacks to more than the process may have."""
    pack = zlib.compressobj(1)
    packed = b"".join(pack.compress(bytes(MIB)) for _ in range(300)) + pack.flush()
    head = b"%PDF-1.7\n%/ByteRange\n"
    table = b"1 0 obj\n<< /Type /XRef /Size 9 /W [1 2 1] /Root 1 0 R /Filter /FlateDecode /Length %d >>\nstream\n"
    body = table % len(packed) + packed + b"\nendstream\nendobj\n"
    return head + body + b"startxref\n%d\n%%%%EOF\n" % len(head)


def _many() -> bytes:
    """Half a million fields, each of which has to be looked at."""
    return _document(b"<< /Fields [" + b"4 0 R " * 500_000 + b"] >>", b"<< /T (a) /FT /Sig >>")


def _document(form: bytes, field: bytes) -> bytes:
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /AcroForm 3 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>", form, field,
        b"<< /ByteRange [0 1 2 3] >>",
    ]  # fmt: skip
    content, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(content))
        content += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    tail = b"xref\n0 6\n0000000000 65535 f \n" + table + b"trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return content + tail % len(content)


@pytest.mark.parametrize("make", [_loop, _deep, _bomb, _many], ids=lambda make: make.__name__.strip("_"))
def test_a3_dtp_a_file_made_to_harm_ends_within_its_limits(make) -> None:
    """DTP 6.3a: whatever it is, the answer comes in time, and it is never "good"."""
    began = time.monotonic()
    report = check(make(), seconds=3, memory=256 * MIB)
    assert time.monotonic() - began < 15
    assert report.verdict in {"", "unreadable"} and report.reason in {"", rules.LIMITS, rules.NOT_A_PDF}


def test_a3_dtp_time_and_memory_are_kept_by_the_kernel() -> None:
    """DTP 6.3a: a process that wants more than it may have ends without an answer, and that is told as such."""
    assert check(making.signed(), memory=60 * MIB) == Report(reason=rules.LIMITS)
    assert check(making.signed(), seconds=0) == Report(reason=rules.LIMITS)


def test_a3_dtp_a_file_that_is_too_large_is_not_taken_in() -> None:
    """DTP 6.3a: its size is known before its first byte is read."""

    def never() -> Iterator[bytes]:
        raise AssertionError("it was read")
        yield b""

    found = checker.check(never(), size=checker.MOST_BYTES + 1, trust=Trust(), moment=AT)
    assert found == Report(reason=rules.TOO_LARGE)


def test_a3_dtp_a_store_that_breaks_off_leaves_no_process_behind() -> None:
    """DTP 6.3a: the fault goes to whoever asked, to be tried again."""

    def broken() -> Iterator[bytes]:
        yield making.signed()[:1000]
        raise OSError("the store does not answer")

    before = _children()
    with pytest.raises(OSError, match="does not answer"):
        checker.check(broken(), size=1000, trust=Trust(), moment=AT)
    assert _children() == before


def _children() -> set[str]:
    return set(Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text(encoding="ascii").split())


@pytest.mark.parametrize(
    "answer", [None, [], {}, {"signatures": "all good"}, {"signatures": [1]}, {"signatures": [], "more": "1"}]
)
def test_a3_dtp_an_answer_that_is_none_is_not_believed(answer: object) -> None:
    """DTP 6.3a: whoever got hold of the process could write whatever it likes."""
    with pytest.raises(ValueError, match="no "):
        rules.report_of(answer)


def test_a3_dtp_an_answer_becomes_short_texts_and_plain_truths() -> None:
    """DTP 6.3a: nothing else arrives in a page; "yes" is not true, a made-up word is no level."""
    told = {
        "field": "x" * 9999, "intact": "yes", "valid": 1, "trusted": True, "coverage": "<b>ALL</b>",
        "modification_level": "FINE", "claimed_signing_time": "tomorrow", "signer": "A\x00\n\u202eB", "extra": "z",
    }  # fmt: skip
    one = rules.signature_of(told)
    assert len(one.field) == rules.LONGEST and not one.intact and not one.valid and one.trusted
    assert (one.coverage, one.modification_level, one.claimed_signing_time) == ("", "", None)
    assert "\n" not in one.signer and "\x00" not in one.signer and one.verdict == rules.BROKEN
    assert rules.signature_of(rules.kept(one)) == one


def test_a3_dtp_the_end_of_a_fingerprint_confirms_it() -> None:
    """DTP 6.3a: eight characters or more, however they are grouped; fewer, or others, confirm nothing."""
    fingerprint = "ab" * 28 + "0123cdef"
    for typed in ("0123cdef", "01:23:CD:EF", "ab 0123 CDEF", fingerprint, rules.in_groups(fingerprint)):
        assert rules.confirms(typed, fingerprint), typed
    for typed in ("", "cdef", "123cdef", "0123cdee", "ab" * 4, "zz" + fingerprint):
        assert not rules.confirms(typed, fingerprint), typed
