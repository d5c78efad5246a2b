"""The gate: every way past it, and every way turned away."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from majlis.accounts import gate, limits
from majlis.accounts.models import Staff
from majlis.accounts.tests import gated
from majlis.accounts.tests.builders import a_staff
from majlis.centres.models import Centre
from majlis.centres.tests.builders import a_centre
from majlis.core import scope
from majlis.core.viewer import ANONYMOUS

pytestmark = [pytest.mark.django_db, pytest.mark.urls("majlis.accounts.tests.gated")]


@pytest.fixture(autouse=True)
def _link_holders(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(gate, "_builders", [gated.builder])
    yield
    assert scope.current() == ""


def _words(response: Any) -> dict[str, str]:
    assert response.status_code == 200, response.content
    return dict(line.split("=", 1) for line in response.content.decode().splitlines())


def _signed_in(role: str = "", *places: Any, **words: Any) -> tuple[Client, Staff]:
    client, member = Client(), a_staff(role, *places, **words)
    client.force_login(member)
    return client, member


def test_a_public_page_when_anonymous_and_with_a_link(client: Client) -> None:
    assert _words(client.get("/anyone/")) == {"viewer": "anonymous:0", "scope": "anonymous"}
    assert _words(client.get("/anyone/", headers={"X-Case": "12"})) == {"viewer": "link:12", "scope": "link"}


def test_a_public_page_when_staff_open_it() -> None:
    client, _member = _signed_in("minister")
    assert _words(client.get("/anyone/"))["viewer"] == "anonymous:0"


@pytest.mark.parametrize("page", ["/any-staff/", "/auditors/", "/centres/here/", "/members/1/", "/late/"])
def test_a_staff_page_when_anonymous(client: Client, page: str) -> None:
    sent = client.get(f"{page}?q=a%20b")
    assert (sent.status_code, sent["Location"]) == (302, f"/staff/login/?next={page.replace('/', '%2F')}%3Fq%3Da%2520b")
    assert client.post(page)["Location"] == "/staff/login/"
    assert client.get(page, headers={"X-Case": "1"}).status_code == 302


def test_a_staff_page_when_a_program_asks_anonymously(client: Client) -> None:
    assert client.get("/any-staff/", headers={"Accept": "application/json"}).status_code == 401


def test_a_staff_page_when_htmx_asks_anonymously(client: Client) -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/desk/?a=1"}
    answer = client.get("/any-staff/", headers=headers)
    assert (answer.status_code, answer["HX-Redirect"]) == (401, "/staff/login/?next=%2Fdesk%2F%3Fa%3D1")


def test_a_staff_page_when_signed_in_without_a_role() -> None:
    client, member = _signed_in()
    assert _words(client.get("/any-staff/")) == {"viewer": f"staff:{member.pk}", "scope": "staff"}


@pytest.mark.parametrize(
    ("role", "status"), [("audit_officer", 200), ("minister", 200), ("followup_officer", 403), ("", 403)]
)
def test_a_page_of_roles_when_holding_each(role: str, status: int) -> None:
    client, _member = _signed_in(role)
    assert client.get("/auditors/").status_code == status


def test_a_staff_page_when_he_was_stopped_meanwhile() -> None:
    client, member = _signed_in("minister")
    Staff.objects.filter(pk=member.pk).update(active=False)
    assert client.get("/any-staff/").status_code == 302


def test_a_staff_page_when_the_password_was_given_by_another() -> None:
    client, member = _signed_in("minister")
    Staff.objects.filter(pk=member.pk).update(password_until="2030-01-01T00:00Z")
    assert client.get("/any-staff/")["Location"] == "/staff/password/change/?next=%2Fany-staff%2F"


def test_a_staff_page_when_a_second_factor_is_asked_for(settings: Any) -> None:
    settings.SECOND_FACTOR = True
    client, _member = _signed_in("minister")
    assert client.get("/any-staff/")["Location"] == "/staff/2fa/totp/activate/?next=%2Fany-staff%2F"
    assert client.get("/anyone/").status_code == 200


def test_an_object_when_it_is_one_s_own_or_another_centre_s() -> None:
    here = a_centre("here")
    a_centre("there")
    client, _member = _signed_in("centre_manager", here)
    assert _words(client.get("/centres/here/aside/")) | {"viewer": ""} == {
        "viewer": "",
        "scope": "staff",
        "centre": "here",
        "word": "aside",
    }
    assert client.get("/centres/there/").status_code == 404
    assert client.get("/centres/nowhere/").status_code == 404


def test_an_object_when_the_rule_says_no() -> None:
    here = a_centre("here", open=False)
    client, _member = _signed_in("centre_manager", here)
    assert client.get("/centres/here/").status_code == 403


def test_an_object_when_the_role_is_another() -> None:
    client, member = _signed_in("programme_director")
    assert client.get(f"/members/{member.pk}/").status_code == 403
    client, member = _signed_in("minister")
    assert _words(client.get(f"/members/{member.pk}/"))["member"] == str(member.pk)
    assert client.get("/members/9223372036854775808/").status_code == 404


def test_a_public_object_when_held_another_s_and_ruled_out(client: Client) -> None:
    assert _words(client.get("/things/12/", headers={"X-Case": "12"}))["thing"] == "12"
    assert client.get("/things/12/", headers={"X-Case": "11"}).status_code == 404
    assert client.get("/things/12/").status_code == 404
    assert client.get("/things/13/", headers={"X-Case": "13"}).status_code == 403


def test_a_page_when_drawn_late() -> None:
    client, _member = _signed_in()
    assert client.get("/late/").content == b"scope=staff"


def test_a_failing_page_when_its_tries_are_counted(client: Client) -> None:
    a_centre("here")
    assert [client.get("/counted/").status_code for _n in range(3)] == [422, 422, 429]
    assert client.get("/counted/")["Retry-After"] == "60"
    assert not Centre.objects.filter(name_en__startswith="changed").exists()
    assert limits.left("gated", rate_per_minute=1, burst=2) == 0


def test_counting_when_inside_a_scope(client: Client) -> None:
    with pytest.raises(RuntimeError, match="before the scope"):
        client.get("/counting-inside/")


def test_gates_when_read_as_data() -> None:
    pages: Any = gated
    assert pages.anyone.gate == gate.Gate("public")
    assert pages.auditors.gate == gate.Gate("staff", ("audit_officer", "minister"))
    assert (pages.one_member.gate.kind, pages.one_member.gate.model) == ("object", Staff)
    assert pages.one_thing.gate.kind == "public object"
    assert pages.one_centre.gate.rule is not None


def test_who_a_public_request_is_when_builders_are_registered_twice(rf: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(gate, "_builders", [])
    gate.register_public(gated.builder)
    gate.register_public(gated.builder)
    assert gate._builders == [gated.builder]
    assert gate.public_viewer(rf.get("/")) == ANONYMOUS
    assert gate.public_viewer(rf.get("/", headers={"X-Case": "3"})).token == "link:3"
