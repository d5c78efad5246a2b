"""The rule of the daily list, as pure data, over weekends and holidays."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from majlis.core.working_time import DEFAULT
from majlis.followup import rules
from majlis.followup.rules import Facts, next_day, should_raise, why_today
from majlis.followup.states import RAISED, Result, Rung, Why

SUNDAY = dt.date(2026, 11, 22)
THURSDAY, FRIDAY = dt.date(2026, 11, 26), dt.date(2026, 11, 27)
NEXT_SUNDAY = dt.date(2026, 11, 29)
CALM = Facts(open=True, asked=False, seen=True, sent_on=SUNDAY, due_on=dt.date(2026, 12, 10), heard_on=SUNDAY)


def _on(day: int) -> dt.date:
    return dt.date(2026, 11, day)


@pytest.mark.parametrize(
    ("facts", "today", "reason"),
    [
        (CALM, _on(23), None),
        (CALM, _on(24), None),
        (CALM, _on(25), Why.SILENT),
        (replace(CALM, heard_on=_on(24)), THURSDAY, None),
        (replace(CALM, heard_on=_on(24)), FRIDAY, None),
        (replace(CALM, heard_on=_on(24)), NEXT_SUNDAY, Why.SILENT),
        (replace(CALM, seen=False), _on(23), None),
        (replace(CALM, seen=False), _on(24), Why.UNSEEN),
        (replace(CALM, seen=False, sent_on=THURSDAY, heard_on=THURSDAY), NEXT_SUNDAY, None),
        (replace(CALM, seen=False, sent_on=THURSDAY, heard_on=THURSDAY), _on(30), Why.UNSEEN),
        (replace(CALM, due_on=_on(24)), _on(24), Why.DUE),
        (replace(CALM, due_on=_on(24)), _on(25), Why.OVERDUE),
        (replace(CALM, due_on=FRIDAY, heard_on=THURSDAY), FRIDAY, None),
        (replace(CALM, due_on=FRIDAY, heard_on=THURSDAY), NEXT_SUNDAY, Why.OVERDUE),
        (replace(CALM, promised_on=_on(24)), _on(24), Why.PROMISED),
        (replace(CALM, promised_on=_on(24)), _on(25), Why.BROKEN),
        (replace(CALM, promised_on=FRIDAY), NEXT_SUNDAY, Why.BROKEN),
        (replace(CALM, promised_on=_on(30)), THURSDAY, None),
        (replace(CALM, promised_on=_on(24), chased_on=_on(25)), _on(25), None),
        (replace(CALM, promised_on=_on(24), chased_on=_on(25), next_on=_on(30)), THURSDAY, Why.BROKEN),
        (replace(CALM, next_on=_on(26)), _on(25), None),
        (replace(CALM, next_on=_on(26)), THURSDAY, Why.NEXT),
        (replace(CALM, next_on=FRIDAY), NEXT_SUNDAY, Why.NEXT),
        (replace(CALM, due_on=_on(23), next_on=_on(26)), _on(25), None),
        (replace(CALM, asked=True, due_on=_on(23), promised_on=_on(23)), _on(24), Why.QUESTION),
        (replace(CALM, asked=True), FRIDAY, None),
        (replace(CALM, open=False, asked=True, due_on=_on(23)), _on(25), None),
    ],
)
def test_why_today(facts: Facts, today: dt.date, reason: Why | None) -> None:
    assert why_today(facts, today, DEFAULT) is reason


def test_holiday_is_no_day_of_work_and_its_lines_come_up_after_it() -> None:
    calendar = replace(DEFAULT, closed=frozenset({_on(24), _on(25)}))
    due = replace(CALM, due_on=_on(24))
    assert [why_today(due, _on(day), calendar) for day in (24, 25, 26)] == [None, None, Why.OVERDUE]
    assert why_today(CALM, THURSDAY, calendar) is None


@pytest.mark.parametrize(
    ("result", "today", "promised", "day"),
    [
        (Result.NO_ANSWER, _on(23), None, _on(24)),
        (Result.NO_ANSWER, THURSDAY, None, NEXT_SUNDAY),
        (Result.REACHED, _on(23), None, _on(25)),
        (Result.REACHED, THURSDAY, None, _on(30)),
        (Result.ANSWERED, _on(23), None, _on(24)),
        (Result.REFUSED, _on(23), None, _on(24)),
        (Result.PROMISED, _on(23), _on(25), _on(25)),
        (Result.PROMISED, _on(23), FRIDAY, NEXT_SUNDAY),
    ],
)
def test_next_day_follows_the_timetable(result: Result, today: dt.date, promised: dt.date | None, day: dt.date) -> None:
    assert next_day(DEFAULT, result, today, promised) == day


def test_every_result_has_its_day() -> None:
    assert set(rules.AGAIN_AFTER) == set(Result)


@pytest.mark.parametrize(
    ("rung", "broken", "fruitless", "why"),
    [
        (Rung.LIAISON, 0, 0, ""),
        (Rung.LIAISON, 1, 2, ""),
        (Rung.LIAISON, 2, 0, "broken"),
        (Rung.LIAISON, 0, 3, "no_answer"),
        (Rung.HEAD, 5, 5, ""),
        (Rung.DIRECTOR, 5, 5, ""),
    ],
)
def test_rule_goes_up_to_the_head_and_no_higher(rung: Rung, broken: int, fruitless: int, why: str) -> None:
    assert should_raise(rung=rung, broken=broken, fruitless=fruitless) == why
    assert not why or why in RAISED
