"""Who serves a person follows her wish into her open cases: she is asked once, and may change it."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from majlis.accounts.queries import viewer_for
from majlis.accounts.tests.builders import a_staff
from majlis.cases.models import Case
from majlis.cases.tests.builders import HOUSE, a_case, in_state
from majlis.centres.models import Centre
from majlis.centres.tests.builders import a_centre
from majlis.core.scope import within
from majlis.people import moves
from majlis.people.models import Beneficiary
from majlis.people.tests.builders import a_beneficiary, himself
from majlis.trail.tests import reading

pytestmark = pytest.mark.django_db


@pytest.fixture
def centre() -> Centre:
    return a_centre()


def _case(person: Beneficiary, centre: Centre, state: str = "submitted") -> Case:
    return in_state(a_case(beneficiary_id=person.pk, centre=centre), state, section="operations")


def _now(case: Case) -> Case:
    with within(HOUSE):
        return Case.objects.get(pk=case.pk)


def _wishes(person: Beneficiary, served_by: str) -> None:
    with within(himself(person)):
        moves.set_preference(person, version=person.version, by=himself(person), served_by=served_by)


def test_her_open_cases_leave_the_men_when_she_asks_for_women(centre: Centre) -> None:
    her = a_beneficiary()
    case, closed = _case(her, centre), _case(her, centre)
    in_state(closed, "closed", outcome="done")
    man, woman = (a_staff("operations_officer", centre, woman=one) for one in (False, True))
    in_state(case, case.state, claimed_by=man)
    _wishes(her, "women_only")
    assert (_now(case).women_only, _now(case).claimed_by_id, _now(closed).women_only) == (True, None, False)
    for officer, seen in ((viewer_for(man), False), (viewer_for(woman), True)):
        with within(officer):
            assert Case.objects.visible_to(officer).filter(pk=case.pk).exists() is seen
    assert reading.kinds(case_id=case.pk)[-1] == "case.served_by_women"


def test_her_cases_come_back_to_all_when_she_asks_for_either(centre: Centre) -> None:
    her = a_beneficiary(served_by="women_only")
    case = in_state(_case(her, centre), "submitted", women_only=True)
    _wishes(her, "either")
    assert not _now(case).women_only
    assert reading.kinds(case_id=case.pk)[-1] == "case.served_by_either"


def test_nothing_moves_when_other_wishes_are_written_down(centre: Centre) -> None:
    her = a_beneficiary(served_by="women_only")
    case = in_state(_case(her, centre), "submitted", women_only=True)
    with within(HOUSE):
        moves.set_preference(her, version=1, by=HOUSE, served_by="women_only", language="ur")
    assert _now(case).version == case.version


def test_the_officer_who_wrote_her_wish_down_is_told_that_women_serve_her_now(centre: Centre) -> None:
    her = a_beneficiary()
    _case(her, centre)
    client = Client()
    client.cookies["majlis_language"] = "en"
    client.force_login(a_staff("operations_officer", centre, woman=False))
    given = {"served_by": "women_only", "language": "ar", "version": "1"}
    answer = client.post(reverse("people:wishes", args=[her.pk]), given, follow=True)
    assert answer.redirect_chain[0][0].startswith("/desk/")
    assert "From now on women serve her" in answer.content.decode()


def test_a_merge_guards_the_cases_of_the_record_that_stays_and_its_end_frees_them(centre: Centre) -> None:
    keep, drop = a_beneficiary(), a_beneficiary(identity_kind="none", served_by="women_only")
    own = _case(keep, centre)
    came = in_state(_case(drop, centre), "submitted", women_only=True)
    with within(HOUSE):
        merge = moves.merge(keep, drop, by=HOUSE, reason="said_so")
    assert (_now(own).women_only, _now(came).women_only) == (True, True)
    with within(HOUSE):
        moves.unmerge(merge, by=HOUSE)
    assert (_now(own).women_only, _now(came).women_only) == (False, True)
