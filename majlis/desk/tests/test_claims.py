"""The claim: it keeps the others off the case, is told live, and holds twenty minutes; nothing typed is lost by it."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from majlis.accounts.models import Staff
from majlis.accounts.queries import viewer_for
from majlis.accounts.tests.builders import a_staff
from majlis.cases import moves
from majlis.cases.models import Case, Note
from majlis.cases.rules import CLAIM_HOLDS
from majlis.cases.tests.builders import HOUSE, in_state
from majlis.centres.tests.builders import a_centre
from majlis.core import clock
from majlis.core.scope import within
from majlis.desk.tests.builders import a_case_of

pytestmark = pytest.mark.django_db
SORTED = {"category": "medical", "other_service": "audience_person"}


@pytest.fixture
def scene(client: Client) -> tuple[Case, Staff, Staff]:
    """Return a case, the colleague who has claimed it, and the officer who is signed in."""
    centre = a_centre()
    case = a_case_of(centre=centre)
    hind = a_staff("inquiries_officer", centre, name_en="Hind", name_ar="هند")
    member = a_staff("inquiries_officer", centre)
    with within(viewer_for(hind)):
        moves.claim(case, by=viewer_for(hind))
    client.force_login(member)
    return case, hind, member


def _post(client: Client, noun: str, case: Case, **posted: Any) -> Any:
    address = reverse(f"desk:{noun}", args=[case.reference])
    return client.post(address, {"version": case.version, "once": uuid.uuid4().hex, **posted})


def _home(client: Client, case: Case) -> str:
    return client.get(reverse("desk:home"), {"list": "inquiries", "open": case.reference}).content.decode()


def test_claimed_case_is_not_decided_by_another(client: Client, scene: tuple[Case, Staff, Staff]) -> None:
    case, _hind, _member = scene
    page = _home(client, case)
    assert "Hind is working on this case now." in page
    assert "Decide and hand to operations" not in page
    assert client.get(reverse("desk:sorting", args=[case.reference])).status_code == 409
    answer = _post(client, "sorting", case, **SORTED)
    assert answer.status_code == 409
    assert "Hind" in answer.content.decode()
    with within(HOUSE):
        assert Case.objects.get(pk=case.pk).section == "inquiries"


def test_note_is_written_beside_a_claim(client: Client, scene: tuple[Case, Staff, Staff]) -> None:
    case, _hind, _member = scene
    assert _post(client, "note", case, words="اتصل المستفيد").status_code == 303
    with within(HOUSE):
        assert Note.objects.filter(case=case).exists()


def test_person_who_withdraws_is_not_kept_waiting_by_a_claim(client: Client, scene: tuple[Case, Staff, Staff]) -> None:
    case, _hind, _member = scene
    assert _post(client, "withdrawal", case, asked="on").status_code == 303


def test_old_claim_holds_nobody_back(client: Client, scene: tuple[Case, Staff, Staff]) -> None:
    case, hind, _member = scene
    in_state(case, case.state, claimed_by=hind, claimed_at=clock.now() - CLAIM_HOLDS - dt.timedelta(minutes=1))
    page = _home(client, case)
    assert "working on" not in page
    assert "claimed by" in page
    assert "Decide and hand to operations" in page
    assert _post(client, "sorting", case, **SORTED).status_code == 303


def test_next_case_is_one_that_nobody_works_on(client: Client, scene: tuple[Case, Staff, Staff]) -> None:
    taken, _hind, _member = scene
    first, free = a_case_of(centre=taken.centre), a_case_of(centre=taken.centre)
    answer = _post(client, "sorting", first, **SORTED, **{"from": "list=inquiries"})
    assert answer["Location"].endswith(f"open={free.reference}")
    answer = _post(client, "sorting", free, **SORTED, **{"from": "list=inquiries"})
    assert answer["Location"].endswith("?list=inquiries")


def test_open_pane_is_told_of_a_claim_and_of_a_case_that_went_on(client: Client) -> None:
    centre = a_centre()
    case = a_case_of(centre=centre)
    hind = viewer_for(a_staff("inquiries_officer", centre, name_en="Hind", name_ar="هند"))
    client.force_login(a_staff("inquiries_officer", centre))
    _home(client, case)
    address = f"{reverse('desk:items')}?list=inquiries&open={case.reference}"
    first = client.get(address)
    assert "working on this case now" not in first.content.decode()
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 304
    with within(hind):
        moves.claim(case, by=hind)
    second = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert "Hind is working on this case now." in second.content.decode()
    with within(hind):
        moves.sort(case, by=hind, service=case.service, category=None)
    third = client.get(address, headers={"If-None-Match": second["ETag"]})
    assert "has worked on this case, and it has gone on" in third.content.decode()
    assert "هند" in third.content.decode() or "Hind" in third.content.decode()
    assert client.get(address, headers={"If-None-Match": third["ETag"]}).status_code == 304


def test_case_that_lies_elsewhere_is_told_and_nothing_of_it(client: Client) -> None:
    far = a_case_of(centre=a_centre())
    client.force_login(a_staff("inquiries_officer", a_centre()))
    page = _home(client, far)
    assert "No case of this number lies before you." in page
    assert far.subject not in page


def test_typed_words_stand_in_the_form_when_a_colleague_was_faster(client: Client) -> None:
    centre = a_centre()
    case = a_case_of(centre=centre, service="inquiry")
    client.force_login(a_staff("inquiries_officer", centre))
    hind = viewer_for(a_staff("inquiries_officer", centre, name_ar="هند"))
    _home(client, case)
    with within(hind):
        moves.note(Case.objects.get(pk=case.pk), by=hind, words="ملاحظة")
    answer = _post(client, "answer", case, words="الدوام من الثامنة حتى الرابعة")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "الدوام من الثامنة حتى الرابعة" in page
    assert "هند" in page
    with within(HOUSE):
        now = Case.objects.get(pk=case.pk)
    assert f'name="version" value="{now.version}"' in page
    assert _post(client, "answer", now, words="الدوام من الثامنة حتى الرابعة").status_code == 303


def test_typed_words_are_given_back_when_the_case_has_gone_on(client: Client) -> None:
    centre = a_centre()
    case = a_case_of(centre=centre, service="inquiry")
    client.force_login(a_staff("inquiries_officer", centre))
    hind = viewer_for(a_staff("inquiries_officer", centre, name_ar="هند"))
    _home(client, case)
    with within(hind):
        moves.answer_at_once(Case.objects.get(pk=case.pk), by=hind, words="أجبت")
    answer = _post(client, "answer", case, words="الدوام من الثامنة حتى الرابعة")
    assert answer.status_code == 409
    assert "الدوام من الثامنة حتى الرابعة" in answer.content.decode()
    assert "هند" in answer.content.decode()
