"""The pages of the bodies: set up, changed, and whom to reach there."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from majlis.accounts.roles import ROLES
from majlis.accounts.tests.builders import a_staff
from majlis.bodies import queries, rules
from majlis.bodies.models import Body, Contact
from majlis.bodies.tests.builders import a_body, a_contact
from majlis.cases.tests.builders import the_service

pytestmark = pytest.mark.django_db
LIST = "/desk/bodies/"
NAMES = {"name_ar": "الجوازات", "name_en": "Passports", "active": "on"}


def _as(role: str, **words: Any) -> Client:
    client = Client()
    client.cookies["majlis_language"] = "en"
    client.force_login(a_staff(role, **words))
    return client


def _page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


@pytest.mark.parametrize("role", ROLES)
def test_the_list_is_for_those_who_keep_bodies_or_their_contacts(role: str) -> None:
    allowed = role in rules.CONTACT_KEEPERS
    _page(_as(role), LIST, 200 if allowed else 403)
    body = a_body()
    for page in ("new/", f"{body.code}/change/"):
        _page(_as(role), LIST + page, 200 if role in rules.KEEPERS else 403)
    _page(_as(role), f"{LIST}{body.code}/contacts/new/", 200 if allowed else 403)


def test_a_body_is_set_up_with_what_it_handles_and_changed() -> None:
    the_service()  # loads the catalogue
    client, above = _as("system_administrator"), a_body("above")
    wrong = client.post(LIST + "new/", NAMES | {"code": "Not a code"})
    assert wrong.status_code == 422
    assert "Passports" in wrong.content.decode()
    assert client.post(LIST + "new/", NAMES | {"code": above.code}).status_code == 422
    given = NAMES | {"code": "passports", "parent": above.pk, "categories": ["qisas"]}
    assert client.post(LIST + "new/", given).status_code == 302
    body = Body.objects.get(code="passports")
    assert (body.parent, queries.categories_of(body)) == (above, ["qisas"])
    changed = NAMES | {"name_en": "Directorate of Passports", "security": "on"}
    assert client.post(f"{LIST}passports/change/", changed).status_code == 302
    body.refresh_from_db()
    assert (str(body.name_en), body.security, queries.categories_of(body)) == ("Directorate of Passports", True, [])


def test_a_body_is_not_put_above_itself() -> None:
    client, above = _as("programme_director"), a_body("above")
    below = a_body("below", parent=above)
    answer = client.post(f"{LIST}above/change/", NAMES | {"parent": below.pk})
    assert answer.status_code == 422
    assert "cannot stand above itself" in answer.content.decode()


def test_a_contact_is_added_and_taken_out_of_use() -> None:
    client, body = _as("followup_officer"), a_body("passports")
    given = {"name": "Salem", "level": "1", "language": "ar"}
    answer = client.post(f"{LIST}passports/contacts/new/", given)
    assert answer.status_code == 422
    assert "e-mail or a phone" in answer.content.decode()
    assert client.post(f"{LIST}passports/contacts/new/", given | {"phone": "٠٥٠١٢٣٤٥٦٧"}).status_code == 302
    one = Contact.objects.get(body=body)
    assert (one.phone, one.active) == ("+966501234567", True)
    assert "Salem" in _page(client, f"{LIST}passports/")
    other = a_contact(a_body("other"))
    assert client.post(f"{LIST}passports/contacts/{other.pk}/end/").status_code == 404
    assert client.post(f"{LIST}passports/contacts/{one.pk}/end/").status_code == 302
    assert "Nobody is named yet" in _page(client, f"{LIST}passports/")


def test_the_list_asks_as_often_for_three_as_for_one(django_assert_max_num_queries: Any) -> None:
    client, counts = _as("programme_director"), []
    above = a_body("above")
    for number in (1, 2):
        a_body(f"b{number}", parent=above)
        with django_assert_max_num_queries(40) as found:
            _page(client, LIST)
        counts.append(len(found))
        a_body(f"c{number}", parent=above)
    assert counts[0] == counts[1]
