"""Grants and borrowed power: given, ended, lent, and refused."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from majlis.accounts import moves, queries
from majlis.accounts.models import Grant, Staff
from majlis.accounts.tests.acting import HOUSE, _kinds, _refused
from majlis.accounts.tests.builders import a_grant, a_staff, a_viewer
from majlis.bodies.tests.builders import a_body
from majlis.centres.tests.builders import a_centre
from majlis.core import clock, scope
from majlis.core.viewer import Viewer
from majlis.trail.tests import reading

pytestmark = pytest.mark.django_db
WHY = "two colleagues are ill"


# ---- grants ---------------------------------------------------------------------------------------------------------


def test_a_grant_when_given_and_ended() -> None:
    centre = a_centre()
    manager, member = a_viewer("centre_manager", centre), a_staff(home=centre)
    with scope.within(manager):
        row = moves.grant(member, "operations_officer", by=manager, centre=centre)
        assert queries.viewer_for(member).desks == {f"{centre.pk}:operations", f"{centre.pk}:archive"}
        _refused("granted_already", lambda: moves.grant(member, "operations_officer", by=manager, centre=centre))
        moves.end(row, by=manager)
        moves.end(row, by=manager)
        assert queries.viewer_for(member).desks == frozenset()
        again = moves.grant(member, "operations_officer", by=manager, centre=centre)
    assert row.granted_by_id == again.granted_by_id == manager.id
    assert _kinds(member) == ["grant.given", "grant.ended", "grant.given"]


@pytest.mark.parametrize(
    ("role", "place"),
    [
        ("audit_officer", {"centre": True}),
        ("reception_officer", {}),
        ("section_head", {"centre": True}),
        ("section_head", {"section": "no-such"}),
        ("body_liaison", {}),
        ("duty_officer", {"body": True}),
    ],
)
def test_a_grant_when_the_role_does_not_belong_there(role: str, place: dict[str, Any]) -> None:
    make: dict[str, Any] = {"centre": a_centre, "body": a_body}
    words = {name: make[name]() if value is True else value for name, value in place.items()}
    _refused("place", lambda: moves.grant(a_staff(), role, by=HOUSE, **words))


def test_a_grant_when_its_end_has_passed() -> None:
    past = clock.now() - dt.timedelta(minutes=1)
    _refused("until", lambda: moves.grant(a_staff(), "duty_officer", by=HOUSE, until=past))


def test_a_grant_when_its_last_day_is_over() -> None:
    member, until = a_staff(), clock.now() + dt.timedelta(days=2)
    moves.grant(member, "duty_officer", by=HOUSE, until=until)
    assert queries.viewer_for(member).holds("duty_officer")
    with time_machine.travel(until, tick=False):
        assert not queries.viewer_for(member).holds("duty_officer")


def test_a_grant_when_to_oneself_by_whoever_grants_all() -> None:
    own = a_staff("minister")
    viewer = queries.viewer_for(own)
    with scope.within(viewer), pytest.raises(PermissionDenied):
        moves.grant(own, "duty_officer", by=viewer)
    with pytest.raises(IntegrityError, match="accounts_grant_not_to_himself"), transaction.atomic():
        a_grant(own, "duty_officer", granted_by=own)


def test_a_grant_when_the_role_is_unknown() -> None:
    with pytest.raises(PermissionDenied):
        moves.grant(a_staff(), "emperor", by=HOUSE)
    with pytest.raises(IntegrityError, match="accounts_grant_known_role"), transaction.atomic():
        Grant.objects.create(staff=a_staff(), role="emperor")


def test_ending_a_grant_when_one_s_own() -> None:
    own = a_staff("system_administrator")
    viewer, row = queries.viewer_for(own), own.grants.get()
    with scope.within(viewer), pytest.raises(PermissionDenied):
        moves.end(row, by=viewer)


# ---- borrowed power -------------------------------------------------------------------------------------------------


def _borrowing(member: Staff, centre: Any, **changed: Any) -> Grant:
    viewer: Viewer = queries.viewer_for(member)
    words = {"role": "operations_officer", "why": WHY, "hours": 2, "centre": centre} | changed
    role = words.pop("role")
    with scope.within(viewer):
        return moves.borrow(member, role, by=viewer, **words)


def test_borrowing_when_a_neighbour_s_role_and_it_ends_by_itself() -> None:
    centre = a_centre()
    member = a_staff("reception_officer", centre)
    row = _borrowing(member, centre)
    viewer = queries.viewer_for(member)
    assert row.until is not None
    assert f"{centre.pk}:operations" in viewer.desks
    assert viewer.extra == (("loan:operations_officer", row.until.isoformat()),)
    with time_machine.travel(row.until - dt.timedelta(seconds=1), tick=False):
        assert f"{centre.pk}:operations" in queries.viewer_for(member).desks
    with time_machine.travel(row.until, tick=False):
        assert f"{centre.pk}:operations" not in queries.viewer_for(member).desks
        assert queries.viewer_for(member).extra == ()
    (entry,) = reading.entries(kind="grant.borrowed")
    assert entry.facts["role"] == "operations_officer"
    assert entry.facts["approved"] is False
    assert WHY not in str(entry.facts)
    assert row.why == WHY


@pytest.mark.parametrize(
    ("code", "changed"),
    [
        ("hours", {"hours": 5}),
        ("hours", {"hours": 0}),
        ("why", {"why": "       "}),
        ("why", {"why": "busy"}),
        ("place", {"section": "no-such"}),
    ],
)
def test_borrowing_when_it_is_not_said_right(code: str, changed: dict[str, Any]) -> None:
    centre = a_centre()
    member = a_staff("reception_officer", centre)
    _refused(code, lambda: _borrowing(member, centre, **changed))


def test_borrowing_when_held_already() -> None:
    centre = a_centre()
    member = a_staff("reception_officer", centre)
    _borrowing(member, centre)
    _refused("granted_already", lambda: _borrowing(member, centre))


@pytest.mark.parametrize("role", ["audit_officer", "minister", "programme_director", "security_reports_officer", "no"])
def test_borrowing_when_the_role_is_not_a_neighbour_s(role: str) -> None:
    centre = a_centre()
    member = a_staff("reception_officer", centre)
    with pytest.raises(PermissionDenied):
        _borrowing(member, None, role=role)
    assert not Grant.objects.filter(borrowed=True).exists()


def test_borrowing_when_in_another_centre() -> None:
    with pytest.raises(PermissionDenied):
        _borrowing(a_staff("reception_officer"), a_centre())


def test_lending_when_the_lender_may_grant() -> None:
    director, member = a_viewer("programme_director"), a_staff("reception_officer")
    with scope.within(director):
        row = moves.borrow(member, "audit_officer", by=director, why=WHY, hours=4)
        with pytest.raises(PermissionDenied):
            moves.borrow(member, "security_reports_officer", by=director, why=WHY, hours=1)
    assert row.approved_by_id == director.id
    assert queries.viewer_for(member).clearance == 1


def test_lending_when_he_was_stopped() -> None:
    with pytest.raises(PermissionDenied):
        moves.borrow(a_staff(active=False), "audit_officer", by=HOUSE, why=WHY, hours=1)


def test_giving_back_when_borrowed_by_oneself_and_by_another() -> None:
    centre = a_centre()
    member, other = a_staff("reception_officer", centre), a_staff("reception_officer", centre)
    row = _borrowing(member, centre)
    stranger, own = queries.viewer_for(other), queries.viewer_for(member)
    with scope.within(stranger), pytest.raises(PermissionDenied):
        moves.end(row, by=stranger)
    with scope.within(own):
        moves.end(row, by=own)
    assert f"{centre.pk}:operations" not in queries.viewer_for(member).desks


def test_a_loan_when_written_past_the_acts() -> None:
    with pytest.raises(IntegrityError, match="accounts_grant_loan_explained"), transaction.atomic():
        a_grant(a_staff(), "audit_officer", borrowed=True)
