"""A freed place goes down the ranked list, to one person at a time: offered, taken, declined, lapsed, taken back."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from majlis.accounts.tests.builders import a_viewer
from majlis.audiences import freeing, queries, rules
from majlis.audiences.models import Appointment, Booking, Offer, Sitting
from majlis.audiences.moves import appointments, sittings, standby
from majlis.audiences.planner import judge
from majlis.audiences.states import OFFER_MOVES, OfferState
from majlis.audiences.tests.builders import (
    a_day,
    a_freed_place,
    a_hall,
    a_place,
    a_sitting,
    a_waiting_case,
    at,
    fresh,
    offered,
    told,
    who_waits,
)  # fmt: skip
from majlis.cases.models import Case, Party, Pending
from majlis.cases.models.about import Role
from majlis.cases.states import Priority
from majlis.cases.states import State as CaseState
from majlis.cases.tests.builders import HOUSE
from majlis.core import clock
from majlis.core.errors import Refused
from majlis.core.scope import house, within
from majlis.core.viewer import Kind, Viewer
from majlis.notifications.models import Notice
from majlis.trail.models import Entry

pytestmark = pytest.mark.django_db

ARROWS = {"accept": OfferState.ACCEPTED, "decline": "declined", "lapse": "lapsed", "recall": "recalled"}


def kinds(appointment: Appointment) -> list[tuple[str, bool]]:
    with within(HOUSE):
        rows = Notice.objects.filter(about_kind="appointment", about_id=appointment.pk).order_by("id")
        return [(row.kind, row.recalled_at is not None) for row in rows]


def test_every_end_of_an_offer_is_drawn() -> None:
    assert {name: move.ends for name, move in OFFER_MOVES.items()} == ARROWS
    assert all(move.starts == {OfferState.OPEN} for move in OFFER_MOVES.values())


def test_the_first_in_the_ranked_order_is_asked_and_holds_the_place_meanwhile() -> None:
    freed = a_freed_place()
    who_waits(points=5)
    first = who_waits(points=30)
    offer = offered(freed)
    one = offer.appointment
    assert (one.case_id, one.starts_at, one.state, one.source) == (first.pk, freed.starts_at, "offered", "standby")
    assert fresh(offer) == ("open", "offered", CaseState.SCHEDULED)
    assert Booking.objects.filter(appointment=one, live=True).count() == 2
    assert (offer.how, kinds(one)) == ("sms", [("offer.made", False)])
    with within(HOUSE):
        assert Case.objects.get(pk=first.pk).turn == "beneficiary"
        assert Entry.objects.filter(kind="appointment.offer", case_id=first.pk).count() == 1


def test_the_graver_class_is_asked_before_more_points() -> None:
    freed = a_freed_place()
    who_waits(points=90)
    urgent = who_waits(points=0, priority=Priority.URGENT)
    assert offered(freed).appointment.case_id == urgent.pk


def test_while_one_is_asked_nobody_else_is_and_asking_again_asks_nobody() -> None:
    freed = a_freed_place()
    who_waits(), who_waits()
    offered(freed)
    with within(HOUSE):
        assert standby.offer_next(freed, by=HOUSE) is None
    standby.run(by=HOUSE)
    assert Offer.objects.count() == 1


def test_two_places_are_not_offered_to_one_person() -> None:
    sitting = a_sitting(a_day(14))
    first, second = a_freed_place(sitting, "10:00"), a_freed_place(sitting, "10:30")
    case, other = who_waits(points=30), who_waits()
    assert {offered(first).appointment.case_id, offered(second).appointment.case_id} == {case.pk, other.pk}
    with within(HOUSE):
        assert standby.offer_next(a_freed_place(sitting, "11:00"), by=HOUSE) is None


def test_taking_it_confirms_it_and_tells_so_with_a_calendar() -> None:
    offer = offered(_freed_with_one())
    one = offer.appointment
    person = Viewer(kind=Kind.LINK, id=one.case_id)
    with within(person):
        standby.accept(one, by=person)
    assert fresh(offer) == ("accepted", "confirmed", CaseState.SCHEDULED)
    one.refresh_from_db()
    assert (one.consented, one.told_at is not None, one.answered_at is not None) == (False, True, True)
    assert kinds(one) == [("offer.made", True), ("offer.accepted", False)]
    with within(HOUSE):
        assert Pending.objects.filter(case=one.case_id, kind="appointment", ended_at=None).exists()
        assert Case.objects.get(pk=one.case_id).turn == "office"


def _freed_with_one() -> Appointment:
    freed = a_freed_place()
    who_waits()
    return freed


def test_taking_it_at_short_notice_is_the_consent() -> None:
    sitting = a_sitting(a_day(14))
    freed = a_freed_place(sitting)
    who_waits()
    with clock.pretend(at(sitting, 9) - dt.timedelta(days=2)):
        offer = offered(freed)
        assert kinds(offer.appointment) == [("offer.short", False)]
        with within(HOUSE):
            standby.accept(offer.appointment, by=HOUSE)
    offer.appointment.refresh_from_db()
    assert offer.appointment.consented


def test_who_declines_keeps_his_turn_and_the_next_is_asked() -> None:
    freed = a_freed_place()
    first, second = who_waits(points=30), who_waits()
    offer = offered(freed)
    with within(HOUSE):
        standby.decline(offer.appointment, by=HOUSE)
    assert fresh(offer) == ("declined", "released", CaseState.WAITING)
    assert kinds(offer.appointment) == [("offer.made", True)]
    standby.run(by=HOUSE)
    after = Offer.objects.latest("pk")
    with within(HOUSE):
        assert (after.appointment.case_id, after.rank, after.state) == (second.pk, 2, "open")
        standby.decline(after.appointment, by=HOUSE)
    standby.run(by=HOUSE)
    assert Offer.objects.count() == 2, "nobody is asked twice for one place"
    with within(HOUSE):
        assert [case.pk for case in queries.waiting_list(HOUSE)][:1] == [first.pk]


def test_an_answer_too_late_is_refused_and_the_place_goes_on() -> None:
    freed = a_freed_place()
    who_waits(points=30), who_waits()
    offer = offered(freed)
    with clock.pretend(offer.until):
        with within(HOUSE), pytest.raises(Refused, match="next") as no:
            standby.accept(offer.appointment, by=HOUSE)
        assert no.value.code == "offer_over"
        standby.run(by=HOUSE)
    assert fresh(offer) == ("lapsed", "released", CaseState.WAITING)
    assert kinds(offer.appointment) == [("offer.made", True), ("offer.lapsed", False)]
    assert Offer.objects.filter(state="open").count() == 1


def test_who_has_a_simple_telephone_is_rung() -> None:
    freed = a_freed_place()
    who_waits(mail=False)
    offer = offered(freed)
    assert (offer.how, kinds(offer.appointment)) == ("call", [("offer.rung", False)])


def test_whom_no_way_reaches_is_passed_over() -> None:
    freed = a_freed_place()
    silent = a_waiting_case()
    reached = who_waits()
    with within(HOUSE), house():
        Case.objects.filter(pk=silent.pk).update(points=90)
    assert offered(freed).appointment.case_id == reached.pk


def test_offer_taken_back_tells_the_person_and_waits_for_the_office() -> None:
    freed = a_freed_place()
    who_waits(points=30), who_waits()
    offer, office = offered(freed), a_viewer("minister_office")
    with within(office):
        appointments.release(offer.appointment, by=office)
    assert fresh(offer) == ("recalled", "released", CaseState.WAITING)
    assert kinds(offer.appointment) == [("offer.made", True), ("offer.recalled", False)]
    standby.run(by=HOUSE)
    assert Offer.objects.count() == 1
    with within(office):
        assert standby.offer_next(freed, by=office) is not None


def test_cancelled_session_takes_the_offer_back_and_owes_nothing() -> None:
    freed = _freed_with_one()
    offer, office = offered(freed), a_viewer("minister_office")
    with within(office):
        sittings.cancel(freed.sitting, by=office, why="travel")
    assert fresh(offer) == ("recalled", "released", CaseState.WAITING)
    with within(HOUSE):
        assert not queries.is_owed(offer.appointment.case)


def test_publishing_again_tells_nobody_whom_a_place_is_offered() -> None:
    freed = _freed_with_one()
    offer = offered(freed)
    with within(HOUSE):
        assert sittings.publish(freed.sitting, by=HOUSE) == 0
    assert fresh(offer)[1] == "offered"


def test_withdrawn_request_frees_the_offer_for_the_next() -> None:
    freed = a_freed_place()
    who_waits(points=30), who_waits()
    offer = offered(freed)
    with within(HOUSE):
        appointments.give_back(offer.appointment, by=HOUSE)
    assert fresh(offer)[0] == "declined"
    with within(HOUSE):
        assert [one.pk for one in freeing.to_offer()] == [freed.pk]


def test_place_is_offered_where_it_fits_only() -> None:
    sitting = a_sitting(a_day(14))
    freed = a_freed_place(sitting)
    hall = a_hall(sitting.place)
    long, opposed = who_waits(points=80), who_waits(points=70)
    with within(HOUSE), house():
        long.service.__class__.objects.filter(pk=long.service_id).update(audience_minutes=10)
        there = told(a_place(a_waiting_case(), sitting, at(sitting, 10, 30)))
        Party.objects.create(case=opposed, role=Role.OPPOSED, mark=f"beneficiary:{there.case.beneficiary_id}", name="خ")
        hers = who_waits(points=60, women_only=True)
    plain = who_waits()
    found = offered(freed).appointment
    assert found.case_id not in {opposed.pk, hers.pk}
    assert found.case_id in {long.pk, plain.pk}
    assert found.hall_id is None, hall


def test_only_told_places_of_published_sessions_ahead_are_offered() -> None:
    freed = a_freed_place()
    who_waits()
    proposed = a_place(a_waiting_case(), freed.sitting, at(freed.sitting, 11))
    with within(HOUSE):
        appointments.release(proposed, by=HOUSE)
        assert [one.pk for one in freeing.to_offer()] == [freed.pk]
        with clock.pretend(freed.starts_at):
            assert freeing.to_offer() == []
    with within(HOUSE), house():
        Sitting.objects.filter(pk=freed.sitting_id).update(state="planned")
        assert freeing.to_offer() == []


def test_place_given_again_is_free_no_more_and_free_once_when_given_up_again() -> None:
    freed = _freed_with_one()
    offer = offered(freed)
    with within(HOUSE):
        standby.accept(offer.appointment, by=HOUSE)
        assert freeing.to_offer() == []
        appointments.ask_to_move(offer.appointment, by=HOUSE, wish="")
        assert [one.pk for one in freeing.to_offer()] == [offer.appointment_id]


def test_hours_near_the_session_are_asked_of_nobody() -> None:
    freed = _freed_with_one()
    with clock.pretend(freed.starts_at - dt.timedelta(hours=3, minutes=30)), within(HOUSE):
        assert standby.offer_next(freed, by=HOUSE) is None


@pytest.mark.parametrize(
    ("now", "hours", "until"),
    [
        ("2026-12-01T09:00", 6, "2026-12-01T15:00"),
        ("2026-12-01T18:00", 6, "2026-12-02T11:00"),
        ("2026-12-01T23:00", 6, "2026-12-02T14:00"),
        ("2026-12-01T06:00", 6, "2026-12-01T14:00"),
        ("2026-12-01T09:00", 20, "2026-12-02T16:00"),
        ("2026-12-07T20:00", 6, "2026-12-08T07:00"),
        ("2026-12-08T06:30", 6, None),
    ],
)
def test_hours_to_answer_are_those_of_the_day(now: str, hours: int, until: str | None) -> None:
    def riyadh(text: str) -> dt.datetime:
        return dt.datetime.fromisoformat(text).replace(tzinfo=clock.RIYADH)

    found = rules.answer_by(hours, riyadh("2026-12-08T10:00"), riyadh(now))
    assert found == (riyadh(until) if until else None)


def test_strangers_and_others_may_not_answer_for_the_person() -> None:
    offer = offered(_freed_with_one())
    for viewer in (Viewer(kind=Kind.LINK, id=offer.appointment.case_id + 1), a_viewer("audit_officer")):
        with within(viewer), pytest.raises(PermissionDenied):
            standby.accept(offer.appointment, by=viewer)


def test_unconfirmed_place_is_freed_by_a_person_two_days_before_and_not_earlier() -> None:
    sitting = a_sitting(a_day(14))
    one = told(a_place(a_waiting_case(), sitting))
    with within(HOUSE):
        sittings.publish(sitting, by=HOUSE)
        with pytest.raises(Refused, match="too early"):
            appointments.let_go(one, by=HOUSE)
    with clock.pretend(at(sitting, 9) - dt.timedelta(days=2)), within(HOUSE):
        appointments.let_go(one, by=HOUSE)
        assert [free.pk for free in freeing.to_offer()] == [one.pk]
    assert kinds(one)[-1] == ("appointment.let_go", False)
    with within(HOUSE):
        assert Case.objects.get(pk=one.case_id).state == CaseState.WAITING


def test_what_the_planner_finds_breaks_no_rule_of_the_judge() -> None:
    from majlis.audiences import feeding
    from majlis.audiences.planner.plans import Plan
    from majlis.audiences.planner.standby import Freed, next_in_line
    from majlis.audiences.planner.weights import Settings

    freed = a_freed_place()
    held = told(a_place(a_waiting_case(), freed.sitting, at(freed.sitting, 10, 10)))
    who_waits()
    with within(HOUSE):
        problem = feeding.problem([freed.sitting])
    found = next_in_line(problem, Freed(str(freed.sitting_id), 600, 610))
    assert found is not None
    (kept,) = problem.held
    beside = found.__class__(kept.request, kept.sitting, kept.place, kept.start, kept.minutes, kept.helpers, "told")
    plan = Plan("standby", 0, (found, beside), (), 0.0, 0.0, 0.0, 0)
    assert judge.faults(problem, plan, Settings(order="none")) == []
    assert str(held.case_id) == kept.request
