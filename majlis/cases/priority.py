"""Priority: the class first, then points inside the class, each with its reason shown.

Points are fixed ones for what is known of the case, and some for each working day waited, up to a cap, so that no
ordinary case starves and no old one overtakes a graver class. A person may raise or lower the class; words that
were typed may only raise a flag.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from majlis.cases.states import Priority
from majlis.core import clock

if TYPE_CHECKING:
    from majlis.cases.models import Case

A_DAY = 2
DAYS_CAP = 30
DATE_NEAR, DATE_SOON = 7, 30
POINTS = {"danger": 100, "date_near": 40, "date_soon": 15, "objected": 10}


@dataclass(frozen=True, slots=True)
class Reason:
    """Some points and why they are given."""

    points: int
    words: str | Promise


def first_class(*, category_priority: int, danger: bool, passes_on: dt.date | None) -> tuple[Priority, str]:
    """Return the class that a new case starts with and the code of the reason: the graver of what is known.

    `category_priority` is the category's own; a person in danger makes a case grave; a date that passes within
    thirty days makes it urgent.
    """
    found = Priority(category_priority)
    if danger:
        return Priority.CRITICAL, "danger"
    if passes_on and (passes_on - clock.today()).days <= DATE_SOON and found > Priority.URGENT:
        return Priority.URGENT, "date"
    return found, "category"


def days_waited(opened_at: dt.datetime, today: dt.date) -> int:
    """Return the days from Sunday to Thursday since a case was opened, without looking at holidays."""
    start = clock.day_of(opened_at)
    weeks, rest = divmod((today - start).days, 7)
    return weeks * 5 + sum((start + dt.timedelta(days=n + 1)).weekday() not in (4, 5) for n in range(rest))


def explain(case: Case, today: dt.date | None = None) -> list[Reason]:
    """Return the reasons for a case's points, greatest first. Their sum is what `Case.points` holds."""
    today = today or clock.today()
    reasons = []
    if case.danger:
        reasons.append(Reason(POINTS["danger"], _("someone is in danger")))
    if case.passes_on:
        ahead = (case.passes_on - today).days
        if ahead <= DATE_NEAR:
            reasons.append(Reason(POINTS["date_near"], _("a date passes within a week")))
        elif ahead <= DATE_SOON:
            reasons.append(Reason(POINTS["date_soon"], _("a date passes within a month")))
    if case.objected:
        reasons.append(Reason(POINTS["objected"], _("it was objected to")))
    waited = min(DAYS_CAP, days_waited(case.opened_at, today))
    if waited:
        reasons.append(Reason(waited * A_DAY, _("the time waited so far")))
    return sorted(reasons, key=lambda reason: -reason.points)


def points(case: Case, today: dt.date | None = None) -> int:
    """Return the sum of a case's points."""
    return sum(reason.points for reason in explain(case, today))
