"""The page of a case: what it shows to whom, that each reading is written down, and what it costs."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from majlis.accounts.queries import viewer_for
from majlis.accounts.roles import ROLES
from majlis.accounts.tests.builders import a_staff
from majlis.cases import moves
from majlis.cases.models import Case, Closure
from majlis.cases.models.about import Role
from majlis.cases.moves.opening import PartyLine
from majlis.cases.states import State
from majlis.cases.tests.builders import HOUSE, in_state
from majlis.centres.tests.builders import a_centre
from majlis.core.scope import within
from majlis.desk import collect, rules
from majlis.desk.tests.builders import a_case_of, at_operations
from majlis.desk.walk import walk
from majlis.people.tests.builders import a_beneficiary
from majlis.trail.models import Entry
from majlis.trail.tests import reading

pytestmark = pytest.mark.django_db


def _page(client: Client, case: Case, **query: str) -> Any:
    return client.get(reverse("desk:case", args=[case.reference]), query)


def test_page_gathers_the_case_and_the_rooms(client: Client) -> None:
    person = a_beneficiary(mobile="+966512345678")
    centre = a_centre()
    parties = [PartyLine(Role.RESPONDENT, name="مكتب الاستقدام")]
    case = a_case_of(person, centre=centre, answers={"wish": "تأشيرة لوالدتي"}, parties=parties)
    other = a_case_of(person, centre=centre)
    member = a_staff("inquiries_officer", centre)
    with within(viewer_for(member)):
        moves.note(case, by=viewer_for(member), words="اتصلت به مرتين")
    client.force_login(member)
    page = _page(client, case).content.decode()
    wanted = [case.subject, case.words, "تأشيرة لوالدتي", "مكتب الاستقدام", "اتصلت به مرتين", other.reference[:3]]
    assert [words for words in wanted if words not in page] == []
    assert "The person reads:" in page
    assert "We received your request" in page


def test_page_masks_numbers_until_they_are_asked_for(client: Client) -> None:
    person = a_beneficiary(mobile="+966512345678")
    case = a_case_of(person, centre=a_centre())
    client.force_login(a_staff("inquiries_officer", case.centre))
    page = _page(client, case).content.decode()
    assert person.identity_number not in page
    assert "512345678" not in page.replace(" ", "")
    shown = client.post(reverse("desk:identity", args=[case.reference]), headers={"HX-Request": "true"})
    assert person.identity_number in shown.content.decode()
    assert "+966512345678" in shown.content.decode()
    with within(HOUSE):
        assert Entry.objects.filter(case_id=case.pk, kind="desk.revealed").count() == 1
    assert reading.first_break(case.pk) is None


def test_numbers_are_not_shown_by_a_mere_reading(client: Client) -> None:
    case = a_case_of(centre=a_centre())
    client.force_login(a_staff("inquiries_officer", case.centre))
    assert client.get(reverse("desk:identity", args=[case.reference])).status_code == 405


@pytest.mark.parametrize("role", sorted(ROLES))
def test_whole_numbers_are_for_those_who_work_on_cases(client: Client, role: str) -> None:
    case = a_case_of(centre=a_centre())
    place = ROLES[role].place
    section = "inquiries" if place == "section" else ""
    client.force_login(a_staff(role, case.centre if place in ("centre", "section") else None, section))
    status = client.post(reverse("desk:identity", args=[case.reference])).status_code
    desks = {"inquiries_officer", "reception_officer", "toll_free_agent", "section_head", "centre_manager"}
    assert (status == 200) == (role in desks | {"programme_director", "minister"})


def test_each_reading_is_written_down_once_a_day(client: Client) -> None:
    case = a_case_of(centre=a_centre())
    member = a_staff("inquiries_officer", case.centre)
    client.force_login(member)
    _page(client, case)
    _page(client, case)
    client.get(reverse("desk:home"), {"open": case.reference})
    assert len(reading.looks(case_id=case.pk, viewer=f"staff:{member.pk}")) == 1


def test_who_looked_is_shown_to_those_who_answer_for_others(client: Client) -> None:
    case = a_case_of(centre=a_centre())
    reader = a_staff("inquiries_officer", case.centre, name_ar="قارئ", name_en="Reader")
    client.force_login(reader)
    page = _page(client, case, tab="looks").content.decode()
    assert "Who looked" not in page
    client.force_login(a_staff("centre_manager", case.centre))
    assert "قارئ" in _page(client, case, tab="looks").content.decode()


def test_notices_stand_on_a_page_of_their_own(client: Client) -> None:
    case = a_case_of(centre=a_centre())
    client.force_login(a_staff("inquiries_officer", case.centre))
    page = _page(client, case, tab="notices")
    assert page.status_code == 200
    assert len(page.context["notices"]) == 1


@pytest.mark.parametrize("role", sorted(ROLES))
def test_page_is_open_to_whom_the_case_is_visible_and_to_nobody_else(client: Client, role: str) -> None:
    case = at_operations(a_case_of(centre=a_centre()))
    place = ROLES[role].place
    section = "operations" if place == "section" else ""
    member = a_staff(role, case.centre if place in ("centre", "section") else None, section)
    with within(viewer_for(member)):
        sees = Case.objects.visible_to(viewer_for(member)).filter(pk=case.pk).exists()
    client.force_login(member)
    assert _page(client, case).status_code == (200 if sees else 404)


def test_page_is_closed_to_a_man_where_a_woman_asked_for_women(client: Client) -> None:
    case = a_case_of(centre=a_centre(), women_only=True)
    client.force_login(a_staff("inquiries_officer", case.centre))
    assert _page(client, case).status_code == 404
    client.force_login(a_staff("inquiries_officer", case.centre, woman=True))
    assert "Women only" in _page(client, case).content.decode()


def test_page_is_closed_to_the_one_complained_of(client: Client) -> None:
    centre = a_centre()
    member = a_staff("inquiries_officer", centre)
    case = a_case_of(centre=centre, parties=[PartyLine(Role.RESPONDENT, mark=f"staff:{member.pk}")])
    client.force_login(member)
    assert _page(client, case).status_code == 404


def test_page_asks_a_bounded_number_of_questions(client: Client, django_assert_max_num_queries: Any) -> None:
    person = a_beneficiary()
    case = a_case_of(person, centre=a_centre())
    member = a_staff("inquiries_officer", case.centre)
    client.force_login(member)
    _page(client, case)
    with django_assert_max_num_queries(25) as one:
        _page(client, case)
    with within(viewer_for(member)):
        for words in ("أولى", "ثانية", "ثالثة"):
            moves.note(case, by=viewer_for(member), words=words)
    a_case_of(person, centre=case.centre), a_case_of(person, centre=case.centre)
    with django_assert_max_num_queries(len(one)):
        _page(client, case)


def test_only_one_act_is_the_primary_one(client: Client) -> None:
    case = a_case_of(centre=a_centre())
    client.force_login(a_staff("inquiries_officer", case.centre))
    page = _page(client, case).content.decode()
    assert page.count('data-key="Enter"') == 1
    assert client.get(reverse("desk:home"), {"open": case.reference}).content.decode().count('data-key="Enter"') == 1


def test_keys_of_a_page_are_given_once(client: Client) -> None:
    import re

    case = a_case_of(centre=a_centre())
    a_case_of(centre=case.centre)
    client.force_login(a_staff("centre_manager", case.centre))
    for page in (_page(client, case), client.get(reverse("desk:home"), {"open": case.reference})):
        keys = re.findall(r'data-key="([^"]+)"', page.content.decode())
        assert sorted(keys) == sorted(set(keys))


def test_priority_is_explained(client: Client) -> None:
    case = a_case_of(centre=a_centre(), danger=True)
    client.force_login(a_staff("inquiries_officer", case.centre))
    page = _page(client, case).content.decode()
    assert "someone is in danger" in page
    assert "+100" in page


@pytest.mark.parametrize(
    ("state", "fields", "here"),
    [
        (State.SUBMITTED, {}, 1),
        (State.SUBMITTED, {"section": "operations"}, 2),
        (State.REGISTERED, {}, 2),
        (State.UNDER_AUDIT, {}, 3),
        (State.WAITING_PAPERS, {}, 3),
        (State.SCHEDULED, {}, 4),
        (State.REFERRED, {}, 5),
        (State.DONE, {}, 6),
    ],
)
def test_walk_shows_where_the_case_stands(state: str, fields: dict[str, Any], here: int) -> None:
    case = in_state(a_case_of(), state, **fields)
    steps = walk(case, reading.timeline(case.pk, public=False))
    assert [step.now for step in steps] == [place == here for place in range(8)]
    assert [step.done for step in steps] == [place < here for place in range(8)]
    assert steps[0].at is not None


def test_walk_of_a_closed_case_shows_only_the_steps_it_took() -> None:
    centre = a_centre()
    case = a_case_of(centre=centre, service="inquiry")
    member = viewer_for(a_staff("inquiries_officer", centre))
    with within(member):
        moves.answer_at_once(case, by=member, words="من الثامنة")
    steps = walk(case, reading.timeline(case.pk, public=False))
    assert [step.done for step in steps] == [True, True, False, False, False, False, False, True]
    assert not any(step.now for step in steps)


def test_result_that_is_not_approved_is_marked(client: Client) -> None:
    case = in_state(a_case_of(), State.DONE, section="office", turn="office")
    with within(HOUSE):
        Closure.objects.create(case=case, outcome="done", words="صدرت التأشيرة", proposed_by="staff:0")
    client.force_login(a_staff("minister_office"))
    page = _page(client, case).content.decode()
    assert "صدرت التأشيرة" in page
    assert "Not yet approved" in page


def test_rooms_that_have_parts_are_asked() -> None:
    names = {room.__name__ for room in collect._rooms()}
    assert {"majlis.audit.parts", "majlis.office.parts", "majlis.desk.parts"} <= names
    assert "majlis.notifications.parts" not in names


def test_rules_of_looking_are_those_of_the_roles() -> None:
    may = {role for role in ROLES if rules.may_see_looks(_viewer(role))}
    assert may == {"section_head", "centre_manager", "programme_director", "minister"}


def _viewer(role: str) -> Any:
    place = ROLES[role].place
    return viewer_for(a_staff(role, a_centre() if place == "section" else None, "audit" if place == "section" else ""))
