"""What a proposed plan says, as each viewer may know it: rows of a session, rows of those who wait on, differences.

Lines are read in the scope of the house, and only these values leave, each judged by `rules.may_know`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.functional import Promise

from majlis.audiences import rules, why
from majlis.audiences.models import Line, Plan
from majlis.audiences.states import Change, Mode, State
from majlis.cases.states import Priority
from majlis.core import clock
from majlis.core.scope import house
from majlis.core.ui.paging import Page, keyset
from majlis.core.viewer import Viewer

LEFT_ORDER = ("rank", "id")
DIFFERENT_ORDER = ("case_id",)
SHOWN = 10


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a plan. `name`, `reference` and `service` are empty where the viewer may not know who it is.

    It can stand in the table of a session as a `Seat` does. Instants are UTC; `expected_on` is a Riyadh day.
    """

    pk: int
    plan_id: int
    case_id: int
    name: str
    reference: str
    service: str
    priority: Priority
    points: int
    waited: int
    change: Change
    sitting_id: int | None
    starts_at: dt.datetime
    ends_at: dt.datetime
    minutes: int
    hall_id: int | None
    place: str
    women: bool
    pinned: bool
    told: bool
    expected_on: dt.date | None
    why: list[str | Promise]

    @property
    def grave(self) -> bool:
        """Tell whether it is of the gravest class."""
        return self.priority == Priority.CRITICAL

    @property
    def address(self) -> str:
        """Return the page that says why, and what another session would cost."""
        return reverse("audiences:proposal_case", args=[self.plan_id, self.reference])

    @property
    def said(self) -> str:
        """Return in words what the plan does."""
        return str(self.change.label)

    @property
    def sign(self) -> str:
        """Return nothing: in a plan nobody is before the minister."""
        return ""

    @property
    def look(self) -> str:
        """Return how the table draws it: grave, told, new, or nothing."""
        if self.grave:
            return "grave"
        return "told" if self.told else "new"


def of_sitting(plan: Plan, sitting: int, viewer: Viewer) -> list[Row]:
    """Return the rows of a session by hour."""
    with house():
        rows = _lines(plan).filter(sitting=sitting).order_by("starts_at", "id")
        return [_row(one, viewer) for one in rows]


def of_all(plan: Plan, viewer: Viewer) -> dict[int, list[Row]]:
    """Return the rows of every session of a plan, by session and hour; one query."""
    with house():
        rows = [_row(one, viewer) for one in _lines(plan).filter(sitting__isnull=False).order_by("starts_at", "id")]
    found: dict[int, list[Row]] = {}
    for row in rows:
        found.setdefault(row.sitting_id or 0, []).append(row)
    return found


def left_out(plan: Plan, viewer: Viewer, token: str = "", size: int = 25) -> tuple[list[Row], Page[Line]]:
    """Return a page of those who wait on, the next in line first, and the page itself for its neighbours."""
    with house():
        page = keyset(_lines(plan).filter(change=Change.OUT), LEFT_ORDER, token, size=size)
        return [_row(one, viewer) for one in page.rows], page


def line(plan: Plan, reference: str, viewer: Viewer) -> Row | None:
    """Return what a plan says of one case, or None where it says nothing or the viewer may not know."""
    with house():
        one = _lines(plan).filter(case__reference=reference).first()
        row = _row(one, viewer) if one else None
    return row if row and row.reference else None


def differences(
    plan: Plan, other: Plan, viewer: Viewer, token: str = "", size: int = 25
) -> tuple[list[tuple[Row, Row]], Page[Any]]:
    """Return a page of the cases whose session differs between two plans, each with both rows, and the page itself."""
    with house():
        twin = Line.objects.filter(plan=other, case=OuterRef("case"))
        alike = Q(sitting=F("there")) | Q(sitting=None, there=None)
        mine = _lines(plan).annotate(there=Subquery(twin.values("sitting")[:1])).filter(Exists(twin)).exclude(alike)
        page = keyset(mine, DIFFERENT_ORDER, token, size=size)
        theirs = {one.case_id: one for one in _lines(other).filter(case__in=[row.case_id for row in page.rows])}
        pairs = [(_row(one, viewer), _row(theirs[one.case_id], viewer)) for one in page.rows]
    return pairs, page


def _lines(plan: Plan) -> QuerySet[Line]:
    return Line.objects.filter(plan=plan).select_related(
        "case__beneficiary", "case__service", "centre", "hall__centre", "appointment"
    )


def _row(one: Line, viewer: Viewer) -> Row:
    case = one.case
    known = rules.may_know(viewer, case, one.centre_id or case.centre_id)
    since = case.complete_at or case.opened_at
    starts_at = one.starts_at or clock.now()
    return Row(
        pk=one.pk,
        plan_id=one.plan_id,
        case_id=case.pk,
        name=case.beneficiary.name.display if known else "",
        reference=case.reference if known else "",
        service=str(case.service) if known else "",
        priority=Priority(case.priority),
        points=case.points,
        waited=(clock.today() - clock.day_of(since)).days,
        change=Change(one.change),
        sitting_id=one.sitting_id,
        starts_at=starts_at,
        ends_at=starts_at + dt.timedelta(minutes=one.minutes),
        minutes=one.minutes,
        hall_id=one.hall_id if one.mode == Mode.VIDEO else None,
        place=f"{one.centre} · {one.hall}" if one.hall else str(one.centre or ""),
        women=case.women_only,
        pinned=one.pinned,
        told=one.appointment is not None and one.appointment.state != State.PROPOSED,
        expected_on=one.expected_on,
        why=why.sentences(one.why) if known else [],
    )


@dataclass(frozen=True, slots=True)
class Passed:
    """Those whom a plan lets be overtaken past their twenty-ninth day for one `reason` of the planner.

    `rows` are the first of them, `more` counts the others; `typed` is what the office has written so far.
    """

    reason: str
    words: str | Promise
    rows: list[Row]
    more: int
    typed: str


def overtaken(plan: Plan, viewer: Viewer, typed: Mapping[str, str]) -> list[Passed]:
    """Return those who are overtaken, by what the planner found; the office writes a reason for each group.

    `typed` are the reasons written so far, by what the planner found.
    """
    groups: dict[str, list[int]] = {}
    for one in plan.summary.get("overtaken", []):
        groups.setdefault(one["reason"], []).append(one["case"])
    shown = [case for cases in groups.values() for case in cases[:SHOWN]]
    with house():
        rows = {one.case_id: _row(one, viewer) for one in _lines(plan).filter(case__in=shown)} if shown else {}
    return [
        Passed(
            reason=reason,
            words=why.OVERTAKEN[reason],
            rows=[rows[case] for case in cases[:SHOWN] if case in rows],
            more=max(0, len(cases) - SHOWN),
            typed=typed.get(reason, ""),
        )
        for reason, cases in groups.items()
    ]
