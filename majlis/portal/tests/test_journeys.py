"""Whole walks through the portal, one of every kind, as the pages lead them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from majlis.bodies.tests.builders import a_body
from majlis.cases.models import Case, Paper, Party
from majlis.cases.queries import by_pin
from majlis.cases.tests.builders import HOUSE
from majlis.centres.models import Section
from majlis.core import clock
from majlis.core.scope import within
from majlis.intake.models import Draft, Incoming
from majlis.people.models import Beneficiary
from majlis.portal.tests.builders import a_photo, begin, pin_of, send, sent, step_at, walk

pytestmark = pytest.mark.django_db
WHO = ["identity", "name", "you", "needs", "contact", "centre"]


def _party(case: Case, role: str) -> Party:
    with within(HOUSE):
        return Party.objects.get(case=case, role=role)


@pytest.mark.parametrize(
    ("service", "own"),
    [
        ("petition", ["q-wish", "whom", "papers"]),
        ("audience_person", ["q-wish", "whom", "papers"]),
        ("audience_video", ["q-wish", "whom", "papers"]),
        ("petition_humanitarian", ["whom", "papers"]),
        ("complaint_body", ["q-happened", "q-tried", "respondent", "withhold", "whom"]),
        ("complaint_centre", ["respondent", "withhold"]),
        ("suggestion", []),
        ("report", ["q-where"]),
        ("inquiry", []),
    ],
)
def test_walk_of_every_service_ends_in_one_case(client: Client, service: str, own: list[str]) -> None:
    assert walk(client, service) == ["words", "urgent", *own, *WHO]
    assert step_at(send(client)) == "sent"
    with within(HOUSE):
        case = Case.objects.get()
        said = Incoming.objects.get(case_id=case.pk)
    assert (case.service.code, case.channel, case.state) == (service, "portal", "submitted")
    assert said.seconds is not None
    assert said.words == case.words


def test_petition_keeps_all_that_was_said(client: Client) -> None:
    case = sent(client, you={"sex": "woman", "served_by": "women_only", "women_readers": "on"})
    with within(HOUSE):
        person = Beneficiary.objects.get(pk=case.beneficiary_id)
        point = person.points.get()
    assert case.answers == {"wish": "أرجو الموافقة على الزيارة"}
    assert (case.women_only, case.women_readers, case.danger, case.passes_on) == (True, True, False, None)
    assert (person.name.display, person.identity_number, person.kind) == ("سالم الحربي", "2000000006", "resident")
    assert (person.sex, person.identity_level) == ("woman", 0)
    assert (point.value, point.whose) == ("+966501234567", "mine")


def test_complaint_bars_the_body_and_withholds_the_name(client: Client) -> None:
    body = a_body()
    case = sent(client, "complaint_body", respondent={"known": f"body:{body.pk}"}, withhold={"withhold": "yes"})
    assert case.withhold_name
    assert case.barred == [f"body:{body.pk}"]
    assert _party(case, "respondent").name in {body.name_ar, body.name_en}
    assert case.answers == {"happened": "2024-02-01", "tried": "yes"}


def test_security_body_is_never_named_on_the_page(client: Client) -> None:
    secret = a_body(security=True, name_ar="جهاز سري", name_en="A secret body")
    walk(client, "complaint_body", until="respondent")
    page = client.get("/request/respondent/").content.decode()
    assert f"body:{secret.pk}" not in page
    assert "A secret body" not in page


def test_complaint_about_a_centre_bars_the_section(client: Client) -> None:
    walk(client, "complaint_centre", until="respondent")
    section = Section.objects.filter(code="operations").first()
    assert section is not None
    step_at(client.post("/request/respondent/", {"known": f"section:{section.pk}"}))
    with within(HOUSE):
        draft = Draft.objects.get()
    assert draft.answers["respondent"]["fields"]["known"] == [f"section:{section.pk}"]


def test_relative_of_a_prisoner_is_asked_for_no_paper(client: Client) -> None:
    assert walk(client, "complaint_body", whom={"whom": "other"})[6:9] == ["whom", "standing", "identity"]
    step_at(send(client))
    with within(HOUSE):
        case = Case.objects.get()
    party = _party(case, "for_whom")
    assert (party.name, party.standing) == ("خالد الحربي", "relative_of_prisoner")


def test_agent_is_asked_for_his_paper_and_goes_on_without_it(client: Client) -> None:
    agent = {"name": "خالد الحربي", "standing": "agent"}
    walk(client, "complaint_body", until="papers", whom={"whom": "other"}, standing=agent)
    page = client.get("/request/papers/").content.decode()
    assert 'name="paper_standing"' in page
    assert "وكالة" in page
    assert step_at(client.post("/request/papers/", {})) == "identity"


def test_danger_is_told_and_a_date_that_passes_is_kept(client: Client) -> None:
    assert sent(client, urgent={"urgent": "danger"}).danger
    day = clock.today() + dt.timedelta(days=3)
    date = {"passes_on_calendar": "gregorian", "passes_on_day": day.day, "passes_on_month": day.month}
    case = sent(client, urgent={"urgent": "date", "passes_on_year": day.year, **date})
    assert (case.danger, case.passes_on) == (False, day)


def test_recording_instead_of_words_opens_a_case_with_it(client: Client) -> None:
    case = sent(client, "inquiry", words={"words": "", "recording": [a_photo()]})
    assert case.words == "ما يطلبه في التسجيل أو الصورة المرفقة."
    with within(HOUSE):
        assert Paper.objects.get(case=case).item_code == "said"


def test_paper_answers_its_line_and_may_be_taken_back(client: Client) -> None:
    walk(client, until="papers")
    step_at(client.post("/request/papers/", {"paper_support": [a_photo("one.jpg"), a_photo("one.jpg")]}))
    with within(HOUSE):
        paper = Paper.objects.get()
    assert "one.jpg" in client.get("/request/papers/").content.decode()
    assert step_at(client.post(f"/request/papers/{paper.pk}/removal/", {"from": "papers"})) == "papers"
    with within(HOUSE):
        assert not Paper.objects.exists()
    assert client.post("/request/papers/", {}).status_code == 422


def test_paper_that_is_sent_stands_in_the_case_at_its_line(client: Client) -> None:
    case = sent(client, papers={"paper_support": [a_photo()]})
    with within(HOUSE):
        paper = Paper.objects.select_related("item").get(case=case)
    assert paper.item is not None
    assert paper.item.code == "support"


def test_paper_of_another_draft_is_not_taken_away(client: Client) -> None:
    walk(client, until="papers")
    step_at(client.post("/request/papers/", {"paper_support": [a_photo()]}))
    with within(HOUSE):
        paper = Paper.objects.get()
    other = Client()
    begin(other)
    other.post(f"/request/papers/{paper.pk}/removal/", {})
    with within(HOUSE):
        assert Paper.objects.filter(pk=paper.pk).exists()


def test_harmful_file_is_refused_at_its_line_and_the_other_is_kept(client: Client) -> None:
    walk(client, until="papers")
    from majlis.cases.tests.files import upload

    bad: Any = {"paper_support": [upload(b"MZ\x90 program", "a.exe")], "paper_identity": [a_photo()]}
    response = client.post("/request/papers/", bad)
    assert response.status_code == 422
    assert "id_paper_support_error" in response.content.decode()
    with within(HOUSE):
        assert Paper.objects.get().item_code == "identity"


def test_pin_of_the_confirmation_opens_the_case(client: Client) -> None:
    case = sent(client)
    pin = pin_of(client)
    assert len(pin) == 6
    with within(HOUSE):
        assert by_pin(case.reference, pin) is not None


def test_never_contact_me_is_enough(client: Client) -> None:
    case = sent(client, contact={"never": "on"})
    with within(HOUSE):
        person = Beneficiary.objects.get(pk=case.beneficiary_id)
        assert person.never_contact
        assert not person.points.exists()


def test_person_without_any_paper_is_heard(client: Client) -> None:
    case = sent(client, identity={"identity_kind": "none"})
    with within(HOUSE):
        assert Beneficiary.objects.get(pk=case.beneficiary_id).identity_kind == "none"


def test_complaint_is_heard_when_it_is_not_known_of_whom(client: Client) -> None:
    case = sent(client, "complaint_body", respondent={"known": "", "name": ""})
    with within(HOUSE):
        assert not Party.objects.filter(case=case, role="respondent").exists()
