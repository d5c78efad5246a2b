"""Close and open single days, seed the holidays, declare the beginnings of Hijri months."""

from __future__ import annotations

import datetime as dt
from typing import Any

import holidays
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from majlis.centres import facts, rules
from majlis.centres.models import Centre, ClosedDate, HijriCorrection
from majlis.centres.moves.common import allow, renew, signed
from majlis.core import clock, constraints, hijri, scope
from majlis.core.errors import Refused
from majlis.core.viewer import Viewer
from majlis.trail import moves as trail

KINGDOM = "SA"
FIRST_YEAR, LAST_YEAR = 2000, 2076

constraints.explain("centres_closed_once", "closed_already", _("This date is already closed."))


@transaction.atomic
def close_on(centre: Centre, day: dt.date, *, by: Viewer, reason_ar: str, reason_en: str) -> ClosedDate:
    """Close a centre on a Riyadh date, with the reason that people read. Refuses "closed_already"."""
    allow(rules.may_keep_times(by, centre.pk))
    with scope.house():
        renew(centre)
        if ClosedDate.objects.filter(centre=centre, day=day).exists():
            raise Refused("closed_already", _("This date is already closed."))
        closed = ClosedDate.objects.create(
            centre=centre, day=day, reason_ar=reason_ar, reason_en=reason_en, **signed(by)
        )
        trail.record(facts.CLOSED.name, by=by, subject=("centre", centre.pk), day=day)
    return closed


@transaction.atomic
def open_on(closed: ClosedDate, *, by: Viewer) -> None:
    """Open a centre again on a date that was closed."""
    centre = closed.centre
    allow(rules.may_keep_times(by, centre.pk))
    with scope.house():
        renew(centre)
        trail.record(facts.REOPENED.name, by=by, subject=("centre", centre.pk), day=closed.day)
        closed.delete()


@transaction.atomic
def seed_holidays(year: int, *, by: Viewer) -> int:
    """Add the public holidays of a Gregorian year to every centre, where a date is not closed yet; return how many.

    The dates come from the `holidays` package, which reckons the feasts: staff correct them when they are declared.
    """
    allow(rules.may_keep_ministry_times(by))
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refused("year", _("Enter a year from %(first)s to %(last)s."), first=FIRST_YEAR, last=LAST_YEAR)
    arabic = holidays.country_holidays(KINGDOM, years=year, language="ar")
    english = holidays.country_holidays(KINGDOM, years=year, language="en_US")
    with scope.house():
        added = sum(_seed(centre, arabic, english, by) for centre in Centre.objects.order_by("pk"))
        trail.record(facts.SEEDED.name, by=by, subject=("ministry", 0), year=year, days=added)
    return added


@transaction.atomic
def declare_month(year: int, month: int, begins: dt.date, *, by: Viewer) -> HijriCorrection:
    """Keep the day on which a Hijri month was declared to begin, where it differs from the table.

    Refuses "hijri" for a month that does not exist, or a day that no sighting of the moon can explain.
    """
    allow(rules.may_keep_ministry_times(by))
    try:
        hijri.to_gregorian(year, month, 1, {(year, month): begins})
    except hijri.BadHijri as bad:
        raise Refused("hijri", hijri.sentence(bad)) from bad
    with scope.house():
        row, _new = HijriCorrection.objects.update_or_create(
            year=year, month=month, defaults={"begins": begins, "at": clock.now(), **signed(by)}
        )
        trail.record(facts.MONTH_DECLARED.name, by=by, subject=("ministry", 0), year=year, month=month, begins=begins)
    hijri.read_anew()
    transaction.on_commit(hijri.read_anew)
    return row


def _seed(centre: Centre, arabic: Any, english: Any, by: Viewer) -> int:
    renew(centre)
    known = set(ClosedDate.objects.filter(centre=centre).values_list("day", flat=True))
    rows = [
        ClosedDate(centre=centre, day=day, reason_ar=arabic[day], reason_en=english[day], **signed(by))
        for day in sorted(arabic)
        if day not in known
    ]
    ClosedDate.objects.bulk_create(rows)
    return len(rows)
