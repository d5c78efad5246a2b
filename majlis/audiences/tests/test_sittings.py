"""Opening, publishing, changing, cancelling and holding a sitting."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from majlis.accounts.tests.builders import a_staff, a_viewer
from majlis.audiences import queries
from majlis.audiences.models import Sitting
from majlis.audiences.moves import appointments, sittings
from majlis.audiences.states import SittingState, State
from majlis.audiences.tests.builders import a_day, a_place, a_seat, a_sitting, a_waiting_case, at, today, told
from majlis.cases.models import Case
from majlis.cases.states import State as CaseState
from majlis.cases.tests.builders import HOUSE
from majlis.centres.models import Centre, ClosedDate, Pause
from majlis.core import clock
from majlis.core.errors import Busy, Refused
from majlis.core.scope import house, within
from majlis.core.viewer import Viewer
from majlis.notifications.models import Notice

pytestmark = pytest.mark.django_db

ROLES_WITHOUT = ["operations_officer", "minister", "hall_host", "audit_officer", "programme_director"]


def _open(day: dt.date, place: Centre, by: Viewer, **words: Any) -> Sitting:
    given: dict[str, Any] = {"start": dt.time(10), "end": dt.time(13), "principal": a_staff("minister")} | words
    with within(by):
        return sittings.open_sitting(day, place=place, by=by, **given)


def test_open_takes_the_pauses_of_the_place() -> None:
    place = a_seat()
    for first, last in ((dt.time(12, 5), dt.time(12, 25)), (dt.time(15), dt.time(15, 20))):
        Pause.objects.create(centre=place, starts=first, ends=last, name_ar="صلاة", name_en="Prayer", by="staff:1")
    sitting = _open(a_day(), place, a_viewer("minister_office"))
    assert sitting.pauses == ["12:05-12:25"]
    assert queries.fits(sitting, at(sitting, 12, 25), at(sitting, 12, 35))
    assert not queries.fits(sitting, at(sitting, 12), at(sitting, 12, 10))


@pytest.mark.parametrize("role", ROLES_WITHOUT)
def test_open_is_refused_to_who_is_not_of_the_office(role: str) -> None:
    with pytest.raises(PermissionDenied):
        _open(a_day(), a_seat(), a_viewer(role))


def test_open_is_refused_on_a_friday_a_holiday_and_a_past_day() -> None:
    place, office, day = a_seat(), a_viewer("minister_office"), a_day()
    ClosedDate.objects.create(centre=place, day=day, reason_ar="اليوم الوطني", reason_en="National Day", by="staff:1")
    place.refresh_from_db()
    friday = day + dt.timedelta(days=2)
    for wrong, code in ((friday, "no_working_day"), (day, "holiday"), (a_day(-14), "past")):
        with pytest.raises(Refused) as no:
            _open(wrong, place, office)
        assert no.value.code == code
    with pytest.raises(Refused, match="National Day"):
        _open(day, place, office)


def test_open_is_refused_twice_on_a_day_and_without_a_headquarters() -> None:
    office, minister, place = a_viewer("minister_office"), a_staff("minister"), a_seat()
    _open(a_day(), place, office, principal=minister)
    with pytest.raises(Refused) as no:
        _open(a_day(), place, office, principal=minister)
    assert no.value.code == "sitting_there"
    with pytest.raises(Refused) as no:
        _open(a_day(21), _plain(), office)
    assert no.value.code == "no_headquarters"


def _plain() -> Centre:
    place = a_seat()
    place.has_headquarters = False
    return place


@pytest.mark.parametrize("pauses", [["12:05"], ["12:25-12:05"], ["25:00-26:00"], ["noon"]])
def test_open_is_refused_with_a_pause_that_is_none(pauses: list[str]) -> None:
    with pytest.raises(Refused) as no:
        _open(a_day(), a_seat(), a_viewer("minister_office"), pauses=pauses)
    assert no.value.code == "pause"


def test_publish_tells_everyone_once() -> None:
    sitting, office = a_sitting(), a_viewer("minister_office")
    first = a_place(a_waiting_case(), sitting)
    with within(office):
        assert sittings.publish(sitting, by=office) == 1
    second = a_place(a_waiting_case(), sitting, at(sitting, 11))
    with within(office):
        assert sittings.publish(sitting, by=office) == 1
        assert sittings.publish(sitting, by=office) == 0
    for one in (first, second):
        one.refresh_from_db()
        assert one.state == State.TOLD
    with within(HOUSE):
        assert Notice.objects.filter(kind="appointment.told").count() == 2


def test_publish_is_refused_when_somebody_did_not_agree_to_short_notice() -> None:
    sitting, office = a_sitting(), a_viewer("minister_office")
    a_place(a_waiting_case(), sitting)
    with within(HOUSE), house():
        Sitting.objects.filter(pk=sitting.pk).update(day=clock.today() + dt.timedelta(days=2))
    sitting.refresh_from_db()
    with within(office), pytest.raises(Refused) as no:
        sittings.publish(sitting, by=office)
    assert no.value.code == "short_notice"


@pytest.mark.parametrize("role", ["hall_host", "minister", "audit_officer"])
def test_publish_and_cancel_are_refused_to_others(role: str) -> None:
    sitting, viewer = a_sitting(), a_viewer(role)
    with within(viewer):
        with pytest.raises(PermissionDenied):
            sittings.publish(sitting, by=viewer)
        with pytest.raises(PermissionDenied):
            sittings.cancel(sitting, why="travel", by=viewer)
        with pytest.raises(PermissionDenied):
            sittings.change_hours(sitting, start=dt.time(9), end=dt.time(10), pauses=[], by=viewer)
        with pytest.raises(PermissionDenied):
            sittings.hold(sitting, by=viewer)


def test_cancel_tells_at_once_and_keeps_a_debt() -> None:
    sitting, office = a_sitting(), a_viewer("minister_office")
    heard_of_it = told(a_place(a_waiting_case(), sitting))
    silent = a_place(a_waiting_case(), sitting, at(sitting, 11))
    with within(office):
        lost = sittings.cancel(sitting, why="travel", by=office)
    assert {one.pk for one in lost} == {heard_of_it.pk, silent.pk}
    heard_of_it.refresh_from_db()
    silent.refresh_from_db()
    assert (heard_of_it.state, silent.state) == (State.CANCELLED, State.RELEASED)
    with within(HOUSE):
        notices = Notice.objects.filter(kind="appointment.cancelled")
        assert [(notice.about_id, notice.urgent) for notice in notices] == [(heard_of_it.pk, True)]
        states = set(Case.objects.values_list("state", flat=True))
        assert states == {CaseState.WAITING}
        assert [queries.is_owed(one.case) for one in (heard_of_it, silent)] == [True, False]


def test_change_of_hours_loses_only_whom_it_no_longer_fits() -> None:
    sitting, office = a_sitting(), a_viewer("minister_office")
    stays = told(a_place(a_waiting_case(), sitting))
    goes = told(a_place(a_waiting_case(), sitting, at(sitting, 12)))
    with within(office):
        lost = sittings.change_hours(sitting, start=dt.time(10), end=dt.time(12), pauses=[], by=office)
    assert lost == [goes]
    stays.refresh_from_db()
    assert stays.state == State.TOLD
    assert sitting.version == 2


def test_hold_is_refused_until_everyone_is_noted() -> None:
    sitting, office = a_sitting(), a_viewer("minister_office")
    one = today(told(a_place(a_waiting_case(), sitting)))
    sitting.refresh_from_db()
    with within(office):
        with pytest.raises(Refused) as no:
            sittings.hold(sitting, by=office)
        assert no.value.code == "somebody_left"
        appointments.miss(one, by=office)
        assert sittings.hold(sitting, by=office).state == SittingState.HELD
        with pytest.raises(Busy):
            sittings.hold(sitting, by=office)


def test_free_slots_leave_out_pauses_taken_times_and_the_gap() -> None:
    sitting = a_sitting(start=dt.time(10), end=dt.time(11), pauses=["10:30-10:40"], gap=5)
    a_place(a_waiting_case(), sitting)
    free = [slot.astimezone(clock.RIYADH).strftime("%H:%M") for slot in _free(sitting)]
    assert free == ["10:15", "10:20", "10:40", "10:45", "10:50"]


def _free(sitting: Sitting) -> list[dt.datetime]:
    with within(HOUSE):
        return queries.free_slots(sitting, 10)
