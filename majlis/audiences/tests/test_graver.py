"""A grave case that comes when the sessions are told: the ruled steps, who gives way, who is apologised to."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from majlis.accounts.tests.builders import a_staff, a_viewer
from majlis.audiences.models import Appointment, Offer, Sitting
from majlis.audiences.moves import graver, sittings
from majlis.audiences.states import State
from majlis.audiences.tests.builders import a_place, a_sitting, a_waiting_case, at, told
from majlis.cases.models import Case
from majlis.cases.states import Priority
from majlis.cases.tests.builders import HOUSE, in_state
from majlis.core.errors import Refused
from majlis.core.scope import within
from majlis.core.viewer import Viewer
from majlis.notifications.models import Notice

pytestmark = pytest.mark.django_db
WHY = "ينفذ الحكم خلال أسبوعين"


@pytest.fixture
def office() -> Viewer:
    return a_viewer("minister_office")


def grave() -> Case:
    """Return a waiting case of the gravest class."""
    return in_state(a_waiting_case(), "waiting", priority=Priority.CRITICAL)


def full(reserve: int = 0) -> tuple[Sitting, list[Appointment]]:
    """Return a told session with room for the two in it; with `reserve` a place is held open behind them."""
    end = dt.time(10, 25 + reserve)
    sitting = a_sitting(start=dt.time(10), end=end, reserve=reserve)
    places = [told(a_place(a_waiting_case(), sitting, at(sitting, 10, minute))) for minute in (0, 10)]
    with within(HOUSE):
        sittings.publish(sitting, by=HOUSE)
    return sitting, places


def found(case: Case) -> graver.Way:
    with within(HOUSE):
        way = graver.find(case, agreed=False)
    assert way is not None
    return way


def taken(case: Case, office: Viewer) -> tuple[graver.Way, Appointment]:
    way = found(case)
    with within(office):
        return way, graver.take(case, way.mark, agreed=False, reason=WHY, by=office)


def kinds(one: Appointment) -> list[str]:
    with within(HOUSE):
        return list(Notice.objects.filter(about_id=one.pk, about_kind="appointment").values_list("kind", flat=True))


def test_free_time_comes_first_and_troubles_nobody(office: Viewer) -> None:
    sitting = a_sitting()
    one = told(a_place(a_waiting_case(), sitting))
    way, made = taken(grave(), office)
    assert (way.step, way.gives_way) == ("free", None)
    assert (made.source, made.reason) == ("urgent", WHY)
    one.refresh_from_db()
    assert one.state == State.TOLD


def test_place_held_open_comes_before_anybody_gives_way(office: Viewer) -> None:
    _sitting, _places = full(reserve=10)
    way, made = taken(grave(), office)
    assert (way.step, made.state) == ("open", State.TOLD)


def test_session_becomes_longer_before_a_told_person_gives_way(office: Viewer) -> None:
    sitting, places = full()
    before = sitting.ends_at
    way, _made = taken(grave(), office)
    sitting.refresh_from_db()
    assert way.step == "longer"
    assert sitting.ends_at > before
    for one in places:
        one.refresh_from_db()
        assert one.state == State.TOLD


def test_who_agreed_gives_way_before_the_least_urgent(office: Viewer, settings: Any) -> None:
    settings.GRAVE_STRETCH = 0
    _sitting, (first, second) = full()
    in_state(first.case, "scheduled", points=90)
    with within(office):
        assert graver.ask_to_yield(first, by=office).pk == graver.ask_to_yield(first, by=office).pk
        graver.give_way(first, by=office)
    assert kinds(first)[-1] == "yield.asked"
    assert Offer.objects.get(kind="yield").state == "accepted"
    way, made = taken(grave(), office)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (way.step, first.state, second.state) == ("agreed", State.CANCELLED, State.TOLD)
    assert made.starts_at == first.starts_at
    assert "appointment.apology" not in kinds(first)


def test_least_urgent_told_person_is_the_last_and_is_rung_with_an_apology(office: Viewer, settings: Any) -> None:
    settings.GRAVE_STRETCH = 0
    _sitting, (first, second) = full()
    in_state(first.case, "scheduled", points=90)
    way, _made = taken(grave(), office)
    second.refresh_from_db()
    assert (way.step, second.state) == ("told", State.CANCELLED)
    assert {"appointment.cancelled", "appointment.apology"} <= set(kinds(second))
    assert "appointment.cancelled" not in kinds(first)


def test_who_keeps_his_place_is_not_asked_again(office: Viewer) -> None:
    _sitting, (first, second) = full()
    case = grave()
    with within(office):
        graver.ask_to_yield(first, by=office)
        graver.keep_place(first, by=office)
    with within(HOUSE):
        assert [one.pk for one in graver.least_urgent(case)] == [second.pk]
    first.refresh_from_db()
    assert (first.yields, first.state, Offer.objects.get().state) == (False, State.TOLD, "declined")


def test_only_a_grave_case_with_a_reason_and_by_the_office(office: Viewer) -> None:
    a_sitting()
    case, plain = grave(), a_waiting_case()
    way = found(case)
    with within(office):
        with pytest.raises(Refused, match="why"):
            graver.take(case, way.mark, agreed=False, reason=" ", by=office)
        with pytest.raises(Refused, match="grave"):
            graver.take(plain, way.mark, agreed=False, reason=WHY, by=office)
    other = a_viewer("operations_officer")
    with within(other), pytest.raises(PermissionDenied):
        graver.take(case, way.mark, agreed=False, reason=WHY, by=other)


def test_way_that_is_no_longer_the_first_is_refused(office: Viewer) -> None:
    sitting = a_sitting()
    case = grave()
    way = found(case)
    told(a_place(a_waiting_case(), sitting, way.starts_at))
    with within(office), pytest.raises(Refused, match="once more"):
        graver.take(case, way.mark, agreed=False, reason=WHY, by=office)


def test_page_shows_the_way_and_takes_it_once(client: Client) -> None:
    _sitting, (first, _second) = full()
    case = grave()
    client.force_login(a_staff("minister_office"))
    client.cookies["majlis_language"] = "en"
    where = reverse("audiences:graver", args=[case.reference])
    shown = client.get(where).content.decode()
    assert "The session must be longer" in shown
    assert "Have him rung and asked" in shown
    sent = {"once": str(uuid.uuid4()), "back": "graver", "reference": case.reference}
    asked = client.post(reverse("audiences:act", args=[first.pk, "yield-asked"]), sent)
    assert asked.headers["Location"] == where
    page = client.get(reverse("audiences:appointment", args=[first.pk])).content.decode()
    assert "He keeps his place" in page
    assert client.post(where, {"once": str(uuid.uuid4()), "reason": ""}).status_code == 422
    other = client.post(where, {"once": str(uuid.uuid4()), "reason": WHY, "way": "told.1.202601010700.10.seat:1.9"})
    assert (other.status_code, WHY in other.content.decode()) == (422, True)
    given = {"once": str(uuid.uuid4()), "reason": WHY, "way": found(case).mark}
    answers = [client.post(where, given) for _press in range(2)]
    assert {(one.status_code, one.headers["Location"]) for one in answers} == {(303, answers[0].headers["Location"])}
    with within(HOUSE):
        assert Appointment.objects.get(case=case).state == State.TOLD


def test_page_is_the_offices_and_of_grave_cases(client: Client) -> None:
    client.force_login(a_staff("minister_office"))
    assert client.get(reverse("audiences:graver", args=[a_waiting_case().reference])).status_code == 403
    client.force_login(a_staff("operations_officer"))
    assert client.get(reverse("audiences:graver", args=[grave().reference])).status_code == 403
