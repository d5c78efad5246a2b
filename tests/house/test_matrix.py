"""Every page x every role x somebody else's object: nobody gets in who was not let in."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver

from majlis.accounts.roles import ROLES, Place
from majlis.accounts.tests.builders import a_staff
from majlis.cases.tests.builders import a_case
from majlis.centres.tests.builders import a_centre
from tests.house.test_gates import declared, pages

SHUT = {401, 403, 404, 405}
"""What a page may answer to whoever was not let in. 405 comes after the gate only for one who holds the role."""


def _gated() -> Iterator[tuple[str, Any]]:
    for where, view in pages(get_resolver().url_patterns):
        found = declared(view)
        if found is not None:
            yield where, found


def _address(where: str, reference: str) -> str:
    """Return a path of the pattern with its values filled in: somebody else's case, and numbers that exist nowhere."""
    values = {"reference": reference}

    def fill(match: re.Match[str]) -> str:
        kind, _colon, name = match.group(1).rpartition(":")
        if name in values:
            return values[name]
        return {"uuid": str(uuid.UUID(int=7)), "int": "987654"}.get(kind, "nothing-there")

    return "/" + re.sub(r"<([^>]+)>", fill, where).replace("^", "").replace("$", "").replace("\\Z", "")


PAGES = sorted(_gated(), key=lambda one: one[0])
STAFF_PAGES = [(where, gate) for where, gate in PAGES if gate.kind == "staff"]
OBJECT_PAGES = [(where, gate) for where, gate in PAGES if gate.kind == "object"]
PUBLIC_OBJECTS = [(where, gate) for where, gate in PAGES if gate.kind == "public object"]


def test_the_house_has_pages_of_each_kind() -> None:
    assert len(STAFF_PAGES) > 20
    assert len(OBJECT_PAGES) > 20
    assert len(PUBLIC_OBJECTS) > 5


@pytest.mark.django_db
def test_staff_page_is_shut_to_whoever_is_not_signed_in(client: Client) -> None:
    case = a_case()
    wrong = []
    for where, _gate in [*STAFF_PAGES, *OBJECT_PAGES]:
        for method in (client.get, client.post):
            answer = method(_address(where, case.reference))
            sent_away = answer.status_code == 302 and "/staff/login/" in answer.headers["Location"]
            if not sent_away and answer.status_code not in SHUT | {429}:
                wrong.append(f"{where}: {answer.status_code}")
    assert wrong == []


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["", *ROLES])
def test_staff_page_is_shut_to_a_role_that_it_does_not_name(client: Client, role: str) -> None:
    case, here = a_case(), a_centre()
    client.force_login(a_staff(role, here if role and ROLES[role].place is Place.CENTRE else None))
    wrong = []
    for where, gate in STAFF_PAGES:
        if not gate.roles or role in gate.roles:
            continue
        for method in (client.get, client.post):
            answer = method(_address(where, case.reference))
            if answer.status_code not in SHUT | {429}:
                wrong.append(f"{where}: {answer.status_code}")
    assert wrong == []


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["", *ROLES])
def test_object_page_hides_a_case_of_another_centre(client: Client, role: str) -> None:
    """The case lies at the inquiries desk of another centre: whoever has no desk there finds nothing."""
    case, here = a_case(women_only=True), a_centre()
    staff = a_staff(role, here if role and ROLES[role].place is Place.CENTRE else None, woman=False)
    client.force_login(staff)
    wrong = []
    for where, gate in OBJECT_PAGES:
        if gate.model is None or gate.model.__name__ != "Case" or role in {"minister", "programme_director"}:
            continue
        for method in (client.get, client.post):
            answer = method(_address(where, case.reference))
            if answer.status_code not in SHUT | {429}:
                wrong.append(f"{where}: {answer.status_code}")
    assert wrong == []


@pytest.mark.django_db
def test_public_object_is_hidden_from_strangers_and_from_another_case(client: Client) -> None:
    mine, theirs = a_case(), a_case()
    session = client.session
    session["opened"] = {mine.reference: mine.pk}
    session.save()
    wrong = []
    for where, _gate in PUBLIC_OBJECTS:
        for method in (client.get, client.post):
            answer = method(_address(where, theirs.reference))
            asked_to_sign_in = answer.status_code in (302, 303) and answer.headers["Location"].startswith("/s/")
            if not asked_to_sign_in and answer.status_code not in SHUT | {429}:
                wrong.append(f"{where}: {answer.status_code}")
    assert wrong == []
