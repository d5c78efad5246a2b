"""The week changes: what each way costs those who were told; the chosen one tells exactly those who move."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from majlis.accounts.tests.builders import a_viewer
from majlis.audiences import changes
from majlis.audiences.changes import Change
from majlis.audiences.models import Appointment, Plan, Sitting
from majlis.audiences.moves import appointments, plans, sittings
from majlis.audiences.moves import changes as moves
from majlis.audiences.states import PlanState, State
from majlis.audiences.tests.builders import a_hall, a_place, a_sitting, a_waiting_case, at, told
from majlis.cases.models import Case
from majlis.cases.tests.builders import HOUSE
from majlis.core.errors import Refused
from majlis.core.scope import within
from majlis.core.viewer import Viewer
from majlis.notifications.models import Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Viewer:
    return a_viewer("minister_office")


def two_weeks(second_end: int = 13) -> list[Sitting]:
    """Return two sittings of one minister, a week apart."""
    first = a_sitting()
    after = first.day + dt.timedelta(weeks=1)
    return [first, a_sitting(after, place=first.place, principal=first.principal, end=dt.time(second_end))]


def asked(change: Change, office: Viewer) -> list[Plan]:
    """Return the ways of a change, reckoned."""
    with within(office):
        first = moves.ask(change, by=office)
    for one in changes.alternatives(first):
        plans.reckon(one.pk, by=HOUSE)
    return changes.alternatives(first)


def news(one: Appointment) -> list[str]:
    with within(HOUSE):
        rows = Notice.objects.filter(about_kind="appointment", about_id=one.pk, recalled_at=None).order_by("id")
        return [row.kind for row in rows]


def test_cancelled_session_moves_its_own_people_and_nobody_else(office: Viewer) -> None:
    first, second = two_weeks()
    mine = [told(a_place(a_waiting_case(), first, at(first, 10, minute))) for minute in (0, 10)]
    theirs = told(a_place(a_waiting_case(), second, at(second, 10)))
    waits = a_waiting_case()
    within_ahead, with_extra = asked(Change(first.pk, "cancel", "travel"), office)
    for way in (within_ahead, with_extra):
        assert (way.state, way.moved, way.served, way.left) == (PlanState.PROPOSED, 2, 2, 0)
        assert way.summary["beyond"] == 0
    assert within_ahead.summary["latest"] == 7
    with within(office):
        came = moves.choose(within_ahead, by=office)
    assert {one.pk for one in came.told} == {one.pk for one in mine}
    assert came.owed == []
    for one in mine:
        one.refresh_from_db()
        assert (one.state, one.sitting_id) == (State.TOLD, second.pk)
        assert news(one) == ["appointment.changed"]
    theirs.refresh_from_db()
    assert (theirs.starts_at, news(theirs)) == (at(second, 10), ["appointment.told"])
    first.refresh_from_db()
    with_extra.refresh_from_db()
    assert (first.state, with_extra.state) == ("cancelled", PlanState.DROPPED)
    with within(HOUSE):
        assert Case.objects.get(pk=waits.pk).state == "waiting"


def test_extra_session_is_opened_only_when_that_way_is_chosen(office: Viewer) -> None:
    first, second = two_weeks(second_end=11)
    for hour in range(6):
        told(a_place(a_waiting_case(), second, at(second, 10, hour * 10)))
    one = told(a_place(a_waiting_case(), first))
    within_ahead, with_extra = asked(Change(first.pk, "cancel", "travel"), office)
    assert (within_ahead.served, within_ahead.left) == (0, 1)
    assert (with_extra.served, with_extra.left) == (1, 0)
    assert Sitting.objects.count() == 2
    with within(office):
        moves.choose(with_extra, by=office)
    one.refresh_from_db()
    extra = Sitting.objects.get(pk=one.sitting_id)
    assert (str(extra.day), extra.state) == (with_extra.summary["change"]["extra"], "published")


def test_who_gets_no_place_comes_first_at_the_next_and_is_told(office: Viewer) -> None:
    first = a_sitting()
    one = told(a_place(a_waiting_case(), first))
    way = asked(Change(first.pk, "cancel", "travel"), office)[0]
    assert (way.served, way.left) == (0, 1)
    with within(office):
        came = moves.choose(way, by=office)
    assert [lost.pk for lost in came.owed] == [one.pk]
    assert news(one)[-1] == "appointment.cancelled"


def test_shortened_session_keeps_whoever_still_fits(office: Viewer) -> None:
    first, second = two_weeks()
    early, late = (told(a_place(a_waiting_case(), first, at(first, hour))) for hour in (10, 12))
    way = asked(Change(first.pk, "hours", "minister", start="10:00", end="11:00"), office)[0]
    assert (way.moved, way.served) == (1, 1)
    with within(office):
        came = moves.choose(way, by=office)
    assert [one.pk for one in came.told] == [late.pk]
    assert news(early) == ["appointment.told"]
    late.refresh_from_db()
    assert late.sitting_id in {first.pk, second.pk}
    first.refresh_from_db()
    assert first.ends_at == at(first, 11)


def test_closed_hall_moves_those_in_it_to_another(office: Viewer) -> None:
    first = a_sitting()
    hall, other = a_hall(first.place), a_hall(first.place, code="other")
    case = a_waiting_case()
    with within(HOUSE):
        video = case.service.__class__.objects.get(code="audience_video")
        Case.objects.filter(pk=case.pk).update(service=video, centre=first.place)
    one = told(a_place(case, first, hall=hall))
    way = asked(Change(first.pk, "hall", "minister", hall=hall.pk), office)[0]
    assert (way.moved, way.served) == (1, 1)
    with within(office):
        moves.choose(way, by=office)
    one.refresh_from_db()
    assert (one.hall_id, one.state) == (other.pk, State.TOLD)


def test_way_whose_places_changed_since_is_refused_and_nothing_is_done(office: Viewer) -> None:
    first, _second = two_weeks()
    one = told(a_place(a_waiting_case(), first))
    way = asked(Change(first.pk, "cancel", "travel"), office)[0]
    with within(HOUSE):
        appointments.ask_to_move(one, by=HOUSE, wish="")
    with pytest.raises(Refused, match="anew"), within(office):
        moves.choose(way, by=office)
    first.refresh_from_db()
    way.refresh_from_db()
    assert (first.state, way.state) == ("planned", PlanState.PROPOSED)


def test_way_is_not_approved_as_a_plan_is_nor_chosen_twice(office: Viewer) -> None:
    first, _second = two_weeks()
    told(a_place(a_waiting_case(), first))
    way = asked(Change(first.pk, "cancel", "travel"), office)[0]
    with within(office), pytest.raises(Refused, match="page of the change"):
        plans.approve(way, by=office)
    with within(office):
        moves.choose(way, by=office)
    with within(office), pytest.raises(Refused):
        moves.choose(way, by=office)


def test_only_the_office_asks_and_chooses(office: Viewer) -> None:
    first, _second = two_weeks()
    operations = a_viewer("operations_officer")
    with within(operations), pytest.raises(PermissionDenied):
        moves.ask(Change(first.pk, "cancel", "travel"), by=operations)
    way = asked(Change(first.pk, "cancel", "travel"), office)[0]
    with within(operations), pytest.raises(PermissionDenied):
        moves.choose(way, by=operations)
    with within(office):
        sittings.cancel(first, by=office, why="travel")
        with pytest.raises(Refused, match="not open"):
            moves.ask(Change(first.pk, "cancel", "travel"), by=office)
