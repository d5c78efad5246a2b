"""The way of a case in eight steps, read from its trail."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from majlis.cases.models import Case
from majlis.cases.states import State
from majlis.trail.queries import Line

S = State
_STEPS: tuple[tuple[str | Promise, frozenset[str], frozenset[str]], ...] = (
    (_("Arrival"), frozenset(), frozenset({"case.opened"})),
    (_("Inquiries"), frozenset({S.SUBMITTED}), frozenset({"case.sort", "case.answer_at_once", "case.register"})),
    (_("Operations"), frozenset({S.REGISTERED}), frozenset({"case.hand_to_audit"})),
    (_("Audit"), frozenset({S.UNDER_AUDIT, S.WAITING_PAPERS}), frozenset({"case.accept"})),
    (
        _("Before the minister"),
        frozenset({S.ACCEPTED, S.WAITING, S.SCHEDULED, S.TO_PRESENT, S.PRESENTED}),
        frozenset({"case.direct"}),
    ),
    (_("Follow-up"), frozenset({S.DIRECTED, S.REFERRED, S.ANSWERED}), frozenset({"case.finish"})),
    (_("Result"), frozenset({S.DONE}), frozenset({"case.approve_result"})),
    (_("Closed"), frozenset({S.CLOSED}), frozenset({"case.close"})),
)
"""Each step: its name, the states in which a case stands at it, the kinds of entry by which it leaves it."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step: `at` is when it was left, UTC, None when that is not known or has not been."""

    words: str | Promise
    at: dt.datetime | None
    done: bool
    now: bool


def walk(case: Case, lines: Iterable[Line]) -> list[Step]:
    """Return the steps of a case. A case that waits at operations stands there, though it is not yet registered."""
    left: dict[int, dt.datetime] = {}
    for line in lines:
        for place, (_words, _states, kinds) in enumerate(_STEPS):
            if line.kind in kinds:
                left[place] = line.at
    here = next(place for place, (_words, states, _kinds) in enumerate(_STEPS) if case.state in states)
    if case.state == State.SUBMITTED and case.section == "operations":
        here = 2
    closed = case.state == State.CLOSED
    return [
        Step(
            words,
            at=(case.closed_at if closed and place == here else left.get(place)) if place <= here else None,
            done=(place < here and (not closed or place in left)) or (closed and place == here),
            now=place == here and not closed,
        )
        for place, (words, _states, _kinds) in enumerate(_STEPS)
    ]
