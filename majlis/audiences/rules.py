"""Who may do what to sittings and appointments: questions without a query."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from majlis.audiences.states import MOVES, SITTING_MOVES
from majlis.cases import rules as cases
from majlis.core import clock
from majlis.core.viewer import Kind, Viewer

if TYPE_CHECKING:
    from majlis.audiences.models import Appointment, Sitting

NOTICE_DAYS = 3
PUBLISH_DAYS = 7
WITHIN_DAYS = 30
_ROOM = ("minister_office", "minister", "operations_officer", "programme_director")


def may_arrange(viewer: Viewer, sitting: Sitting | None = None) -> bool:
    """Tell whether the viewer may open sittings and change their hours: the minister's office."""
    return viewer.kind is Kind.SYSTEM or viewer.holds("minister_office")


def may_see_plan(viewer: Viewer, sitting: Sitting | None = None) -> bool:
    """Tell whether the viewer may open the plan of a sitting."""
    return viewer.kind is Kind.SYSTEM or viewer.holds(*_ROOM)


def may_on_sitting(viewer: Viewer, name: str, sitting: Sitting) -> bool:
    """Tell whether the viewer may make a move on a sitting in its present state."""
    move = SITTING_MOVES[name]
    return move.allows(sitting.state) and (viewer.kind is Kind.SYSTEM or viewer.holds(*move.roles))


def holds_power(viewer: Viewer, name: str, appointment: Appointment) -> bool:
    """Tell whether the viewer's roles, or his being the person, give him the move, whatever the state."""
    move, case = MOVES[name], appointment.case
    if viewer.kind is Kind.SYSTEM:
        return True
    if not viewer.is_staff:
        return move.public and cases.owns(viewer, case)
    if cases.is_barred(viewer, case) or (case.women_only and not viewer.women and not viewer.holds("minister_office")):
        return False
    return viewer.holds(*move.roles, centre=appointment.centre_id) or viewer.holds("minister_office")


def may(viewer: Viewer, name: str, appointment: Appointment) -> bool:
    """Tell whether the viewer may make the move now."""
    return MOVES[name].allows(appointment.state) and holds_power(viewer, name, appointment)


def days_of_notice(day: dt.date, today: dt.date | None = None) -> int:
    """Return the full calendar days between today and the day of a sitting: Monday to Friday leaves three."""
    return (day - (today or clock.today())).days - 1


def is_told_in_time(day: dt.date, today: dt.date | None = None) -> bool:
    """Tell whether three full calendar days are left before the day of the appointment."""
    return days_of_notice(day, today) >= NOTICE_DAYS


def last_day(complete_at: dt.datetime | None) -> dt.date | None:
    """Return the last Riyadh day to hear a request that was complete then: before thirty days are over."""
    return clock.day_of(complete_at) + dt.timedelta(days=WITHIN_DAYS - 1) if complete_at else None
