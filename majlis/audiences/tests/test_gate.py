"""The gate: who comes along, the pass and its check, who was let in, the list that is handed over and its changes."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from majlis.accounts.tests.builders import a_staff, a_viewer
from majlis.audiences import gate
from majlis.audiences.gate import Standing
from majlis.audiences.models import Appointment, GateList, GateNote, Sitting
from majlis.audiences.moves import appointments
from majlis.audiences.moves import gate as moves
from majlis.audiences.moves.door import pass_of
from majlis.audiences.states import State
from majlis.audiences.tests.builders import a_place, a_seat, a_sitting, a_waiting_case, at, the_day, today, told
from majlis.cases.tests.builders import HOUSE
from majlis.core import clock
from majlis.core.errors import Refused
from majlis.core.scope import within
from majlis.notifications.models import Notice
from majlis.trail.models import Entry

pytestmark = pytest.mark.django_db
NAMES = ["سارة القحطاني", "فهد القحطاني"]


@contextmanager
def the_hour(sitting: Sitting, hour: int, *, before: int = 0) -> Iterator[None]:
    """Let it be an hour of the day of a sitting, or so many days before."""
    with clock.pretend(at(sitting, hour) - dt.timedelta(days=before)), within(HOUSE):
        yield


def note_of(appointment: Appointment) -> GateNote:
    with within(HOUSE):
        return GateNote.objects.get(appointment=appointment)


def entries(appointment: Appointment) -> list[str]:
    with within(HOUSE):
        rows = Entry.objects.filter(subject_kind="appointment", subject_id=appointment.pk).order_by("id")
        return list(rows.values_list("kind", flat=True))


def notices(member: Any) -> list[str]:
    with within(HOUSE):
        rows = Notice.objects.filter(kind__startswith="gate.", to_kind="staff", to_id=member.pk)
        return list(rows.order_by("id").values_list("kind", flat=True))


def noted(appointment: Appointment, **words: Any) -> GateNote:
    given: dict[str, Any] = {"companions": NAMES, "plate": "أ ب ج 1234", "wheelchair": True} | words
    with within(HOUSE):
        return moves.note_gate(appointment, by=HOUSE, **given)


def test_who_comes_along_is_noted_and_the_former_note_goes() -> None:
    (one,) = the_day("10:00")
    noted(one)
    note = noted(one, companions=["  سارة   القحطاني ", " "], plate="", wheelchair=False)
    assert (note.companions, note.plate, note.wheelchair) == (["سارة القحطاني"], "", False)
    assert entries(one)[-2:] == ["appointment.note_gate"] * 2


def test_nine_companions_are_too_many() -> None:
    (one,) = the_day("10:00")
    with pytest.raises(Refused) as no:
        noted(one, companions=[f"مرافق {n}" for n in "ابتثجحخدذ"])
    assert no.value.code == "too_many"


def test_on_the_day_only_who_receives_there_notes_who_comes_along() -> None:
    (one,) = the_day("10:00")
    office, host = a_viewer("minister_office"), a_viewer("reception_officer", one.centre)
    with clock.pretend(at(one.sitting, 9)):
        with within(office), pytest.raises(Refused) as no:
            moves.note_gate(one, by=office, companions=NAMES)
        assert no.value.code == "too_late"
        with within(host):
            assert moves.note_gate(one, by=host, companions=NAMES).companions == NAMES


def test_every_told_person_has_a_pass_of_his_own() -> None:
    first, second = the_day("10:00", "10:10")
    with within(HOUSE):
        codes = {pass_of(one).code for one in (first, second)}
        again = pass_of(first).code
    assert len(codes) == 2
    assert again in codes


def test_gate_lets_in_once_and_only_on_the_day() -> None:
    (one,) = the_day("10:00")
    note = noted(one)
    with the_hour(one.sitting, 9, before=1), pytest.raises(Refused) as no:
        moves.let_in(note, by=HOUSE)
    assert no.value.code == "too_early"
    with the_hour(one.sitting, 9):
        first = moves.let_in(note, by=HOUSE).passed_at
        assert moves.let_in(note_of(one), by=HOUSE).passed_at == first
    assert entries(one).count("appointment.pass_gate") == 1


def test_gate_officer_of_another_centre_lets_nobody_in() -> None:
    (one,) = the_day("10:00")
    note, keeper = noted(one), a_viewer("gate_officer", a_seat())
    with clock.pretend(at(one.sitting, 9)), within(keeper), pytest.raises(PermissionDenied):
        moves.let_in(note, by=keeper)


def found(appointment: Appointment, keeper: Any, hour: int = 9, before: int = 0) -> gate.Found:
    code = note_of(appointment).code
    with clock.pretend(at(appointment.sitting, hour) - dt.timedelta(days=before)), within(keeper):
        return gate.find(f" {code[:4].lower()}-{code[4:].lower()} ", keeper)


def test_a_pass_says_who_stands_there_or_where_he_is_to_go() -> None:
    (one,) = the_day("10:00")
    noted(one)
    here, elsewhere = a_viewer("gate_officer", one.centre), a_viewer("gate_officer", a_seat())
    seen = found(one, here)
    assert seen.standing == Standing.HERE
    assert seen.line is not None
    assert (seen.line.companions, seen.line.persons, seen.line.wheelchair) == (tuple(NAMES), 3, True)
    assert found(one, elsewhere).standing == Standing.ELSEWHERE
    assert found(one, elsewhere).line is None
    assert found(one, here, before=2).standing == Standing.OTHER_DAY
    with within(here):
        assert gate.find("ABCD-1234", here).standing == Standing.UNKNOWN
        assert gate.find("---", here).standing == Standing.UNKNOWN


def test_a_pass_whose_place_holds_no_longer_says_so() -> None:
    (one,) = the_day("10:00")
    noted(one)
    keeper = a_viewer("gate_officer", one.centre)
    with within(HOUSE):
        appointments.cancel(one, by=HOUSE, why="duties")
    assert found(one, keeper).standing == Standing.WAITS
    again = told(a_place(one.case, a_sitting(place=one.centre), minutes=10))
    seen = found(one, keeper)
    assert (seen.standing, seen.starts_at) == (Standing.MOVED, again.starts_at)


def test_a_man_at_the_gate_reads_no_name_of_her_who_asked_for_women() -> None:
    sitting = a_sitting()
    case = a_waiting_case(women_only=True)
    one = told(a_place(case, sitting))
    noted(one)
    man, woman = a_viewer("gate_officer", one.centre), a_viewer("gate_officer", one.centre, woman=True)
    for keeper, names, shown in ((man, (), False), (woman, tuple(NAMES), True)):
        line = found(one, keeper).line
        assert line is not None
        assert (line.companions, bool(line.name), bool(line.plate)) == (names, shown, shown)


def test_list_is_handed_from_noon_of_the_day_before_and_again_when_it_changed() -> None:
    (one,) = the_day("10:00")
    keeper = a_staff("gate_officer", one.centre, email="gate@majlis.example")
    with the_hour(one.sitting, 11, before=1):
        assert moves.hand_lists(by=HOUSE) == 0
    with the_hour(one.sitting, 12, before=1):
        assert moves.hand_lists(by=HOUSE) == 1
        assert moves.hand_lists(by=HOUSE) == 0
        noted(one)
        assert moves.hand_lists(by=HOUSE) == 1
        assert GateList.objects.get(sitting=one.sitting).version == 2
    assert notices(keeper) == ["gate.list", "gate.changed"]


def test_no_name_leaves_the_house_with_the_list() -> None:
    (one,) = the_day("10:00")
    a_staff("gate_officer", one.centre, email="gate@majlis.example")
    noted(one)
    with the_hour(one.sitting, 12, before=1):
        moves.hand_lists(by=HOUSE)
        told_of = str([row.facts for row in Notice.objects.filter(kind__startswith="gate.")])
    assert "/gate/" in told_of
    assert NAMES[0] not in told_of
    with within(HOUSE):
        assert one.case.beneficiary.name.display not in told_of


@pytest.fixture
def keeper(client: Client) -> Client:
    """Return a browser that reads English; who is signed in comes later."""
    client.cookies["majlis_language"] = "en"
    return client


def a_day_now(count: int, client: Client) -> list[Appointment]:
    """Return so many places of a sitting of this hour, the gate officer of the place signed in."""
    places = the_day(*[f"10:{n}0" for n in range(count)])
    start = clock.now() - dt.timedelta(minutes=5)
    for n, one in enumerate(places):
        first = start + dt.timedelta(minutes=10 * n)
        today(one, starts_at=first, ends_at=first + dt.timedelta(minutes=10))
    client.force_login(a_staff("gate_officer", places[0].centre))
    return places


def test_gate_page_looks_a_pass_up_and_lets_him_in(keeper: Client) -> None:
    (one,) = a_day_now(1, keeper)
    noted_by_desk(one)
    page = keeper.get(reverse("audiences:gate"), {"code": note_of(one).code}).content.decode()
    assert "expected here today" in page
    assert NAMES[0] in page
    once = {"once": str(uuid.uuid4())}
    assert keeper.post(reverse("audiences:passing", args=[one.pk]), once).status_code == 302
    assert keeper.post(reverse("audiences:passing", args=[one.pk]), once).status_code == 303
    assert note_of(one).passed_at is not None
    assert "let in already" in keeper.get(reverse("audiences:gate"), {"code": note_of(one).code}).content.decode()


def noted_by_desk(one: Appointment) -> None:
    host = a_viewer("reception_officer", one.centre)
    with within(host):
        moves.note_gate(one, by=host, companions=NAMES, wheelchair=True)


def test_gate_offers_nobody_who_was_heard_already(keeper: Client) -> None:
    (one,) = a_day_now(1, keeper)
    address = reverse("audiences:passing", args=[one.pk])
    assert address in keeper.get(reverse("audiences:gate")).content.decode()
    today(one, state=State.ATTENDED)
    assert address not in keeper.get(reverse("audiences:gate")).content.decode()


def test_gate_page_says_kindly_that_a_code_is_unknown(keeper: Client) -> None:
    a_day_now(1, keeper)
    assert "not known here" in keeper.get(reverse("audiences:gate"), {"code": "AAAA-BBBB"}).content.decode()


def test_gate_pages_ask_the_same_with_one_and_with_three(keeper: Client) -> None:
    (one,) = a_day_now(1, keeper)
    pages = {one.pk: (reverse("audiences:gate"), reverse("audiences:gate_list", args=[one.sitting_id, one.centre_id]))}
    counts = []
    for page in pages[one.pk]:
        keeper.get(page)
        with CaptureQueriesContext(connection) as asked:
            keeper.get(page)
        counts.append(len(asked))
    with within(HOUSE):
        Sitting.objects.filter(pk=one.sitting_id).update(day=clock.today() - dt.timedelta(days=9))
    three = a_day_now(3, keeper)[0]
    for page, count in zip(
        (reverse("audiences:gate"), reverse("audiences:gate_list", args=[three.sitting_id, three.centre_id])),
        counts,
        strict=True,
    ):
        keeper.get(page)
        with CaptureQueriesContext(connection) as asked:
            keeper.get(page)
        assert len(asked) == count


def test_list_to_print_counts_who_comes_along(keeper: Client) -> None:
    (one,) = a_day_now(1, keeper)
    noted_by_desk(one)
    page = keeper.get(reverse("audiences:gate_list", args=[one.sitting_id, one.centre_id])).content.decode()
    assert "<bdi>3</bdi> persons" in page
    assert "wheelchair" in page
    keeper.force_login(a_staff("gate_officer", a_seat()))
    assert keeper.get(reverse("audiences:gate_list", args=[one.sitting_id, one.centre_id])).status_code == 404
    keeper.force_login(a_staff("audit_officer"))
    assert keeper.get(reverse("audiences:gate")).status_code == 403


def test_desk_notes_for_the_gate_and_nothing_typed_is_lost(keeper: Client) -> None:
    (one,) = the_day("10:00")
    keeper.force_login(a_staff("reception_officer", one.centre))
    page = reverse("audiences:companions", args=[one.pk])
    assert "Who comes along" in keeper.get(page).content.decode()
    many = "\n".join(f"مرافق {n}" for n in "ابتثجحخدذ")
    refused = keeper.post(page, {"once": str(uuid.uuid4()), "companions": many})
    assert refused.status_code == 422
    assert "مرافق ذ" in refused.content.decode()
    sent = {"once": str(uuid.uuid4()), "companions": "\n".join(NAMES), "plate": "1234", "wheelchair": "on"}
    assert keeper.post(page, sent).status_code == 303
    assert (note_of(one).companions, note_of(one).wheelchair) == (NAMES, True)
