"""`dondoc signature`: what the digital signatures of a PDF are worth. Needs no database and no settings."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from dondoc.clock import local, now
from dondoc.console import exits
from dondoc.console.parsing import add_json, an_instant, describe
from dondoc.console.words import gettext as _
from dondoc.regulation import Refused
from dondoc.signatures import certificates, checker, rules
from dondoc.signatures.checker import Trust
from dondoc.signatures.rules import Report, Signature

PORTION = 64 * 1024


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    describe(
        parser,
        "Tell of each signature in a PDF: who signed, when, what it covers, what was changed afterwards, whether its chain of\n"
        "certificates leads to one that you trust. Nothing is fetched; revocation is not checked. Without --trust nobody is\n"
        "trusted. A certificate that its authority issued to itself is an anchor, another one only helps to reach an anchor.\n"
        "Ends with 0 when there is a signature and every one of them holds. Needs no database.",
        "dondoc signature 11482-UBND-GT.pdf --trust rootca.crt --trust issuing.crt",
        "dondoc signature 11482-UBND-GT.pdf --trust rootca.crt --at 2026-10-20T10:00 --json",
    )
    parser.add_argument("file", metavar="FILE", type=Path, help="the PDF")
    parser.add_argument(
        "--trust", metavar="CERT", type=Path, action="append", default=[],
        help="a certificate (PEM, DER or PKCS#7); may be given repeatedly",
    )  # fmt: skip
    parser.add_argument(
        "--at", metavar="DATE[THH:MM]", type=an_instant, help="as of when certificates are judged; now when left out"
    )
    add_json(parser)
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """0 when every signature holds; 1 when one does not, when there is none, or when the file could not be looked at."""
    brought = [_certificate(path) for path in given.trust]
    trust = Trust(
        tuple(one.der for one in brought if one.is_anchor), tuple(one.der for one in brought if not one.is_anchor)
    )
    moment: datetime = given.at or now()
    try:
        size = given.file.stat().st_size
        report = checker.check(_portions(given.file), size=size, trust=trust, moment=moment)
    except OSError as error:
        raise exits.Told(_unreadable(given.file, error), exits.USAGE) from error
    report = rules.named(report, {one.fingerprint: (one.name, "") for one in brought if one.is_anchor})
    if given.json:
        print(json.dumps(as_json(report, moment), ensure_ascii=False, indent=2))
    else:
        print("\n".join(as_lines(report)))
    return exits.OK if report.verdict == rules.GOOD and not report.more else exits.PROBLEMS


def _certificate(path: Path) -> certificates.Read:
    try:
        return certificates.read(path.read_bytes())
    except OSError as error:
        raise exits.Told(_unreadable(path, error), exits.USAGE) from error
    except Refused as refused:
        said = _("%(path)s không phải một chứng thư của tổ chức chứng thực.") % {"path": path}
        raise exits.Told(said, exits.USAGE) from refused


def _unreadable(path: Path, error: OSError) -> str:
    return _("Không đọc được %(path)s: %(why)s.") % {"path": path, "why": error.strerror}


def _portions(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while portion := file.read(PORTION):
            yield portion


def as_json(report: Report, moment: datetime) -> dict[str, object]:
    """What a script reads."""
    return {
        "verdict": report.verdict, "reason": report.reason, "moment": moment.isoformat(),
        "revocation_checked": False, "more": report.more,
        "signatures": [{**rules.kept(one), "verdict": one.verdict} for one in report.signatures],
    }  # fmt: skip


def as_lines(report: Report) -> list[str]:
    """What a person reads."""
    if report.reason:
        return [_reason(report.reason)]
    if not report.signatures:
        return [_("Tệp không có chữ ký số.")]
    lines = [line for one in report.signatures for line in _lines(one)]
    if report.more:
        lines.append(_("Còn %(count)s chữ ký nữa chưa được xem.") % {"count": report.more})
    return [*lines, _("Chưa kiểm tra thu hồi chứng thư.")]


def _reason(reason: str) -> str:
    return {
        rules.NOT_A_PDF: _("Không kiểm tra được chữ ký số: tệp hỏng hoặc có mật khẩu."),
        rules.TOO_LARGE: _("Không kiểm tra được chữ ký số: tệp quá lớn."),
        rules.LIMITS: _("Không kiểm tra được chữ ký số: việc kiểm tra vượt giới hạn thời gian hoặc bộ nhớ."),
    }[reason]


def _verdict(one: Signature) -> str:
    return {
        rules.GOOD: _("Chữ ký đúng, tệp nguyên vẹn"),
        rules.BROKEN: _("Nội dung đã bị sửa: chữ ký không còn đúng"),
        rules.CHANGED: _("Tệp đã thay đổi sau khi ký"),
        rules.UNTRUSTED: _("Tệp nguyên vẹn, chưa tin cậy người ký"),
        rules.UNREADABLE: _("Không đọc được chữ ký"),
    }[one.verdict]


def _lines(one: Signature) -> Iterator[str]:
    yield f"{one.field}: {one.signer or '?'}. {_verdict(one)}"
    if one.problem:
        yield f"  {one.problem}"
        return
    if one.claimed_signing_time is not None:
        yield f"  {local(one.claimed_signing_time):%d/%m/%Y %H:%M:%S}, {_('theo lời khai của máy người ký')}"
    if one.timestamp is not None:
        proof = _("theo dấu thời gian tin cậy") if one.timestamp_trusted else _("dấu thời gian chưa được tin cậy")
        yield f"  {local(one.timestamp):%d/%m/%Y %H:%M:%S}, {proof}"
    yield f"  coverage {one.coverage or '?'}, modification {one.modification_level or '?'}, digest {one.digest}"
    if one.has_trusted_chain:
        yield "  " + _("tin cậy, theo chứng thư gốc “%(name)s”") % {"name": one.anchor_name} + f" {one.anchor}"
    else:
        yield f"  {_('chưa tin cậy')} ({one.chain_problem or '?'}): {one.issuer}"
