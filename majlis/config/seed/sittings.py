"""The sittings of the sample: some held, one ahead that is published and answered, one called off, one being planned."""

from __future__ import annotations

import datetime as dt

from majlis.audiences import queries
from majlis.audiences.models import Sitting
from majlis.audiences.moves import appointments, placing, sittings
from majlis.audiences.states import Mode
from majlis.cases.models import Case
from majlis.centres.models import Hall
from majlis.config.seed.stage import HOUSE, Stage
from majlis.core import clock
from majlis.core.errors import Refused
from majlis.core.scope import within
from majlis.core.viewer import Viewer
from majlis.office import moves as office
from majlis.office.moves import Said
from majlis.office.states import Decision

WEDNESDAY = 2
WEEKS = range(-6, 4)
PLACES = {0: (3, 0), 1: (3, 4), 2: (1, 3), 3: (0, 0)}
"""For each week to come, how many get a place, and how many must still wait, so that there is something to plan."""
PAST = (2, 0)


def everything(stage: Stage) -> None:
    """Open a sitting a week; place those who wait; hold those of the past."""
    officer, minister = stage.actor("minister_office"), stage.actor("minister")
    today = clock.today()
    first = today + dt.timedelta(days=(WEDNESDAY - today.weekday()) % 7)
    for week in WEEKS:
        day = first + dt.timedelta(weeks=week)
        planned = clock.start_of(day - dt.timedelta(days=9)) + dt.timedelta(hours=9) if week <= 0 else clock.now()
        with clock.pretend(planned), within(officer):
            sitting = _open(stage, day, week, officer)
        if sitting is None:
            continue
        _place(sitting, planned, *PLACES.get(week, PAST))
        if week > 1:
            continue
        _publish(sitting, planned + dt.timedelta(hours=2) if week <= 0 else planned, officer)
        if day < today:
            _hold(sitting, officer, minister, somebody_is_absent=week % 2 == 0)
        else:
            _answer(sitting)
    _call_off(stage, officer, first + dt.timedelta(weeks=WEEKS.stop))


def _open(stage: Stage, day: dt.date, week: int, officer: Viewer) -> Sitting | None:
    principal = next(one.staff for one in stage.staff if one.role == "minister")
    try:
        return sittings.open_sitting(
            day,
            start=dt.time(10),
            end=dt.time(13),
            place=stage.centres[week % 2],
            principal=principal,
            pauses=["11:50-12:15"],
            by=officer,
        )
    except Refused:  # a holiday
        return None


def _place(sitting: Sitting, at: dt.datetime, most: int, kept: int) -> None:
    """Find places for the first `most` who wait at an instant, but leave `kept` of them waiting."""
    with clock.pretend(at), within(HOUSE):
        waiting = [case for case in queries.waiting_list(HOUSE) if case.moved_at < at]
    placed = 0
    for case in waiting:
        if placed >= min(most, len(waiting) - kept):
            return
        placed += _placed(case, sitting, at)


def _placed(case: Case, sitting: Sitting, at: dt.datetime) -> bool:
    video = case.service.code == "audience_video"
    try:
        with clock.pretend(at), within(HOUSE):
            hall = Hall.objects.filter(centre=case.centre, women=case.women_only).first() if video else None
            placing.propose(
                case,
                sitting,
                starts_at=queries.free_slots(sitting, 10, hall)[0],
                minutes=10,
                mode=Mode.VIDEO if video else Mode.PERSON,
                centre=case.centre if video else sitting.place,
                hall=hall,
                by=HOUSE,
            )
    except Refused:
        return False
    return True


def _publish(sitting: Sitting, at: dt.datetime, officer: Viewer) -> None:
    with clock.pretend(at), within(officer):
        sittings.publish(sitting, by=officer)


def _answer(sitting: Sitting) -> None:
    """One confirms, one asks for another time, the others have not answered yet."""
    with within(HOUSE):
        told = list(sitting.appointments.select_related("case", "sitting", "centre").order_by("starts_at"))
        for one in told[:1]:
            appointments.confirm(one, by=HOUSE)
        for one in told[1:2]:
            appointments.ask_to_move(one, by=HOUSE, wish="لا يناسبني الصباح لأن عندي موعد غسيل كلى")


def _call_off(stage: Stage, officer: Viewer, day: dt.date) -> None:
    """Publish a session and cancel it: whoever had a place in it comes first now."""
    with within(officer):
        sitting = _open(stage, day, 0, officer)
    if sitting is None:
        return
    _place(sitting, clock.now(), 1, 2)
    with within(officer):
        sittings.publish(sitting, by=officer)
        sittings.cancel(sitting, by=officer, why="travel")


def _hold(sitting: Sitting, officer: Viewer, minister: Viewer, *, somebody_is_absent: bool) -> None:
    with within(HOUSE):
        rows = list(sitting.appointments.select_related("case", "sitting", "centre").order_by("starts_at"))
    for number, one in enumerate(rows):
        with clock.pretend(sitting.starts_at - dt.timedelta(days=5)), within(HOUSE):
            appointments.confirm(one, by=HOUSE)
        with clock.pretend(one.starts_at), within(HOUSE):
            if somebody_is_absent and number == len(rows) - 1:
                appointments.miss(one, by=HOUSE)
                continue
            appointments.arrive(one, by=HOUSE)
            appointments.go_in(one, by=HOUSE)
        with clock.pretend(one.ends_at), within(HOUSE):
            appointments.attend(one, by=HOUSE)
            one.case.refresh_from_db()
        with clock.pretend(one.ends_at), within(minister):
            office.give(one.case, Said(Decision.REFER, "تُدرس حالته ويُفاد خلال عشرة أيام"), by=minister)
    with clock.pretend(sitting.ends_at), within(officer):
        sittings.hold(sitting, by=officer)
