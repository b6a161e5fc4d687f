"""The trust store: filled and emptied by the administrator alone, each time by comparing and with a reason."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from dondoc.jobs.models import Job
from dondoc.journal import sentences
from dondoc.journal.models import Entry, Notice
from dondoc.regulation import Refused
from dondoc.signatures import actions, certificates, rules
from dondoc.signatures.models import Certificate, TrustStore
from dondoc.units import actions as units
from dondoc.units.models import Role
from tests.rivals import together
from tests.signatures import making
from tests.signatures.conftest import trust
from tests.world import AT, CAST, SINCE, World, make_world

STORE, CONFIRM = reverse("signatures:store"), reverse("signatures:confirm")
OTHERS = [row[0] for row in CAST if row[0] != "quantri"]
LATER = AT + timedelta(hours=1)


def bring(client: Client, content: bytes, name: str = "rootca.crt", scheme: str = "public_service") -> Any:
    """The file goes to the address that the page gives."""
    page = client.get(STORE).content.decode()
    onward = re.search(r'<form method="post" action="([^"]+)" enctype', page)
    assert onward is not None
    file = SimpleUploadedFile(name, content, content_type="application/x-x509-ca-cert")
    return client.post(onward[1], {"certificate": file, "scheme": scheme})


def ticket(answer: Any) -> str:
    """What the page of the fingerprint carries."""
    held = re.search(r'name="ticket" value="([^"]+)"', answer.content.decode())
    assert held is not None
    return held[1]


@pytest.mark.parametrize("username", OTHERS)
def test_a3_the_store_is_for_the_administrator_only(username: str, world: World, at_work, clock) -> None:
    """Design 6: everybody else gets a sentence, sees no link, and changes nothing by an address that they know."""
    kept = trust(world, making.authority().root)[0]
    client = at_work(username)
    remove = reverse("signatures:remove", args=[kept.pk])
    answers = [
        client.get(STORE),
        client.post(CONFIRM, {"ticket": "x"}),
        client.get(remove),
        client.post(remove, {"reason": "x"}),
    ]
    assert [answer.status_code for answer in answers] == [403] * 4
    assert STORE not in client.get(reverse("workspace:desk")).content.decode()
    assert Certificate.objects.filter(removed_at=None).count() == 1


def test_a3_the_verbs_refuse_whoever_is_not_the_administrator(world: World) -> None:
    """Design 6: the rule stands in the verb."""
    root = making.authority().root
    kept = trust(world, making.authority().unrelated)[0]
    for username in OTHERS:
        by = world.actor(username)
        with pytest.raises(Refused, match=r"permission\.operate"):
            actions.add_certificate(
                by=by, at=AT, brought=certificates.read(root.pem), typed=root.fingerprint, scheme="other"
            )
        with pytest.raises(Refused, match=r"permission\.operate"):
            actions.remove_certificate(by=by, at=AT, certificate=kept, reason="x")
    assert Certificate.objects.get().removed_at is None


@pytest.mark.parametrize("form", ["pem", "der", "p7b"])
def test_a3_dtp_a_certificate_is_trusted_after_its_fingerprint_was_typed(
    form: str, world: World, at_work, clock
) -> None:
    """DTP 6.3a: subject, validity and fingerprint are shown first; nothing is kept before the end of it is typed."""
    root, client = making.authority().root, at_work("quantri")
    assert "Chưa tin cậy chứng thư nào" in client.get(STORE).content.decode()
    shown = bring(client, getattr(root, form))
    page = shown.content.decode()
    assert shown.status_code == 200 and not Certificate.objects.exists()
    assert rules.in_groups(root.fingerprint) in page and "CN=CA gốc thử nghiệm" in page
    assert "từ 01/01/2015 đến 01/01/2030" in page and "Chứng thư gốc: chuỗi có thể kết thúc ở đây" in page
    wrong = client.post(CONFIRM, {"ticket": ticket(shown), "typed": "00000000"})
    assert wrong.status_code == 422 and "Hãy so lại với nguồn chính thức" in wrong.content.decode()
    assert 'value="00000000"' in wrong.content.decode() and not Certificate.objects.exists()
    right = client.post(CONFIRM, {"ticket": ticket(wrong), "typed": root.fingerprint[-8:].upper()})
    assert right.status_code == 302
    kept = Certificate.objects.get()
    assert (kept.fingerprint, kept.is_anchor, kept.scheme) == (root.fingerprint, True, "public_service")
    assert kept.added_by == world.people["quantri"] and bytes(kept.der) == root.der
    assert kept.fingerprint_shown in client.get(STORE).content.decode()


def test_a3_dtp_each_change_is_in_the_journal_told_and_worked(world: World, at_work, clock) -> None:
    """DTP 6.3a, design 1.4: who, when, which fingerprint, why; the other administrators are told; files are looked at anew."""
    other = units.create_person(by=None, at=AT, username="quantri2", full_name="Lý Thị Dụ", email="q2@example.vn")
    units.appoint(
        by=None,
        at=AT,
        person=other,
        unit=world.units["VP"],
        role=Role.ADMINISTRATOR,
        title="Quản trị",
        valid_from=SINCE,
    )
    root = making.authority().root
    kept = trust(world, root)[0]
    client = at_work("quantri")
    remove = reverse("signatures:remove", args=[kept.pk])
    missing = client.post(remove, {"reason": "  "})
    assert missing.status_code == 422 and "Chưa ghi lý do." in missing.content.decode()
    assert client.post(remove, {"reason": "cơ quan chứng thực đã đổi khoá"}).status_code == 302
    told = [sentences.entry(row) for row in Entry.objects.filter(verb__startswith="certificate.").order_by("id")]
    assert told == [
        f"Tin cậy chứng thư “{root.name}”, dấu vân tay SHA-256 {root.fingerprint}.",
        f"Không tin cậy chứng thư “{root.name}” nữa, dấu vân tay SHA-256 {root.fingerprint}. "
        "Lý do: cơ quan chứng thực đã đổi khoá",
    ]
    assert set(Entry.objects.filter(verb__startswith="certificate.").values_list("register_id", "person_id")) == {
        (actions.INSTALLATION, world.people["quantri"].pk)
    }
    assert (
        list(Notice.objects.filter(kind__startswith="certificate.").values_list("recipient_id", flat=True))
        == [other.pk] * 2
    )
    assert list(Job.objects.filter(kind=actions.ANEW).order_by("id").values_list("params", flat=True)) == [
        {"version": 1}, {"version": 2},
    ]  # fmt: skip
    page = client.get(STORE).content.decode()
    assert "Không còn tin cậy" in page and "cơ quan chứng thực đã đổi khoá" in page
    assert client.get(remove).status_code == 302


def test_a3_dtp_a_removed_certificate_may_come_back(world: World) -> None:
    """DTP 6.3a: as a row of its own; what was done before stays as it was."""
    root, by = making.authority().root, world.actor("quantri")
    first = trust(world, root)[0]
    actions.remove_certificate(by=by, at=AT, certificate=first, reason="nhầm")
    with pytest.raises(Refused, match=r"certificate\.removed_already"):
        actions.remove_certificate(by=by, at=AT, certificate=first, reason="nhầm")
    second = trust(world, root, at=LATER)[0]
    assert second.pk != first.pk and TrustStore.objects.get().version == 3
    with pytest.raises(Refused, match=r"certificate\.there_already"):
        trust(world, root)


def test_a3_dtp_a_form_that_is_sent_twice_adds_once(world: World, at_work, clock) -> None:
    """Design 3: the second answer is that of the first."""
    root, client = making.authority().root, at_work("quantri")
    held = ticket(bring(client, root.pem))
    for _ in range(2):
        assert client.post(CONFIRM, {"ticket": held, "typed": root.fingerprint[-8:]}).status_code == 302
    assert Certificate.objects.count() == TrustStore.objects.get().version == 1


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda made: b"khong phai chung thu", "Không đọc được chứng thư nào trong tệp"),
        (lambda made: made.person.pem, "không phải chứng thư của tổ chức chứng thực"),
        (lambda made: made.root.pem + made.issuing.pem, "Tệp có 2 chứng thư"),
        (lambda made: made.root.pem + made.root.key_pem, "Tệp có khoá bí mật"),
        (lambda made: b"0" * (certificates.MOST_BYTES + 1), "lớn hơn 64 KB"),
        (lambda made: b"", "Tệp này rỗng."),
    ],
    ids=["garbage", "a person's", "several", "private key", "large", "empty"],
)
def test_a3_dtp_what_is_no_certificate_of_an_authority_is_refused(
    make, sentence: str, world: World, at_work, clock
) -> None:
    """DTP 6.3a: a sentence beside the field, nothing is kept; a private key least of all."""
    answer = bring(at_work("quantri"), make(making.authority()))
    assert answer.status_code == 422 and sentence in answer.content.decode()
    assert not Certificate.objects.exists() and "ticket" not in answer.content.decode()


def test_a3_dtp_an_issuing_authority_is_no_anchor(world: World, at_work, clock) -> None:
    """DTP 6.3a: it helps to reach one, and the page says so."""
    page = bring(at_work("quantri"), making.authority().issuing.pem).content.decode()
    assert "Chứng thư trung gian: chỉ giúp nối tới một chứng thư gốc" in page and "Cấp bởi" in page
    assert not trust(world, making.authority().issuing)[0].is_anchor


def test_a3_dtp_a_ticket_is_not_to_be_written_by_hand(world: World, at_work, clock) -> None:
    """DTP 6.3a: one that is forged or an hour old leads back to the store, with a sentence."""
    client = at_work("quantri")
    held = ticket(bring(client, making.authority().root.pem))
    clock.move_to(AT + timedelta(hours=2))
    for one in (held, held[:-3] + "xyz", ""):
        answer = client.post(CONFIRM, {"ticket": one, "typed": making.authority().root.fingerprint}, follow=True)
        assert "Trang xác nhận đã quá cũ" in answer.content.decode()
    assert not Certificate.objects.exists()


def test_a3_dtp_no_file_chosen_is_told(world: World, at_work, clock) -> None:
    """DTP 6.3a: the form says what is missing; without the page's own address no byte of a file is taken."""
    client = at_work("quantri")
    answer = client.post(STORE, {"scheme": "other"})
    assert answer.status_code == 422 and "Chưa chọn tệp chứng thư." in answer.content.decode()
    file = SimpleUploadedFile("rootca.crt", making.authority().root.pem)
    assert client.post(STORE, {"certificate": file, "scheme": "other"}).status_code == 403


def test_a3_dtp_of_two_administrators_one_adds(transactional_db: None, clock) -> None:
    """Design 8: the second is told that it is there already."""
    world = make_world()
    found = together(*[lambda: trust(world, making.authority().root)] * 2)
    assert sum(isinstance(one, list) for one in found) == 1
    assert [one.refusal.code for one in found if isinstance(one, Refused)] == ["certificate.there_already"]
    assert TrustStore.objects.get().version == 1
