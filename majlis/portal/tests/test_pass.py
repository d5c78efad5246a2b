"""The person's pass for the gate on the status page, and who comes along."""

from __future__ import annotations

import pytest
from django.test import Client

from majlis.audiences.gate import spoken
from majlis.audiences.models import Appointment, GateNote
from majlis.audiences.tests.builders import at
from majlis.cases.tests.builders import HOUSE
from majlis.core import clock
from majlis.core.scope import within
from majlis.portal.tests.test_status import fill, opened, with_appointment

pytestmark = pytest.mark.django_db


def note_of(place: Appointment) -> GateNote:
    with within(HOUSE):
        return GateNote.objects.get(appointment=place)


def test_status_shows_the_pass_and_its_page_holds_nothing_private() -> None:
    case, place = with_appointment()
    client = opened(case)
    code = spoken(note_of(place).code)
    assert code in client.get(f"/s/{case.reference}/").content.decode()
    page = client.get(f"/s/{case.reference}/appointment/pass/").content.decode()
    assert code in page
    assert case.subject not in page
    with within(HOUSE):
        assert case.beneficiary.name.display not in page


def test_person_says_who_comes_along_and_changes_it() -> None:
    case, place = with_appointment()
    client = opened(case)
    names = "سارة القحطاني\nفهد القحطاني"
    assert (
        fill(client, case, "appointment/companions", {"names": names, "plate": "1234", "wheelchair": "on"}).status_code
        == 303
    )
    assert (note_of(place).companions, note_of(place).wheelchair) == (names.split("\n"), True)
    assert "سارة القحطاني" in client.get(f"/s/{case.reference}/appointment/companions/").content.decode()
    assert fill(client, case, "appointment/companions", {"names": ""}).status_code == 303
    assert note_of(place).companions == []


def test_nine_companions_are_refused_and_nothing_typed_is_lost() -> None:
    case, _place = with_appointment()
    names = "\n".join(f"مرافق {n}" for n in "ابتثجحخدذ")
    refused = fill(opened(case), case, "appointment/companions", {"names": names})
    assert refused.status_code == 422
    assert "مرافق ذ" in refused.content.decode()


def test_pass_and_companions_are_shut_without_the_pin() -> None:
    case, _place = with_appointment()
    for part in ("pass", "companions"):
        answer = Client().get(f"/s/{case.reference}/appointment/{part}/")
        assert (answer.status_code, answer["Location"]) == (303, f"/s/{case.reference}")


def test_on_the_day_the_reception_is_told_instead() -> None:
    case, place = with_appointment()
    with clock.pretend(at(place.sitting, 7)):
        client = opened(case)
        answer = client.get(f"/s/{case.reference}/appointment/companions/")
        assert answer["Location"] == f"/s/{case.reference}/"
        assert "appointment/companions" not in client.get(f"/s/{case.reference}/").content.decode()
