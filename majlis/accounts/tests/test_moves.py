"""Taking in staff, granting, lending, the roster: what is done, what is written, what is refused."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from majlis.accounts import moves, queries
from majlis.accounts.models import Staff
from majlis.accounts.tests.acting import HOUSE, _kinds, _refused
from majlis.accounts.tests.builders import a_grant, a_staff, a_turn, a_viewer
from majlis.bodies.tests.builders import a_body
from majlis.centres.tests.builders import a_centre, a_section
from majlis.core import clock, scope
from majlis.core.errors import Busy
from majlis.trail.tests import reading

pytestmark = pytest.mark.django_db


# ---- staff ----------------------------------------------------------------------------------------------------------


def test_taking_in_when_the_mail_is_known_in_other_letters() -> None:
    member = moves.take_in("New@Majlis.example", by=HOUSE, name_ar="سعد", woman=False)
    assert member.email == "new@majlis.example"
    assert not member.has_usable_password()
    _refused("mail_taken", lambda: moves.take_in("NEW@majlis.example", by=HOUSE, name_ar="سعيد"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Staff.objects.create(email="NEW@MAJLIS.example", name_ar="سعيد")


def test_taking_in_when_manager_of_another_centre() -> None:
    manager = a_viewer("centre_manager")
    with scope.within(manager), pytest.raises(PermissionDenied):
        moves.take_in("x@majlis.example", by=manager, name_ar="سعد", home=a_centre())


def test_changing_when_somebody_was_faster() -> None:
    member = a_staff()
    moves.change(member, by=HOUSE, version=1, name_en="First")
    with pytest.raises(Busy):
        moves.change(member, by=HOUSE, version=1, name_en="Second")
    assert Staff.objects.get(pk=member.pk).name_en == "First"


def test_changing_when_a_field_is_not_to_be_set_here() -> None:
    member = a_staff()
    with pytest.raises(TypeError):
        moves.change(member, by=HOUSE, version=1, password="x")


def test_moving_to_another_centre_when_manager_of_one_only() -> None:
    here, there = a_centre(), a_centre()
    manager, member = a_viewer("centre_manager", here), a_staff("reception_officer", here)
    with scope.within(manager):
        with pytest.raises(PermissionDenied):
            moves.change(member, by=manager, version=1, home=there)
        moves.change(member, by=manager, version=1, name_en="Changed")


def test_stopping_when_he_has_powers() -> None:
    member = a_staff("minister_office")
    moves.stop(member, by=HOUSE)
    stopped = Staff.objects.get(pk=member.pk)
    assert queries.viewer_for(stopped).grants == ()
    assert queries.viewer_for(stopped).desks == frozenset()
    moves.let_in_again(member, by=HOUSE)
    assert queries.viewer_for(Staff.objects.get(pk=member.pk)).desks == {"*:office", "*:archive"}
    assert _kinds(member) == ["staff.stopped", "staff.let_in_again"]


def test_stopping_oneself_when_administrator() -> None:
    own = a_staff("system_administrator")
    viewer = queries.viewer_for(own)
    with scope.within(viewer), pytest.raises(PermissionDenied):
        moves.stop(own, by=viewer)


def test_a_first_password_when_given() -> None:
    member = a_staff()
    words = moves.give_password(member, by=HOUSE)
    kept = Staff.objects.get(pk=member.pk)
    assert len(words.split()) == 5
    assert kept.check_password(words)
    assert kept.password_until is not None
    assert kept.password_until - clock.now() <= dt.timedelta(days=3)
    assert words not in str([entry.facts for entry in reading.entries(subject_id=member.pk)])


@pytest.mark.parametrize("first", ["password", "factors"])
def test_taking_over_an_account_when_one_person_does_both_halves(first: str) -> None:
    member, one, another = a_staff("minister_office"), a_viewer("system_administrator"), a_viewer("programme_director")
    Authenticator.objects.create(user=member, type=Authenticator.Type.TOTP, data={"secret": "x"})
    acts: list[Any] = [moves.give_password, moves.forget_second_factors]
    begin, finish = acts if first == "password" else (acts[1], acts[0])
    with scope.within(one):
        begin(member, by=one)
        _refused("two_people", lambda: finish(member, by=one))
    with scope.within(another):
        finish(member, by=another)
    assert not Authenticator.objects.filter(user=member).exists()
    with time_machine.travel(clock.now() + dt.timedelta(days=8), tick=False), scope.within(one):
        finish(member, by=one)


# ---- viewers --------------------------------------------------------------------------------------------------------


def test_marks_when_working_in_a_section() -> None:
    centre = a_centre()
    inquiries, women, audit = (
        a_section(centre, "inquiries"),
        a_section(centre, "women"),
        a_section(None, "audit", name_ar="التدقيق"),
    )
    a_section(a_centre(), "inquiries")
    member = a_staff("inquiries_officer", centre)
    assert queries.viewer_for(member).marks == {
        f"staff:{member.pk}",
        f"centre:{centre.pk}",
        f"section:{inquiries.pk}",
        "role:inquiries_officer",
    }
    assert f"section:{women.pk}" in a_viewer("reception_officer", centre, "women").marks
    assert f"section:{audit.pk}" in a_viewer("audit_officer").marks


def test_marks_when_liaison_of_a_body() -> None:
    body = a_body()
    viewer = a_viewer("body_liaison", body=body)
    assert f"body:{body.pk}" in viewer.marks
    assert viewer.desks == frozenset()
    assert queries.body_of(viewer) == body.pk
    assert queries.body_of(a_viewer("audit_officer")) is None
    assert [one.pk for one in queries.liaisons(body)] == [viewer.id]


def test_a_viewer_when_holding_several_roles() -> None:
    centre = a_centre()
    member = a_staff("reception_officer", centre, woman=True, language="en")
    a_grant(member, "followup_officer")
    viewer = queries.viewer_for(member)
    assert viewer.desks == {f"{centre.pk}:inquiries", f"{centre.pk}:archive", "*:followup"}
    assert (viewer.clearance, viewer.women, viewer.language, viewer.label) == (1, True, "en", member.name_ar)


def test_the_sealed_compartment_when_asked_who_belongs_to_it() -> None:
    assert queries.may_open_sealed(a_viewer("security_reports_officer"))
    for role in ("minister", "programme_director", "system_administrator", "minister_office"):
        assert not queries.may_open_sealed(a_viewer(role))


def test_holders_when_some_are_elsewhere_stopped_or_no_women() -> None:
    centre = a_centre()
    woman = a_staff("hall_host", centre, woman=True)
    man = a_staff("hall_host", centre)
    a_staff("hall_host", a_centre(), woman=True)
    a_staff("hall_host", centre, woman=True, active=False)
    assert queries.holders("hall_host", centre=centre.pk) == [woman, man]
    assert queries.women_at(centre.pk, ["hall_host", "interpreter"]) == [woman]


def test_reading_a_viewer_when_counted(django_assert_num_queries: Any) -> None:
    member = a_staff("inquiries_officer")
    with django_assert_num_queries(2):
        queries.viewer_for(member)


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        ("system_administrator", {"self", "here", "there", "ministry"}),
        ("programme_director", {"self", "here", "there", "ministry"}),
        ("centre_manager", {"self", "here"}),
        ("reception_officer", {"self"}),
        ("", {"self"}),
    ],
)
def test_the_staff_when_looked_at(role: str, sees: set[str]) -> None:
    here, there = a_centre(), a_centre()
    found = {"here": a_staff(home=here), "there": a_staff(home=there), "ministry": a_staff()}
    own = a_staff(role, here if role in {"centre_manager", "reception_officer"} else None, home=None)
    found["self"] = own
    assert set(Staff.objects.visible_to(queries.viewer_for(own))) == {found[name] for name in sees}


# ---- the roster -----------------------------------------------------------------------------------------------------


def test_who_is_on_duty_when_several_turns_stand() -> None:
    first, second, later = (a_staff("duty_officer") for _n in range(3))
    now = clock.now()
    a_turn(second, rank=2, begins=now)
    a_turn(first, rank=1, begins=now)
    a_turn(later, begins=now + dt.timedelta(hours=8))
    a_turn(a_staff("duty_officer", active=False), rank=3, begins=now)
    assert queries.who_is_on_duty(now + dt.timedelta(minutes=1)) == [first, second]
    assert queries.who_is_on_duty(now + dt.timedelta(hours=8)) == [later]
    assert queries.who_is_on_duty(now - dt.timedelta(minutes=1)) == []


def test_putting_on_duty_when_right_and_wrong() -> None:
    officer, begins = a_staff("duty_officer"), clock.now() + dt.timedelta(hours=1)
    until = begins + dt.timedelta(hours=8)
    turn = moves.put_on_duty(officer, begins, until, by=HOUSE)
    _refused("turn", lambda: moves.put_on_duty(officer, until, begins, by=HOUSE))
    _refused("turn", lambda: moves.put_on_duty(officer, begins, begins + dt.timedelta(days=8), by=HOUSE))
    _refused("turn", lambda: moves.put_on_duty(officer, begins - dt.timedelta(days=2), clock.now(), by=HOUSE))
    _refused("not_duty_officer", lambda: moves.put_on_duty(a_staff("audit_officer"), begins, until, by=HOUSE))
    with pytest.raises(IntegrityError, match="accounts_duty_one_turn"), transaction.atomic():
        moves.put_on_duty(officer, begins, until, by=HOUSE, rank=2)
    with pytest.raises(IntegrityError, match="accounts_duty_one_a_rank"), transaction.atomic():
        moves.put_on_duty(a_staff("duty_officer"), begins, until, by=HOUSE)
    moves.take_off_duty(turn, by=HOUSE)
    assert _kinds(officer) == ["duty.set", "duty.taken_back"]


def test_the_roster_when_set_by_somebody_who_may_not() -> None:
    officer, turn = a_viewer("duty_officer"), a_turn(a_staff("duty_officer"))
    with scope.within(officer):
        with pytest.raises(PermissionDenied):
            moves.take_off_duty(turn, by=officer)
        with pytest.raises(PermissionDenied):
            moves.put_on_duty(turn.staff, turn.begins, turn.until, by=officer)
