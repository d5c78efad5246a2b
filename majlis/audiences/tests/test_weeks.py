"""The usual week, the days left out, a session moved or seated elsewhere, a hall that closes."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from majlis.accounts.tests.builders import a_staff, a_viewer
from majlis.audiences import queries
from majlis.audiences.models import Appointment, Booking, Pattern, Sitting
from majlis.audiences.moves import changing, patterns, sittings
from majlis.audiences.states import State
from majlis.audiences.tests.builders import a_day, a_hall, a_place, a_seat, a_sitting, a_waiting_case, at, told
from majlis.cases.models import Case, Party
from majlis.cases.states import State as CaseState
from majlis.cases.tests.builders import HOUSE
from majlis.centres.models import ClosedDate, HallClosing, Season
from majlis.core import clock
from majlis.core.errors import Refused
from majlis.core.scope import house, within
from majlis.core.viewer import Viewer

pytestmark = pytest.mark.django_db
WEDNESDAY = 2


@pytest.fixture
def office() -> Viewer:
    return a_viewer("minister_office")


def a_pattern(by: Viewer, **words: Any) -> Pattern:
    given: dict[str, Any] = {"weekday": WEDNESDAY, "start": dt.time(10), "end": dt.time(13), "since": clock.today()}
    given |= {"place": a_seat(), "principal": a_staff("minister")}
    with within(by):
        return patterns.lay_down(by=by, **(given | words))


def test_usual_week_opens_its_sittings_once(office: Viewer) -> None:
    pattern = a_pattern(office, capacity=18, reserve=25)
    with within(office):
        came = patterns.open_ahead(pattern, by=office, weeks=4)
        again = patterns.open_ahead(pattern, by=office, weeks=4)
    assert [one.day.weekday() for one in came.sittings] == [WEDNESDAY] * 4
    assert {(one.capacity, one.reserve, one.pattern_id) for one in came.sittings} == {(18, 25, pattern.pk)}
    assert (again.sittings, again.left_out) == ([], [])


def test_every_other_week_counts_from_the_first(office: Viewer) -> None:
    pattern = a_pattern(office, every=2)
    with within(office):
        days = queries.days_of(pattern, clock.today(), clock.today() + dt.timedelta(weeks=8))
    assert {(later - first).days for first, later in pairwise(days)} == {14}


def test_closed_day_is_left_out_and_named_when_weeks_are_opened(office: Viewer) -> None:
    pattern = a_pattern(office)
    with within(office), house():
        closed = queries.days_of(pattern, clock.today() + dt.timedelta(days=1), clock.today() + dt.timedelta(weeks=2))[
            0
        ]
        ClosedDate.objects.create(centre=pattern.place, day=closed, reason_ar="عيد", reason_en="Feast", by="staff:1")
        came = patterns.open_ahead(pattern, by=office, weeks=2)
    assert [day for day, _why in came.left_out] == [closed]
    assert "Feast" in came.left_out[0][1]


def test_day_left_out_opens_no_sitting_until_taken_back(office: Viewer) -> None:
    pattern = a_pattern(office)
    with within(office):
        day = queries.days_of(pattern, clock.today() + dt.timedelta(days=1), clock.today() + dt.timedelta(weeks=2))[0]
        kept = patterns.leave_out(pattern, day, why="travel", by=office)
        assert day not in [one.day for one in patterns.open_ahead(pattern, by=office, weeks=2).sittings]
        patterns.take_back(kept, by=office)
        assert [one.day for one in patterns.open_ahead(pattern, by=office, weeks=2).sittings] == [day]


def test_day_outside_the_rhythm_cannot_be_left_out(office: Viewer) -> None:
    pattern = a_pattern(office)
    with within(office), pytest.raises(Refused):
        patterns.leave_out(pattern, a_day() + dt.timedelta(days=1), why="travel", by=office)


def test_hours_of_the_season_hold_in_ramadan(office: Viewer) -> None:
    pattern = a_pattern(office, season_start=dt.time(11), season_end=dt.time(12, 30))
    day = a_day()
    with within(office), house():
        assert queries.hours_on(pattern, day) == (dt.time(10), dt.time(13))
        Season.objects.create(
            centre=pattern.place, first=day, last=day, name_ar="رمضان", name_en="Ramadan", by="staff:1"
        )
        assert queries.hours_on(pattern, day) == (dt.time(11), dt.time(12, 30))


def test_ended_week_opens_nothing_after_its_last_day(office: Viewer) -> None:
    pattern = a_pattern(office)
    with within(office):
        patterns.end(pattern, clock.today(), by=office)
        assert patterns.open_ahead(pattern, by=office).sittings == []


@pytest.mark.parametrize("role", ["operations_officer", "minister", "followup_officer"])
def test_usual_week_is_laid_down_by_the_office_alone(role: str) -> None:
    with pytest.raises(PermissionDenied):
        a_pattern(a_viewer(role))


def test_usual_week_is_refused_where_hours_run_backwards(office: Viewer) -> None:
    with pytest.raises(Refused):
        a_pattern(office, start=dt.time(13), end=dt.time(10))


def test_moved_session_takes_everyone_with_it_and_tells_him(office: Viewer) -> None:
    sitting = a_sitting()
    one = told(a_place(a_waiting_case(), sitting, at(sitting, 10, 20)))
    day = sitting.day + dt.timedelta(days=7)
    with within(office):
        came = changing.move_to_day(sitting, day, start=dt.time(11), end=dt.time(14), why="minister", by=office)
    one.refresh_from_db()
    assert [place.pk for place in came.told] == [one.pk]
    assert one.starts_at == dt.datetime.combine(day, dt.time(11, 20), clock.RIYADH)
    assert (one.state, one.told_at) == (State.TOLD, None)
    with within(HOUSE):
        assert Booking.objects.filter(appointment=one, live=True, during__contains=one.starts_at).count() == 2


def test_moved_session_owes_whom_it_would_tell_too_late(office: Viewer) -> None:
    sitting = a_sitting(a_day(14))
    asked = told(a_place(a_waiting_case(), sitting, at(sitting, 10)))
    agreed = told(a_place(a_waiting_case(), sitting, at(sitting, 10, 30), consented=True))
    near = next(day for day in _days_from(clock.today() + dt.timedelta(days=1)) if day.weekday() not in (4, 5))
    with within(office):
        came = changing.move_to_day(sitting, near, start=dt.time(10), end=dt.time(13), why="travel", by=office)
    asked.refresh_from_db()
    assert ([one.pk for one in came.owed], [one.pk for one in came.told]) == ([asked.pk], [agreed.pk])
    assert asked.state == State.CANCELLED
    with within(HOUSE):
        assert queries.is_owed(Case.objects.get(pk=asked.case_id))


def _days_from(day: dt.date) -> Any:
    while True:
        yield day
        day += dt.timedelta(days=1)


def test_session_moved_to_where_it_is_meets_nobody(office: Viewer) -> None:
    sitting = a_sitting()
    one = told(a_place(a_waiting_case(), sitting))
    with within(office):
        came = changing.move_to_day(sitting, sitting.day, start=dt.time(10), end=dt.time(13), why="minister", by=office)
    assert (came.told, came.owed) == ([], [])
    assert Appointment.objects.get(pk=one.pk).version == one.version


def test_seat_elsewhere_gives_who_comes_in_person_a_hall_at_his_hour(office: Viewer) -> None:
    sitting = a_sitting()
    hall = a_hall(sitting.place)
    one = told(a_place(a_waiting_case(), sitting, at(sitting, 10)))
    crowded = told(a_place(a_waiting_case(), sitting, at(sitting, 10, 10)))
    with within(office):
        came = changing.change_seat(sitting, a_seat(), why="minister", by=office)
    one.refresh_from_db()
    crowded.refresh_from_db()
    assert (one.hall_id, one.mode, one.starts_at) == (hall.pk, "video", at(sitting, 10))
    assert crowded.state == State.CANCELLED  # the hall is being set up for the next party at his hour
    assert {one.pk for one in came.owed} == {crowded.pk}


def test_closed_hall_sends_its_places_to_another_or_owes_them(office: Viewer) -> None:
    sitting = a_sitting()
    hall, other = a_hall(sitting.place), a_hall(sitting.place, "second")
    first = told(a_place(a_waiting_case(), sitting, at(sitting, 10), hall=hall))
    there = told(a_place(a_waiting_case(), sitting, at(sitting, 11), hall=other))
    with within(office), house():
        closing = HallClosing.objects.create(
            hall=hall, first=sitting.day, last=sitting.day, reason="أعمال صيانة", by="staff:1"
        )
    with within(office):
        came = changing.close_hall(closing, by=office)
    first.refresh_from_db()
    assert ([one.pk for one in came.told], came.owed) == ([first.pk], [])
    assert first.hall_id == other.pk
    there.refresh_from_db()
    assert there.starts_at == at(sitting, 11)


def test_opposed_parties_are_kept_apart_by_the_database(office: Viewer) -> None:
    sitting, ours, theirs = a_sitting(), a_waiting_case(), a_waiting_case()
    with within(HOUSE):
        Party.objects.create(case=ours, role="opposed", mark=f"beneficiary:{theirs.beneficiary_id}")
    one = a_place(ours, sitting, at(sitting, 10))
    far = a_place(theirs, sitting, at(sitting, 11, 10))
    with within(HOUSE):
        shared = [
            set(
                Booking.objects.filter(appointment=place, resource__startswith="opposed:").values_list(
                    "resource", flat=True
                )
            )
            for place in (one, far)
        ]
    assert shared[0] == shared[1]
    assert len(shared[0]) == 2


def test_cancelled_sitting_leaves_its_cases_waiting(office: Viewer) -> None:
    sitting = a_sitting()
    case = a_waiting_case()
    told(a_place(case, sitting))
    with within(office):
        sittings.cancel(sitting, why="minister", by=office)
    with within(HOUSE):
        assert Case.objects.get(pk=case.pk).state == CaseState.WAITING
        assert not Booking.objects.filter(live=True).exists()
        assert Sitting.objects.get(pk=sitting.pk).state == "cancelled"
