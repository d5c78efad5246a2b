"""The rule of the daily list: is this referral to be chased today, and why. Pure functions over values."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from majlis.core.viewer import Kind, Viewer
from majlis.followup.states import Result, Rung, Why
from majlis.referrals import rules as referrals

if TYPE_CHECKING:
    from majlis.core.working_time import Calendar
    from majlis.referrals.models import Referral

SILENT_DAYS = 3
"""Working days without a sign of the body, or a chase, after which it is asked (setting FOLLOWUP_SILENT_DAYS)."""
UNSEEN_DAYS = 2
"""Working days within which a body should have opened a referral (setting FOLLOWUP_UNSEEN_DAYS)."""
AGAIN_AFTER = {Result.REACHED: 2, Result.NO_ANSWER: 1, Result.PROMISED: 0, Result.ANSWERED: 1, Result.REFUSED: 1}
"""Working days after which the next chase comes, by what came of this one; a promise sets its own day."""
BROKEN_MOST, FRUITLESS_MOST = 2, 3
"""Broken promises, or chases without an answer, after which the rule goes to the office of the body's head."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rule looks at. All days are Riyadh days.

    `heard_on` is the last sign of the body, `chased_on` the last chase (None: never), `next_on` the day agreed for
    the next one, `promised_on` the promise in force. `open` is false once it is answered or withdrawn.
    """

    open: bool
    asked: bool
    seen: bool
    sent_on: dt.date
    due_on: dt.date
    heard_on: dt.date
    promised_on: dt.date | None = None
    chased_on: dt.date | None = None
    next_on: dt.date | None = None


def why_today(
    facts: Facts, today: dt.date, calendar: Calendar, *, silent: int = SILENT_DAYS, unseen: int = UNSEEN_DAYS
) -> Why | None:
    """Tell why a referral is to be chased on a Riyadh day, or None when it need not be, by the ministry's calendar.

    On a day off nobody is rung, and what fell on it comes up on the next working day. A question of the body goes
    first: the next step is ours. Whoever agreed on a later day with the body has peace until then, but a promise
    whose day has come or gone is always asked about, once a day.
    """
    if not facts.open or not calendar.is_working_day(today):
        return None
    if facts.asked:
        return Why.QUESTION
    if facts.chased_on == today:
        return None
    return _of_promise(facts, today) or _of_days(facts, today) or _of_silence(facts, today, calendar, silent, unseen)


def _of_promise(facts: Facts, today: dt.date) -> Why | None:
    if facts.promised_on is None or facts.promised_on > today:
        return None
    return Why.BROKEN if facts.promised_on < today else Why.PROMISED


def _of_days(facts: Facts, today: dt.date) -> Why | None:
    if facts.next_on and facts.next_on > today:
        return None
    if facts.due_on <= today:
        return Why.OVERDUE if facts.due_on < today else Why.DUE
    return Why.NEXT if facts.next_on else None


def _of_silence(facts: Facts, today: dt.date, calendar: Calendar, silent: int, unseen: int) -> Why | None:
    if facts.promised_on or facts.next_on:
        return None
    if not facts.seen and working_days(calendar, facts.sent_on, today) >= unseen:
        return Why.UNSEEN
    last = max(facts.heard_on, facts.chased_on or facts.heard_on)
    return Why.SILENT if working_days(calendar, last, today) >= silent else None


def working_days(calendar: Calendar, first: dt.date, last: dt.date) -> int:
    """Return how many working days came after `first`, up to `last` with it."""
    days = (last - first).days
    return sum(calendar.is_working_day(first + dt.timedelta(days=n)) for n in range(1, days + 1))


def next_day(calendar: Calendar, result: str, today: dt.date, promised_on: dt.date | None = None) -> dt.date:
    """Return the Riyadh day of the next chase after one with this result: a promise's day, else by the timetable."""
    day = promised_on or today
    left = 0 if promised_on else AGAIN_AFTER[Result(result)]
    while left or not calendar.is_working_day(day):
        day += dt.timedelta(days=1)
        if left and calendar.is_working_day(day):
            left -= 1
    return day


def should_raise(*, rung: int, broken: int, fruitless: int) -> str:
    """Return why the rule itself goes to the office of the body's head (a code of states.RAISED), or "".

    Higher than that only a person goes.
    """
    if rung != Rung.LIAISON:
        return ""
    if broken >= BROKEN_MOST:
        return "broken"
    return "no_answer" if fruitless >= FRUITLESS_MOST else ""


def may_chase(viewer: Viewer, referral: Referral) -> bool:
    """Tell whether the viewer may chase a referral, take it up the ladder, or leave it for another day."""
    if viewer.kind is Kind.SYSTEM:
        return True
    return viewer.holds("followup_officer") and referrals.holds_power(viewer, "record_answer", referral)
