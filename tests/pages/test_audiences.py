"""The day of a session in a real browser: for the office, a hall's host, the gate, and whoever holds a pass."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.pages import harness
from tests.pages.harness import LANGUAGES, Shown
from tests.pages.serving import serve
from tests.pages.test_staff import _sign_in

pytestmark = pytest.mark.pages
WORDS = {
    "lines": "والدتها مريضة في المستشفى\nوتطلب أن تزورها ابنتها\nوقد رُفض طلبها مرتين",
    "asked": "تأشيرة زيارة لابنتها لمدة شهر",
    "opinions": "الجوازات: لا مانع\nالمستشفى: حالها تستدعي",
    "options": "منحها الزيارة: تصدر في يومين\nالاعتذار: يُبيَّن السبب",
    "proposed": "منحها الزيارة",
}


@pytest.fixture
def lived(committed: str) -> list[Shown]:
    """Fill the database with the day of a session that runs at this hour; return the pages to look at."""
    from majlis.accounts.tests.builders import a_staff
    from majlis.audiences.tests.builders import a_hall, a_place, a_sitting, a_waiting_case, the_day, today, told
    from majlis.bodies.tests.builders import a_body
    from majlis.cases.tests.builders import a_case, in_state
    from majlis.core import clock

    sitting = a_sitting()
    place = sitting.place
    hall = a_hall(place)
    staff = {
        role: a_staff(role, *(() if role in MINISTRY else (place,)), name_ar="هند الرشيد", name_en="Hind Alrashid")
        for role in ("minister_office", "hall_host", "gate_officer", "followup_officer")
    }
    a_body(name_ar="إدارة السجلات المركزية", name_en="Central Records")
    places = the_day("10:00", "10:10", "10:20", "10:30", sitting=sitting)
    video = told(a_place(a_waiting_case(), sitting, sitting.starts_at + dt.timedelta(minutes=50), hall=hall))
    grave = in_state(a_waiting_case(), "waiting", section="operations", turn="operations", road="audience", priority=0)
    _note_for_the_gate(places[1], staff["gate_officer"])
    _write_brief(places[1].case, staff["minister_office"])
    noted = _note(in_state(a_case(), "presented", section="office", turn="office"), staff["minister_office"])
    start, now = clock.now() - dt.timedelta(minutes=5), clock.now()
    marks: list[dict[str, Any]] = [
        {"state": "attended", "went_in_at": start, "ended_at": now},
        {"state": "in", "arrived_at": start, "went_in_at": now},
        {"state": "arrived", "arrived_at": start},
        {"late_at": now},
        {},
    ]
    for n, (one, changes) in enumerate(zip([*places, video], marks, strict=True)):
        first = start + dt.timedelta(minutes=10 * n)
        today(one, starts_at=first, ends_at=first + dt.timedelta(minutes=10), **changes)
    code = _code(places[1])
    return [
        *_shown(staff["minister_office"], _office(sitting, places, grave, noted), places),
        *_shown(staff["hall_host"], [f"/desk/sittings/{sitting.pk}/halls/{hall.pk}/"], places),
        *_shown(
            staff["gate_officer"],
            [
                "/desk/sittings/gate/",
                f"/desk/sittings/gate/?code={code}",
                "/desk/sittings/gate/?code=ABCD1234",
                f"/desk/sittings/{sitting.pk}/gate/{place.pk}/",
            ],
            places,
        ),
        *_shown(staff["followup_officer"], ["/desk/referrals/prepared/"], places),
    ]


MINISTRY = ("minister_office", "followup_officer")


def _office(sitting: Any, places: list[Any], grave: Any, noted: Any) -> list[str]:
    base = f"/desk/sittings/{sitting.pk}/day/"
    return [
        base,
        f"{base}?who={places[2].pk}",
        f"{base}?who={places[3].pk}",
        f"{base}insertions/",
        f"{base}insertions/{grave.reference}/",
        *(f"/desk/sittings/appointments/{places[2].pk}/{noun}/" for noun in ("later", "swap")),
        f"/desk/sittings/{sitting.pk}/order/",
        "/desk/office/confirmations/",
        f"/desk/office/confirmations/{noted.pk}/page/",
    ]


def _shown(member: Any, paths: list[str], places: list[Any]) -> list[Shown]:
    return [Shown(path, path, sign_in=_sign_in(member), allowed=_said(places)) for path in paths]


def _said(places: list[Any]) -> tuple[str, ...]:
    """Return the words that people wrote, or are called: they stand on a page of the other language as they are."""
    from majlis.cases.tests.builders import HOUSE
    from majlis.core.scope import within

    with within(HOUSE):
        texts = [f"{one.case.subject} {one.case.words} {one.case.beneficiary.name.display}" for one in places]
    texts += [*WORDS.values(), "يجاب طلبه سارة القحطاني Central Records Test Centre Hall centre hall هند الرشيد سالم"]
    words = {word for text in texts for word in text.split()}
    return tuple(words | {word.strip("؟.،:") for word in words})


def _note_for_the_gate(one: Any, member: Any) -> None:
    from majlis.audiences.moves import gate
    from majlis.cases.tests.builders import HOUSE
    from majlis.core.scope import within

    with within(HOUSE):
        gate.note_gate(one, by=HOUSE, companions=["سارة القحطاني"], plate="1234", wheelchair=True)


def _write_brief(case: Any, member: Any) -> None:
    from majlis.accounts.queries import viewer_for
    from majlis.core.scope import within
    from majlis.office import moves

    by = viewer_for(member)
    with within(by):
        moves.write_brief(case, WORDS, by=by)


def _note(case: Any, member: Any) -> Any:
    """Let an officer note a directive on a case whose brief is written."""
    from majlis.accounts.queries import viewer_for
    from majlis.core.scope import within
    from majlis.office import moves
    from majlis.office.moves import Said
    from majlis.office.states import Decision

    by = viewer_for(member)
    _write_brief(case, member)
    with within(by):
        return moves.note(case, Said(Decision.APPROVE, "يجاب طلبه"), by=by)


def _code(one: Any) -> str:
    from majlis.audiences.moves.door import pass_of
    from majlis.cases.tests.builders import HOUSE
    from majlis.core.scope import within

    with within(HOUSE):
        return str(pass_of(one).code)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_the_day_is_sound(lived: list[Shown], language: str) -> None:
    with serve() as base, harness.browser() as running:
        reports = [harness.judge(running, base, shown, language) for shown in lived]
    assert "\n".join(str(report) for report in reports if report.faults) == ""
