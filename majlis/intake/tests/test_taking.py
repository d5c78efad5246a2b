"""Taking a request in: once, whole, safely."""

from __future__ import annotations

import datetime as dt
import threading
from typing import Any

import pytest
from django.db import connection

from majlis.accounts.tests.builders import a_staff
from majlis.cases.models import Case, Party
from majlis.cases.tests.builders import HOUSE, a_case, the_service
from majlis.centres.tests.builders import a_centre
from majlis.core.errors import Refused
from majlis.core.names import FourNames
from majlis.core.scope import within
from majlis.core.viewer import ANONYMOUS
from majlis.intake import moves, queries
from majlis.intake.answers import ForWhom, Request, Respondent, first_line
from majlis.intake.models import Draft, Incoming
from majlis.people.details import Details, NewPoint


def _request(**words: Any) -> Request:
    the_service()
    given: dict[str, Any] = {
        "service": "petition",
        "centre_id": a_centre().pk,
        "words": "أرجو الموافقة على زيارة والدتي",
        "channel": "portal",
        "language": "ar",
        "person": Details(name=FourNames(given="سالم", family="الحربي")),
        "points": (NewPoint("mobile", "0501234567", "mine"),),
    } | words
    return Request(**given)


@pytest.mark.django_db
def test_take_in_opens_one_case_when_the_form_comes_twice() -> None:
    request = _request()
    with within(ANONYMOUS):
        first = moves.take_in(request, key="form-1", by=ANONYMOUS)
    with within(ANONYMOUS):
        again = moves.take_in(request, key="form-1", by=ANONYMOUS)
    assert first.case.pk == again.case.pk
    assert first.pin == again.pin
    with within(HOUSE):
        assert Case.objects.count() == 1
        assert Incoming.objects.get().words == request.words


@pytest.mark.django_db
def test_take_in_bars_the_respondent_and_keeps_the_wish_for_silence() -> None:
    officer = a_staff("audit_officer")
    request = _request(
        service="complaint_body",
        respondent=Respondent("مدير الإدارة", f"staff:{officer.pk}"),
        withhold_name=True,
        for_whom=ForWhom("أخي خالد", "relative_of_prisoner"),
    )
    with within(ANONYMOUS):
        case = moves.take_in(request, key="form-2", by=ANONYMOUS).case
    with within(HOUSE):
        case = Case.objects.get(pk=case.pk)
        assert case.barred == [f"staff:{officer.pk}"]
        assert case.withhold_name
        assert set(Party.objects.filter(case=case).values_list("role", flat=True)) == {
            "applicant", "respondent", "for_whom",
        }  # fmt: skip


@pytest.mark.django_db
def test_take_in_is_refused_when_nothing_was_said() -> None:
    with within(ANONYMOUS), pytest.raises(Refused, match="in a few words"):
        moves.take_in(_request(words="  "), key="form-3", by=ANONYMOUS)


@pytest.mark.django_db
def test_draft_keeps_what_was_typed_and_is_wiped_after_two_weeks(time_machine: Any) -> None:
    time_machine.move_to(dt.datetime(2026, 11, 1, 8, tzinfo=dt.UTC), tick=False)
    with within(ANONYMOUS):
        draft = moves.begin("petition", channel="portal", language="ar", by=ANONYMOUS)
        moves.keep(draft, "words", {"words": "x"})
        moves.keep(draft, "you", {"name": "y"})
        assert not Draft.objects.exists()
        found = queries.draft(str(draft.pk))
        assert found is not None
        assert found.answers == {"words": {"words": "x"}, "you": {"name": "y"}}
        assert queries.draft("not-a-key") is None
    time_machine.shift(dt.timedelta(days=13))
    with within(HOUSE):
        assert moves.wipe_old() == 0
    time_machine.shift(dt.timedelta(days=2))
    with within(HOUSE):
        assert moves.wipe_old() == 1


@pytest.mark.django_db
def test_pin_is_the_same_for_a_form_and_differs_between_forms() -> None:
    pins = {moves.pin_for(f"form-{n}") for n in range(50)}
    assert len(pins) > 45
    assert moves.pin_for("form-1") == moves.pin_for("form-1")
    assert all(len(pin) == 6 for pin in pins)


def test_first_line_is_cut_at_a_word_when_much_was_said() -> None:
    assert first_line("قصير") == "قصير"
    assert len(first_line("كلمة " * 100)) <= 121


def _press(request: Request, cases: list[int]) -> None:
    with within(ANONYMOUS):
        cases.append(moves.take_in(request, key="double", by=ANONYMOUS).case.pk)
    connection.close()


def test_one_case_when_the_button_is_pressed_eight_times_at_once(committed: str) -> None:
    request = _request()
    cases: list[int] = []
    threads = [threading.Thread(target=_press, args=(request, cases)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(cases) == 8
    assert len(set(cases)) == 1


@pytest.mark.django_db
def test_refresh_points_writes_only_where_a_day_was_waited(time_machine: Any) -> None:
    from majlis.cases.moves.daily import refresh_points

    time_machine.move_to(dt.datetime(2026, 11, 22, 8, tzinfo=dt.UTC), tick=False)
    case = a_case()
    with within(HOUSE):
        assert refresh_points() == 0
        time_machine.shift(dt.timedelta(days=2))
        assert refresh_points() == 1
        assert Case.objects.get(pk=case.pk).points == 4
        time_machine.shift(dt.timedelta(days=90))
        refresh_points()
        assert Case.objects.get(pk=case.pk).points == 60
