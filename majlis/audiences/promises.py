"""Promises kept, and those that were not: notice given, days waited, moves, breaches with their reason.

The promises are those of "Appointment" in the domain: heard less than thirty days after the complete request, told
three full days before, or with consent.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median
from typing import Any

from majlis.audiences import rules
from majlis.audiences.models import Appointment, Overtaking, PlanWish
from majlis.audiences.states import State, WishKind
from majlis.cases.states import Priority
from majlis.centres.models import Centre
from majlis.core import clock
from majlis.core.scope import house

LONGEST = dt.timedelta(days=366)
SHOWN = 50


@dataclass(frozen=True, slots=True)
class Waited:
    """How long those of one class waited at one centre until they were heard, in days after the complete request."""

    priority: Priority
    centre: Centre
    heard: int
    median: float
    longest: int
    within: int

    @property
    def share(self) -> int:
        """Return how many of a hundred were heard within thirty days."""
        return round(100 * self.within / self.heard)


@dataclass(frozen=True, slots=True)
class Breach:
    """A promise that was not kept: which, to which case, on which day, by how many days, and the reason written."""

    kind: str
    reference: str
    day: dt.date
    days: int
    why: str


@dataclass(frozen=True, slots=True)
class Report:
    """The promises of the sittings between two Riyadh days, both included.

    `notices` are full days, and how many had so many; `moves` how often, and how many persons.
    """

    first: dt.date
    last: dt.date
    heard: int
    waited: list[Waited]
    notices: list[tuple[int, int]]
    consented: int
    moves: list[tuple[int, int]]
    absent: int
    breaches: list[Breach]
    pins: list[tuple[str, int]]
    overtakings: list[Overtaking]

    @property
    def kept(self) -> int:
        """Return how many of a hundred were heard within thirty days."""
        within = sum(one.within for one in self.waited)
        return round(100 * within / self.heard) if self.heard else 100


_FIELDS = (
    "case", "state", "why", "sitting__day", "published_at", "consented", "centre", "case__priority", "case__reference",
    "case__complete_at", "case__opened_at",
)  # fmt: skip


def report(first: dt.date, last: dt.date) -> Report:
    """Return the promises of the sittings from one Riyadh day to another, at most a year. The caller may see them.

    Cases are named by reference alone. Five queries, however many were heard.
    """
    last = min(max(first, last), first + LONGEST)
    with house():
        rows = list(Appointment.objects.filter(sitting__day__range=(first, last)).order_by("pk").values(*_FIELDS))
        overtakings = list(
            Overtaking.objects.filter(sitting__day__range=(first, last)).select_related("case", "by_case")
        )
        wishes = list(PlanWish.objects.filter(kind=WishKind.PIN, sitting__day__range=(first, last)))
        centres = Centre.objects.in_bulk()
    heard = [row for row in rows if row["state"] == State.ATTENDED]
    told = [row for row in rows if row["published_at"]]
    return Report(
        first=first,
        last=last,
        heard=len(heard),
        waited=list(_waited(heard, centres)),
        notices=sorted(Counter(_notice(row) for row in told).items()),
        consented=sum(row["consented"] for row in told),
        moves=sorted(Counter(_moves(rows).values()).items()),
        absent=sum(row["state"] == State.ABSENT for row in rows),
        breaches=sorted(_breaches(heard, told), key=lambda one: (one.day, one.reference))[-SHOWN:],
        pins=Counter(wish.reason for wish in wishes).most_common(SHOWN),
        overtakings=overtakings[:SHOWN],
    )


def _days(row: dict[str, Any]) -> int:
    since = row["case__complete_at"] or row["case__opened_at"]
    days: int = (row["sitting__day"] - clock.day_of(since)).days
    return days


def _notice(row: dict[str, Any]) -> int:
    return max(0, rules.days_of_notice(row["sitting__day"], clock.day_of(row["published_at"])))


def _waited(heard: Iterable[dict[str, Any]], centres: dict[int, Centre]) -> Iterable[Waited]:
    groups: dict[tuple[int, int], list[int]] = defaultdict(list)
    for row in heard:
        groups[row["case__priority"], row["centre"]].append(_days(row))
    for (priority, centre), days in sorted(groups.items()):
        yield Waited(
            priority=Priority(priority),
            centre=centres[centre],
            heard=len(days),
            median=median(days),
            longest=max(days),
            within=sum(one < rules.WITHIN_DAYS for one in days),
        )


def _moves(rows: Iterable[dict[str, Any]]) -> Counter[int]:
    """Return by case how often its told place was moved or cancelled."""
    found: Counter[int] = Counter()
    for row in rows:
        found[row["case"]] += row["state"] in (State.MOVED, State.CANCELLED)
    return found


def _breaches(heard: Iterable[dict[str, Any]], told: Iterable[dict[str, Any]]) -> Iterable[Breach]:
    for row in heard:
        if _days(row) >= rules.WITHIN_DAYS:
            days = _days(row) - rules.WITHIN_DAYS + 1
            yield Breach("late", row["case__reference"], row["sitting__day"], days, row["why"])
    for row in told:
        if not row["consented"] and _notice(row) < rules.NOTICE_DAYS:
            days = rules.NOTICE_DAYS - _notice(row)
            yield Breach("notice", row["case__reference"], row["sitting__day"], days, row["why"])
        if row["state"] == State.CANCELLED:
            yield Breach("cancelled", row["case__reference"], row["sitting__day"], 0, row["why"])
