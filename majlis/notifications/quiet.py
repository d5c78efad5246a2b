"""When a message may arrive: quiet hours at night, and the safe hours that a person named."""

from __future__ import annotations

import datetime as dt

from majlis.core.clock import RIYADH

NIGHT_BEGINS, NIGHT_ENDS = dt.time(21), dt.time(8)
SOON = dt.timedelta(hours=24)

Hours = tuple[dt.time, dt.time]
"""Safe hours of a contact point: from and until, times of a Riyadh day, the first before the second."""


def next_allowed(
    at: dt.datetime, *, urgent: bool = False, event_at: dt.datetime | None = None, hours: Hours | None = None
) -> dt.datetime:
    """Return the first instant from `at` on (UTC) at which a message may arrive.

    From 21:00 to 8:00 in Riyadh nothing is sent, except what is urgent and what tells of something within 24 hours.
    The hours that a person called safe bind at any time, also for what is urgent: somebody else may hold the
    telephone at the others. Where no safe hour lies in the day, the safe hours win over the quiet ones.
    """
    awake = urgent or (event_at is not None and event_at - at <= SOON)
    local = at.astimezone(RIYADH)
    for moment in [local, *_edges(local, hours)]:
        if _safe(moment, hours) and (awake or not _is_night(moment)):
            return moment.astimezone(dt.UTC)
    return next_allowed(at, urgent=True, hours=hours)


def _edges(local: dt.datetime, hours: Hours | None) -> list[dt.datetime]:
    """Return the instants of the next two days at which something may begin to be allowed, in order."""
    times = {NIGHT_ENDS} | ({hours[0]} if hours else set())
    days = [local.date() + dt.timedelta(days=ahead) for ahead in range(3)]
    edges = sorted(dt.datetime.combine(day, time, RIYADH) for day in days for time in times)
    return [edge for edge in edges if edge > local]


def _is_night(moment: dt.datetime) -> bool:
    return moment.time() >= NIGHT_BEGINS or moment.time() < NIGHT_ENDS


def _safe(moment: dt.datetime, hours: Hours | None) -> bool:
    return hours is None or hours[0] <= moment.time() < hours[1]
