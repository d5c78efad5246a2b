"""Acts on the case page one by one: what each adds to the rules that all acts share."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from majlis.accounts.tests.builders import a_grant, a_staff
from majlis.cases import moves
from majlis.cases.models import Closure, Share
from majlis.cases.models.about import Role
from majlis.cases.moves.opening import PartyLine
from majlis.cases.states import State
from majlis.cases.tests.builders import HOUSE, a_case, in_state
from majlis.cases.tests.files import picture
from majlis.centres.tests.builders import a_centre
from majlis.core import clock
from majlis.core.scope import within
from majlis.desk.tests.builders import a_case_of
from majlis.desk.tests.scenes import (
    SCENES,
    _address,
    _now,
    _post,
    _set,
)
from majlis.people.tests.builders import a_beneficiary

pytestmark = pytest.mark.django_db


def test_after_an_act_the_next_case_of_the_list_is_open(client: Client) -> None:
    centre = a_centre()
    first, second = a_case_of(centre=centre), a_case_of(centre=centre)
    client.force_login(a_staff("inquiries_officer", centre))
    place = {"from": "list=inquiries"}
    answer = _post(client, "sorting", first, SCENES["sorting"].posted | place)
    assert answer["Location"].endswith(f"?list=inquiries&open={second.reference}")
    page = client.get(answer["Location"]).content.decode()
    assert "Handed to operations." in page
    assert reverse("desk:undo", args=[first.reference]) in page
    last = _post(client, "sorting", second, SCENES["sorting"].posted | place)
    assert last["Location"].endswith("?list=inquiries")


def test_an_act_that_stays_shows_the_same_case(client: Client) -> None:
    centre = a_centre()
    case = a_case_of(centre=centre)
    a_case_of(centre=centre)
    client.force_login(a_staff("inquiries_officer", centre))
    answer = _post(client, "note", case, {"words": "اتصلت", "from": "list=inquiries"})
    assert answer["Location"].endswith(f"open={case.reference}")
    assert _post(client, "note", case, {"words": "ثانية"})["Location"] == reverse("desk:case", args=[case.reference])


def test_sorting_is_undone_by_whoever_did_it_and_nobody_else(client: Client) -> None:
    member, case, posted = _set("sorting", SCENES["sorting"])
    client.force_login(member)
    _post(client, "sorting", case, posted)
    undo = reverse("desk:undo", args=[case.reference])
    client.force_login(a_staff("inquiries_officer", case.centre))
    assert client.post(undo).status_code == 404
    client.force_login(a_staff("operations_officer", case.centre))
    assert client.post(undo).status_code == 403
    client.force_login(member)
    assert client.post(undo)["Location"].endswith(f"open={case.reference}")
    assert _now(case).section == "inquiries"
    assert client.post(undo).status_code == 404


def test_claimed_case_is_not_taken_from_a_colleague(client: Client) -> None:
    centre = a_centre()
    case = a_case_of(centre=centre)
    first, second = a_staff("inquiries_officer", centre, name_en="Hind"), a_staff("inquiries_officer", centre)
    client.force_login(first)
    assert _post(client, "claim", case, {}).status_code == 303
    client.force_login(second)
    answer = _post(client, "claim", case, {})
    assert answer.status_code == 409
    assert "Hind" in answer.content.decode()
    assert _post(client, "release", case, {}).status_code == 409


def test_join_takes_a_number_of_the_same_person_only(client: Client) -> None:
    centre = a_centre()
    person = a_beneficiary()
    case, far = a_case_of(person, centre=centre), a_case_of(person, centre=a_centre())
    stranger = a_case_of(centre=centre)
    client.force_login(a_staff("inquiries_officer", centre))
    assert _post(client, "joining", case, {"reference": stranger.reference}).status_code == 422
    assert _post(client, "joining", case, {"reference": far.reference}).status_code == 303
    assert _now(case).joined_to_id == far.pk


def test_loan_opens_the_case_to_a_colleague_but_not_to_whom_it_names(client: Client) -> None:
    centre = a_centre()
    accused, helper = a_staff("inquiries_officer", centre), a_staff("hall_host", centre)
    parties = [PartyLine(Role.RESPONDENT, mark=f"staff:{accused.pk}", name="هو")]
    case = a_case_of(centre=centre, parties=parties)
    client.force_login(a_staff("inquiries_officer", centre))
    assert _post(client, "loan", case, {"officer": str(accused.pk), "minutes": "60"}).status_code == 422
    assert _post(client, "loan", case, {"officer": str(helper.pk), "minutes": "60"}).status_code == 303
    with within(HOUSE):
        assert [share.viewer for share in Share.objects.filter(case=case)] == [f"staff:{helper.pk}"]
    client.force_login(helper)
    assert client.get(reverse("desk:case", args=[case.reference])).status_code == 200


def test_result_is_not_approved_by_its_writer(client: Client) -> None:
    member, case, _posted = _set("approval", SCENES["approval"])
    with within(HOUSE):
        Closure.objects.filter(case=case).update(proposed_by=f"staff:{member.pk}")
    client.force_login(member)
    answer = _post(client, "approval", case, {})
    assert answer.status_code == 422
    assert "other than the writer" in answer.content.decode()


def test_visitor_before_the_officer_is_served_from_any_centre(client: Client) -> None:
    case = a_case_of(centre=a_centre())
    member = a_staff("inquiries_officer", a_centre())
    with within(HOUSE):
        until = clock.now().replace(year=clock.now().year + 1)
        moves.share(case, by=HOUSE, viewer=f"staff:{member.pk}", why="visit", until=until)
    client.force_login(member)
    page = client.get(reverse("desk:case", args=[case.reference])).content.decode()
    assert "Withdraw for the person" in page
    assert "Decide and hand to operations" not in page
    assert _post(client, "sorting", case, SCENES["sorting"].posted).status_code == 403
    upload = SimpleUploadedFile("a.png", picture("PNG"), "image/png")
    assert _post(client, "paper", case, {"paper": upload}).status_code == 303
    assert _post(client, "withdrawal", _now(case), {"asked": "on"}).status_code == 303


def test_both_roles_register_what_they_sorted(client: Client) -> None:
    centre = a_centre()
    member = a_staff("inquiries_officer", centre)
    a_grant(member, "operations_officer", centre)
    case = a_case_of(centre=centre)
    client.force_login(member)
    _post(client, "sorting", case, SCENES["sorting"].posted)
    page = client.get(reverse("desk:home"), {"list": "operations", "open": case.reference}).content.decode()
    assert "Register and hand to audit" in page


def test_act_that_the_state_forbids_is_told_kindly(client: Client) -> None:
    member, case, _posted = _set("handover", SCENES["handover"])
    in_state(case, State.SUBMITTED)
    client.force_login(member)
    assert client.get(_address("handover", case)).status_code == 409


def test_inquiry_alone_is_answered_at_once(client: Client) -> None:
    centre = a_centre()
    case = a_case(centre=centre)
    client.force_login(a_staff("inquiries_officer", centre))
    assert client.get(_address("answer", case)).status_code == 409
    assert _post(client, "answer", case, {"words": "نعم"}).status_code == 409


def test_who_is_complained_of_is_shut_out_by_the_party_form(client: Client) -> None:
    centre = a_centre()
    case, other = a_case_of(centre=centre), a_case_of(centre=centre)
    accused = a_staff("inquiries_officer", centre, email="accused@majlis.example")
    client.force_login(a_staff("inquiries_officer", centre))
    assert _post(client, "party", case, {"role": "respondent", "officer": "nobody@majlis.example"}).status_code == 422
    assert _post(client, "party", case, {"role": "respondent", "officer": "Accused@majlis.example"}).status_code == 303
    sent = {"role": "opposed", "reference": other.reference, "version": _now(case).version}
    assert _post(client, "party", case, sent).status_code == 303
    with within(HOUSE):
        marks = set(case.parties.values_list("role", "mark"))
    assert {("respondent", f"staff:{accused.pk}"), ("opposed", f"beneficiary:{other.beneficiary_id}")} <= marks
    client.force_login(accused)
    assert client.get(reverse("desk:case", args=[case.reference])).status_code == 404


def test_a_person_is_not_his_own_opponent(client: Client) -> None:
    centre = a_centre()
    case = a_case_of(centre=centre)
    client.force_login(a_staff("inquiries_officer", centre))
    assert _post(client, "party", case, {"role": "opposed", "reference": case.reference}).status_code == 422
