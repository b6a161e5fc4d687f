"""The actor of a request, the own page, the picker's address, sign-in."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from dondoc import clock
from dondoc.units import actions
from dondoc.units.models import Deputy, Role
from tests.units.conftest import AT, PASSWORD, Province


def test_anonymous_is_sent_to_sign_in(province: Province, client: Client) -> None:
    for name in ("units:me", "units:list", "units:find", "units:deputies", "units:no-post"):
        answer = client.get(reverse(name))
        assert answer.status_code == 302, name
        assert reverse("account_login") in answer["Location"]


def test_person_without_post_sees_one_polite_page(province: Province, client: Client) -> None:
    person = actions.create_person(by=None, at=AT, username="moi", full_name="Người Mới")
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get(reverse("units:list"), follow=True)
    assert answer.redirect_chain == [(reverse("units:no-post"), 302)]
    assert "chưa giữ" in answer.content.decode()


def test_request_has_an_actor(province: Province, signed_in) -> None:
    answer = signed_in("canbo").get(reverse("units:me"))
    actor = answer.wsgi_request.actor
    assert (actor.person, actor.unit, actor.role) == (
        province.people["canbo"],
        province.units["STC"],
        Role.UNIT_OFFICER,
    )


def test_switch_to_a_post_of_ones_own_only(province: Province, signed_in) -> None:
    today = clock.today()
    actions.appoint_deputy(
        by=province.actor("giamdoc"),
        at=clock.now(),
        post=province.posts["giamdoc"],
        person=province.people["canbo"],
        valid_from=today,
        valid_until=today + timedelta(days=2),
    )
    client = signed_in("canbo")
    assert "thay Hoàng Văn Tài" in client.get(reverse("units:me")).content.decode()
    client.post(reverse("units:switch-post"), {"post": province.posts["giamdoc"].pk})
    actor = client.get(reverse("units:list")).wsgi_request.actor
    assert (actor.role, actor.on_behalf_of) == (Role.UNIT_HEAD, province.people["giamdoc"])
    client.post(reverse("units:switch-post"), {"post": province.posts["chutich"].pk})
    assert client.get(reverse("units:list")).wsgi_request.actor.post == province.posts["giamdoc"]
    assert client.post(reverse("units:switch-post"), {"post": "x"}).status_code == 404


def test_language_follows_the_person(province: Province, signed_in) -> None:
    client = signed_in("canbo")
    client.post(reverse("units:language"), {"language": "en"})
    answer = client.get(reverse("units:me"))
    assert answer.wsgi_request.LANGUAGE_CODE == "en"
    assert answer["Content-Language"] == "en"


def test_holder_appoints_and_ends_a_deputy(province: Province, signed_in) -> None:
    today = clock.today()
    client = signed_in("giamdoc")
    data = {"person": province.people["canbo"].pk, "valid_from": today, "valid_until": today}
    assert client.post(reverse("units:own-deputy"), data).status_code == 302
    deputy = Deputy.objects.get()
    page = client.get(reverse("units:me")).content.decode()
    assert "Võ Thị Chính" in page
    client.post(reverse("units:end-deputy", args=[deputy.pk]))
    assert Deputy.objects.get().ended_at is not None


def test_refused_deputy_keeps_what_was_typed(province: Province, signed_in) -> None:
    yesterday = clock.today() - timedelta(days=1)
    answer = signed_in("giamdoc").post(
        reverse("units:own-deputy"),
        {"person": province.people["canbo"].pk, "valid_from": yesterday, "valid_until": clock.today()},
    )
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "ngày đã qua" in text
    assert yesterday.isoformat() in text
    assert not Deputy.objects.exists()


def test_wrong_date_is_one_clear_sentence(province: Province, signed_in) -> None:
    answer = signed_in("giamdoc").post(
        reverse("units:own-deputy"),
        {"person": province.people["canbo"].pk, "valid_from": "31/02/2016", "valid_until": "😀"},
    )
    assert answer.status_code == 422
    assert "Ngày không hợp lệ" in answer.content.decode()


def test_office_appoints_for_anyone(province: Province, signed_in) -> None:
    today = clock.today()
    client = signed_in("chuyenvien")
    data = {
        "post": province.posts["huyen"].pk,
        "person": province.people["canbo"].pk,
        "valid_from": today,
        "valid_until": today,
    }
    assert client.get(reverse("units:deputies")).status_code == 200
    assert client.post(reverse("units:deputies"), data).status_code == 302
    assert Deputy.objects.get().appointed_by == province.people["chuyenvien"]


@pytest.mark.parametrize("who", ["canbo", "giamdoc", "theodoi", "quantri", "kiemtra"])
def test_others_do_not_reach_the_list_of_deputies(province: Province, signed_in, who: str) -> None:
    assert signed_in(who).get(reverse("units:deputies")).status_code in {403, 404}


def test_picker_answers_a_fragment(province: Province, signed_in) -> None:
    text = signed_in("chuyenvien").get(reverse("units:find"), {"q": "so tai chinh"}).content.decode()
    assert f'data-value="u{province.units["STC"].pk}"' in text
    assert "<html" not in text
    text = signed_in("chuyenvien").get(reverse("units:find"), {"q": "<b>qq"}).content.decode()
    assert "&lt;b&gt;qq" in text


def test_list_and_page_of_a_unit(province: Province, signed_in) -> None:
    client = signed_in("canbo")
    text = client.get(reverse("units:list"), {"q": "tai chinh"}).content.decode()
    assert "Sở Tài chính" in text
    assert "Sở Xây dựng" not in text
    actions.abolish_unit(
        by=None,
        at=AT,
        unit=province.units["SXD"],
        on=clock.local_date(AT),
        successors=[(province.units["STC"], "")],
        decision="QĐ 7/2016",
    )
    page = client.get(reverse("units:unit", args=[province.units["SXD"].pk])).content.decode()
    assert "QĐ 7/2016" in page
    assert "đến hết 05/09/2016" in page
    assert "Giám đốc" in client.get(reverse("units:unit", args=[province.units["STC"].pk])).content.decode()
    assert client.get(reverse("units:unit", args=[999999])).status_code == 404


def test_pages_ask_few_questions(province: Province, signed_in, django_assert_max_num_queries) -> None:
    client = signed_in("chuyenvien")
    for name in ("units:me", "units:list", "units:deputies", "units:find"):
        with django_assert_max_num_queries(20):
            client.get(reverse(name))


def sign_in(client: Client, username: str, password: str):
    return client.post(reverse("account_login"), {"login": username, "password": password})


def test_sign_in_knows_no_case(province: Province, client: Client, local_cache: None) -> None:
    actions.create_person(by=None, at=AT, username="an.nv", full_name="Nguyễn Văn An", password=PASSWORD)
    assert sign_in(client, "AN.nv", PASSWORD).status_code == 302
    assert client.session.get("_auth_user_id")


def test_sign_in_is_throttled(province: Province, client: Client, local_cache: None) -> None:
    actions.create_person(by=None, at=AT, username="an.nv", full_name="Nguyễn Văn An", password=PASSWORD)
    for _attempt in range(5):
        assert "không đúng" in sign_in(client, "an.nv", "sai").content.decode()
    assert "quá nhiều lần" in sign_in(client, "an.nv", PASSWORD).content.decode()
    assert not client.session.get("_auth_user_id")


def test_nobody_signs_up(province: Province, client: Client) -> None:
    answer = client.get(reverse("account_signup"))
    data = {"username": "x", "password1": PASSWORD, "password2": PASSWORD}
    client.post(reverse("account_signup"), data)
    assert "password1" not in answer.content.decode()
    assert not type(province.people["canbo"]).objects.filter(username="x").exists()


def test_closed_account_cannot_sign_in(province: Province, client: Client, local_cache: None) -> None:
    person = actions.create_person(by=None, at=AT, username="an.nv", full_name="Nguyễn Văn An", password=PASSWORD)
    person.is_active = False
    person.save()
    sign_in(client, "an.nv", PASSWORD)
    assert not client.session.get("_auth_user_id")


def test_own_sessions_are_listed_and_ended(province: Province, local_cache: None) -> None:
    actions.create_person(by=None, at=AT, username="an.nv", full_name="Nguyễn Văn An", password=PASSWORD)
    person = actions.create_person(by=None, at=AT, username="binh", full_name="Bình", password=PASSWORD)
    for username in ("binh", "an.nv"):
        actions.appoint(
            by=None,
            at=AT,
            unit=province.units["STC"],
            role=Role.UNIT_OFFICER,
            title="T",
            person=type(person).objects.get(username=username),
        )
    here, elsewhere = Client(), Client()
    sign_in(here, "an.nv", PASSWORD)
    sign_in(elsewhere, "an.nv", PASSWORD)
    for client in (here, elsewhere):
        assert client.get(reverse("units:me")).status_code == 200
    page = here.get(reverse("usersessions_list"))
    assert page.status_code == 200
    here.post(reverse("usersessions_list"))
    assert here.get(reverse("units:me")).status_code == 200
    assert elsewhere.get(reverse("units:me")).status_code == 302


def test_what_tasks_say_stays_in_no_cache(province: Province, signed_in) -> None:
    """Pages and files of whoever is signed in are not kept: "back" after signing out shows nothing on a shared machine."""
    answer = signed_in("canbo").get(reverse("units:me"))
    assert answer.status_code == 200 and answer["Cache-Control"] == "private, no-store"
