"""Two records made one, and two again exactly."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from majlis.accounts.roles import ROLES
from majlis.accounts.tests.builders import a_viewer
from majlis.core import scope
from majlis.core.errors import Refused
from majlis.core.viewer import ANONYMOUS, Grant, Kind, Viewer
from majlis.people import moves, queries, rules
from majlis.people.models import Beneficiary, ContactPoint, Merge, Representation
from majlis.people.states import Level, Need, ServedBy, Standing, Whose
from majlis.people.tests.builders import (
    HOUSE,
    a_beneficiary,
    a_mobile,
    a_number,
    a_point,
    a_representation,
    himself,
)
from majlis.trail import moves as trail
from majlis.trail.models import Entry

pytestmark = pytest.mark.django_db
NOT_COMPARED = {"version"}


@pytest.fixture(autouse=True)
def _as_the_house() -> Iterator[None]:
    with scope.within(HOUSE):
        yield


def picture() -> dict[str, list[dict[str, Any]]]:
    """Return every row that a merge may touch, without its version."""
    return {
        model.__name__: [
            {name: value for name, value in row.items() if name not in NOT_COMPARED}
            for row in model._default_manager.order_by("pk").values()
        ]
        for model in (Beneficiary, ContactPoint, Representation)
    }


def merged(keep: Beneficiary, drop: Beneficiary) -> Merge:
    return moves.merge(keep, drop, by=HOUSE, reason="said_so")


def test_what_hangs_on_one_record_goes_over_when_two_are_merged() -> None:
    keep, drop, third = a_beneficiary(), a_beneficiary(identity_kind="none"), a_beneficiary()
    row = a_representation(drop, third)
    merged(keep, drop)
    assert queries.canonical(drop.pk).pk == keep.pk
    assert {point.beneficiary_id for point in ContactPoint.objects.all()} == {keep.pk, third.pk}
    assert Representation.objects.get(pk=row.pk).representative_id == keep.pk
    assert queries.reach(drop.pk).beneficiary_id == keep.pk
    assert Entry.objects.get(kind="person.merged").facts["dropped"] == drop.pk


def test_what_protects_a_person_is_kept_from_either_record() -> None:
    keep = a_beneficiary(served_by=ServedBy.EITHER, needs=[Need.WHEELCHAIR])
    drop = a_beneficiary(
        identity_kind="none",
        served_by=ServedBy.WOMEN_ONLY,
        needs=[Need.DEAF],
        never_contact=True,
        interpreter=True,
    )
    merged(keep, drop)
    kept = Beneficiary.objects.get(pk=keep.pk)
    assert (kept.served_by, kept.never_contact, kept.interpreter) == (ServedBy.WOMEN_ONLY, True, True)
    assert kept.needs == sorted([Need.DEAF, Need.WHEELCHAIR])


@pytest.mark.parametrize(
    ("kept", "dropped", "after"),
    [
        (Whose.MINE, Whose.SHARED, Whose.SHARED),
        (Whose.SHARED, Whose.MINE, Whose.SHARED),
        (Whose.MINE, Whose.ANOTHERS, Whose.ANOTHERS),
        (Whose.MINE, Whose.MINE, Whose.MINE),
    ],
)
def test_a_number_that_both_records_know_stays_once_and_as_strict_as_either(
    kept: str, dropped: str, after: str
) -> None:
    value = a_mobile()
    keep = a_beneficiary(mobile=value, whose=kept)
    drop = a_beneficiary(mobile=value, whose=dropped, identity_kind="none")
    merged(keep, drop)
    in_use = ContactPoint.objects.in_use().filter(value=value)
    assert [(point.beneficiary_id, point.whose) for point in in_use] == [(keep.pk, after)]


def test_a_verified_identity_goes_over_when_the_kept_record_has_none() -> None:
    keep, drop = a_beneficiary(identity_kind="none"), a_beneficiary()
    row = merged(keep, drop)
    assert Beneficiary.objects.get(pk=keep.pk).identity_number == drop.identity_number
    Beneficiary.objects.filter(pk=keep.pk).update(identity_level=Level.NATIONAL)
    moves.unmerge(row, by=HOUSE)
    assert Beneficiary.objects.get(pk=keep.pk).identity_kind == "none"
    back = Beneficiary.objects.get(pk=drop.pk)
    assert (back.identity_number, back.identity_level) == (drop.identity_number, Level.NATIONAL)


def test_two_persons_with_verified_numbers_are_not_merged() -> None:
    with pytest.raises(Refused) as refused:
        merged(a_beneficiary(), a_beneficiary())
    assert refused.value.code == "two_persons"


def test_a_record_is_not_merged_with_itself_or_twice() -> None:
    keep, drop, third = a_beneficiary(), a_beneficiary(identity_kind="none"), a_beneficiary(identity_kind="none")
    with pytest.raises(Refused) as refused:
        merged(keep, keep)
    assert refused.value.code == "same"
    merged(keep, drop)
    for one, other in ((keep, drop), (drop, third), (third, drop)):
        with pytest.raises(Refused) as refused:
            merged(one, other)
        assert refused.value.code == "merged"


@pytest.mark.parametrize("other_way", [False, True])
def test_he_who_acts_for_another_is_not_merged_with_him(other_way: bool) -> None:
    keep, drop = a_beneficiary(), a_beneficiary(identity_kind="none")
    a_representation(*((keep, drop) if other_way else (drop, keep)))
    with pytest.raises(Refused) as refused:
        merged(keep, drop)
    assert refused.value.code == "standing"


@pytest.mark.parametrize("role", ROLES)
def test_only_those_whose_work_it_is_merge(role: str) -> None:
    viewer = Viewer(kind=Kind.STAFF, id=1, grants=(Grant(role),))
    keep, drop = a_beneficiary(), a_beneficiary(identity_kind="none")
    if role in rules.MERGING:
        assert moves.merge(keep, drop, by=viewer, reason="said_so").by == viewer.token
    else:
        with pytest.raises(Refused):
            moves.merge(keep, drop, by=viewer, reason="said_so")


def test_a_beneficiary_does_not_merge_himself_with_anybody() -> None:
    keep, drop = a_beneficiary(), a_beneficiary(identity_kind="none")
    for viewer in (himself(keep), ANONYMOUS):
        with pytest.raises(Refused):
            moves.merge(keep, drop, by=viewer, reason="said_so")


def test_a_room_above_may_refuse_a_merge() -> None:
    keep, drop = a_beneficiary(), a_beneficiary(identity_kind="none")
    before = picture()

    def opposed(entry: Entry) -> None:
        raise Refused("opposed", "Opposed parties.")

    trail.on("person.merged")(opposed)
    try:
        with pytest.raises(Refused), scope.within(a_viewer("audit_officer")):
            moves.merge(keep, drop, by=HOUSE, reason="said_so")
    finally:
        trail._LISTENERS["person.merged"].remove(opposed)
    assert picture() == before


def test_the_later_merge_is_taken_back_first() -> None:
    keep = a_beneficiary()
    one, other = a_beneficiary(identity_kind="none"), a_beneficiary(identity_kind="none")
    before = picture()
    first, second = merged(keep, one), merged(keep, other)
    with pytest.raises(Refused) as refused:
        moves.unmerge(first, by=HOUSE)
    assert refused.value.code == "later_first"
    moves.unmerge(second, by=HOUSE)
    moves.unmerge(first, by=HOUSE)
    assert picture() == before
    with pytest.raises(Refused) as refused:
        moves.unmerge(first, by=HOUSE)
    assert refused.value.code == "undone"


def test_a_chain_of_merges_leads_to_the_last_and_is_taken_back_link_by_link() -> None:
    one, two = a_beneficiary(identity_kind="none"), a_beneficiary(identity_kind="none")
    last = a_beneficiary()
    before = picture()
    inner, outer = merged(two, one), merged(last, two)
    assert queries.canonical(one.pk).pk == last.pk
    with pytest.raises(Refused):
        moves.unmerge(inner, by=HOUSE)
    moves.unmerge(outer, by=HOUSE)
    assert queries.canonical(one.pk).pk == two.pk
    moves.unmerge(inner, by=HOUSE)
    assert picture() == before


def test_a_wish_said_after_the_merge_stays_when_it_is_taken_back() -> None:
    keep, drop = a_beneficiary(), a_beneficiary(identity_kind="none", served_by=ServedBy.WOMEN_ONLY)
    row = merged(keep, drop)
    Beneficiary.objects.filter(pk=keep.pk).update(served_by=ServedBy.EITHER)
    moves.unmerge(row, by=HOUSE)
    assert Beneficiary.objects.get(pk=keep.pk).served_by == ServedBy.EITHER


_numbers = itertools.count(40_000_000)
SHARED_VALUES = [f"+9665{next(_numbers)}" for _ in range(3)]

a_person = st.fixed_dictionaries(
    {
        "verified": st.sampled_from([Level.NONE, Level.ATTESTED, Level.NATIONAL]),
        "served_by": st.sampled_from(ServedBy.values),
        "needs": st.lists(st.sampled_from(Need.values), unique=True, max_size=3).map(sorted),
        "never_contact": st.booleans(),
        "interpreter": st.booleans(),
        "points": st.lists(
            st.tuples(st.sampled_from(SHARED_VALUES), st.sampled_from(Whose.values), st.booleans()),
            unique_by=lambda point: point[0],
            max_size=3,
        ),
        "standings": st.lists(st.sampled_from([Standing.AGENT, Standing.DELEGATE]), unique=True, max_size=2),
        "represented": st.booleans(),
    }
)


def built(drawn: dict[str, Any], third: Beneficiary, *, verified: bool) -> Beneficiary:
    wishes = {name: drawn[name] for name in ("served_by", "needs", "never_contact", "interpreter")}
    paper = {"identity_level": drawn["verified"], "identity_number": a_number()} if verified else {}
    person = a_beneficiary(mobile="", **wishes, **(paper or {"identity_kind": "none"}))
    for rank, (value, whose, never) in enumerate(drawn["points"]):
        a_point(person, value=value, whose=whose, never=never, rank=rank)
    for standing in drawn["standings"]:
        a_representation(person, third, standing=standing)
    if drawn["represented"]:
        a_representation(third, person)
    return person


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(one=a_person, other=a_person, which=st.booleans())
def test_a_merge_that_is_taken_back_leaves_every_row_as_it_was(
    one: dict[str, Any], other: dict[str, Any], which: bool
) -> None:
    third = a_beneficiary()
    keep, drop = built(one, third, verified=which), built(other, third, verified=not which)
    before = picture()
    row = merged(keep, drop)
    assert_safe(keep, drop, before)
    moves.unmerge(row, by=HOUSE)
    assert picture() == before


def assert_safe(keep: Beneficiary, drop: Beneficiary, before: dict[str, list[dict[str, Any]]]) -> None:
    """Nothing is lost by the merge, and no number became less guarded."""
    mine = [row for row in before["ContactPoint"] if row["beneficiary_id"] in {keep.pk, drop.pk}]
    in_use = {point.value: point for point in ContactPoint.objects.in_use().filter(beneficiary=keep)}
    assert set(in_use) == {row["value"] for row in mine}
    for row in mine:
        now = in_use[row["value"]]
        assert not (row["whose"] != Whose.MINE and rules.matched_on_screen(now))
        assert not (row["never"] and not now.never)
    assert not ContactPoint.objects.in_use().filter(beneficiary=drop).exists()
