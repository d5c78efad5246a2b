"""The sittings of the sample: some held, one ahead that is published, one being planned."""

from __future__ import annotations

import datetime as dt

from majlis.audiences import queries
from majlis.audiences.models import Sitting
from majlis.audiences.moves import appointments, placing, sittings
from majlis.audiences.states import Mode
from majlis.centres.models import Hall
from majlis.config.seed.walks import HOUSE, Stage
from majlis.core import clock
from majlis.core.errors import Refused
from majlis.core.scope import within
from majlis.core.viewer import Viewer
from majlis.office import moves as office
from majlis.office.moves import Said
from majlis.office.states import Decision

WEDNESDAY = 2
WEEKS = range(-6, 4)


def everything(stage: Stage) -> None:
    """Open a sitting a week; place those who wait; hold those of the past."""
    officer, minister = stage.actor("minister_office"), stage.actor("minister")
    today = clock.today()
    first = today + dt.timedelta(days=(WEDNESDAY - today.weekday()) % 7)
    for week in WEEKS:
        day = first + dt.timedelta(weeks=week)
        past = day < today
        planned = clock.start_of(day - dt.timedelta(days=9)) + dt.timedelta(hours=9) if past else clock.now()
        with clock.pretend(planned), within(officer):
            sitting = _open(stage, day, week, officer)
        if sitting is None:
            continue
        _place(stage, sitting, officer, planned, 3 if past else 4 if week <= 1 else 1)
        if past:
            _hold(sitting, officer, minister)
        elif week == 1:
            with within(officer):
                sittings.publish(sitting, by=officer)


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


def _place(stage: Stage, sitting: Sitting, officer: Viewer, at: dt.datetime, most: int) -> None:
    with clock.pretend(at), within(HOUSE):
        waiting = [case for case in queries.waiting_list(HOUSE)[:60] if case.opened_at < at]
    placed = 0
    for case in waiting:
        if placed >= most:
            return
        video = case.service.code == "audience_video"
        with clock.pretend(at), within(HOUSE):
            hall = Hall.objects.filter(centre=case.centre, women=case.women_only).first() if video else None
            free = queries.free_slots(sitting, 10, hall)
        if not free:
            return
        try:
            with clock.pretend(at), within(HOUSE):
                placing.propose(
                    case,
                    sitting,
                    starts_at=free[0],
                    minutes=10,
                    mode=Mode.VIDEO if video else Mode.PERSON,
                    centre=case.centre if video else sitting.place,
                    hall=hall,
                    by=HOUSE,
                )
        except Refused:
            continue
        placed += 1


def _hold(sitting: Sitting, officer: Viewer, minister: Viewer) -> None:
    with clock.pretend(clock.start_of(sitting.day - dt.timedelta(days=7)) + dt.timedelta(hours=10)), within(officer):
        sittings.publish(sitting, by=officer)
    with within(HOUSE):
        rows = list(sitting.appointments.select_related("case", "sitting", "centre").order_by("starts_at"))
    for number, one in enumerate(rows):
        with clock.pretend(sitting.starts_at - dt.timedelta(days=5)), within(HOUSE):
            appointments.confirm(one, by=HOUSE)
        with clock.pretend(one.starts_at), within(HOUSE):
            if number == 3:
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
