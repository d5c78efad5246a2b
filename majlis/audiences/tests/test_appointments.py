"""Placing, telling, answering, receiving: what each act does, refuses, and tells."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from majlis.accounts.tests.builders import a_viewer
from majlis.audiences import queries
from majlis.audiences.models import Appointment, Booking
from majlis.audiences.moves import appointments, placing
from majlis.audiences.moves.placing import Slot
from majlis.audiences.states import Mode, State
from majlis.audiences.tests.builders import a_day, a_place, a_seat, a_sitting, a_waiting_case, at, today, told
from majlis.cases import moves as cases
from majlis.cases.models import Case, Pending
from majlis.cases.models.about import Role
from majlis.cases.states import State as CaseState
from majlis.cases.tests.builders import HOUSE, a_person
from majlis.centres.tests.builders import a_hall
from majlis.core import clock
from majlis.core.errors import Busy, Refused
from majlis.core.scope import house, within
from majlis.core.viewer import Kind, Viewer
from majlis.notifications import moves as notifications
from majlis.notifications.models import Notice

pytestmark = pytest.mark.django_db


def _notices(appointment: Appointment) -> list[tuple[str, int, bool]]:
    with within(HOUSE):
        rows = Notice.objects.filter(about_kind="appointment", about_id=appointment.pk).order_by("id")
        return [(row.kind, row.version, row.recalled_at is not None) for row in rows]


def _case(appointment: Appointment) -> Case:
    with within(HOUSE):
        return Case.objects.get(pk=appointment.case_id)


def _person(appointment: Appointment) -> Viewer:
    return Viewer(kind=Kind.LINK, id=appointment.case_id)


def test_propose_holds_the_minister_and_the_person() -> None:
    appointment = a_place(a_waiting_case(), a_sitting())
    assert _case(appointment).state == CaseState.SCHEDULED
    resources = set(Booking.objects.filter(appointment=appointment).values_list("resource", flat=True))
    person = _case(appointment).beneficiary_id
    assert resources == {f"principal:{appointment.sitting.principal_id}", f"beneficiary:{person}"}
    assert _notices(appointment) == []


@pytest.mark.parametrize(
    ("hour", "minute", "code"), [(9, 55, "outside"), (12, 55, "outside"), (11, 55, "outside"), (12, 20, "")]
)
def test_propose_is_refused_outside_of_the_hours_and_in_a_pause(hour: int, minute: int, code: str) -> None:
    sitting, case = a_sitting(pauses=["12:00-12:20"]), a_waiting_case()
    if not code:
        assert a_place(case, sitting, at(sitting, hour, minute)).state == State.PROPOSED
        return
    with pytest.raises(Refused) as no:
        a_place(case, sitting, at(sitting, hour, minute))
    assert no.value.code == code


def test_propose_is_refused_when_the_minister_is_taken_and_leaves_the_case_waiting() -> None:
    sitting = a_sitting()
    a_place(a_waiting_case(), sitting)
    case = a_waiting_case()
    with pytest.raises(Refused) as no:
        a_place(case, sitting, at(sitting, 10, 5))
    assert no.value.code == "place_taken"
    with within(HOUSE):
        assert Case.objects.get(pk=case.pk).state == CaseState.WAITING


def test_propose_is_refused_for_a_case_that_has_a_place() -> None:
    sitting, case = a_sitting(), a_waiting_case()
    a_place(case, sitting)
    with pytest.raises(Refused) as no:
        a_place(case, sitting, at(sitting, 11))
    assert no.value.code == "has_a_place"


def test_propose_keeps_the_gap_after_an_audience() -> None:
    sitting = a_sitting(gap=5)
    a_place(a_waiting_case(), sitting)
    with pytest.raises(Refused):
        a_place(a_waiting_case(), sitting, at(sitting, 10, 10))
    assert a_place(a_waiting_case(), sitting, at(sitting, 10, 15)).state == State.PROPOSED


def test_propose_is_refused_for_a_person_who_is_elsewhere_then() -> None:
    person = a_person()
    first, second = a_sitting(), a_sitting()
    a_place(a_waiting_case(beneficiary_id=person.pk), first)
    with pytest.raises(Refused) as no:
        a_place(a_waiting_case(beneficiary_id=person.pk), second)
    assert no.value.code == "place_taken"


@pytest.mark.parametrize("who", ["theirs", "mine"])
def test_propose_is_refused_near_an_opposed_party(who: str) -> None:
    sitting, enemy, mine = a_sitting(), a_person(), a_person()
    there = a_waiting_case(beneficiary_id=enemy.pk)
    case = a_waiting_case(beneficiary_id=mine.pk)
    named, other = (case, enemy) if who == "mine" else (there, mine)
    with within(HOUSE):
        cases.add_party(named, by=HOUSE, role=Role.OPPOSED, mark=f"beneficiary:{other.pk}")
    a_place(there, sitting)
    with pytest.raises(Refused) as no:
        a_place(case, sitting, at(sitting, 11))
    assert no.value.code == "opposed"
    assert a_place(case, sitting, at(sitting, 11, 10)).state == State.PROPOSED


@pytest.mark.parametrize(("women_only", "women_hall", "code"), [(True, False, "womens_hall"), (True, True, "")])
def test_propose_by_video_wants_a_womens_hall_for_her(women_only: bool, women_hall: bool, code: str) -> None:
    sitting, hall = a_sitting(), a_hall(a_seat(), women=women_hall)
    case = a_waiting_case(women_only=women_only)
    if not code:
        assert a_place(case, sitting, hall=hall).hall == hall
        return
    with pytest.raises(Refused) as no:
        a_place(case, sitting, hall=hall)
    assert no.value.code == code


def test_propose_by_video_keeps_a_man_out_of_a_womens_hall() -> None:
    man = a_person(sex="man")
    with pytest.raises(Refused) as no:
        a_place(a_waiting_case(beneficiary_id=man.pk), a_sitting(), hall=a_hall(a_seat(), women=True))
    assert no.value.code == "mens_hall"


def test_propose_at_short_notice_needs_his_consent() -> None:
    sitting = a_sitting(_soon())
    case = a_waiting_case()
    with pytest.raises(Refused) as no:
        a_place(case, sitting)
    assert no.value.code == "short_notice"
    appointment = told(a_place(case, sitting, consented=True))
    assert appointment.state == State.TOLD


def _soon() -> dt.date:
    day = clock.today() + dt.timedelta(days=1)
    while day.weekday() in (4, 5):
        day += dt.timedelta(days=1)
    return day


def test_tell_owes_one_notice_and_waits_for_the_answer() -> None:
    appointment = told(a_place(a_waiting_case(), a_sitting()))
    assert _notices(appointment) == [("appointment.told", appointment.version, False)]
    case = _case(appointment)
    assert case.turn == "beneficiary"
    with within(HOUSE):
        pending = Pending.objects.get(case=case, kind="appointment", ended_at=None)
    assert pending.due_at == appointment.starts_at


def test_told_at_is_noted_when_the_notice_reaches_the_person() -> None:
    appointment = told(a_place(a_waiting_case(), a_sitting()))
    assert appointment.told_at is None
    with within(HOUSE):
        notice = Notice.objects.get(about_kind="appointment", about_id=appointment.pk)
        notifications.told(notice, "report", HOUSE)
    appointment.refresh_from_db()
    assert appointment.told_at is not None


def test_told_at_stays_empty_when_a_recalled_notice_arrives_late() -> None:
    sitting = a_sitting()
    appointment = told(a_place(a_waiting_case(), sitting))
    with within(HOUSE):
        old = Notice.objects.get(about_kind="appointment", about_id=appointment.pk)
        placing.move(appointment, _slot(appointment, at(sitting, 11)), by=HOUSE)
        notifications.told(old, "report", HOUSE)
    appointment.refresh_from_db()
    assert appointment.told_at is None


def test_whom_nothing_reached_is_on_the_list_to_ring_four_days_before() -> None:
    far = told(a_place(a_waiting_case(), a_sitting(a_day(14))))
    near = told(a_place(a_waiting_case(), a_sitting(_soon()), consented=True))
    office = a_viewer("minister_office")
    with within(office):
        assert list(queries.to_ring(office)) == [near]
        appointments.confirm(near, by=office)
        assert list(queries.to_ring(office)) == []
    assert far.told_at is None


def test_confirm_by_the_person_ends_the_asking() -> None:
    appointment = told(a_place(a_waiting_case(), a_sitting()))
    with within(_person(appointment)):
        appointments.confirm(appointment, by=_person(appointment))
    assert appointment.state == State.CONFIRMED
    assert [(kind, recalled) for kind, _version, recalled in _notices(appointment)] == [
        ("appointment.told", True),
        ("appointment.confirmed", False),
    ]
    assert _case(appointment).turn == "office"


def test_confirm_twice_is_busy() -> None:
    appointment = told(a_place(a_waiting_case(), a_sitting()))
    with within(_person(appointment)):
        appointments.confirm(appointment, by=_person(appointment))
        with pytest.raises(Busy):
            appointments.confirm(appointment, by=_person(appointment))


def test_ask_to_move_frees_the_place_and_keeps_the_case_waiting() -> None:
    appointment = told(a_place(a_waiting_case(), a_sitting()))
    with within(_person(appointment)):
        appointments.ask_to_move(appointment, by=_person(appointment), wish="بعد العيد")
    assert (appointment.state, appointment.wish) == (State.MOVED, "بعد العيد")
    assert not Booking.objects.filter(appointment=appointment, live=True).exists()
    case = _case(appointment)
    assert case.state == CaseState.WAITING
    assert queries.wishes(case) == 1
    assert _notices(appointment)[-1][0] == "appointment.moved"
    with within(HOUSE):
        assert not Pending.objects.filter(case=case, ended_at=None).exists()


def test_person_is_rung_after_the_second_wish_for_another_time() -> None:
    appointment = told(a_place(a_waiting_case(), a_sitting()))
    with within(_person(appointment)):
        appointments.ask_to_move(appointment, by=_person(appointment), wish="بعد العيد")
    again = told(a_place(_case(appointment), a_sitting()))
    with within(_person(again)):
        appointments.ask_to_move(again, by=_person(again), wish="آخر الشهر")
    assert "appointment.ring" not in [kind for kind, _version, _recalled in _notices(appointment)]
    last = [(kind, recalled) for kind, _version, recalled in _notices(again)][-2:]
    assert last == [("appointment.moved", False), ("appointment.ring", False)]
    assert _case(again).state == CaseState.WAITING


def test_withdraw_puts_the_request_on_paper() -> None:
    appointment = told(a_place(a_waiting_case(), a_sitting()))
    with within(_person(appointment)):
        appointments.withdraw(appointment, by=_person(appointment))
    case = _case(appointment)
    assert (appointment.state, case.state, case.road) == (State.WITHDRAWN, CaseState.TO_PRESENT, "paper")


@pytest.mark.parametrize("act", ["confirm", "withdraw"])
def test_answer_is_refused_to_another_person(act: str) -> None:
    appointment = told(a_place(a_waiting_case(), a_sitting()))
    stranger = Viewer(kind=Kind.LINK, id=appointment.case_id + 1)
    with within(stranger), pytest.raises(PermissionDenied):
        getattr(appointments, act)(appointment, by=stranger)
    appointment.refresh_from_db()
    assert appointment.state == State.TOLD


def _slot(appointment: Appointment, starts_at: dt.datetime) -> Slot:
    return Slot(appointment.sitting, starts_at, 10, Mode(appointment.mode), appointment.centre, appointment.hall)


def test_move_of_whom_nobody_told_is_silent() -> None:
    sitting = a_sitting()
    appointment = a_place(a_waiting_case(), sitting)
    with within(HOUSE):
        placing.move(appointment, _slot(appointment, at(sitting, 11)), by=HOUSE)
    assert (appointment.state, appointment.starts_at) == (State.PROPOSED, at(sitting, 11))
    assert _notices(appointment) == []
    assert a_place(a_waiting_case(), sitting, at(sitting, 10)).state == State.PROPOSED


def test_move_of_whom_was_told_tells_the_new_time_with_a_higher_sequence() -> None:
    sitting = a_sitting()
    appointment = told(a_place(a_waiting_case(), sitting))
    with within(HOUSE):
        appointments.confirm(appointment, by=HOUSE)
        placing.move(appointment, _slot(appointment, at(sitting, 11)), by=HOUSE)
    assert appointment.state == State.TOLD
    kinds = _notices(appointment)
    assert [kind for kind, _v, _r in kinds] == ["appointment.told", "appointment.confirmed", "appointment.changed"]
    assert [recalled for _k, _v, recalled in kinds] == [True, True, False]
    assert sorted(version for _k, version, _r in kinds) == [version for _k, version, _r in kinds]
    case = _case(appointment)
    assert case.turn == "beneficiary"
    with within(HOUSE):
        assert Pending.objects.get(case=case, ended_at=None).due_at == at(sitting, 11)


def test_move_is_refused_to_a_taken_time_and_changes_nothing() -> None:
    sitting = a_sitting()
    appointment = a_place(a_waiting_case(), sitting)
    a_place(a_waiting_case(), sitting, at(sitting, 11))
    with within(HOUSE), pytest.raises(Refused):
        placing.move(appointment, _slot(appointment, at(sitting, 11)), by=HOUSE)
    appointment.refresh_from_db()
    assert appointment.starts_at == at(sitting, 10)
    assert Booking.objects.filter(appointment=appointment).count() == 2


def test_swap_changes_two_places_in_one_act() -> None:
    sitting = a_sitting()
    first = told(a_place(a_waiting_case(), sitting))
    second = a_place(a_waiting_case(), sitting, at(sitting, 11))
    with within(HOUSE):
        placing.swap(first, second, by=HOUSE)
    for one, hour, state in ((first, 11, State.TOLD), (second, 10, State.PROPOSED)):
        one.refresh_from_db()
        assert (one.starts_at, one.state) == (at(sitting, hour), state)
        spans = {span.lower for span in one.bookings.values_list("during", flat=True)}
        assert spans == {at(sitting, hour)}
    assert _notices(first)[-1][0] == "appointment.changed"
    assert _notices(second) == []


def test_swap_is_refused_whole_when_one_does_not_fit() -> None:
    sitting = a_sitting()
    first = a_place(a_waiting_case(), sitting, minutes=20)
    second = a_place(a_waiting_case(), sitting, at(sitting, 11))
    a_place(a_waiting_case(), sitting, at(sitting, 11, 10))
    with within(HOUSE), pytest.raises(Refused) as no:
        placing.swap(first, second, by=HOUSE)
    assert no.value.code == "place_taken"
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.starts_at, second.starts_at) == (at(sitting, 10), at(sitting, 11))


def test_release_gives_the_place_up_silently() -> None:
    appointment = a_place(a_waiting_case(), a_sitting())
    with within(HOUSE):
        appointments.release(appointment, by=HOUSE)
    assert _case(appointment).state == CaseState.WAITING
    assert _notices(appointment) == []


def test_cancel_is_urgent_and_a_debt_until_he_is_heard() -> None:
    sitting = a_sitting()
    appointment = told(a_place(a_waiting_case(), sitting))
    first, office = a_waiting_case(), a_viewer("minister_office")
    with within(HOUSE), house():
        Case.objects.filter(pk=first.pk).update(priority=0, points=90)
    with within(office):
        appointments.cancel(appointment, by=office, why="graver")
    with within(HOUSE):
        notice = Notice.objects.get(about_id=appointment.pk, kind="appointment.cancelled")
        assert notice.urgent
        case = _case(appointment)
        assert queries.is_owed(case)
    with within(office), house():
        waiting = list(queries.waiting_list(office))
    assert [one.pk for one in waiting] == [case.pk, first.pk]
    again = today(told(a_place(case, a_sitting())))
    assert again.debt
    with within(HOUSE):
        appointments.arrive(again, by=HOUSE)
        appointments.attend(again, by=HOUSE)
        assert not queries.is_owed(case)


def test_arrive_go_in_attend_note_their_hours() -> None:
    one = today(told(a_place(a_waiting_case(), a_sitting())))
    host = a_viewer("hall_host", one.centre)
    with within(host):
        appointments.arrive(one, by=host)
        appointments.go_in(one, by=host)
        appointments.attend(one, by=host)
    assert one.state == State.ATTENDED
    assert None not in (one.arrived_at, one.went_in_at, one.ended_at)
    assert _case(one).state == CaseState.SCHEDULED
    with within(HOUSE):
        assert not Pending.objects.filter(case=one.case_id, ended_at=None).exists()


def test_go_in_is_refused_while_another_is_before_the_minister() -> None:
    sitting = a_sitting()
    first = told(a_place(a_waiting_case(), sitting))
    second = told(a_place(a_waiting_case(), sitting, at(sitting, 11)))
    today(first, state=State.IN)
    with within(HOUSE), house():
        Appointment.objects.filter(pk=second.pk).update(state=State.ARRIVED)
    second.refresh_from_db()
    with within(HOUSE), pytest.raises(Refused) as no:
        appointments.go_in(second, by=HOUSE)
    assert no.value.code == "someone_in"


def test_arrive_is_refused_before_the_day() -> None:
    one = told(a_place(a_waiting_case(), a_sitting()))
    with within(HOUSE), pytest.raises(Refused) as no:
        appointments.arrive(one, by=HOUSE)
    assert no.value.code == "too_early"


def test_attended_without_decision_waits_again() -> None:
    one, office = today(told(a_place(a_waiting_case(), a_sitting()))), a_viewer("minister_office")
    with within(HOUSE):
        appointments.arrive(one, by=HOUSE)
        appointments.attend(one, by=HOUSE)
    with within(office):
        appointments.leave_undecided(one, by=office)
    assert _case(one).state == CaseState.WAITING


def test_miss_rings_him_and_keeps_him_waiting() -> None:
    one = today(told(a_place(a_waiting_case(), a_sitting())))
    with within(HOUSE):
        appointments.miss(one, by=HOUSE)
    assert one.state == State.ABSENT
    assert _case(one).state == CaseState.WAITING
    assert _notices(one)[-1][0] == "appointment.missed"


def test_miss_is_refused_before_his_hour() -> None:
    one = told(a_place(a_waiting_case(), a_sitting()))
    with within(HOUSE), pytest.raises(Refused) as no:
        appointments.miss(one, by=HOUSE)
    assert no.value.code == "too_early"


@pytest.mark.parametrize("tell_first", [False, True])
def test_case_withdrawn_frees_its_place(tell_first: bool) -> None:
    sitting = a_sitting()
    one = a_place(a_waiting_case(), sitting)
    if tell_first:
        told(one)
    with within(HOUSE):
        cases.withdraw(_case(one), by=HOUSE, phone="the toll-free number")
    one.refresh_from_db()
    assert one.state == State.WITHDRAWN
    assert not Booking.objects.filter(appointment=one, live=True).exists()
    assert all(recalled for _kind, _version, recalled in _notices(one))


@pytest.mark.parametrize("role", ["audit_officer", "followup_officer", "hall_host", "minister", "centre_manager"])
def test_propose_is_refused_to_who_does_not_place(role: str) -> None:
    case, sitting = a_waiting_case(), a_sitting()
    viewer = a_viewer(role)
    with within(viewer), pytest.raises(PermissionDenied):
        appointments.propose(
            case,
            sitting,
            starts_at=at(sitting, 10),
            minutes=10,
            mode=Mode.PERSON,
            centre=sitting.place,
            by=viewer,
        )
    assert not Appointment.objects.exists()


def test_propose_is_refused_to_an_officer_of_another_centre() -> None:
    case, sitting, viewer = a_waiting_case(), a_sitting(), a_viewer("operations_officer")
    with within(viewer), pytest.raises(PermissionDenied):
        appointments.propose(
            case, sitting, starts_at=at(sitting, 10), minutes=10, mode=Mode.PERSON, centre=sitting.place, by=viewer
        )
