"""Read the places: when a centre is open, what the public may know of it, which section is which."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count

from majlis.centres import timetable
from majlis.centres.models import Centre, ClosedDate, Hall, HijriCorrection, Hours, Pause, Season, Section
from majlis.core import clock, editions
from majlis.core.working_time import DEFAULT, BadTime, Calendar, Span

_KEPT = 256
_AHEAD = dt.timedelta(days=60)
_calendars: dict[UUID, Calendar] = {}
editions.changes(Centre)


@editions.kept("centres")
def centre(pk: int) -> Centre:
    """Return a centre, kept in the process: read it, never change it. Raises Centre.DoesNotExist."""
    return Centre.objects.get(pk=pk)


@editions.kept("centres")
def open_centres() -> tuple[Centre, ...]:
    """Return the centres that receive people, headquarters first, kept in the process: read, never change them."""
    return tuple(Centre.objects.filter(open=True).order_by("-has_headquarters", "code"))


def calendar_for(centre: Centre | None) -> Calendar:
    """Return the timetable of a centre; None stands for the ministry (see `ministry_calendar`).

    It is cached in the process under the centre's `timetable` value, which every change of its rows renews: a centre
    freshly read never gets an old timetable.
    """
    if centre is None:
        return ministry_calendar()
    known = _calendars.get(centre.timetable)
    if known is None:
        if len(_calendars) >= _KEPT:
            _calendars.clear()
        known = _calendars[centre.timetable] = timetable.build(
            Hours.objects.filter(centre=centre),
            Pause.objects.filter(centre=centre),
            Season.objects.filter(centre=centre).order_by("first"),
            ClosedDate.objects.filter(centre=centre),
        )
    return known


def ministry_calendar() -> Calendar:
    """Return the timetable of the ministry: that of the first open headquarters by code, else the usual week."""
    seat = Centre.objects.filter(has_headquarters=True, open=True).order_by("code").first()
    return calendar_for(seat) if seat else DEFAULT


def corrections() -> dict[tuple[int, int], dt.date]:
    """Return the declared beginnings of Hijri months, by (Hijri year, month), as `core.hijri` takes them."""
    rows = HijriCorrection.objects.values_list("year", "month", "begins")
    return {(year, month): begins for year, month, begins in rows}


def declared_months() -> list[HijriCorrection]:
    """Return the declared beginnings of Hijri months, newest first, at most two years of them."""
    return list(HijriCorrection.objects.all()[:24])


def section(centre: int | None, code: str) -> Section | None:
    """Return the section of a centre (None: of the ministry) by its code, or None."""
    return Section.objects.filter(centre=centre, code=code).first()


@dataclass(frozen=True, slots=True)
class PublicCentre:
    """What anyone may know of a centre. `week` has seven tuples of shifts, Monday first, as they hold today.

    Instants are UTC; `opens` is the next opening when it is closed now (None: not within ten years), `closes` the
    end of the running shift when it is open; `today` are the shifts of this very day, `closed` its closed dates of
    the next 60 days.
    """

    centre: Centre
    open_now: bool
    opens: dt.datetime | None
    closes: dt.datetime | None
    today: tuple[tuple[dt.datetime, dt.datetime], ...]
    week: tuple[tuple[Span, ...], ...]
    season: Season | None
    closed: tuple[ClosedDate, ...]
    women: bool
    halls: int


def public_centres() -> list[PublicCentre]:
    """Return the centres that receive people, headquarters first."""
    today = clock.today()
    women = set(Section.objects.filter(women=True).values_list("centre", flat=True))
    halls = dict(Hall.objects.filter(open=True).order_by().values_list("centre").annotate(Count("pk")))
    closed = ClosedDate.objects.filter(day__gte=today, day__lte=today + _AHEAD)
    seasons = {row.centre_id: row for row in Season.objects.filter(first__lte=today, last__gte=today)}
    ahead: dict[int, list[ClosedDate]] = {}
    for row in closed:
        ahead.setdefault(row.centre_id, []).append(row)
    return [
        PublicCentre(
            centre=centre,
            **_times(centre),
            season=seasons.get(centre.pk),
            closed=tuple(ahead.get(centre.pk, ())),
            women=centre.pk in women,
            halls=halls.get(centre.pk, 0),
        )
        for centre in open_centres()
    ]


def _times(centre: Centre) -> dict[str, Any]:
    calendar, now = calendar_for(centre), clock.now()
    today = tuple(calendar.shifts(clock.today()))
    running = next(((start, end) for start, end in today if start <= now < end), None)
    return {
        "open_now": running is not None,
        "opens": None if running else _next(calendar, now),
        "closes": running[1] if running else None,
        "today": today,
        "week": _week_of(calendar, clock.today()),
    }


def _week_of(calendar: Calendar, day: dt.date) -> tuple[tuple[Span, ...], ...]:
    """Return the week that holds on a day: of the season that the day lies in, else the usual one."""
    for season in reversed(calendar.seasons):
        if season.first <= day <= season.last:
            return season.week
    return calendar.week


def _next(calendar: Calendar, now: dt.datetime) -> dt.datetime | None:
    try:
        return calendar.next_open(now)
    except BadTime:
        return None
