"""Two records of one person, with all that hangs on them: made one, refused, and parted exactly."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from majlis.accounts.queries import viewer_for
from majlis.accounts.tests.builders import a_staff
from majlis.cases import finding
from majlis.cases.models import Case, Party
from majlis.cases.models.about import Role
from majlis.cases.moves import daily
from majlis.cases.queries_withheld import shows_person
from majlis.cases.tests.builders import HOUSE, a_case, in_state
from majlis.centres.models import Centre
from majlis.centres.tests.builders import a_centre
from majlis.core.scope import house, within
from majlis.core.viewer import Viewer
from majlis.people import moves
from majlis.people.models import Beneficiary, ContactPoint, Merge, Representation
from majlis.people.tests.builders import a_beneficiary, a_mobile, a_point, a_representation, himself
from majlis.trail.tests import reading

pytestmark = pytest.mark.django_db
NAME = {"given": "سالم", "father": "ناصر", "family": "الوادي"}


def picture() -> dict[str, list[dict[str, Any]]]:
    """Return every row that a merge may touch, without the versions that it moves on."""
    models = (Beneficiary, ContactPoint, Representation, Case, Party)
    with within(HOUSE):
        return {
            model.__name__: [
                {name: value for name, value in row.items() if name != "version"}
                for row in model._default_manager.order_by("pk").values()
            ]
            for model in models
        }


@pytest.fixture
def centre() -> Centre:
    return a_centre()


@pytest.fixture
def officer(centre: Centre) -> Viewer:
    return viewer_for(a_staff("operations_officer", centre))


def _full(person: Beneficiary, centre: Centre, *, agent: Beneficiary, beside: str) -> Case:
    """Hang on a record what a record can hold, and return its case."""
    a_point(person, whose="shared")
    a_representation(agent, person, standing="agent")
    a_representation(person, agent, standing="delegate")
    case = in_state(a_case(beneficiary_id=person.pk, centre=centre), "submitted", section="operations")
    elsewhere = a_case(centre=centre)
    with within(HOUSE), house():
        Party.objects.create(case=elsewhere, role=Role.COMPANION, mark=f"beneficiary:{person.pk}", name=beside)
        Party.objects.create(case=case, role=Role.FOR_WHOM, mark=f"beneficiary:{person.pk}", name="")
    return case


def two_records(centre: Centre, **wishes: Any) -> tuple[Beneficiary, Beneficiary, Case, Case]:
    same = a_mobile()
    keep = a_beneficiary(**NAME, mobile=same)
    drop = a_beneficiary(**NAME, identity_kind="none", mobile=same, whose="shared", **wishes)
    one = _full(keep, centre, agent=a_beneficiary(mobile=""), beside="")
    other = _full(drop, centre, agent=a_beneficiary(mobile=""), beside="أخوه")
    return keep, drop, one, other


def test_all_is_as_before_when_two_records_were_made_one_and_parted_again(centre: Centre, officer: Viewer) -> None:
    keep, drop, one, other = two_records(centre, served_by="women_only", needs=["deaf"], never_contact=True)
    before = picture()
    with within(officer):
        merge = moves.merge(keep, drop, by=officer, reason="said_so")
    with within(HOUSE):
        assert {case.beneficiary_id for case in Case.objects.filter(pk__in=(one.pk, other.pk))} == {keep.pk}
        assert not Party.objects.filter(mark=f"beneficiary:{drop.pk}").exists()
        assert not ContactPoint.objects.in_use().filter(beneficiary=drop).exists()
        assert not Representation.objects.filter(representative=drop).exists()
    assert picture() != before
    with within(officer):
        moves.unmerge(merge, by=officer)
    assert picture() == before
    told = [kind for kind in reading.kinds(case_id=other.pk) if kind.startswith("case.person_")]
    assert told == ["case.person_joined", "case.person_parted"]
    assert reading.kinds(subject_kind="beneficiary", subject_id=keep.pk) == ["person.merged", "person.unmerged"]


def test_each_reads_his_own_again_when_two_records_were_parted(centre: Centre, officer: Viewer) -> None:
    keep, drop, one, other = two_records(centre)
    with within(officer):
        merge = moves.merge(keep, drop, by=officer, reason="said_so")
        moves.unmerge(merge, by=officer)
    for person, own in ((keep, one), (drop, other)):
        viewer = himself(person)
        with within(viewer):
            assert set(Case.objects.visible_to(viewer)) == {own}


def test_a_case_is_found_by_the_name_of_the_record_that_stands_for_it(centre: Centre, officer: Viewer) -> None:
    keep, drop = a_beneficiary(**NAME), a_beneficiary(given="زيد", family="القاسمي", identity_kind="none")
    case = in_state(a_case(beneficiary_id=drop.pk, centre=centre), "submitted", section="operations")

    def found(name: str) -> set[int]:
        with within(HOUSE):
            daily.index(case.pk)
        with within(officer):
            return {one.case.pk for one in finding.find(officer, finding.read(name), most=5)}

    assert found("القاسمي") == {case.pk}
    with within(officer):
        merge = moves.merge(keep, drop, by=officer, reason="said_so")
    assert found("سالم الوادي") == {case.pk}
    with within(officer):
        moves.unmerge(merge, by=officer)
    assert found("القاسمي") == {case.pk}


# ---- refused, with the reason in words -------------------------------------------------------------------------


def _pressed(client: Client, keep: Beneficiary, drop: Beneficiary) -> tuple[int, str]:
    address = reverse("people:compare", args=[keep.pk, drop.pk])
    answer = client.post(address, {"reason": "said_so"})
    return answer.status_code, answer.content.decode()


@pytest.fixture
def desk(centre: Centre) -> Client:
    client = Client()
    client.cookies["majlis_language"] = "en"
    client.force_login(a_staff("operations_officer", centre))
    return client


def test_a_merge_is_refused_in_words_when_the_two_stand_against_each_other(desk: Client, centre: Centre) -> None:
    keep, drop, one, _other = two_records(centre)
    with within(HOUSE), house():
        Party.objects.create(case=one, role=Role.OPPOSED, mark=f"beneficiary:{drop.pk}")
    before = picture()
    status, page = _pressed(desk, keep, drop)
    assert (status, "One of the two stands against the other in a case" in page) == (422, True)
    assert picture() == before


def test_a_merge_is_refused_in_words_when_both_numbers_were_seen_and_differ(desk: Client, centre: Centre) -> None:
    keep, drop = a_beneficiary(**NAME), a_beneficiary(**NAME)
    in_state(a_case(beneficiary_id=keep.pk, centre=centre), "submitted", section="operations")
    status, page = _pressed(desk, keep, drop)
    assert (status, "Both identity numbers were verified and they differ" in page) == (422, True)
    assert "Make them one record" not in page


@pytest.mark.parametrize("whose", ["stays", "joins"])
def test_a_merge_is_refused_in_words_while_one_of_the_two_withholds_the_name(
    whose: str, desk: Client, centre: Centre
) -> None:
    keep, drop, one, other = two_records(centre)
    withheld = one if whose == "stays" else other
    in_state(withheld, withheld.state, withhold_name=True)
    before = picture()
    status, page = _pressed(desk, keep, drop)
    assert (status, "withheld the name in a request that is still open" in page) == (422, True)
    assert picture() == before
    in_state(withheld, "closed", outcome="done")
    assert _pressed(desk, keep, drop)[0] == 302


def test_a_text_shows_the_person_by_the_name_of_the_record_that_became_part_of_his() -> None:
    keep, drop = a_beneficiary(**NAME), a_beneficiary(given="زيد", family="القاسمي", identity_kind="none")
    with within(HOUSE):
        moves.merge(keep, drop, by=HOUSE, reason="said_so")
    case = a_case(beneficiary_id=keep.pk, withhold_name=True)
    with within(HOUSE):
        assert shows_person(case, "طلب زيد القاسمي")
        assert shows_person(case, "طلب سالم الوادي")
        assert not shows_person(case, "طلب فهد العتيبي")


@pytest.mark.parametrize("role", ["inquiries_officer", "reception_officer", "toll_free_agent", "followup_officer"])
def test_whose_work_it_is_not_is_told_so_kindly(role: str, centre: Centre) -> None:
    keep, drop, _one, _other = two_records(centre)
    client = Client()
    client.cookies["majlis_language"] = "en"
    client.force_login(a_staff(role, centre))
    answer = client.post(reverse("people:compare", args=[keep.pk, drop.pk]), {"reason": "said_so"})
    assert answer.status_code in {403, 404}
    assert "<h1" in answer.content.decode()
    with within(HOUSE):
        assert not Merge.objects.exists()
