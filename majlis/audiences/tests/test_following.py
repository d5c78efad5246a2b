"""The places of a person follow his record when it is made one with another, and when it is parted again."""

from __future__ import annotations

from typing import Any

import pytest

from majlis.audiences.models import Appointment, Booking
from majlis.audiences.moves.following import take_again
from majlis.audiences.tests.builders import a_place, a_sitting, a_waiting_case, at
from majlis.cases.models import Party
from majlis.cases.models.about import Role
from majlis.cases.tests.builders import HOUSE, a_case
from majlis.core.errors import Refused
from majlis.core.scope import house, within
from majlis.people import moves
from majlis.people.tests.builders import a_beneficiary

pytestmark = pytest.mark.django_db


def _taken(appointment: Appointment) -> set[str]:
    with within(HOUSE):
        return set(Booking.objects.filter(appointment=appointment, live=True).values_list("resource", flat=True))


def _all_taken() -> list[tuple[Any, ...]]:
    with within(HOUSE):
        return sorted(Booking.objects.values_list("appointment_id", "resource", "during", "live"))


def test_a_place_is_the_persons_under_his_new_record_and_his_old_one_again() -> None:
    keep, drop, foe = a_beneficiary(), a_beneficiary(identity_kind="none"), a_beneficiary()
    sitting = a_sitting()
    place = a_place(a_waiting_case(beneficiary_id=drop.pk), sitting)
    with within(HOUSE), house():
        Party.objects.create(case=place.case, role=Role.OPPOSED, mark=f"beneficiary:{foe.pk}")
    theirs = a_place(a_waiting_case(beneficiary_id=foe.pk), sitting, at(sitting, 12, 40))
    with within(HOUSE):
        take_again({drop.pk})  # the opposition was told of after the place was taken
    before = _all_taken()
    with within(HOUSE):
        merge = moves.merge(keep, drop, by=HOUSE, reason="said_so")
    assert f"beneficiary:{keep.pk}" in _taken(place)
    assert f"beneficiary:{drop.pk}" not in _taken(place)
    opposed = {one for one in _taken(theirs) if one.startswith("opposed:")}
    assert opposed
    assert opposed == {one for one in _taken(place) if one.startswith("opposed:")}
    assert all(f"beneficiary:{keep.pk}" in one for one in opposed)
    with within(HOUSE):
        moves.unmerge(merge, by=HOUSE)
    assert [row[:2] for row in _all_taken()] == [row[:2] for row in before]


def test_records_with_places_at_one_hour_are_not_made_one() -> None:
    keep, drop = a_beneficiary(), a_beneficiary(identity_kind="none")
    one, other = a_sitting(), a_sitting()
    a_place(a_waiting_case(beneficiary_id=keep.pk), one)
    a_place(a_waiting_case(beneficiary_id=drop.pk), other)
    before = _all_taken()
    with pytest.raises(Refused) as refused, within(HOUSE):
        moves.merge(keep, drop, by=HOUSE, reason="said_so")
    assert refused.value.code == "two_places"
    assert _all_taken() == before


def test_a_person_joined_has_no_second_place_at_his_hour() -> None:
    keep, drop = a_beneficiary(), a_beneficiary(identity_kind="none")
    a_place(a_waiting_case(beneficiary_id=drop.pk), a_sitting())
    with within(HOUSE):
        moves.merge(keep, drop, by=HOUSE, reason="said_so")
    with pytest.raises(Refused) as refused:
        a_place(a_waiting_case(beneficiary_id=keep.pk), a_sitting())
    assert refused.value.code == "place_taken"


def test_a_merge_of_persons_without_a_place_takes_nothing() -> None:
    keep, drop = a_beneficiary(), a_beneficiary(identity_kind="none")
    a_case(beneficiary_id=drop.pk)
    with within(HOUSE):
        moves.merge(keep, drop, by=HOUSE, reason="said_so")
    assert _all_taken() == []
