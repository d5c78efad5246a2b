"""The record of a person on the desk: read, changed, joined with another and parted again, and his cases with it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from majlis.accounts.models import Staff
from majlis.accounts.tests.builders import a_staff
from majlis.cases.models import Case, Party
from majlis.cases.tests.builders import HOUSE, a_case
from majlis.centres.tests.builders import a_centre
from majlis.core import phones
from majlis.core.errors import Refused
from majlis.core.scope import house, within
from majlis.core.viewer import Kind, Viewer
from majlis.notifications.models import Notice
from majlis.people import moves
from majlis.people.models import Beneficiary, ContactPoint, Merge, Representation
from majlis.people.tests.builders import a_beneficiary, a_mobile, a_point, a_representation
from majlis.trail.tests import reading

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> Beneficiary:
    return a_beneficiary(given="سالم", family="الوادي", mobile=a_mobile())


@pytest.fixture
def case(person: Beneficiary) -> Case:
    return a_case(beneficiary_id=person.pk, centre=a_centre())


@pytest.fixture
def officer(case: Case) -> Staff:
    return a_staff("operations_officer", case.centre, language="en")


@pytest.fixture
def desk(officer: Staff, case: Case) -> Client:
    """Give a browser of an officer who may read the case: it lies with operations."""
    with within(HOUSE), house():
        Case.objects.filter(pk=case.pk).update(section="operations")
    client = Client(headers={"Accept-Language": "en"})
    client.cookies["majlis_language"] = "en"
    client.force_login(officer)
    return client


def _at(name: str, person: Beneficiary, *more: int) -> str:
    return reverse(f"people:{name}", args=[person.pk, *more])


def _page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def _now(person: Beneficiary) -> Beneficiary:
    with within(HOUSE):
        return Beneficiary.objects.get(pk=person.pk)


def _point(person: Beneficiary) -> ContactPoint:
    with within(HOUSE):
        return ContactPoint.objects.get(beneficiary=person)


# ---- the page ------------------------------------------------------------------------------------------------


def test_the_record_shows_how_he_is_reached_and_is_in_the_book_once_a_day(desk: Client, person: Beneficiary) -> None:
    a_point(person, value="+966501112223", whose="shared")
    page = _page(desk, _at("record", person))
    _page(desk, _at("record", person))
    assert "neutral words only" in page
    assert person.identity_number not in page
    assert reading.kinds(subject_kind="beneficiary", subject_id=person.pk) == ["person.read"]


def test_a_telephone_is_whole_on_its_own_page_only_and_that_is_in_the_book(desk: Client, person: Beneficiary) -> None:
    point = _point(person)
    shown = phones.show(point.value)
    page = _page(desk, _at("record", person))
    assert (shown in page, point.value in page, point.masked in page) == (False, False, True)
    assert shown in _page(desk, _at("point", person, point.pk))
    assert reading.kinds(subject_kind="beneficiary", subject_id=person.pk) == ["person.read", "contact.shown"]


def test_the_hours_of_a_way_to_reach_him_are_shown_as_people_write_them(desk: Client, person: Beneficiary) -> None:
    point = a_point(person, hours_from="16:00", hours_until="20:30")
    page = _page(desk, _at("point", person, point.pk))
    assert ('value="16:00"' in page, 'value="20:30"' in page) == (True, True)


def test_the_record_of_a_person_whose_case_one_may_not_read_is_not_found(case: Case, person: Beneficiary) -> None:
    stranger = Client()
    stranger.force_login(a_staff("operations_officer", a_centre()))
    for name in ("record", "wishes", "point_new", "standing_new"):
        _page(stranger, _at(name, person), 404)


@pytest.mark.parametrize("role", ["gate_officer", "interpreter", "system_administrator", "body_liaison"])
def test_whose_work_it_is_not_may_not_open_it(role: str, person: Beneficiary) -> None:
    client = Client()
    client.force_login(a_staff(role))
    _page(client, _at("record", person), 403)


def test_the_record_asks_as_often_for_three_as_for_one(
    desk: Client, person: Beneficiary, django_assert_max_num_queries: Any
) -> None:
    counts = []
    _page(desk, _at("record", person))
    for _turn in range(2):
        a_point(person)
        a_representation(a_beneficiary(), person)
        with django_assert_max_num_queries(40) as found:
            _page(desk, _at("record", person))
        counts.append(len(found))
        a_point(person)
        a_representation(a_beneficiary(), person)
    assert counts[0] == counts[1]


def test_wishes_are_written_down_as_they_were_said(desk: Client, person: Beneficiary) -> None:
    given = {"served_by": "either", "language": "ur", "needs": ["deaf"], "never_contact": "on", "version": "1"}
    assert desk.post(_at("wishes", person), given).status_code == 302
    kept = _now(person)
    assert (kept.served_by, kept.language, kept.needs, kept.never_contact) == ("either", "ur", ["deaf"], True)
    assert desk.post(_at("wishes", person), given | {"version": "1"}).status_code == 409


def test_a_way_to_reach_him_is_added_changed_and_taken_out_of_use(desk: Client, person: Beneficiary) -> None:
    with within(HOUSE), house():
        ContactPoint.objects.all().delete()
    new = {"channel": "mobile", "value": "٠٥٠١١١٢٢٢٣", "whose": "mine", "hours_from": "16:00", "hours_until": "20:00"}
    assert desk.post(_at("point_new", person), new | {"hours_until": "15:00"}).status_code == 422
    assert desk.post(_at("point_new", person), new).status_code == 302
    point = _point(person)
    assert (point.value, point.whose, str(point.hours_from)) == ("+966501112223", "mine", "16:00:00")
    assert desk.post(_at("point_new", person), new).status_code == 422
    assert desk.post(_at("point", person, point.pk), {"whose": "anothers", "never": "on"}).status_code == 302
    point = _point(person)
    assert (point.whose, point.never, point.hours_from) == ("anothers", True, None)
    assert desk.post(_at("point_retire", person, point.pk)).status_code == 302
    assert _point(person).retired_at is not None


def test_a_point_of_another_is_not_found(desk: Client, person: Beneficiary) -> None:
    other = _point(a_beneficiary(mobile=a_mobile()))
    assert desk.post(_at("point_retire", person, other.pk)).status_code == 404


# ---- who acts for him ----------------------------------------------------------------------------------------


def test_a_standing_is_written_down_proved_and_ended(desk: Client, person: Beneficiary) -> None:
    brother = a_beneficiary(identity_number="2000000006", given="فهد")
    found = desk.post(_at("standing_new", person), {"do": "find", "find": "2000000006"}).content.decode()
    assert f'value="{brother.pk}"' in found
    assert "Which paper is asked for" in desk.post(_at("standing_new", person), {"pick": brother.pk}).content.decode()
    given = {"do": "add", "pick": brother.pk, "standing": "agent", "acts": ["file", "attend"]}
    assert desk.post(_at("standing_new", person), given).status_code == 302
    with within(HOUSE):
        row = Representation.objects.get()
    assert (row.representative_id, row.principal_id, row.acts) == (brother.pk, person.pk, ["attend", "file"])
    assert "proof not yet seen" in _page(desk, _at("record", person))
    form = _page(desk, _at("standing_proof", person, row.pk))
    assert "Power of attorney" in form
    assert "Family register" not in form
    assert desk.post(_at("standing_proof", person, row.pk), {"proof": "word"}).status_code == 422
    seen = {"proof": "power_of_attorney", "note": "رقم 1234"}
    assert desk.post(_at("standing_proof", person, row.pk), seen).status_code == 302
    assert "proof seen" in _page(desk, _at("record", person))
    assert desk.post(_at("standing_end", person, row.pk)).status_code == 302
    assert "Nobody acts for this person" in _page(desk, _at("record", person))


def test_a_limit_beyond_the_standing_is_refused_in_words(desk: Client, person: Beneficiary) -> None:
    brother = a_beneficiary()
    given = {"do": "add", "pick": brother.pk, "standing": "prison_officer", "acts": ["withdraw"]}
    answer = desk.post(_at("standing_new", person), given)
    assert answer.status_code == 422
    assert "does not reach that far" in answer.content.decode()


def test_nobody_acts_for_himself(desk: Client, person: Beneficiary) -> None:
    given = {"do": "add", "pick": person.pk, "standing": "agent"}
    answer = desk.post(_at("standing_new", person), given)
    assert answer.status_code == 422
    assert "Nobody needs a standing" in answer.content.decode()


# ---- one person, two records ---------------------------------------------------------------------------------


@pytest.fixture
def twin(person: Beneficiary) -> Beneficiary:
    """Give a second record of the same person, entered by another officer without a number."""
    return a_beneficiary(given="سالم", family="الوادي", father=person.father, identity_kind="none", mobile="")


def test_two_records_are_compared_joined_and_parted_on_the_page(
    desk: Client, person: Beneficiary, twin: Beneficiary
) -> None:
    other = a_case(beneficiary_id=twin.pk)
    assert "name alike" in _page(desk, _at("record", person))
    assert "Are they one person?" in _page(desk, _at("compare", person, twin.pk))
    assert desk.post(_at("compare", person, twin.pk), {}).status_code == 422
    assert desk.post(_at("compare", person, twin.pk), {"reason": "twice_entered"}).status_code == 302
    assert _now(twin).merged_into_id == person.pk
    with within(HOUSE):
        assert Case.objects.get(pk=other.pk).beneficiary_id == person.pk
        merge = Merge.objects.get()
    assert "Take back" in _page(desk, _at("record", person))
    assert desk.post(_at("part", person, merge.pk)).status_code == 302
    assert _now(twin).merged_into_id is None
    with within(HOUSE):
        assert Case.objects.get(pk=other.pk).beneficiary_id == twin.pk
    assert desk.post(_at("part", person, merge.pk)).status_code == 404


def test_what_is_the_same_in_both_records_is_marked_and_numbers_stay_hidden(
    desk: Client, person: Beneficiary, twin: Beneficiary
) -> None:
    point = _point(person)
    a_point(twin, value=point.value)
    page = _page(desk, _at("compare", person, twin.pk))
    assert "the same telephone" in page
    assert page.count("record__same") == 2  # the name, the telephone
    assert (person.identity_number in page, phones.show(point.value) in page) == (False, False)


def test_a_record_that_does_not_look_alike_is_not_compared(desk: Client, person: Beneficiary) -> None:
    stranger = a_beneficiary(given="Zzz", father="Qqq", family="Xxx", identity_kind="none", mobile="")
    _page(desk, _at("compare", person, stranger.pk), 404)


def test_who_registers_but_does_not_merge_is_shown_no_look_alikes(
    case: Case, person: Beneficiary, twin: Beneficiary
) -> None:
    client = Client()
    client.cookies["majlis_language"] = "en"
    client.force_login(a_staff("inquiries_officer", case.centre))
    assert "may be the same person" not in _page(client, _at("record", person))
    _page(client, _at("compare", person, twin.pk), 403)


# ---- the cases follow ----------------------------------------------------------------------------------------


def test_the_person_still_reads_his_cases_and_messages_after_the_records_were_joined(
    case: Case, person: Beneficiary, twin: Beneficiary
) -> None:
    theirs = a_case(beneficiary_id=twin.pk)
    with within(HOUSE):
        told = set(Notice.objects.filter(case_id=theirs.pk).values_list("pk", flat=True))
        moves.merge(person, twin, by=HOUSE, reason="said_so")
    himself = Viewer(kind=Kind.BENEFICIARY, id=person.pk)
    with within(himself):
        assert set(Case.objects.visible_to(himself)) == {case, theirs}
        assert told
        assert told <= set(Notice.objects.visible_to(himself).values_list("pk", flat=True))
    assert reading.kinds(case_id=theirs.pk)[-1] == "case.person_joined"


def test_only_what_came_over_goes_back(person: Beneficiary, twin: Beneficiary) -> None:
    came = a_case(beneficiary_id=twin.pk)
    elsewhere = a_case()
    with within(HOUSE), house():
        part = Party.objects.create(case=elsewhere, role="companion", mark=f"beneficiary:{twin.pk}")
    with within(HOUSE):
        merge = moves.merge(person, twin, by=HOUSE, reason="said_so")
    since = a_case(beneficiary_id=person.pk)
    with within(HOUSE):
        assert Party.objects.get(pk=part.pk).mark == f"beneficiary:{person.pk}"
        moves.unmerge(merge, by=HOUSE)
        owners = {row.pk: row.beneficiary_id for row in Case.objects.filter(pk__in=(came.pk, since.pk))}
        assert owners == {came.pk: twin.pk, since.pk: person.pk}
        assert Party.objects.get(pk=part.pk).mark == f"beneficiary:{twin.pk}"


@pytest.mark.parametrize("role", ["respondent", "opposed"])
def test_two_who_stand_against_each_other_are_never_joined(
    role: str, case: Case, person: Beneficiary, twin: Beneficiary
) -> None:
    with within(HOUSE), house():
        Party.objects.create(case=case, role=role, mark=f"beneficiary:{twin.pk}")
    with pytest.raises(Refused) as refused, within(HOUSE):
        moves.merge(person, twin, by=HOUSE, reason="said_so")
    assert refused.value.code == "opposed"
    assert _now(twin).merged_into_id is None
