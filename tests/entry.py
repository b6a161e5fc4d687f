"""The intake of a directive as a browser sends it, with everything left out that a test does not care about."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

PDF = b"%PDF-1.7\n" + b"0" * 64


def answered(client: Client, url: str) -> str:
    """The address after the question of secrecy was answered with no."""
    return str(client.post(f"{reverse('documents:secrecy')}?tiep={url}", {"secret": "no"})["Location"])


def entry_url(client: Client) -> str:
    """The address of the intake after the question of secrecy."""
    return answered(client, reverse("tasks:register"))


def row(number: int = 0, **changes: str) -> dict[str, str]:
    """One task of the form."""
    given = {
        "content": "Báo cáo tình hình thu, chi ngân sách", "units": "so tai chinh", "coordinating": "", "clause": "",
        "mode": "auto", "due_kind": "by", "due_on": "16/11/2016", "due_days": "", "due_unit": "wd", "stages": "",
        "task_class": "must_report", "product": "", "monitor": "", "field": "", "synthesiser": "", "due_text": "",
        "other_information": "", **changes,
    }  # fmt: skip
    return {f"t-{number}-{name}": value for name, value in given.items()}


def sent(*rows: dict[str, str], **changes: Any) -> dict[str, Any]:
    """The whole form: a letter of the day with the rows, or with one."""
    rows = rows or (row(),)
    form: dict[str, Any] = {
        "token": "mot-phieu-nhap-thu-nghiem", "do": "save", "kind": "letter", "code": "438/UBND-TC",
        "issued_on": "07/11/2016", "urgency": "normal", "abstract": "về việc điều hành ngân sách",
        "issuer": "UBND tỉnh Thừa Thiên Huế", "signer": "Nguyễn Văn Mẫu", "t-TOTAL_FORMS": str(len(rows)),
        "t-INITIAL_FORMS": "0",
    }  # fmt: skip
    for one in rows:
        form.update(one)
    return form | changes


def pdf(name: str = "438-UBND-TC.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    """A file as it is uploaded."""
    return SimpleUploadedFile(name, content, content_type="application/pdf")
