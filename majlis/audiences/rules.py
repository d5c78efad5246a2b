"""Who may do what to sittings and appointments: questions without a query."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from majlis.audiences.states import MOVES, PLACERS, PLAN_MOVES, SITTING_MOVES
from majlis.cases import rules as cases
from majlis.core import clock
from majlis.core.viewer import Kind, Viewer

if TYPE_CHECKING:
    from majlis.audiences.models import Appointment, Sitting
    from majlis.cases.models import Case
    from majlis.centres.models import Hall

NOTICE_DAYS = 3
PUBLISH_DAYS = 7
WITHIN_DAYS = 30
CONFIRM_DAYS = 2
AWAKE = (dt.time(8), dt.time(21))
COMING = dt.timedelta(hours=3)
SHORTEST = dt.timedelta(hours=1)
OPEN_TO_ALL = ("minister_office", "minister", "programme_director")
_PLANNERS = (*OPEN_TO_ALL, "operations_officer", "section_head")
HOSTS_OF_A_CENTRE = ("hall_host", "gate_officer", "reception_officer", "operations_officer")


def may_arrange(viewer: Viewer, thing: object = None) -> bool:
    """Tell whether the viewer may open sittings and change their hours: the minister's office."""
    return viewer.kind is Kind.SYSTEM or viewer.holds("minister_office")


def may_see_plan(viewer: Viewer, sitting: Sitting | None = None) -> bool:
    """Tell whether the viewer may open the plan of a sitting."""
    return viewer.kind is Kind.SYSTEM or viewer.holds(*_PLANNERS)


def may_see_day(viewer: Viewer, sitting: Sitting | None = None) -> bool:
    """Tell whether the viewer may open the day of a sitting: those who plan, and the hosts of a centre."""
    return may_see_plan(viewer) or viewer.holds(*HOSTS_OF_A_CENTRE)


def may_see_hall(viewer: Viewer, hall: Hall) -> bool:
    """Tell whether the viewer may open the page of a hall: who plans, and its centre's hosts, women for women."""
    if may_see_plan(viewer):
        return True
    return viewer.holds(*HOSTS_OF_A_CENTRE, centre=hall.centre_id) and (viewer.women or not hall.women)


def hosts_halls_only(viewer: Viewer) -> bool:
    """Tell whether the viewer receives people in halls and does nothing else on the day."""
    return viewer.holds("hall_host") and not viewer.holds(*_PLANNERS, *(set(HOSTS_OF_A_CENTRE) - {"hall_host"}))


def receives_at(viewer: Viewer, centre_id: int) -> bool:
    """Tell whether the viewer receives those who come to a centre."""
    return viewer.kind is Kind.SYSTEM or viewer.holds(*HOSTS_OF_A_CENTRE, centre=centre_id)


def may_still_note(viewer: Viewer, appointment: Appointment) -> bool:
    """Tell whether it is early enough to note who comes along: until the day before, then at the place itself."""
    return appointment.sitting.day > clock.today() or receives_at(viewer, appointment.centre_id)


def may_open_briefs(viewer: Viewer, thing: object = None) -> bool:
    """Tell whether the viewer opens the briefs of a sitting: the minister and his office."""
    return viewer.holds("minister_office", "minister")


def may_keep_gate(viewer: Viewer, thing: object = None) -> bool:
    """Tell whether the viewer sees the list of a gate: its officers, reception and operations, and who plans."""
    return may_see_plan(viewer) or viewer.holds("gate_officer", "reception_officer")


def may_on_sitting(viewer: Viewer, name: str, sitting: Sitting) -> bool:
    """Tell whether the viewer may make a move on a sitting in its present state."""
    return SITTING_MOVES[name].allows(sitting.state) and has_power_over_sitting(viewer, name)


def has_power_over_sitting(viewer: Viewer, name: str) -> bool:
    """Tell whether the viewer's roles give him a move on sittings, whatever their state."""
    return viewer.kind is Kind.SYSTEM or viewer.holds(*SITTING_MOVES[name].roles)


def may_plan(viewer: Viewer, thing: object = None) -> bool:
    """Tell whether the viewer may ask for plans and read them: the minister's office and operations."""
    return viewer.kind is Kind.SYSTEM or viewer.holds("minister_office", "operations_officer")


def has_power_over_plan(viewer: Viewer, name: str) -> bool:
    """Tell whether the viewer's roles give him a move on plans, whatever their state."""
    move = PLAN_MOVES[name]
    return viewer.kind is Kind.SYSTEM or (not move.system and viewer.holds(*move.roles))


def is_kept_from(viewer: Viewer, case: Case) -> bool:
    """Tell whether the case bars the viewer, or binds those who meet the person to be women and he is none."""
    if cases.is_barred(viewer, case):
        return True
    return case.women_only and not viewer.women and not viewer.holds(*OPEN_TO_ALL)


def may_place(viewer: Viewer, case: Case) -> bool:
    """Tell whether the viewer may find a place for a case, whatever its state."""
    if viewer.kind is Kind.SYSTEM:
        return True
    if not viewer.is_staff or is_kept_from(viewer, case):
        return False
    return viewer.holds("minister_office") or viewer.holds(*PLACERS, centre=case.centre_id)


def may_offer(viewer: Viewer, freed: Appointment) -> bool:
    """Tell whether the viewer may offer a freed place to the next in line: who places in the whole list."""
    return may_plan(viewer)


def may_insert(viewer: Viewer, case: Case) -> bool:
    """Tell whether the viewer may put a grave case into today's session: the minister's office alone."""
    return viewer.kind is Kind.SYSTEM or (viewer.holds("minister_office") and not is_kept_from(viewer, case))


def may_know(viewer: Viewer, case: Case, centre_id: int) -> bool:
    """Tell whether the viewer may know who comes: `centre_id` is the centre where the person comes."""
    if viewer.kind is Kind.SYSTEM:
        return True
    if not viewer.is_staff or is_kept_from(viewer, case):
        return False
    if viewer.holds("minister"):
        return True
    if viewer.holds(*OPEN_TO_ALL):
        return viewer.clearance >= case.sensitivity and (viewer.women or not case.women_readers)
    here = viewer.holds(*HOSTS_OF_A_CENTRE, centre=centre_id)
    return here or viewer.holds("operations_officer", "section_head", centre=case.centre_id)


def holds_power(viewer: Viewer, name: str, appointment: Appointment) -> bool:
    """Tell whether the viewer's roles, or his being the person, give him the move, whatever the state."""
    move, case = MOVES[name], appointment.case
    if viewer.kind is Kind.SYSTEM:
        return True
    if not viewer.is_staff:
        return move.public and cases.owns(viewer, case)
    if is_kept_from(viewer, case):
        return False
    if viewer.holds("minister_office") and "minister_office" in move.roles:
        return True
    return any(viewer.holds(*move.roles, centre=centre) for centre in {appointment.centre_id, case.centre_id})


def may(viewer: Viewer, name: str, appointment: Appointment) -> bool:
    """Tell whether the viewer may make the move now."""
    return MOVES[name].allows(appointment.state) and holds_power(viewer, name, appointment)


def may_open(viewer: Viewer, sitting: Sitting) -> bool:
    """Tell whether the viewer may change or cancel a sitting in its present state."""
    return may_on_sitting(viewer, "cancel", sitting)


def may_publish(viewer: Viewer, sitting: Sitting) -> bool:
    """Tell whether the viewer may tell the persons of a plan: also those who are added to a published one."""
    return has_power_over_sitting(viewer, "publish") and sitting.state in ("planned", "published")


def days_of_notice(day: dt.date, today: dt.date | None = None) -> int:
    """Return the full calendar days between today and the day of a sitting: Monday to Friday leaves three."""
    return (day - (today or clock.today())).days - 1


def is_told_in_time(day: dt.date, today: dt.date | None = None) -> bool:
    """Tell whether three full calendar days are left before the day of the appointment."""
    return days_of_notice(day, today) >= NOTICE_DAYS


def may_let_go(day: dt.date, today: dt.date | None = None) -> bool:
    """Tell whether a told person who has not confirmed may be rung a last time and his place freed: two days before."""
    return (day - (today or clock.today())).days <= CONFIRM_DAYS


def answer_by(hours: float, starts_at: dt.datetime, now: dt.datetime | None = None) -> dt.datetime | None:
    """Return until when (UTC) somebody may answer an offer: so many hours from 8 to 21, and three before it begins.

    None when less than an hour would be left: then nobody is asked any more.
    """
    now = now or clock.now()
    at, left = now.astimezone(clock.RIYADH), dt.timedelta(hours=hours)
    while True:
        opens, closes = (dt.datetime.combine(at.date(), edge, clock.RIYADH) for edge in AWAKE)
        at = max(at, opens)
        if at + left <= closes:
            break
        left -= max(dt.timedelta(0), closes - at)
        at = opens + dt.timedelta(days=1)
    until = min((at + left).astimezone(dt.UTC), starts_at - COMING)
    return until if until - now >= SHORTEST else None


def tell_by(day: dt.date) -> dt.date:
    """Return the last day on which a person is told in time of a sitting on `day`."""
    return day - dt.timedelta(days=NOTICE_DAYS + 1)


def last_day(complete_at: dt.datetime | None) -> dt.date | None:
    """Return the last Riyadh day to hear a request that was complete then: before thirty days are over."""
    return clock.day_of(complete_at) + dt.timedelta(days=WITHIN_DAYS - 1) if complete_at else None
