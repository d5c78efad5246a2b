"""Dates in both calendars, and the due clock."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.utils import translation

from majlis.core.ui import dates
from majlis.core.ui.due import Due, said

DAY = dt.date(2026, 12, 2)


def words(markup: str) -> str:
    """Return what is read: the markup without its tags."""
    import re

    return re.sub(r"<[^>]+>", "", markup)


def test_both_dates_begin_with_the_calendar_of_the_language() -> None:
    assert words(dates.both(DAY)) == "Wednesday 2 December 2026, 22 Jumada al-Akhirah 1448 AH"
    with translation.override("ar"):
        assert words(dates.both(DAY)) == "الأربعاء 22 جمادى الآخرة 1448 هـ، الموافق 2 ديسمبر 2026 م"


def test_every_number_of_a_date_is_isolated() -> None:
    with translation.override("ar"):
        assert dates.both(DAY).count("<bdi>") == 4
    assert dates.both(DAY).startswith('<time datetime="2026-12-02">')


@time_machine.travel(dt.datetime(2026, 3, 1, tzinfo=dt.UTC))
def test_short_dates_leave_the_year_out_when_it_is_this_one() -> None:
    assert words(dates.both(DAY, "short")) == "Wed 2 Dec · 22 Jumada al-Akhirah"
    with translation.override("ar"):
        assert words(dates.both(DAY, "short")) == "الأربعاء 22 جمادى الآخرة · 2 ديسمبر"


@time_machine.travel(dt.datetime(2027, 3, 1, tzinfo=dt.UTC))
def test_short_dates_tell_the_year_when_it_is_another() -> None:
    assert words(dates.both(DAY, "short")) == "Wed 2 December 2026 · 22 Jumada al-Akhirah 1448 AH"


def test_a_time_is_that_of_riyadh() -> None:
    late = dt.datetime(2026, 12, 1, 22, 5, tzinfo=dt.UTC)
    shown = dates.both(late, "time")
    assert words(shown).endswith("1:05")
    assert 'datetime="2026-12-02T01:05+03:00"' in shown
    assert words(dates.hour(dt.time(8, 0))) == "8:00"


def test_a_time_is_refused_for_a_day_without_one() -> None:
    with pytest.raises(ValueError, match="needs a datetime"):
        dates.both(DAY, "time")


def test_a_day_outside_the_tables_is_shown_in_one_calendar() -> None:
    assert words(dates.both(dt.date(1900, 1, 1))) == "Monday 1 January 1900"
    assert words(dates.both(dt.date(1900, 1, 1), "short")) == "Mon 1 January 1900"


@pytest.mark.parametrize(
    ("clock", "tenths", "state", "told"),
    [
        (Due(480, 480), 0, "", "1 day left"),
        (Due(360, 480), 2, "", "6 h left"),
        (Due(130, 480), 7, "", "2 h 10 min left"),
        (Due(40, 480), 9, "soon", "40 min left"),
        (Due(0, 480), 10, "soon", "0 min left"),
        (Due(-960, 480), 10, "late", "late by 2 days"),
        (Due(-30, 480), 10, "late", "late by 30 min"),
        (Due(100, 480, held=True), 8, "held", "Clock stopped"),
        (Due(-1, 0), 10, "late", "late by 1 min"),
    ],
)
def test_a_due_clock_tells_what_is_left(clock: Due, tenths: int, state: str, told: str) -> None:
    assert (clock.tenths, clock.state, words(clock.words)) == (tenths, state, told)


@pytest.mark.parametrize(
    ("days", "told"),
    [(1, "باقٍ يوم"), (2, "باقٍ يومان"), (3, "باقٍ 3 أيام"), (11, "باقٍ 11 يومًا"), (100, "باقٍ 100 يوم")],
)
def test_days_left_take_the_right_plural(days: int, told: str) -> None:
    with translation.override("ar"):
        assert words(Due(days * 480, 200 * 480).words) == told


def test_facts_of_a_sentence_are_escaped() -> None:
    assert said("%(who)s waits", who="<b>") == "<bdi>&lt;b&gt;</bdi> waits"
