"""Set a centre's hours, breaks, seasons. Each act asks the rule, writes, renews the timetable, and tells the book."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from majlis.centres import facts, rules
from majlis.centres.models import Centre, Hours, Pause, Season
from majlis.centres.moves.common import allow, renew, signed
from majlis.core import constraints, scope, working_time
from majlis.core.errors import Refused
from majlis.core.viewer import Viewer
from majlis.core.working_time import BadTime
from majlis.trail import moves as trail

constraints.explain(
    "centres_season_no_overlap", "season_overlap", _("These days already have other hours. Change those instead.")
)


@dataclass(frozen=True, slots=True)
class Shift:
    """One shift of a weekday (Monday 0 ... Sunday 6), in Riyadh time; 00:00 closes at midnight."""

    weekday: int
    opens: dt.time
    closes: dt.time


@dataclass(frozen=True, slots=True)
class Break:
    """A daily break with its name in both languages, in Riyadh time."""

    name_ar: str
    name_en: str
    starts: dt.time
    ends: dt.time


@transaction.atomic
def set_week(centre: Centre, shifts: Iterable[Shift], *, by: Viewer) -> None:
    """Replace the usual shifts of a centre. Refuses "hours" for shifts that make no sense or overlap."""
    allow(rules.may_keep_times(by, centre.pk))
    wanted = _checked(shifts)
    with scope.house():
        renew(centre)
        Hours.objects.filter(centre=centre, season=None).delete()
        _write_shifts(centre, None, wanted, by)
        trail.record(facts.HOURS_SET.name, by=by, subject=("centre", centre.pk), shifts=len(wanted))


@transaction.atomic
def set_breaks(centre: Centre, breaks: Iterable[Break], *, by: Viewer) -> None:
    """Replace the usual daily breaks of a centre, such as prayers. Refuses "hours" for breaks that make no sense."""
    allow(rules.may_keep_times(by, centre.pk))
    wanted = _checked_breaks(breaks)
    with scope.house():
        renew(centre)
        Pause.objects.filter(centre=centre, season=None).delete()
        _write_breaks(centre, None, wanted, by)
        trail.record(facts.PAUSES_SET.name, by=by, subject=("centre", centre.pk), breaks=len(wanted))


@transaction.atomic
def set_season(
    centre: Centre,
    *,
    by: Viewer,
    name_ar: str,
    name_en: str,
    first: dt.date,
    last: dt.date,
    shifts: Iterable[Shift],
    breaks: Iterable[Break] = (),
) -> Season:
    """Set other hours for the days from `first` to `last` (Riyadh, both included), such as those of Ramadan.

    Refuses "hours" or "season" for what makes no sense, "season_overlap" where other hours stand already.
    """
    allow(rules.may_keep_times(by, centre.pk))
    if last < first:
        raise Refused("season", _("The last day must not come before the first."))
    wanted, pauses = _checked(shifts), _checked_breaks(breaks)
    with scope.house():
        renew(centre)
        season = Season.objects.create(
            centre=centre, name_ar=name_ar, name_en=name_en, first=first, last=last, **signed(by)
        )
        _write_shifts(centre, season, wanted, by)
        _write_breaks(centre, season, pauses, by)
        trail.record(facts.SEASON_SET.name, by=by, subject=("centre", centre.pk), first=first, last=last)
    return season


@transaction.atomic
def remove_season(season: Season, *, by: Viewer) -> None:
    """Take back other hours; the usual ones hold again."""
    centre = season.centre
    allow(rules.may_keep_times(by, centre.pk))
    with scope.house():
        renew(centre)
        trail.record(
            facts.SEASON_ENDED.name, by=by, subject=("centre", centre.pk), first=season.first, last=season.last
        )
        season.delete()


def _checked(shifts: Iterable[Shift]) -> list[Shift]:
    wanted = sorted(shifts, key=lambda shift: (shift.weekday, shift.opens))
    days: dict[int, list[tuple[dt.time, dt.time]]] = {}
    for shift in wanted:
        days.setdefault(shift.weekday, []).append((shift.opens, shift.closes))
    try:
        working_time.Calendar(week=working_time.weekly(days))
    except BadTime as bad:
        raise Refused("hours", working_time.sentence(bad)) from bad
    for spans in days.values():
        _apart(spans)
    return wanted


def _checked_breaks(breaks: Iterable[Break]) -> list[Break]:
    wanted = sorted(breaks, key=lambda pause: pause.starts)
    spans = tuple((pause.starts, pause.ends) for pause in wanted)
    try:
        working_time.Calendar(week=working_time.DEFAULT.week, breaks=spans)
    except BadTime as bad:
        raise Refused("hours", working_time.sentence(bad)) from bad
    _apart(list(spans))
    return wanted


def _apart(spans: list[tuple[dt.time, dt.time]]) -> None:
    for (_start, end), (start, _end) in pairwise(spans):
        if end == dt.time() or start < end:
            raise Refused("hours", _("Two shifts or breaks of one day overlap."))


def _write_shifts(centre: Centre, season: Season | None, shifts: list[Shift], by: Viewer) -> None:
    Hours.objects.bulk_create(
        Hours(
            centre=centre,
            season=season,
            weekday=shift.weekday,
            opens=shift.opens,
            closes=shift.closes,
            **signed(by),
        )
        for shift in shifts
    )


def _write_breaks(centre: Centre, season: Season | None, breaks: list[Break], by: Viewer) -> None:
    Pause.objects.bulk_create(
        Pause(
            centre=centre,
            season=season,
            name_ar=pause.name_ar,
            name_en=pause.name_en,
            starts=pause.starts,
            ends=pause.ends,
            **signed(by),
        )
        for pause in breaks
    )
