"""The day itself: late, later, changing places, a grave case put in, the session interrupted, who is called."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from majlis.accounts.tests.builders import a_viewer
from majlis.audiences import seats
from majlis.audiences.models import Appointment, Booking, Sitting
from majlis.audiences.moves import appointments, today
from majlis.audiences.moves.placing import Slot
from majlis.audiences.states import Mode, Source, State
from majlis.audiences.tests.builders import a_hall, a_sitting, a_waiting_case, arrived, at, the_day
from majlis.cases import moves as cases
from majlis.cases.models import Case, Pending
from majlis.cases.models.about import Role
from majlis.cases.states import Priority
from majlis.cases.states import State as CaseState
from majlis.cases.tests.builders import HOUSE, in_state
from majlis.core import clock
from majlis.core.errors import Busy, Refused
from majlis.core.scope import within
from majlis.notifications.models import Notice
from majlis.trail.models import Entry

pytestmark = pytest.mark.django_db


@contextmanager
def at_hour(sitting: Sitting, hour: int, minute: int = 0) -> Iterator[None]:
    """Let it be an hour of the day of a sitting, as the house."""
    with clock.pretend(at(sitting, hour, minute)), within(HOUSE):
        yield


def kinds(appointment: Appointment) -> list[str]:
    """Return the notices that are owed to the person and hold, of this day's kinds."""
    with within(HOUSE):
        rows = Notice.objects.filter(about_kind="appointment", about_id=appointment.pk, recalled_at=None)
        return [row.kind for row in rows.order_by("id") if row.kind.rsplit(".")[1] not in {"told", "confirmed"}]


def booked(appointment: Appointment) -> set[dt.datetime]:
    """Return when its bookings begin."""
    return {row.during.lower for row in Booking.objects.filter(appointment=appointment, live=True)}


def anew(appointment: Appointment) -> Appointment:
    """Return the row as it stands."""
    with within(HOUSE):
        return Appointment.objects.select_related("case", "sitting", "centre", "hall").get(pk=appointment.pk)


def last_entry(appointment: Appointment) -> str:
    """Return the kind of the newest entry about it."""
    with within(HOUSE):
        found = Entry.objects.filter(subject_kind="appointment", subject_id=appointment.pk).order_by("-id").first()
        assert found is not None
        return found.kind


def test_who_is_late_is_noted_keeps_his_place_and_lets_the_next_go_first() -> None:
    first, second = the_day("10:00", "10:10")
    arrived(second, hour=10)
    with at_hour(first.sitting, 10, 3):
        today.note_late(first, by=HOUSE)
        day = seats.day(first.sitting, HOUSE)
    assert (first.state, first.late_at) == (State.CONFIRMED, at(first.sitting, 10, 3))
    assert day.next is not None
    assert day.next.pk == second.pk
    assert last_entry(first) == "appointment.note_late"


def test_nobody_is_late_before_his_hour() -> None:
    (first,) = the_day("10:30")
    with at_hour(first.sitting, 10, 3), pytest.raises(Refused) as no:
        today.note_late(first, by=HOUSE)
    assert no.value.code == "too_early"


def test_who_goes_in_has_the_next_told_once_that_he_is() -> None:
    first, second, third = the_day("10:00", "10:10", "10:20")
    arrived(first, hour=10)
    with at_hour(first.sitting, 10, 1):
        assert today.call_next(first.sitting_id, by=HOUSE) is None
        appointments.go_in(first, by=HOUSE)
        called = today.call_next(first.sitting_id, by=HOUSE)
        assert today.call_next(first.sitting_id, by=HOUSE) is None
    assert called is not None
    assert called.pk == second.pk
    assert [kinds(one) for one in (first, second, third)] == [[], ["appointment.next"], []]
    with within(HOUSE):
        assert Notice.objects.get(kind="appointment.next").urgent


def test_the_next_is_called_anew_when_the_one_called_is_late() -> None:
    first, second, third = the_day("10:00", "10:10", "10:20")
    arrived(first, hour=10)
    arrived(third, hour=10, minute=5)
    with at_hour(first.sitting, 10, 1):
        appointments.go_in(first, by=HOUSE)
        today.call_next(first.sitting_id, by=HOUSE)
    with at_hour(first.sitting, 10, 12):
        today.note_late(second, by=HOUSE)
        today.call_next(first.sitting_id, by=HOUSE)
    assert kinds(third) == ["appointment.next"]


def test_who_came_out_unheard_waits_again_at_the_head() -> None:
    first, second = the_day("10:00", "10:10")
    for one in (first, second):
        arrived(one, hour=10)
    with at_hour(first.sitting, 10, 1):
        appointments.go_in(first, by=HOUSE)
        today.step_out(first, by=HOUSE)
        day = seats.day(first.sitting, HOUSE)
    assert (first.state, first.went_in_at) == (State.ARRIVED, None)
    assert day.next is not None
    assert day.next.pk == first.pk


def test_who_is_before_the_minister_can_be_put_later() -> None:
    first, _second = the_day("10:00", "10:10")
    arrived(first, hour=10)
    with at_hour(first.sitting, 10, 1):
        appointments.go_in(first, by=HOUSE)
        today.put_later(first, at(first.sitting, 11), by=HOUSE)
    assert (first.state, first.starts_at) == (State.ARRIVED, at(first.sitting, 11))
    assert booked(first) == {at(first.sitting, 11)}
    assert kinds(first) == []


def test_who_is_put_later_before_he_is_here_is_told_his_hour() -> None:
    (first,) = the_day("10:00")
    with at_hour(first.sitting, 10, 5):
        today.note_late(first, by=HOUSE)
        today.put_later(first, at(first.sitting, 11), by=HOUSE)
    assert first.late_at is None
    assert kinds(first) == ["appointment.later"]
    with within(HOUSE):
        due = Pending.objects.get(case=first.case_id, kind="appointment", ended_at=None).due_at
    assert due == at(first.sitting, 11)


@pytest.mark.parametrize(
    ("hour", "minute", "code"),
    [(10, 10, "place_taken"), (9, 55, "past"), (12, 10, "in_pause"), (13, 0, "outside")],
)
def test_put_later_is_refused_where_nobody_may_be(hour: int, minute: int, code: str) -> None:
    sitting = a_sitting(pauses=["12:00-12:20"])
    first, _second = the_day("10:00", "10:10", sitting=sitting)
    arrived(first, hour=10)
    host = a_viewer("reception_officer", sitting.place)
    with clock.pretend(at(sitting, 10, 1)), within(host), pytest.raises(Refused) as no:
        today.put_later(first, at(sitting, hour, minute), by=host)
    assert no.value.code == code
    assert anew(first).starts_at == at(sitting, 10)


def test_office_puts_somebody_past_the_end_of_the_session() -> None:
    (first,) = the_day("10:00")
    arrived(first, hour=10)
    office = a_viewer("minister_office")
    with clock.pretend(at(first.sitting, 10, 1)), within(office):
        today.put_later(first, at(first.sitting, 13), by=office)
    assert anew(first).starts_at == at(first.sitting, 13)


def test_a_man_does_not_put_her_later_who_asked_for_women() -> None:
    (first,) = the_day("10:00")
    in_state(anew(first).case, CaseState.SCHEDULED, women_only=True)
    host = a_viewer("reception_officer", first.sitting.place)
    with clock.pretend(at(first.sitting, 10, 1)), within(host), pytest.raises(PermissionDenied):
        today.put_later(first, at(first.sitting, 11), by=host)


def test_two_change_places_each_keeps_his_length_and_who_is_not_here_is_told() -> None:
    first, second = the_day("10:00", "10:30")
    arrived(second, hour=10)
    with at_hour(first.sitting, 10, 5):
        today.swap(first, second, by=HOUSE)
    assert (anew(first).starts_at, anew(second).starts_at) == (at(first.sitting, 10, 30), at(first.sitting, 10))
    assert (booked(first), booked(second)) == ({at(first.sitting, 10, 30)}, {at(first.sitting, 10)})
    assert (kinds(first), kinds(second)) == (["appointment.later"], [])
    assert anew(second).state == State.ARRIVED


def test_who_would_come_earlier_must_have_agreed() -> None:
    first, second = the_day("10:00", "10:30")
    arrived(first, hour=10)
    with at_hour(first.sitting, 10, 5):
        with pytest.raises(Refused) as no:
            today.swap(first, second, by=HOUSE)
        assert no.value.code == "earlier"
        today.swap(first, second, agreed=True, by=HOUSE)
    assert kinds(second) == ["appointment.later"]


def test_swap_is_refused_where_the_longer_would_run_into_another() -> None:
    sitting = a_sitting()
    (long,) = the_day("11:00", sitting=sitting, minutes=20)
    first, _next = the_day("10:00", "10:10", sitting=sitting)
    for one in (long, first):
        arrived(one, hour=9, minute=50)
    with at_hour(sitting, 10), pytest.raises(Refused) as no:
        today.swap(first, long, by=HOUSE)
    assert no.value.code == "place_taken"
    assert (anew(first).starts_at, anew(long).starts_at) == (at(sitting, 10), at(sitting, 11))


def test_swap_does_not_bring_opposed_parties_together() -> None:
    first, second, third = the_day("10:00", "12:30", "12:00")
    against = f"beneficiary:{anew(third).case.beneficiary_id}"
    with within(HOUSE):
        cases.add_party(first.case, by=HOUSE, role=Role.OPPOSED, mark=against)
    for one in (first, second, third):
        arrived(one, hour=9, minute=50)
    with at_hour(first.sitting, 10), pytest.raises(Refused) as no:
        today.swap(first, second, by=HOUSE)
    assert no.value.code == "opposed"


def a_grave_case(**words: Any) -> Case:
    """Return a grave case that waits."""
    return in_state(a_waiting_case(**words), CaseState.WAITING, priority=Priority.CRITICAL)


def a_slot(sitting: Sitting, hour: int, minute: int = 0, **words: Any) -> Slot:
    """Return a place of ten minutes in person."""
    return Slot(sitting, at(sitting, hour, minute), 10, Mode.PERSON, sitting.place, **words)


REASON = "الحكم ينفذ غداً صباحاً"


@pytest.mark.parametrize(("hour", "minute"), [(10, 30), (12, 5)])
def test_office_puts_a_grave_case_into_an_open_time_or_a_pause(hour: int, minute: int) -> None:
    sitting = a_sitting(pauses=["12:00-12:20"])
    the_day("10:00", sitting=sitting)
    office, case = a_viewer("minister_office"), a_grave_case()
    with clock.pretend(at(sitting, 10, 5)), within(office):
        one = today.insert(case, a_slot(sitting, hour, minute), reason=REASON, by=office)
    found = anew(one)
    assert (found.state, found.source, found.consented, found.reason) == (State.CONFIRMED, Source.URGENT, True, REASON)
    assert found.case.state == CaseState.SCHEDULED
    assert kinds(one) == ["appointment.urgent"]
    assert last_entry(one) == "appointment.insert"


def test_a_place_that_is_taken_is_not_given_to_a_grave_case() -> None:
    first, _second = the_day("10:00", "10:10")
    office, case = a_viewer("minister_office"), a_grave_case()
    with clock.pretend(at(first.sitting, 10, 1)), within(office), pytest.raises(Refused) as no:
        today.insert(case, a_slot(first.sitting, 10, 5), reason=REASON, by=office)
    assert no.value.code == "place_taken"
    with within(HOUSE):
        assert Case.objects.get(pk=case.pk).state == CaseState.WAITING


@pytest.mark.parametrize(("reason", "priority", "code"), [(" عاجل ", 0, "no_reason"), (REASON, 1, "not_grave")])
def test_insert_needs_a_grave_case_and_a_written_reason(reason: str, priority: int, code: str) -> None:
    (first,) = the_day("10:00")
    case = in_state(a_waiting_case(), CaseState.WAITING, priority=priority)
    with at_hour(first.sitting, 10, 1), pytest.raises(Refused) as no:
        today.insert(case, a_slot(first.sitting, 11), reason=reason, by=HOUSE)
    assert no.value.code == code


@pytest.mark.parametrize("role", ["operations_officer", "reception_officer", "hall_host", "gate_officer"])
def test_only_the_office_puts_a_case_in(role: str) -> None:
    (first,) = the_day("10:00")
    viewer = a_viewer(role, first.sitting.place)
    case = a_grave_case(centre=first.sitting.place)
    with clock.pretend(at(first.sitting, 10, 1)), within(viewer), pytest.raises(PermissionDenied):
        today.insert(case, a_slot(first.sitting, 11), reason=REASON, by=viewer)


def test_a_pause_holds_everyone_back_until_it_ends() -> None:
    first, second = the_day("10:00", "10:10")
    for one in (first, second):
        arrived(one, hour=10)
    sitting = first.sitting
    with at_hour(sitting, 10, 1):
        today.pause(sitting, why="called", by=HOUSE)
        with pytest.raises(Busy):
            today.pause(sitting, why="called", by=HOUSE)
    first, second = anew(first), anew(second)
    with at_hour(sitting, 10, 20):
        with pytest.raises(Refused) as no:
            appointments.go_in(first, by=HOUSE)
        assert no.value.code == "paused"
        assert seats.day(sitting, HOUSE).late == 20
        today.resume(sitting, by=HOUSE)
    first = anew(first)
    with at_hour(sitting, 10, 21):
        appointments.go_in(first, by=HOUSE)
        with pytest.raises(Busy):
            today.resume(first.sitting, by=HOUSE)
    with within(HOUSE):
        kept = Entry.objects.filter(subject_kind="sitting", subject_id=sitting.pk).order_by("id")
        assert [row.kind for row in kept][-2:] == ["sitting.pause", "sitting.resume"]
        assert kept[len(kept) - 2].facts["why"] == "called"


def test_those_not_here_are_told_of_a_delay_once_for_each_new_hour() -> None:
    first, second, third = the_day("10:00", "10:10", "11:30")
    arrived(first, hour=10)
    sitting = first.sitting
    with at_hour(sitting, 10, 1):
        appointments.go_in(first, by=HOUSE)
    with at_hour(sitting, 10, 25):
        assert today.tell_delay(sitting, by=HOUSE) == 1
        assert today.tell_delay(sitting, by=HOUSE) == 1
    assert (kinds(second), kinds(third)) == (["appointment.delayed"], [])
    with at_hour(sitting, 10, 40):
        today.tell_delay(sitting, by=HOUSE)
    assert kinds(second) == ["appointment.delayed"] * 2


def test_hours_expected_are_shown_and_a_hall_sees_its_own_only() -> None:
    sitting = a_sitting()
    hall, other = a_hall(sitting.place), a_hall(sitting.place)
    (inside,) = the_day("10:00", sitting=sitting)
    (mine,) = the_day("10:10", sitting=sitting, hall=hall)
    (theirs,) = the_day("10:20", sitting=sitting, hall=other)
    arrived(inside, hour=10)
    host = a_viewer("hall_host", sitting.place)
    with at_hour(sitting, 10, 1):
        appointments.go_in(inside, by=HOUSE)
    with clock.pretend(at(sitting, 10, 16)), within(host):
        whole, own = seats.day(sitting, host), seats.day(sitting, host, hall.pk)
    assert [seat.pk for seat in whole.seats] == [mine.pk, theirs.pk]
    assert [seat.pk for seat in own.seats] == [mine.pk]
    assert (own.inside, own.elsewhere, own.late) == (None, True, 6)
    assert own.seats[0].expected_at == at(sitting, 10, 16)
    assert own.seats[0].delay == 6


@pytest.mark.parametrize(("woman", "seen"), [(True, 1), (False, 0)])
def test_a_womens_hall_is_seen_by_women_alone(woman: bool, seen: int) -> None:
    sitting = a_sitting()
    (one,) = the_day("10:00", sitting=sitting, hall=a_hall(sitting.place, women=True))
    host = a_viewer("hall_host", sitting.place, woman=woman)
    with within(host):
        assert len(seats.seats(sitting, host)) == seen
        assert Appointment.objects.visible_to(host).filter(pk=one.pk).count() == seen
