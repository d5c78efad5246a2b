"""The pages of the day: the order, its bar, one button for each act, the directive, what is put in, and the briefs."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from majlis.accounts.tests.builders import a_staff, a_viewer
from majlis.audiences.models import Appointment, Sitting
from majlis.audiences.moves import today as moves
from majlis.audiences.states import State
from majlis.audiences.tests.builders import a_hall, a_place, a_sitting, a_waiting_case, the_day, today, told
from majlis.bodies.tests.builders import a_body
from majlis.cases.tests.builders import HOUSE, in_state
from majlis.core import clock
from majlis.core.scope import within
from majlis.office import moves as office_moves
from majlis.office.models import Directive, Task

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client: Client) -> Client:
    """Return a browser in which an officer of the minister's office is signed in."""
    client.force_login(a_staff("minister_office"))
    client.cookies["majlis_language"] = "en"
    return client


def now_with(count: int, sitting: Sitting | None = None) -> list[Appointment]:
    """Return so many confirmed places of a sitting of this hour, ten minutes each, the first one due."""
    places = the_day(*[f"10:{n}0" for n in range(count)], sitting=sitting)
    start = clock.now() - dt.timedelta(minutes=5)
    for n, one in enumerate(places):
        first = start + dt.timedelta(minutes=10 * n)
        today(one, starts_at=first, ends_at=first + dt.timedelta(minutes=10))
    return places


def inside(one: Appointment) -> Appointment:
    return today(one, state=State.IN, arrived_at=clock.now(), went_in_at=clock.now())


def text(client: Client, name: str, *args: Any, status: int = 200, **query: Any) -> str:
    answer = client.get(reverse(f"audiences:{name}", args=args), query)
    assert answer.status_code == status
    return answer.content.decode()


def post(client: Client, name: str, *args: Any, **data: Any) -> Any:
    return client.post(reverse(f"audiences:{name}", args=args), {"once": str(uuid.uuid4()), **data})


def state_of(one: Appointment) -> str:
    with within(HOUSE):
        return Appointment.objects.get(pk=one.pk).state


def named(one: Appointment) -> str:
    with within(HOUSE):
        return one.case.beneficiary.name.display


def test_office_and_hall_see_the_same_order(office: Client) -> None:
    sitting = a_sitting()
    hall = a_hall(sitting.place)
    video = told(a_place(a_waiting_case(), sitting, hall=hall))
    (person,) = the_day("10:20", sitting=sitting)
    for n, one in enumerate((video, person)):
        first = clock.now() + dt.timedelta(minutes=10 * n)
        today(one, starts_at=first, ends_at=first + dt.timedelta(minutes=10))
    whole = text(office, "day", sitting.pk)
    assert named(video) in whole
    assert named(person) in whole
    host = Client()
    host.cookies["majlis_language"] = "en"
    host.force_login(a_staff("hall_host", sitting.place))
    assert host.get(reverse("audiences:today")).headers["Location"] == reverse(
        "audiences:hall", args=[sitting.pk, hall.pk]
    )
    mine = text(host, "hall", sitting.pk, hall.pk)
    assert named(video) in mine
    assert named(person) not in mine
    host.force_login(a_staff("hall_host"))
    assert host.get(reverse("audiences:hall", args=[sitting.pk, hall.pk])).status_code == 404


def test_day_and_board_ask_the_same_with_one_and_with_three(office: Client) -> None:
    counts = []
    for count in (1, 3):
        (first, *_rest) = now_with(count)
        for name in ("day", "board", "order"):
            text(office, name, first.sitting_id)
            with CaptureQueriesContext(connection) as asked:
                text(office, name, first.sitting_id)
            counts.append(len(asked))
    assert counts[:3] == counts[3:]


def test_board_says_nothing_new_while_nothing_changed(office: Client) -> None:
    first, second = now_with(2)
    page = reverse("audiences:board", args=[first.sitting_id])
    with clock.pretend(clock.now().replace(second=1)):
        tag = office.get(page).headers["ETag"]
        assert office.get(page, headers={"If-None-Match": tag}).status_code == 304
        inside(first)
        fresh = office.get(page, headers={"If-None-Match": tag})
    assert fresh.status_code == 200
    assert "<template data-bar>" in fresh.content.decode()
    assert named(second) in fresh.content.decode()


def test_one_button_for_each_act_leads_through_the_day(office: Client) -> None:
    first, _second = now_with(2)
    assert "He is here" in text(office, "day", first.sitting_id)
    for noun, state in (("arrival", State.ARRIVED), ("entry", State.IN)):
        answer = post(office, "act", first.pk, noun, back="day")
        assert answer.headers["Location"] == reverse("audiences:day", args=[first.sitting_id])
        assert state_of(first) == state
    post(office, "act", first.pk, "stepping-out", back="day")
    assert state_of(first) == State.ARRIVED


def test_who_is_late_is_noted_and_shown(office: Client) -> None:
    first, _second = now_with(2)
    assert "He is late" in text(office, "day", first.sitting_id)
    post(office, "act", first.pk, "lateness", back="day")
    assert "his place is kept until" in text(office, "day", first.sitting_id)


def test_somebody_is_put_later_and_two_change_places(office: Client) -> None:
    first, second = now_with(2)
    page = text(office, "later", first.pk)
    assert "To which hour?" in page
    wanted = page.split('name="starts_at"')[-1].split('value="')[1].split('"')[0]
    assert post(office, "later", first.pk, starts_at=wanted).status_code == 303
    with within(HOUSE):
        assert Appointment.objects.get(pk=first.pk).starts_at == dt.datetime.fromisoformat(wanted)
    assert "With whom?" in text(office, "swap", second.pk)
    refused = post(office, "swap", second.pk, other=str(first.pk))
    assert refused.status_code == 422
    assert "Ring him first" in refused.content.decode()
    assert post(office, "swap", second.pk, other=str(first.pk), agreed="on").status_code == 303
    with within(HOUSE):
        assert Appointment.objects.get(pk=second.pk).starts_at == dt.datetime.fromisoformat(wanted)


def test_session_is_interrupted_and_goes_on(office: Client) -> None:
    (one,) = now_with(1)
    assert post(office, "pause", one.sitting_id, why="prayer").status_code == 302
    page = text(office, "day", one.sitting_id)
    assert "Interrupted" in page
    assert "He goes in" not in page
    assert post(office, "resumption", one.sitting_id).status_code == 302
    assert "Interrupted" not in text(office, "day", one.sitting_id)


def test_those_who_wait_are_told_of_the_delay(office: Client) -> None:
    first, second = now_with(2)
    inside(first)
    today(second, starts_at=clock.now() - dt.timedelta(minutes=30), ends_at=clock.now() - dt.timedelta(minutes=20))
    assert "Tell those who wait of the delay" in text(office, "day", first.sitting_id)
    answer = office.post(reverse("audiences:delay", args=[first.sitting_id]), {"once": str(uuid.uuid4())}, follow=True)
    assert "1 person is told of the delay" in answer.content.decode()


def test_office_puts_a_grave_case_in_and_others_may_not(office: Client) -> None:
    (one,) = now_with(1)
    grave = in_state(a_waiting_case(), "waiting", section="operations", turn="operations", road="audience", priority=0)
    assert grave.reference in text(office, "insertions", one.sitting_id).replace(" ", "").replace("-", "")
    page = text(office, "insertion", one.sitting_id, grave.reference)
    wanted = page.split('name="starts_at"')[1].split('value="')[1].split('"')[0]
    sent = {"starts_at": wanted, "where": "here", "minutes": "10", "agreed": "on"}
    assert post(office, "insertion", one.sitting_id, grave.reference, **sent).status_code == 422
    answer = post(office, "insertion", one.sitting_id, grave.reference, reason="ينفذ الحكم غدًا صباحًا", **sent)
    assert answer.status_code == 303
    with within(HOUSE):
        assert Appointment.objects.get(case=grave).reason == "ينفذ الحكم غدًا صباحًا"
    office.force_login(a_staff("operations_officer"))
    assert office.get(reverse("audiences:insertions", args=[one.sitting_id])).status_code == 403


def test_insertions_ask_the_same_with_one_and_with_three(office: Client) -> None:
    (one,) = now_with(1)
    counts = []
    for more in (1, 2):
        for _n in range(more):
            in_state(a_waiting_case(), "waiting", section="operations", turn="operations", road="audience", priority=0)
        text(office, "insertions", one.sitting_id)
        with CaptureQueriesContext(connection) as asked:
            text(office, "insertions", one.sitting_id)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_directive_is_noted_in_seconds_and_the_next_one_goes_in(office: Client) -> None:
    first, second = now_with(2)
    inside(first)
    today(second, state=State.ARRIVED, arrived_at=clock.now())
    page = text(office, "day", first.sitting_id, who=first.pk)
    assert "Keep it and let the next one in" in page
    said = {"decision": "approve", "words": "يجاب طلبه", "next": "1", "to_1": "office", "days_1": "3"}
    assert post(office, "directive", first.pk, **said).status_code == 303
    assert (state_of(first), state_of(second)) == (State.ATTENDED, State.IN)
    with within(HOUSE):
        kept = Directive.objects.get(case=first.case)
        assert (kept.state, kept.items.count()) == ("unconfirmed", 1)
        assert not Task.objects.filter(case=first.case).exists()


def test_what_the_minister_says_himself_becomes_tasks_at_once(client: Client) -> None:
    (first,) = now_with(1)
    inside(first)
    client.force_login(a_staff("minister"))
    said = {"decision": "approve", "words": "يجاب طلبه", "to_1": "office", "days_1": "3"}
    said |= {"to_2": str(a_body().pk), "ask_2": "يُنقل خلال أسبوع", "days_2": "5"}
    assert post(client, "directive", first.pk, **said).status_code == 303
    assert state_of(first) == State.ATTENDED
    with within(HOUSE):
        assert Task.objects.filter(case=first.case).count() == 1
        assert Directive.objects.get(case=first.case).items.exclude(carried_at=None).count() == 2


def test_directive_without_words_keeps_the_person_at_hand(office: Client) -> None:
    (first,) = now_with(1)
    inside(first)
    refused = post(office, "directive", first.pk, decision="approve")
    assert refused.status_code == 422
    assert "Write the directive&#x27;s words first." in refused.content.decode()
    assert state_of(first) == State.IN


def test_directive_is_closed_to_who_receives(client: Client) -> None:
    (first,) = now_with(1)
    inside(first)
    client.force_login(a_staff("reception_officer", first.centre))
    assert post(client, "directive", first.pk, decision="approve", words="يوافق").status_code == 403


def test_undecided_lets_him_wait_again(office: Client) -> None:
    (first,) = now_with(1)
    inside(first)
    assert post(office, "act", first.pk, "undecided", back="day").status_code == 302
    with within(HOUSE):
        first.case.refresh_from_db()
    assert first.case.state == "waiting"


def test_all_briefs_come_in_one_file_behind_their_contents(office: Client) -> None:
    first, _second = now_with(2)
    officer = a_viewer("minister_office")
    address = reverse("audiences:briefs", args=[first.sitting_id])
    assert office.get(address).status_code == 422
    with within(HOUSE):
        case = first.case
    with within(officer):
        office_moves.write_brief(case, {"lines": "والدتها مريضة", "asked": "تأشيرة زيارة"}, by=officer)
    answer = office.get(address)
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    office.force_login(a_staff("operations_officer"))
    assert office.get(address).status_code == 403


def test_pages_of_acts_are_not_found_once_he_was_heard(office: Client) -> None:
    (one,) = now_with(1)
    today(one, state=State.ATTENDED)
    for name in ("later", "swap"):
        assert office.get(reverse(f"audiences:{name}", args=[one.pk])).status_code == 404


def test_host_calls_nobody_who_is_not_next() -> None:
    first, second = now_with(2)
    inside(first)
    with within(HOUSE):
        assert moves.call_next(first.sitting_id, by=HOUSE) is not None
        second.refresh_from_db()
        assert second.called_at is not None
        assert moves.call_next(first.sitting_id, by=HOUSE) is None
