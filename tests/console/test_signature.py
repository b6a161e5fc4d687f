"""`dondoc signature`: a PDF without a database."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.console.conftest import Ran
from tests.signatures import making

Run = Callable[..., Ran]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The three files and the certificates."""
    made = making.authority()
    for name, content in {
        "signed.pdf": making.signed(), "tampered.pdf": making.tampered(), "painted.pdf": making.painted_over(),
        "plain.pdf": making.plain(), "root.crt": made.root.pem, "issuing.crt": made.issuing.der,
        "unrelated.crt": made.unrelated.pem, "person.crt": made.person.pem,
    }.items():  # fmt: skip
        (tmp_path / name).write_bytes(content)
    return tmp_path


def test_a3_dtp_the_command_tells_the_three_files_apart(dondoc: Run, folder: Path) -> None:
    """DTP 6.3a: 0 only when every signature holds, under certificates that were handed over."""
    trusted = ["--trust", folder / "root.crt", "--trust", folder / "issuing.crt", "--at", "2016-11-07"]
    for name, verdict, code in (("signed", "good", 0), ("tampered", "broken", 1), ("painted", "changed", 1)):
        ran = dondoc("signature", folder / f"{name}.pdf", *trusted, "--json")
        assert (ran.code, ran.json["verdict"]) == (code, verdict), name
        assert not ran.json["revocation_checked"]
        assert [one["field"] for one in ran.json["signatures"]] == ["NguoiKy", "CoQuan"]
        assert ran.json["signatures"][1]["timestamp"] == "2016-11-07T01:31:00+00:00"
    for trust in ([], ["--trust", folder / "root.crt"], ["--trust", folder / "unrelated.crt"]):
        ran = dondoc("signature", folder / "signed.pdf", *trust, "--at", "2016-11-07", "--json")
        assert (ran.code, ran.json["verdict"]) == (1, "untrusted")


def test_a3_dtp_the_command_speaks_to_people(dondoc: Run, folder: Path) -> None:
    """DTP 6.3a: who, when and by whose word, that revocation was not checked."""
    said = dondoc(
        "signature", folder / "signed.pdf", "--trust", folder / "root.crt", "--trust", folder / "issuing.crt", "--at",
        "2016-11-07",
    ).out  # fmt: skip
    assert f"NguoiKy: {making.PERSON}. Chữ ký đúng, tệp nguyên vẹn" in said
    assert "07/11/2016 08:31:00, theo dấu thời gian tin cậy" in said
    assert "tin cậy, theo chứng thư gốc “CA gốc thử nghiệm”" in said and "Chưa kiểm tra thu hồi chứng thư." in said
    ran = dondoc("signature", folder / "plain.pdf")
    assert (ran.code, ran.out.strip()) == (1, "Tệp không có chữ ký số.")


def test_a3_dtp_the_command_says_what_it_cannot_use(dondoc: Run, folder: Path) -> None:
    """DTP 6.3a: a file that is not there, a certificate that is none, one of a person; a sentence and 2."""
    for arguments, words in (
        (["nowhere.pdf"], "Không đọc được"),
        (["signed.pdf", "--trust", folder / "nowhere.crt"], "Không đọc được"),
        (["signed.pdf", "--trust", folder / "plain.pdf"], "không phải một chứng thư"),
        (["signed.pdf", "--trust", folder / "person.crt"], "không phải một chứng thư"),
    ):
        ran = dondoc("signature", folder / arguments[0], *arguments[1:])
        assert ran.code == 2 and words in ran.err and "Traceback" not in ran.err, arguments
