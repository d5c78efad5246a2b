from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from majlis.core import hijri
from majlis.core.hijri import HijriDate

FIRST, LAST = dt.date(1924, 8, 1), dt.date(2077, 11, 16)

# Days known from outside: decrees, newspapers and printed calendars of those years.
KNOWN = [
    (dt.date(1924, 8, 1), (1343, 1, 1)),
    (dt.date(1979, 11, 20), (1400, 1, 1)),
    (dt.date(2022, 7, 30), (1444, 1, 1)),
    (dt.date(2023, 3, 23), (1444, 9, 1)),
    (dt.date(2024, 3, 11), (1445, 9, 1)),
    (dt.date(2024, 4, 10), (1445, 10, 1)),
    (dt.date(2025, 3, 1), (1446, 9, 1)),
    (dt.date(2025, 6, 6), (1446, 12, 10)),
    (dt.date(2026, 2, 18), (1447, 9, 1)),
    (dt.date(2027, 2, 8), (1448, 9, 1)),
    (dt.date(2027, 3, 9), (1448, 10, 1)),
    (dt.date(2028, 1, 28), (1449, 9, 1)),
    (dt.date(2077, 11, 16), (1500, 12, 30)),
]


@pytest.mark.parametrize(("gregorian", "parts"), KNOWN)
def test_conversion_when_day_is_known_from_outside(gregorian: dt.date, parts: tuple[int, int, int]) -> None:
    assert hijri.from_gregorian(gregorian) == HijriDate(*parts)
    assert hijri.to_gregorian(*parts) == gregorian


def test_conversion_when_every_day_goes_both_ways() -> None:
    before = None
    for ordinal in range(FIRST.toordinal(), LAST.toordinal() + 1):
        day = dt.date.fromordinal(ordinal)
        date = hijri.from_gregorian(day)
        assert hijri.to_gregorian(date.year, date.month, date.day) == day
        assert before is None or before < date
        before = date


def test_month_length_when_every_month_is_looked_at() -> None:
    months = [(year, month) for year in range(1343, 1501) for month in range(1, 13)]
    lengths = {month: hijri.month_length(*month) for month in months}
    assert sum(lengths.values()) == (LAST - FIRST).days + 1
    odd = {month for month, length in lengths.items() if length not in (29, 30)}
    assert max(odd) == (1364, 8)
    assert {lengths[month] for month in odd} == {28, 31}


def test_span_when_gregorian_year_holds_two_ramadans() -> None:
    assert hijri.span(1451, 9)[0].year == hijri.span(1452, 9)[0].year == 2030
    first, last = hijri.span(1448, 9)
    assert (first, last) == (dt.date(2027, 2, 8), dt.date(2027, 3, 8))


@pytest.mark.parametrize("day", [FIRST - dt.timedelta(1), LAST + dt.timedelta(1), dt.date.min, dt.date.max])
def test_from_gregorian_when_out_of_range(day: dt.date) -> None:
    with pytest.raises(hijri.OutOfRange) as refused:
        hijri.from_gregorian(day)
    assert refused.value.code == "range"


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ((1342, 12, 1), "range"),
        ((1501, 1, 1), "range"),
        ((1448, 0, 1), "month"),
        ((1448, 13, 1), "month"),
        ((1448, 9, 0), "day"),
        ((1448, 9, 30), "day"),
        ((1448, 9, 31), "day"),
    ],
)
def test_to_gregorian_when_no_such_day(parts: tuple[int, int, int], code: str) -> None:
    with pytest.raises(hijri.BadHijri) as refused:
        hijri.to_gregorian(*parts)
    assert refused.value.code == code
    assert str(hijri.sentence(refused.value))


def test_correction_when_ramadan_is_declared_a_day_late() -> None:
    late = {(1448, 9): dt.date(2027, 2, 9)}
    shaban = hijri.month_length(1448, 8)
    assert hijri.from_gregorian(dt.date(2027, 2, 8), late) == HijriDate(1448, 8, shaban + 1)
    assert hijri.from_gregorian(dt.date(2027, 2, 9), late) == HijriDate(1448, 9, 1)
    assert hijri.to_gregorian(1448, 9, 1, late) == dt.date(2027, 2, 9)
    assert hijri.month_length(1448, 9, late) == 28
    assert hijri.from_gregorian(dt.date(2027, 3, 9), late) == HijriDate(1448, 10, 1)


def test_correction_when_eid_is_declared_a_day_early() -> None:
    early = {(1448, 10): dt.date(2027, 3, 8)}
    assert hijri.from_gregorian(dt.date(2027, 3, 8), early) == HijriDate(1448, 10, 1)
    assert hijri.from_gregorian(dt.date(2027, 3, 7), early) == HijriDate(1448, 9, 28)
    with pytest.raises(hijri.BadHijri):
        hijri.to_gregorian(1448, 9, 29, early)


def test_correction_when_the_first_month_begins_late() -> None:
    late = {(1343, 1): dt.date(1924, 8, 2)}
    assert hijri.from_gregorian(dt.date(1924, 8, 2), late) == HijriDate(1343, 1, 1)
    with pytest.raises(hijri.OutOfRange):
        hijri.from_gregorian(dt.date(1924, 8, 1), late)


def test_correction_when_no_sighting_explains_it() -> None:
    with pytest.raises(hijri.BadHijri) as refused:
        hijri.to_gregorian(1448, 9, 1, {(1448, 9): dt.date(2027, 2, 11)})
    assert refused.value.code == "correction"


@given(st.dates(FIRST + dt.timedelta(70), LAST - dt.timedelta(70)), st.tuples(*[st.integers(-2, 2)] * 3))
def test_correction_when_days_go_both_ways(day: dt.date, shifts: tuple[int, ...]) -> None:
    date = hijri.from_gregorian(day)
    months = [hijri.from_gregorian(day + dt.timedelta(30 * step)) for step in (-1, 0, 1)]
    corrections = {
        (one.year, one.month): hijri.to_gregorian(one.year, one.month, 1) + dt.timedelta(shift)
        for one, shift in zip(months, shifts, strict=True)
    }
    corrected = hijri.from_gregorian(day, corrections)
    assert hijri.to_gregorian(corrected.year, corrected.month, corrected.day, corrections) == day
    assert hijri.from_gregorian(day) == date
    assert corrected < hijri.from_gregorian(day + dt.timedelta(1), corrections)


def test_names_when_language_is_written_in_arabic_or_not() -> None:
    assert hijri.month_name(9) == "رمضان"
    assert hijri.month_name(9, "ur") == "رمضان"
    assert hijri.month_name(9, "en-GB") == hijri.month_name(9, "fil") == "Ramadan"
    assert hijri.gregorian_month_name(11) == "نوفمبر"
    assert hijri.gregorian_month_name(11, "en") == "November"
    assert hijri.day_name(dt.date(2026, 11, 23)) == "الاثنين"
    assert hijri.day_name(dt.date(2026, 11, 22), "en") == "Sunday"


def test_names_when_all_are_there() -> None:
    for language in ("ar", "en"):
        assert len({hijri.month_name(month, language) for month in range(1, 13)}) == 12
        assert len({hijri.gregorian_month_name(month, language) for month in range(1, 13)}) == 12


def test_date_when_written() -> None:
    assert str(HijriDate(1448, 6, 4)) == "1448-06-04"
