"""Hours, breaks, seasons and closed dates, and the calendar that they make."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, OperationalError, transaction
from django.utils.html import strip_tags

from majlis.accounts.tests.builders import a_viewer
from majlis.centres import moves, queries
from majlis.centres.models import Centre, ClosedDate, HijriCorrection, Hours, Season
from majlis.centres.moves import Break, Shift
from majlis.centres.tests.builders import a_centre, a_hall
from majlis.core import clock, hijri, scope
from majlis.core.clock import RIYADH
from majlis.core.errors import Refused
from majlis.core.ui import dates
from majlis.core.ui.either_date import HIJRI, GivenDate
from majlis.core.viewer import system
from majlis.core.working_time import DEFAULT, MONDAY, SUNDAY, TUESDAY
from majlis.trail.tests import reading

pytestmark = pytest.mark.django_db

HOUSE = system("test")
SUNDAY_DATE = dt.date(2026, 11, 29)
MORNING, NOON, EVENING = dt.time(8), dt.time(12), dt.time(16)


def _at(day: dt.date, hour: int, minute: int = 0) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour, minute), RIYADH)


def _days(first: dt.date, last: dt.date) -> list[dt.date]:
    return [first + dt.timedelta(ahead) for ahead in range((last - first).days + 1)]


@pytest.fixture
def centre() -> Centre:
    return a_centre()


def test_the_calendar_when_nothing_was_set(centre: Centre) -> None:
    assert queries.calendar_for(centre) == DEFAULT


def test_the_calendar_when_split_shifts_were_set(centre: Centre) -> None:
    moves.set_week(centre, [Shift(SUNDAY, MORNING, NOON), Shift(SUNDAY, EVENING, dt.time(0))], by=HOUSE)
    calendar = queries.calendar_for(centre)
    assert calendar.is_open(_at(SUNDAY_DATE, 9))
    assert not calendar.is_open(_at(SUNDAY_DATE, 13))
    assert calendar.is_open(_at(SUNDAY_DATE, 23, 59))
    assert not calendar.is_working_day(SUNDAY_DATE + dt.timedelta(days=1))


def test_the_calendar_when_changed_again_by_another_process(centre: Centre) -> None:
    queries.calendar_for(centre)
    moves.set_week(Centre.objects.get(pk=centre.pk), [Shift(MONDAY, MORNING, NOON)], by=HOUSE)
    assert queries.calendar_for(Centre.objects.get(pk=centre.pk)).week[MONDAY] == ((MORNING, NOON),)


def test_breaks_when_set(centre: Centre) -> None:
    moves.set_breaks(centre, [Break("الظهر", "Noon prayer", NOON, dt.time(12, 30))], by=HOUSE)
    calendar = queries.calendar_for(centre)
    assert not calendar.is_open(_at(SUNDAY_DATE, 12, 10))
    assert calendar.between(_at(SUNDAY_DATE, 8), _at(SUNDAY_DATE, 16)) == 7 * 60 + 30


def test_a_season_when_ramadan_hours_are_set_and_taken_back(centre: Centre) -> None:
    ramadan: Any = {"name_ar": "رمضان", "name_en": "Ramadan", "first": dt.date(2027, 2, 8), "last": dt.date(2027, 3, 8)}
    season = moves.set_season(centre, by=HOUSE, shifts=[Shift(SUNDAY, dt.time(10), dt.time(15))], breaks=[], **ramadan)
    inside, outside = dt.date(2027, 2, 14), dt.date(2027, 3, 14)
    calendar = queries.calendar_for(centre)
    assert not calendar.is_open(_at(inside, 9))
    assert calendar.is_open(_at(outside, 9))
    with scope.within(director := a_viewer("programme_director")):
        moves.remove_season(season, by=director)
    assert queries.calendar_for(Centre.objects.get(pk=centre.pk)).is_open(_at(inside, 9))


def test_a_season_when_its_days_overlap_another(centre: Centre) -> None:
    days: Any = {"first": dt.date(2027, 2, 8), "last": dt.date(2027, 3, 8), "name_ar": "أ", "name_en": "A"}
    moves.set_season(centre, by=HOUSE, shifts=[Shift(SUNDAY, MORNING, NOON)], **days)
    with pytest.raises(IntegrityError, match="centres_season_no_overlap"), transaction.atomic():
        moves.set_season(centre, by=HOUSE, shifts=[], **days)
    moves.set_season(a_centre(), by=HOUSE, shifts=[], **days)


def test_a_season_when_it_ends_before_it_begins(centre: Centre) -> None:
    with pytest.raises(Refused, match="last day"):
        moves.set_season(
            centre, by=HOUSE, shifts=[], name_ar="أ", name_en="A", first=SUNDAY_DATE, last=dt.date(2026, 1, 1)
        )


@pytest.mark.parametrize(
    "shifts",
    [
        [Shift(SUNDAY, NOON, MORNING)],
        [Shift(SUNDAY, MORNING, MORNING)],
        [Shift(7, MORNING, NOON)],
        [Shift(SUNDAY, MORNING, NOON), Shift(SUNDAY, dt.time(11), EVENING)],
        [Shift(SUNDAY, MORNING, dt.time(0)), Shift(SUNDAY, NOON, EVENING)],
    ],
)
def test_hours_when_they_make_no_sense(centre: Centre, shifts: list[Shift]) -> None:
    with pytest.raises(Refused) as refused:
        moves.set_week(centre, shifts, by=HOUSE)
    assert refused.value.code == "hours"
    assert not Hours.objects.filter(centre=centre).exists()


def test_closing_a_day_when_open_and_again(centre: Centre) -> None:
    manager = a_viewer("centre_manager", centre)
    with scope.within(manager):
        closed = moves.close_on(centre, SUNDAY_DATE, by=manager, reason_ar="صيانة", reason_en="Repairs")
        assert not queries.calendar_for(centre).is_working_day(SUNDAY_DATE)
        assert (closed.by, closed.by_label) == (manager.token, manager.label)
        with pytest.raises(Refused, match="already closed"):
            moves.close_on(centre, SUNDAY_DATE, by=manager, reason_ar="صيانة", reason_en="Repairs")
        moves.open_on(closed, by=manager)
    assert queries.calendar_for(Centre.objects.get(pk=centre.pk)).is_working_day(SUNDAY_DATE)
    assert reading.kinds(subject_kind="centre", subject_id=centre.pk) == ["centre.closed", "centre.opened_again"]


def test_setting_times_when_manager_of_another_centre(centre: Centre) -> None:
    stranger = a_viewer("centre_manager", a_centre())
    with scope.within(stranger):
        for act in (
            lambda: moves.set_week(centre, [], by=stranger),
            lambda: moves.set_breaks(centre, [], by=stranger),
            lambda: moves.close_on(centre, SUNDAY_DATE, by=stranger, reason_ar="أ", reason_en="A"),
            lambda: moves.seed_holidays(2026, by=stranger),
            lambda: moves.declare_month(1448, 9, dt.date(2027, 2, 8), by=stranger),
            lambda: moves.set_up("new", by=stranger),
        ):
            with pytest.raises(PermissionDenied):
                act()
    assert not reading.entries(actor_id=stranger.id)


def test_seeding_holidays_when_some_days_are_closed_already(centre: Centre) -> None:
    other = a_centre()
    national = dt.date(2026, 9, 23)
    moves.close_on(centre, national, by=HOUSE, reason_ar="يوم", reason_en="Our own words")
    added = moves.seed_holidays(2026, by=HOUSE)
    assert added == 2 * ClosedDate.objects.filter(centre=other).count() - 1
    assert ClosedDate.objects.get(centre=centre, day=national).reason_en == "Our own words"
    assert ClosedDate.objects.get(centre=other, day=national).reason_ar == "اليوم الوطني"
    assert moves.seed_holidays(2026, by=HOUSE) == 0
    assert {row.by_label for row in ClosedDate.objects.all()} == {""}
    assert not queries.calendar_for(Centre.objects.get(pk=other.pk)).is_working_day(national)


def test_seeding_holidays_when_the_year_holds_two_ramadans(centre: Centre) -> None:
    moves.seed_holidays(2030, by=HOUSE)
    closed = set(ClosedDate.objects.filter(centre=centre).values_list("day", flat=True))
    feasts = [hijri.to_gregorian(year, 10, 1) for year in (1451, 1452)]
    assert [day.year for day in feasts] == [2030, 2031]
    assert hijri.to_gregorian(1451, 10, 1) in closed
    moves.seed_holidays(2031, by=HOUSE)
    assert ClosedDate.objects.filter(centre=centre, day=feasts[1]).exists()


def test_ramadan_hours_when_the_year_holds_two_ramadans(centre: Centre) -> None:
    for year in (1451, 1452):
        first, last = hijri.span(year, 9)
        assert first.year == 2030
        moves.set_season(
            centre, by=HOUSE, name_ar="رمضان", name_en="Ramadan", first=first, last=last,
            shifts=[Shift(day, dt.time(10), dt.time(15)) for day in (SUNDAY, *range(4))],
        )  # fmt: skip
    calendar = queries.calendar_for(centre)
    for year in (1451, 1452):
        sunday = next(day for day in _days(*hijri.span(year, 9)) if day.weekday() == SUNDAY)
        assert not calendar.is_open(_at(sunday, 9))
        assert calendar.is_open(_at(sunday, 10))
    assert calendar.is_open(_at(dt.date(2030, 6, 2), 9))


@pytest.mark.parametrize("year", [1999, 2077])
def test_seeding_holidays_when_the_year_is_out_of_range(year: int) -> None:
    with pytest.raises(Refused, match="2000"):
        moves.seed_holidays(year, by=HOUSE)


def test_declaring_a_month_when_sighted_a_day_later_then_corrected() -> None:
    moves.declare_month(1448, 9, dt.date(2027, 2, 9), by=HOUSE)
    moves.declare_month(1448, 9, dt.date(2027, 2, 8), by=HOUSE)
    assert queries.corrections() == {(1448, 9): dt.date(2027, 2, 8)}
    with pytest.raises(Refused):
        moves.declare_month(1448, 9, dt.date(2027, 3, 1), by=HOUSE)
    with pytest.raises(Refused):
        moves.declare_month(1448, 13, dt.date(2027, 3, 1), by=HOUSE)
    assert HijriCorrection.objects.count() == 1


def test_every_date_when_a_month_was_declared() -> None:
    late = dt.date(2027, 2, 9)
    assert hijri.from_gregorian(late) == hijri.HijriDate(1448, 9, 2)
    moves.declare_month(1448, 9, late, by=HOUSE)
    assert hijri.from_gregorian(late) == hijri.HijriDate(1448, 9, 1)
    assert "1 Ramadan" in strip_tags(dates.both(late))
    assert GivenDate(HIJRI, 1448, 9, 1).gregorian == late
    assert hijri.from_gregorian(late, hijri.TABLE) == hijri.HijriDate(1448, 9, 2)


def test_declared_months_when_the_database_is_away_or_holds_nonsense() -> None:
    declared = {(1448, 9): dt.date(2027, 2, 9)}

    def away() -> hijri.Corrections:
        raise OperationalError

    hijri.ask(lambda: {**declared, (1448, 10): dt.date(2027, 1, 1)})
    try:
        hijri.read_anew()
        assert hijri.in_force() == declared
        hijri.ask(away)
        hijri.read_anew()
        assert hijri.in_force() == declared
    finally:
        hijri.ask(queries.corrections)


def test_dates_ask_the_database_once(django_assert_num_queries: Any) -> None:
    hijri.read_anew()
    with django_assert_num_queries(1):
        for day in range(1, 29):
            dates.both(dt.date(2027, 2, day))


def test_public_centres_when_open_and_closed_ones_exist(django_assert_max_num_queries: object) -> None:
    seat = a_centre("riyadh", has_headquarters=True)
    a_hall(seat, women=True)
    a_hall(seat, open=False)
    a_centre("abha")
    a_centre("gone", open=False)
    moves.close_on(seat, clock.today() + dt.timedelta(days=3), by=HOUSE, reason_ar="صيانة", reason_en="Repairs")
    found = queries.public_centres()
    assert [one.centre.code for one in found] == ["riyadh", "abha"]
    assert (found[0].women, found[0].halls, len(found[0].closed)) == (True, 1, 1)
    assert found[0].week == DEFAULT.week


def test_public_centres_when_a_season_runs(centre: Centre) -> None:
    today = clock.today()
    moves.set_season(
        centre,
        by=HOUSE,
        name_ar="أ",
        name_en="A",
        first=today,
        last=today,
        shifts=[Shift(day, dt.time(0), dt.time(0)) for day in range(7)],
    )
    (one,) = queries.public_centres()
    assert one.open_now
    assert one.closes is not None
    assert one.season == Season.objects.get()
    assert one.week[TUESDAY] == ((dt.time(0), dt.time(0)),)


def test_the_ministry_s_calendar_when_there_is_a_headquarters() -> None:
    assert queries.calendar_for(None) == DEFAULT
    seat = a_centre("jeddah", has_headquarters=True)
    moves.set_week(seat, [Shift(SUNDAY, MORNING, NOON)], by=HOUSE)
    assert queries.calendar_for(None).week[SUNDAY] == ((MORNING, NOON),)
