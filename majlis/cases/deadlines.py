"""When the step that a case stands at is due.

Service clocks run on the working time of the case's centre; those of a grave case run on the calendar.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from majlis.cases.states import Priority, Section
from majlis.centres.queries import calendar_for
from majlis.core import clock

if TYPE_CHECKING:
    from majlis.cases.models import Case

DAY = 480
"""Working minutes of an ordinary day."""


def minutes_for(case: Case, section: str) -> int | None:
    """Return the working minutes that a section has for a case, or None where no clock runs.

    The service sets them; an urgent case has half, a grave one a quarter, an hour at the least.
    """
    service = case.service
    whole = {
        Section.INQUIRIES: service.desk_minutes,
        Section.OPERATIONS: service.desk_minutes,
        Section.AUDIT: service.audit_minutes,
        Section.OFFICE: 5 * DAY,
        Section.FOLLOWUP: service.days * DAY,
    }.get(Section(section))
    if whole is None:
        return None
    share = {Priority.CRITICAL: 4, Priority.URGENT: 2}.get(Priority(case.priority), 1)
    return max(60, whole // share)


def add(case: Case, at: dt.datetime, minutes: int) -> dt.datetime:
    """Return the instant (UTC) at which `minutes` of the case's clock have passed after `at`."""
    if case.priority == Priority.CRITICAL:
        return at + dt.timedelta(minutes=minutes)
    return calendar_for(case.centre).add(at, minutes)


def left(case: Case) -> int | None:
    """Return the minutes of the case's clock that are left now (negative: late), or None where no clock runs."""
    if case.clock_left is not None:
        return case.clock_left
    if case.due_at is None:
        return None
    now = clock.now()
    if case.priority == Priority.CRITICAL:
        return int((case.due_at - now).total_seconds() // 60)
    if case.due_at >= now:
        return calendar_for(case.centre).between(now, case.due_at)
    return -calendar_for(case.centre).between(case.due_at, now)


def due_for(case: Case, section: str) -> dt.datetime | None:
    """Return when a case that enters `section` now is due there (UTC), or None where no clock runs."""
    minutes = minutes_for(case, section)
    return None if minutes is None else add(case, clock.now(), minutes)
