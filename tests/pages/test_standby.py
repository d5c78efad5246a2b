"""Places that became free in a real browser, for the minister's office."""

from __future__ import annotations

from typing import Any

import pytest

from tests.pages import harness
from tests.pages.harness import LANGUAGES, Shown
from tests.pages.serving import serve
from tests.pages.test_audiences import _said
from tests.pages.test_staff import _sign_in

pytestmark = pytest.mark.pages


@pytest.fixture
def freed(committed: str) -> list[Shown]:
    """Fill the database with freed places: one declined and offered on, one taken back, one just free."""
    from majlis.accounts.tests.builders import a_staff
    from majlis.audiences.moves import appointments, standby
    from majlis.audiences.tests.builders import a_day, a_freed_place, a_sitting, offered, who_waits
    from majlis.cases.tests.builders import HOUSE
    from majlis.core.scope import within

    sitting = a_sitting(a_day(14))
    member = a_staff("minister_office", name_ar="هند الرشيد", name_en="Hind Alrashid")
    places = [a_freed_place(sitting, hour) for hour in ("10:00", "10:30", "11:00")]
    for number in range(3):
        who_waits(mail=bool(number % 2), points=30 - number)
    first, second = offered(places[0]), offered(places[1])
    with within(HOUSE):
        standby.decline(first.appointment, by=HOUSE)
        appointments.release(second.appointment, by=HOUSE)
    again = offered(places[0])
    asked: list[Any] = [*places, first.appointment, second.appointment, again.appointment]
    paths = ["/desk/sittings/standby/", f"/desk/sittings/appointments/{again.appointment_id}/"]
    return [Shown(path, path, sign_in=_sign_in(member), allowed=_said(asked)) for path in paths]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_freed_places_is_sound(freed: list[Shown], language: str) -> None:
    with serve() as base, harness.browser() as running:
        reports = [harness.judge(running, base, shown, language) for shown in freed]
    assert "\n".join(str(report) for report in reports if report.faults) == ""
