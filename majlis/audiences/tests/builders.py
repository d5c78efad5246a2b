"""Sittings and appointments for tests, made by the real acts where that is the way."""

from __future__ import annotations

import datetime as dt
from typing import Any

from majlis.accounts.tests.builders import a_staff, a_viewer
from majlis.audiences.models import Appointment, Offer, Sitting
from majlis.audiences.moves import appointments, sittings, standby
from majlis.audiences.states import Mode
from majlis.cases.models import Case
from majlis.cases.states import State as CaseState
from majlis.cases.tests.builders import HOUSE, a_case, in_state
from majlis.centres.models import Centre, Hall
from majlis.centres.tests.builders import a_centre, a_hall
from majlis.core import clock
from majlis.core.scope import house, within
from majlis.people.tests.builders import a_point


def a_day(ahead: int = 14) -> dt.date:
    """Return a Wednesday at least so many days from now: a working day everywhere."""
    day = clock.today() + dt.timedelta(days=ahead)
    return day + dt.timedelta(days=(2 - day.weekday()) % 7)


def a_seat(**words: Any) -> Centre:
    """Return a centre with a headquarters."""
    return a_centre(has_headquarters=True, **words)


def a_sitting(day: dt.date | None = None, *, place: Centre | None = None, **words: Any) -> Sitting:
    """Return a sitting from 10:00 to 13:00 with no pauses and no gap unless said otherwise."""
    given: dict[str, Any] = {"start": dt.time(10), "end": dt.time(13), "pauses": [], "gap": 0} | words
    given.setdefault("principal", a_staff("minister"))
    office = a_viewer("minister_office")
    with within(office):
        return sittings.open_sitting(day or a_day(), place=place or a_seat(), by=office, **given)


def a_waiting_case(**words: Any) -> Case:
    """Return a case that waits for a place."""
    case = a_case("audience_person", **words)
    return in_state(case, CaseState.WAITING, section="operations", turn="operations", road="audience")


def at(sitting: Sitting, hour: int, minute: int = 0) -> dt.datetime:
    """Return the instant of an hour of the sitting's day in Riyadh."""
    return dt.datetime.combine(sitting.day, dt.time(hour, minute), clock.RIYADH)


def a_place(case: Case, sitting: Sitting, starts_at: dt.datetime | None = None, **words: Any) -> Appointment:
    """Return an appointment, proposed by the real act; with `hall` it is by video."""
    hall: Hall | None = words.pop("hall", None)
    given: dict[str, Any] = {"minutes": 10, "by": HOUSE} | words
    given["mode"] = Mode.VIDEO if hall else Mode.PERSON
    given["centre"] = hall.centre if hall else sitting.place
    with within(HOUSE):
        return appointments.propose(case, sitting, starts_at=starts_at or at(sitting, 10), hall=hall, **given)


def told(appointment: Appointment) -> Appointment:
    """Tell the person."""
    with within(HOUSE):
        return appointments.tell(appointment, by=HOUSE)


def the_day(*hours: str, sitting: Sitting | None = None, **words: Any) -> list[Appointment]:
    """Return the confirmed places of a published sitting, one at each hour such as "10:20", in order.

    `words` go to each place. The day itself is reached with `clock.pretend(at(sitting, 10))`.
    """
    sitting = sitting or a_sitting()
    wanted = [dt.time.fromisoformat(hour) for hour in hours]
    places = [a_place(a_waiting_case(), sitting, at(sitting, one.hour, one.minute), **words) for one in wanted]
    with within(HOUSE):
        sittings.publish(sitting, by=HOUSE)
        for one in places:
            one.refresh_from_db()
            appointments.confirm(one, by=HOUSE)
    return places


def arrived(appointment: Appointment, *, hour: int, minute: int = 0) -> Appointment:
    """Let the person come at an hour of the day of his sitting."""
    with clock.pretend(at(appointment.sitting, hour, minute)), within(HOUSE):
        return appointments.arrive(appointment, by=HOUSE)


def today(appointment: Appointment, **changes: Any) -> Appointment:
    """Bring the sitting of an appointment to this hour, as if its day had come. `changes` are fields of the row."""
    start = clock.now() - dt.timedelta(minutes=5)
    with within(HOUSE), house():
        Sitting.objects.filter(pk=appointment.sitting_id).update(
            day=clock.today(), starts_at=start, ends_at=start + dt.timedelta(hours=3), state="published"
        )
        given = {"starts_at": start, "ends_at": start + dt.timedelta(minutes=10), **changes}
        Appointment.objects.filter(pk=appointment.pk).update(**given)
        appointment.refresh_from_db()
    return appointment


def a_freed_place(sitting: Sitting | None = None, hour: str = "10:00") -> Appointment:
    """Return a confirmed place of a published sitting that its person gave up for another time."""
    (one,) = the_day(hour, sitting=sitting or a_sitting(a_day(14)))
    with within(HOUSE):
        appointments.ask_to_move(one, by=HOUSE, wish="الأسبوع القادم")
    return one


def who_waits(mail: bool = True, **words: object) -> Case:
    """Return a waiting case whose person reads mail, or has a simple telephone only."""
    case = a_waiting_case()
    with within(HOUSE), house():
        words_of = {"channel": "email", "value": f"p{case.pk}@example.com"} if mail else {}
        a_point(case.beneficiary, **words_of)
        Case.objects.filter(pk=case.pk).update(**words)
    return case


def offered(freed: Appointment) -> Offer:
    with within(HOUSE):
        found = standby.offer_next(freed, by=HOUSE)
        assert found is not None
        return Offer.objects.select_related(
            "appointment__case", "appointment__sitting__place", "appointment__centre"
        ).get(pk=found.pk)


def fresh(offer: Offer) -> tuple[str, str, str]:
    """Return the state of an offer, of its place and of its case."""
    with within(HOUSE):
        one = Offer.objects.select_related("appointment__case").get(pk=offer.pk)
        return one.state, one.appointment.state, one.appointment.case.state


__all__ = [
    "a_centre",
    "a_day",
    "a_freed_place",
    "a_hall",
    "a_place",
    "a_seat",
    "a_sitting",
    "a_waiting_case",
    "arrived",
    "at",
    "fresh",
    "offered",
    "the_day",
    "today",
    "told",
    "who_waits",
]
