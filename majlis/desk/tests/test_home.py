"""The workbench: who has which list, what lies on it, and how often it asks the database."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from majlis.accounts.queries import viewer_for
from majlis.accounts.tests.builders import a_grant, a_staff, a_viewer
from majlis.cases import moves
from majlis.cases.models import Case
from majlis.cases.models.about import Role
from majlis.cases.moves.opening import PartyLine
from majlis.cases.tests.builders import HOUSE, a_case, in_state
from majlis.centres.tests.builders import a_centre
from majlis.core import clock
from majlis.core.scope import within
from majlis.core.viewer import Viewer
from majlis.desk import lists, queries
from majlis.desk.place import Place
from majlis.desk.tests.builders import a_case_of, at_operations

pytestmark = pytest.mark.django_db

HOME = reverse("desk:home")


def _codes(viewer: Viewer) -> list[str]:
    return [one.code for one in lists.of_viewer(viewer)]


def _on(viewer: Viewer, code: str, chosen: str = "") -> set[int]:
    with within(viewer):
        return {case.pk for case in queries.page(viewer, Place(code, chosen))}


@pytest.mark.parametrize(
    ("role", "has", "has_not"),
    [
        (
            "inquiries_officer",
            {"inquiries", "mine", "today", "late", "danger"},
            {"operations", "body", "results", "all"},
        ),
        ("operations_officer", {"operations", "mine", "beneficiary"}, {"inquiries", "service", "all"}),
        ("audit_officer", {"mine", "beneficiary"}, {"inquiries", "operations"}),
        ("followup_officer", {"body", "late"}, {"inquiries", "results", "service"}),
        ("minister_office", {"results"}, {"inquiries", "service"}),
        ("programme_director", {"service", "results", "all", "inquiries", "operations"}, set()),
        ("centre_manager", {"all", "inquiries", "operations"}, {"service"}),
        ("hall_host", set(), {"mine", "inquiries"}),
        ("system_administrator", set(), {"mine", "all"}),
    ],
)
def test_lists_follow_the_desks_of_a_role(role: str, has: set[str], has_not: set[str]) -> None:
    codes = set(_codes(a_viewer(role)))
    assert has <= codes
    assert not has_not & codes


def test_list_holds_the_cases_of_ones_own_centre_and_section() -> None:
    here, there = a_centre(), a_centre()
    clerk = a_viewer("inquiries_officer", here)
    mine, other, sorted_ = a_case(centre=here), a_case(centre=there), at_operations(a_case(centre=here))
    assert _on(clerk, "inquiries") == {mine.pk}
    assert _on(a_viewer("operations_officer", here), "operations") == {sorted_.pk}
    assert {mine.pk, other.pk} <= _on(a_viewer("programme_director"), "inquiries")


def test_list_shows_a_woman_only_case_to_women_only() -> None:
    centre = a_centre()
    case = a_case(centre=centre, women_only=True)
    assert _on(a_viewer("inquiries_officer", centre), "inquiries") == set()
    assert _on(a_viewer("inquiries_officer", centre, woman=True), "inquiries") == {case.pk}


def test_list_leaves_out_what_bars_the_officer_or_is_too_sensitive() -> None:
    centre = a_centre()
    member = a_staff("inquiries_officer", centre)
    accused = PartyLine(Role.RESPONDENT, mark=f"staff:{member.pk}", name="هو")
    a_case(centre=centre, parties=[accused])
    in_state(a_case(centre=centre), "submitted", sensitivity=1)
    assert _on(viewer_for(member), "inquiries") == set()


def test_lists_of_time_part_the_late_from_those_due_today() -> None:
    centre = a_centre()
    clerk = a_viewer("inquiries_officer", centre)
    late = in_state(a_case(centre=centre), "submitted", due_at=clock.now() - dt.timedelta(minutes=1))
    in_state(a_case(centre=centre), "submitted", due_at=clock.now() + dt.timedelta(days=2))
    soon = clock.start_of(clock.today() + dt.timedelta(days=1)) - dt.timedelta(seconds=1)
    due = in_state(a_case(centre=centre), "submitted", due_at=soon)
    assert _on(clerk, "late") == {late.pk}
    assert _on(clerk, "today") == {due.pk}


def test_list_of_mine_holds_what_i_took_up() -> None:
    centre = a_centre()
    clerk, other = a_viewer("inquiries_officer", centre), a_viewer("inquiries_officer", centre)
    mine, his = a_case(centre=centre), a_case(centre=centre)
    for case, who in ((mine, clerk), (his, other)):
        with within(who):
            moves.claim(case, by=who)
    assert _on(clerk, "mine") == {mine.pk}
    assert _on(clerk, "inquiries", "free") == set()


@pytest.mark.parametrize(("state", "fields", "code", "role"), [
    ("answered", {"section": "followup"}, "body", "followup_officer"),
    ("waiting_papers", {"section": "audit", "turn": "beneficiary"}, "beneficiary", "audit_officer"),
    ("done", {"section": "office", "turn": "office"}, "results", "minister_office"),
    ("accepted", {"section": "office", "road": "service"}, "service", "programme_director"),
])  # fmt: skip
def test_list_of_the_ministry_holds_its_cases(state: str, fields: dict[str, Any], code: str, role: str) -> None:
    case = in_state(a_case(), state, **fields)
    assert _on(a_viewer(role), code) == {case.pk}


def test_the_gravest_comes_first(client: Client) -> None:
    centre = a_centre()
    member = a_staff("inquiries_officer", centre)
    plain = a_case(centre=centre)
    grave = a_case(centre=centre, danger=True)
    with within(viewer_for(member)):
        found = list(queries.page(viewer_for(member), Place("inquiries")))
    assert [case.pk for case in found] == [grave.pk, plain.pk]


def test_counts_end_at_fifty(client: Client) -> None:
    centre = a_centre()
    viewer = a_viewer("inquiries_officer", centre)
    one = a_case(centre=centre)
    with within(viewer):
        assert queries.counts(viewer)["inquiries"] == "1"
    with within(HOUSE):
        values: dict[str, Any] = dict(Case.objects.values().get(pk=one.pk))
        del values["id"]
        Case.objects.bulk_create([Case(**values | {"reference": f"{number:010}"}) for number in range(60)])
    with within(viewer):
        assert queries.counts(viewer)["inquiries"] == "50+"


def test_home_shows_the_first_list_and_opens_nothing_unasked(client: Client) -> None:
    centre = a_centre()
    case = a_case_of(centre=centre)
    client.force_login(a_staff("inquiries_officer", centre))
    page = client.get(HOME).content.decode()
    assert case.subject in page
    assert "Choose a case" in page


def test_home_opens_a_case_beside_the_list(client: Client) -> None:
    centre = a_centre()
    case, following = a_case_of(centre=centre), a_case_of(centre=centre)
    client.force_login(a_staff("inquiries_officer", centre))
    page = client.get(HOME, {"open": case.reference}).content.decode()
    assert "Decide and hand to operations" in page
    assert f"open={following.reference}#case" in page
    assert case.words in page


@pytest.mark.parametrize("role", ["hall_host", "system_administrator"])
def test_home_of_somebody_without_a_list_is_kind(client: Client, role: str) -> None:
    client.force_login(a_staff(role))
    assert client.get(HOME).status_code in (200, 302)
    assert client.get(reverse("desk:items")).status_code == 204


def test_home_sends_a_stranger_to_the_sign_in(client: Client) -> None:
    assert client.get(HOME)["Location"].startswith("/staff/login/")


def test_made_up_values_of_the_address_do_no_harm(client: Client) -> None:
    client.force_login(a_staff("inquiries_officer"))
    for query in ({"list": "all"}, {"list": "x", "f": "y", "page": "z"}, {"open": "0000000000"}, {"f": "urgent"}):
        assert client.get(HOME, query).status_code == 200


def test_items_answer_304_until_something_changes(client: Client) -> None:
    centre = a_centre()
    case = a_case_of(centre=centre)
    clerk = a_viewer("inquiries_officer", centre, name_ar="هند الريحان", name_en="Hind")
    client.force_login(a_staff("inquiries_officer", centre))
    address = reverse("desk:items") + "?list=inquiries"
    first = client.get(address)
    tag = first["ETag"]
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 304
    with within(clerk):
        moves.claim(case, by=clerk)
    again = client.get(address, headers={"If-None-Match": tag})
    assert again.status_code == 200
    assert "Hind is working on it now" in again.content.decode()


def test_home_asks_the_database_as_often_for_three_as_for_one(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    centre = a_centre()
    client.force_login(a_staff("inquiries_officer", centre))
    a_case_of(centre=centre)
    client.get(HOME)
    with django_assert_max_num_queries(20) as one:
        client.get(HOME)
    a_case_of(centre=centre), a_case_of(centre=centre)
    with django_assert_max_num_queries(len(one)):
        client.get(HOME)


def test_pages_of_a_list_show_each_case_once(client: Client) -> None:
    centre = a_centre()
    viewer = a_viewer("inquiries_officer", centre)
    for _one in range(queries.SIZE + 3):
        a_case(centre=centre)
    with within(viewer):
        first = queries.page(viewer, Place("inquiries"))
        second = queries.page(viewer, Place("inquiries", page=first.next))
    assert (len(first), len(second)) == (queries.SIZE, 3)
    assert not {case.pk for case in first} & {case.pk for case in second}


def test_two_grants_give_both_lists() -> None:
    centre = a_centre()
    member = a_staff("inquiries_officer", centre)
    a_grant(member, "operations_officer", centre)
    assert {"inquiries", "operations"} <= set(_codes(viewer_for(member)))


def test_what_was_opened_for_a_visit_stands_on_no_list_until_it_is_claimed() -> None:
    case, member = a_case(centre=a_centre()), a_staff("centre_manager", a_centre())
    viewer = viewer_for(member)
    with within(HOUSE):
        until = clock.now() + dt.timedelta(hours=1)
        moves.share(case, by=HOUSE, viewer=viewer.token, why="visit", until=until)
    assert _on(viewer, "all") == set()
    in_state(case, "submitted", claimed_by=member, claimed_at=clock.now())
    assert _on(viewer, "mine") == {case.pk}
