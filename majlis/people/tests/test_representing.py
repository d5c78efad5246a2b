"""One person acting for another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from django.db import IntegrityError, transaction

from majlis.accounts.tests.builders import a_viewer
from majlis.core import clock, scope
from majlis.core.errors import Busy, Refused
from majlis.core.middleware import as_refusal
from majlis.core.viewer import ANONYMOUS, Kind, Viewer
from majlis.people import moves, queries
from majlis.people.models import Representation
from majlis.people.states import Act, Proof, Standing
from majlis.people.tests.builders import HOUSE, a_beneficiary, a_representation, himself
from majlis.trail.tests import reading

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _as_the_house() -> Iterator[None]:
    with scope.within(HOUSE):
        yield


def test_whoever_claims_to_be_kin_may_file_but_reads_nothing_until_an_officer_heard_him() -> None:
    man, wife = a_beneficiary(), a_beneficiary()
    row = moves.add_representation(man, wife, Standing.RELATIVE_OF_PATIENT, by=himself(man))
    assert queries.may_act_for(himself(man), wife.pk, Act.FILE)
    assert not queries.may_act_for(himself(man), wife.pk, Act.READ)
    moves.see_proof(row, proof=Proof.WORD, by=a_viewer("reception_officer"))
    assert queries.may_act_for(himself(man), wife.pk, Act.READ)
    assert not queries.may_act_for(himself(man), wife.pk, Act.WITHDRAW)


def test_the_principal_reads_that_someone_acts_for_him() -> None:
    one, other = a_beneficiary(), a_beneficiary()
    moves.add_representation(one, other, Standing.AGENT, by=himself(one))
    (line,) = queries.person_history(other, public=True)
    assert line.words == "Someone was written down as acting for you."
    assert line.who == ""
    assert [entry.facts["representative"] for entry in reading.entries(kind="representation.added")] == [one.pk]


def test_a_stranger_writes_no_standing_for_two_others() -> None:
    one, other, stranger = a_beneficiary(), a_beneficiary(), a_beneficiary()
    for viewer in (himself(stranger), ANONYMOUS, Viewer(kind=Kind.LINK, id=1), a_viewer("hall_host")):
        with pytest.raises(Refused):
            moves.add_representation(one, other, Standing.AGENT, by=viewer)


@pytest.mark.parametrize(
    ("standing", "proof", "fits"),
    [
        (Standing.AGENT, Proof.POWER_OF_ATTORNEY, True),
        (Standing.AGENT, Proof.WORD, False),
        (Standing.BLOOD_HEIR, Proof.POWER_OF_ATTORNEY, False),
        (Standing.BLOOD_HEIR, Proof.HEIRS_DEED, True),
        (Standing.RELATIVE_OF_PRISONER, Proof.POWER_OF_ATTORNEY, False),
        (Standing.RELATIVE_OF_PRISONER, Proof.WORD, True),
        (Standing.PRISON_OFFICER, Proof.SERVICE_CARD, True),
        (Standing.AGENT, "", False),
    ],
)
def test_a_proof_is_taken_only_when_it_shows_the_standing(standing: str, proof: str, fits: bool) -> None:
    row = a_representation(a_beneficiary(), a_beneficiary(), standing=standing, proof_seen_at=None)
    officer = a_viewer("reception_officer")
    if fits:
        assert moves.see_proof(row, proof=proof, by=officer, note="صك 12").proof_seen_at is not None
    else:
        with pytest.raises(Refused) as refused:
            moves.see_proof(row, proof=proof, by=officer)
        assert refused.value.code == "wrong_proof"


def test_he_who_acts_does_not_see_his_own_proof() -> None:
    one, other = a_beneficiary(), a_beneficiary()
    row = moves.add_representation(one, other, Standing.AGENT, by=himself(one))
    with pytest.raises(Refused):
        moves.see_proof(row, proof=Proof.POWER_OF_ATTORNEY, by=himself(one))


@pytest.mark.parametrize("who", ["principal", "representative", "officer"])
def test_a_standing_is_ended_by_either_or_by_an_officer_and_covers_nothing_afterwards(who: str) -> None:
    one, other = a_beneficiary(), a_beneficiary()
    row = a_representation(one, other)
    by = {"principal": himself(other), "representative": himself(one), "officer": a_viewer("audit_officer")}[who]
    assert queries.may_act_for(himself(one), other.pk, Act.READ)
    moves.end_representation(row, by=by)
    assert not queries.may_act_for(himself(one), other.pk, Act.FILE)
    with pytest.raises(Busy):
        moves.end_representation(row, by=by)


def test_a_standing_covers_nothing_after_its_last_day() -> None:
    one, other = a_beneficiary(), a_beneficiary()
    today = clock.today()
    moves.add_representation(one, other, Standing.GUARDIAN, by=himself(one), until=today)
    assert queries.may_act_for(himself(one), other.pk, Act.FILE, today)
    assert not queries.may_act_for(himself(one), other.pk, Act.FILE, today + dt.timedelta(days=1))


def test_limits_beyond_the_standing_are_refused() -> None:
    one, other = a_beneficiary(), a_beneficiary()
    with pytest.raises(Refused) as refused:
        moves.add_representation(one, other, Standing.PRISON_OFFICER, by=himself(one), acts=[Act.READ])
    assert refused.value.code == "beyond"


@pytest.mark.parametrize("viewer", [ANONYMOUS, Viewer(kind=Kind.LINK, id=1), Viewer(kind=Kind.STAFF, id=1)])
def test_nobody_else_acts_for_a_person(viewer: Viewer) -> None:
    person = a_beneficiary()
    assert not queries.may_act_for(viewer, person.pk, Act.READ)
    assert not queries.may_act_for(viewer, 1, Act.FILE)
    assert queries.may_act_for(himself(person), person.pk, Act.WITHDRAW)


@pytest.mark.parametrize("broken", ["himself", "twice", "ends_first"])
def test_the_database_refuses_a_standing_that_makes_no_sense(broken: str) -> None:
    one, other = a_beneficiary(), a_beneficiary()
    row = a_representation(one, other, standing=Standing.DELEGATE)
    today = clock.today()
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        if broken == "himself":
            Representation.objects.filter(pk=row.pk).update(principal=one)
        elif broken == "twice":
            a_representation(one, other, standing=Standing.DELEGATE)
        else:
            a_representation(one, other, until=today - dt.timedelta(days=1))
    told = as_refusal(refused.value)
    assert told is not None
    assert str(told)
