"""The rhythm of the weekly sessions: lay it down, end it, except a day, open the sittings ahead."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from majlis.audiences import queries, rules
from majlis.audiences.models import Exceptional, Pattern, Sitting
from majlis.audiences.moves import sittings
from majlis.audiences.states import SittingState
from majlis.core import clock
from majlis.core.errors import Refused
from majlis.core.scope import house
from majlis.core.viewer import Viewer
from majlis.trail import moves as trail

WEEKS_AHEAD = 13


@dataclass(slots=True)
class Opened:
    """What opening ahead came to: the sittings opened, and the days left out with why."""

    sittings: list[Sitting] = field(default_factory=list)
    left_out: list[tuple[dt.date, str]] = field(default_factory=list)


def lay_down(*, by: Viewer, **words: Any) -> Pattern:
    """Lay down the usual week of a principal, with the fields of `Pattern`.

    Refuses (403) who is not of the minister's office, a place without a headquarters, hours that run backwards.
    """
    if not rules.may_arrange(by):
        raise PermissionDenied
    if not words["place"].has_headquarters:
        raise Refused("no_headquarters", sittings.NO_HEADQUARTERS)
    _check_hours(words["start"], words["end"])
    if words.get("season_start") or words.get("season_end"):
        _check_hours(words.get("season_start"), words.get("season_end"))
    sittings.check_pauses(words.get("pauses") or [])
    with house():
        pattern = Pattern.objects.create(**words, by=by.token, by_label=by.label[:120])
        trail.record("pattern.laid_down", by=by, subject=("pattern", pattern.pk), day_on=pattern.since)
    return pattern


def _check_hours(start: dt.time | None, end: dt.time | None) -> None:
    if start is None or end is None or end <= start:
        raise Refused("hours", _("Give both hours, the end after the start."))


def end(pattern: Pattern, until: dt.date, *, by: Viewer) -> Pattern:
    """Let a pattern open no sitting after a Riyadh day. Those already open stay: each is cancelled by itself."""
    if not rules.may_arrange(by):
        raise PermissionDenied
    if until < pattern.since:
        raise Refused("before", _("This day lies before the first. Choose a later one."))
    with house():
        Pattern.objects.filter(pk=pattern.pk).update(until=until)
        trail.record("pattern.ended", by=by, subject=("pattern", pattern.pk), day_on=until)
    pattern.until = until
    return pattern


def leave_out(pattern: Pattern, day: dt.date, *, why: str, by: Viewer) -> Exceptional:
    """Let a pattern open no sitting on a day; `why` is a code of facts.WHY. A sitting open that day is not touched."""
    if not rules.may_arrange(by):
        raise PermissionDenied
    if not queries.falls_on(pattern, day):
        raise Refused("no_such_day", _("No session would be on this day. Look at the calendar again."))
    with house():
        kept, _new = Exceptional.objects.get_or_create(
            pattern=pattern, day=day, defaults={"why": why, "by": by.token, "by_label": by.label[:120]}
        )
        trail.record("pattern.left_out", by=by, subject=("pattern", pattern.pk), day_on=day, why=why)
    return kept


def take_back(exception: Exceptional, *, by: Viewer) -> None:
    """Let a day that was left out have its sitting after all."""
    if not rules.may_arrange(by):
        raise PermissionDenied
    with house():
        Exceptional.objects.filter(pk=exception.pk).delete()
        subject = ("pattern", exception.pattern_id)
        trail.record("pattern.taken_back", by=by, subject=subject, day_on=exception.day)


def open_ahead(pattern: Pattern, *, by: Viewer, weeks: int = WEEKS_AHEAD) -> Opened:
    """Open the sittings of a pattern for so many weeks from today; days that have one already are passed over.

    A day on which the place is closed, or on which the principal sits elsewhere, is left out with the reason.
    """
    if not rules.may_arrange(by):
        raise PermissionDenied
    came, today = Opened(), clock.today()
    wanted = queries.days_of(pattern, today + dt.timedelta(days=1), today + dt.timedelta(weeks=weeks))
    taken = set(
        Sitting.objects.filter(principal=pattern.principal_id, day__in=wanted)
        .exclude(state=SittingState.CANCELLED)
        .values_list("day", flat=True)
    ) | set(Sitting.objects.filter(pattern=pattern, day__in=wanted).values_list("day", flat=True))
    for day in wanted:
        if day in taken:
            continue
        try:
            came.sittings.append(_open(pattern, day, by))
        except Refused as no:
            came.left_out.append((day, str(no)))
    return came


def _open(pattern: Pattern, day: dt.date, by: Viewer) -> Sitting:
    start, until = queries.hours_on(pattern, day)
    return sittings.open_sitting(
        day,
        start=start,
        end=until,
        place=pattern.place,
        principal=pattern.principal,
        pauses=list(pattern.pauses) or None,
        gap=pattern.gap,
        capacity=pattern.capacity,
        reserve=pattern.reserve,
        pattern=pattern,
        by=by,
    )
