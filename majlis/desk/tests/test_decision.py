"""The level above decides on complaints about a centre and on suggestions, and the wording still needs a second eye."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from majlis.accounts.queries import viewer_for
from majlis.accounts.roles import ROLES
from majlis.accounts.tests.builders import a_staff
from majlis.cases.models import Case, Closure
from majlis.cases.states import State
from majlis.cases.tests.builders import HOUSE, in_state
from majlis.core.scope import within
from majlis.desk.tests.builders import a_case_of
from majlis.office import queries as office

pytestmark = pytest.mark.django_db

GOOD = {"decision": "approve", "words": "يُفتح شباك ثانٍ", "result": "نفتح شباكًا ثانيًا الأحد القادم، وشكرًا لك"}


def _case() -> Case:
    return in_state(a_case_of(service="suggestion"), State.ACCEPTED, section="office", turn="office")


def _post(client: Client, case: Case, **words: Any) -> Any:
    sent = {"version": case.version} | GOOD | words
    return client.post(reverse("desk:decision", args=[case.reference]), sent)


def test_decision_writes_the_directive_and_proposes_the_words(client: Client) -> None:
    case, director = _case(), a_staff("programme_director")
    client.force_login(director)
    assert client.get(reverse("desk:decision", args=[case.reference])).status_code == 200
    assert _post(client, case).status_code == 303
    with within(HOUSE):
        now = Case.objects.get(pk=case.pk)
        assert (now.state, now.turn) == (State.DONE, "office")
        assert [one.words for one in office.directives(now)] == [GOOD["words"]]
        assert Closure.objects.get(case=case).words == GOOD["result"]
    approval = reverse("desk:approval", args=[case.reference])
    assert client.post(approval, {"version": now.version}).status_code == 422
    client.force_login(a_staff("minister_office"))
    assert client.post(approval, {"version": now.version}).status_code == 303


@pytest.mark.parametrize("left_out", ["decision", "words", "result"])
def test_decision_needs_its_words(client: Client, left_out: str) -> None:
    case = _case()
    client.force_login(a_staff("programme_director"))
    assert _post(client, case, **{left_out: ""}).status_code == 422


def test_thanks_need_no_directive_words(client: Client) -> None:
    case = _case()
    client.force_login(a_staff("programme_director"))
    assert _post(client, case, decision="thank", words="").status_code == 303


@pytest.mark.parametrize("role", sorted(set(ROLES) - {"programme_director"}))
def test_decision_is_refused_to_every_other_role(client: Client, role: str) -> None:
    case = _case()
    place = ROLES[role].place
    section = "office" if place == "section" else ""
    client.force_login(a_staff(role, case.centre if place in ("centre", "section") else None, section))
    assert _post(client, case).status_code in (403, 404)


def test_decision_is_refused_to_the_one_complained_of(client: Client) -> None:
    case, director = _case(), a_staff("programme_director")
    in_state(case, State.ACCEPTED, barred=[f"staff:{director.pk}"])
    client.force_login(director)
    assert _post(client, case).status_code == 404


def test_decision_on_another_road_or_an_older_page_is_refused(client: Client) -> None:
    case, director = _case(), a_staff("programme_director")
    client.force_login(director)
    assert _post(client, case, version=case.version + 1).status_code == 409
    in_state(case, State.UNDER_AUDIT)
    assert _post(client, case).status_code == 409
    in_state(case, State.ACCEPTED, road="paper")
    assert _post(client, case).status_code == 403


def test_decision_is_offered_on_the_page_of_the_case(client: Client) -> None:
    case, director = _case(), a_staff("programme_director")
    client.force_login(director)
    page = client.get(reverse("desk:case", args=[case.reference])).content.decode()
    assert reverse("desk:decision", args=[case.reference]) in page
    with within(viewer_for(director)):
        pass
    listed = client.get(reverse("desk:home"), {"list": "service"}).content.decode()
    assert case.subject in listed
