"""Take a request in at the desk."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from majlis.accounts.tests.builders import a_grant, a_staff
from majlis.cases.models import Case, Paper, Party
from majlis.cases.tests.builders import HOUSE, the_service
from majlis.centres.models import Centre
from majlis.centres.tests.builders import a_centre
from majlis.core.scope import house, within
from majlis.intake.models import Draft, Incoming
from majlis.people.models import Beneficiary, ContactPoint
from majlis.people.tests.builders import a_beneficiary, a_number

pytestmark = pytest.mark.django_db


def _begun(client: Client, service: str = "petition") -> str:
    the_service(service)
    return str(client.post("/desk/new/", {"service": service})["Location"])


def _typed(centre: Centre, **words: Any) -> dict[str, Any]:
    given = {
        "do": "send", "once": "k1", "service": "petition", "centre": centre.pk, "read_back": "on",
        "words": "أرجو النظر في طلب زيارة والدتي", "kind": "resident", "identity_kind": "resident",
        "identity_number": a_number("2"), "card_seen": "on", "given_name": "سالم", "father": "علي",
        "family": "الحربي", "language": "ar", "r-channel": "mobile", "r-value": "0501234567", "r-whose": "mine",
        "q-wish": "decision",
    }  # fmt: skip
    return given | words


def _cases() -> list[Case]:
    with within(HOUSE), house():
        return list(Case.objects.order_by("pk"))


def test_security_matter_has_its_own_sealed_way_from_the_desk(client: Client) -> None:
    client.force_login(a_staff("reception_officer", a_centre()))
    assert 'href="/desk/sealed/new"' in client.get("/desk/new/").content.decode()


def test_request_goes_to_operations_when_an_inquiries_officer_takes_it_in(client: Client) -> None:
    here = a_centre()
    client.force_login(a_staff("inquiries_officer", here))
    page = _begun(client)
    answer = client.post(page, _typed(here))
    assert answer.status_code == 303, answer.content.decode()[-3000:]
    (case,) = _cases()
    assert (case.section, case.channel, case.centre_id) == ("operations", "desk", here.pk)
    with within(HOUSE), house():
        incoming, person = Incoming.objects.get(case_id=case.pk), Beneficiary.objects.get()
    assert (incoming.read_back, person.identity_level, incoming.seconds is not None) == (True, 2, True)
    receipt = client.get(answer["Location"])
    assert b"Your PIN" in receipt.content
    assert str(case) in receipt.content.decode()
    client.cookies.pop("slip")
    assert b"Your PIN" not in client.get(answer["Location"]).content


def test_request_is_handed_to_audit_when_the_officer_keeps_the_register_too(client: Client) -> None:
    here = a_centre()
    officer = a_staff("inquiries_officer", here)
    a_grant(officer, "operations_officer", here)
    client.force_login(officer)
    page = _begun(client, "audience_person")
    answer = client.post(page, _typed(here, service="audience_person"))
    assert answer.status_code == 303, answer.content.decode()[-3000:]
    (case,) = _cases()
    assert (case.section, case.state) == ("audit", "under_audit")
    assert client.get(answer["Location"]).status_code == 200


def test_second_press_makes_no_second_case(client: Client) -> None:
    here = a_centre()
    client.force_login(a_staff("inquiries_officer", here))
    page, typed = _begun(client), _typed(here)
    first, second = client.post(page, typed), client.post(page, typed)
    assert first["Location"] == second["Location"]
    assert len(_cases()) == 1


def test_nothing_typed_is_lost_when_something_is_wrong(client: Client) -> None:
    here = a_centre()
    client.force_login(a_staff("inquiries_officer", here))
    page = _begun(client)
    answer = client.post(page, _typed(here, identity_number="2000000000", given_name=""))
    assert answer.status_code == 422
    again = client.get(page).content.decode()
    assert "أرجو النظر في طلب زيارة والدتي" in again
    assert "2000000000" in again
    assert _cases() == []


def test_words_are_kept_when_the_page_keeps_itself(client: Client) -> None:
    client.force_login(a_staff("reception_officer"))
    page = _begun(client)
    assert client.post(page, {"do": "keep", "words": "يقول إن"}).status_code == 204
    assert "يقول إن" in client.get(page).content.decode()


def test_paper_is_taken_when_it_is_chosen(client: Client) -> None:
    here = a_centre()
    client.force_login(a_staff("inquiries_officer", here))
    page = _begun(client)
    file = SimpleUploadedFile("x.exe", b"MZ nothing", content_type="image/png")
    answer = client.post(page, _typed(here, paper_identity=file))
    assert answer.status_code == 422
    with within(HOUSE), house():
        assert not Paper.objects.exists()
    assert _cases() == []


def test_person_on_record_is_picked_when_his_number_is_found(client: Client) -> None:
    here, person = a_centre(), a_beneficiary()
    client.force_login(a_staff("inquiries_officer", here))
    page = _begun(client)
    found = client.post(page, _typed(here, do="find", find=person.identity_number)).content.decode()
    assert re.search(rf'name="pick"\s+value="{person.pk}"\s+autofocus', found)
    picked = client.post(page, _typed(here, do="", pick=person.pk)).content.decode()
    assert f'name="person" value="{person.pk}"' in picked
    assert client.post(page, _typed(here, person=person.pk)).status_code == 303
    (case,) = _cases()
    assert case.beneficiary_id == person.pk


def test_officer_is_asked_when_somebody_alike_is_on_record(client: Client) -> None:
    here = a_centre()
    nobody: dict[str, Any] = {"identity_kind": "none", "identity_number": "", "identity_level": 0, "identity_at": None}
    other = a_beneficiary(given="سالم", father="علي", grandfather="", family="الحربي", **nobody)
    client.force_login(a_staff("inquiries_officer", here))
    page = _begun(client)
    answer = client.post(page, _typed(here))
    assert f'name="pick" value="{other.pk}"' in answer.content.decode()
    assert client.post(page, _typed(here, do="send-new")).status_code == 303
    assert _cases()[0].beneficiary_id != other.pk


def test_man_hands_over_when_the_person_is_served_by_women_only(client: Client) -> None:
    here, hers = a_centre(), a_beneficiary(served_by="women_only", sex="woman")
    client.force_login(a_staff("inquiries_officer", here, woman=False))
    page = _begun(client)
    found = client.post(page, _typed(here, do="find", find=hers.identity_number)).content.decode()
    assert "Hand her over to a woman" in found
    assert hers.given not in found
    picked = client.post(page, _typed(here, do="", pick=hers.pk)).content.decode()
    assert "Hand her over to a woman" in picked
    assert client.post(page, _typed(here, served_by="women_only")).status_code == 422
    assert _cases() == []
    client.force_login(a_staff("inquiries_officer", here, woman=True))
    assert client.post(page, _typed(here, served_by="women_only")).status_code == 303
    assert _cases()[0].women_only


def test_respondent_is_barred_and_the_name_withheld_when_a_complaint_says_so(client: Client) -> None:
    here = a_centre()
    client.force_login(a_staff("inquiries_officer", here))
    page = _begun(client, "complaint_body")
    words = {
        "service": "complaint_body",
        "respondent": "مدير فرع",
        "withhold": "on",
        "q-happened_day": "",
        "q-tried": "no",
    }
    answer = client.post(page, _typed(here, **words))
    assert answer.status_code == 303, answer.content.decode()[-3000:]
    (case,) = _cases()
    assert case.withhold_name
    with within(HOUSE), house():
        assert Party.objects.filter(case=case, role="respondent", name="مدير فرع").exists()


def test_page_is_not_shown_when_the_draft_is_anothers(client: Client) -> None:
    client.force_login(a_staff("inquiries_officer"))
    page = _begun(client)
    client.force_login(a_staff("inquiries_officer"))
    assert client.get(page).status_code == 404
    assert client.get(f"{page}receipt/").status_code == 404
    client.force_login(a_staff("audit_officer"))
    assert client.get("/desk/new/").status_code == 403
    assert Draft.objects.filter(case_id__isnull=False).count() == 0
    assert not ContactPoint.objects.exists()
