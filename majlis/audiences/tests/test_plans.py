"""A plan is asked for, reckoned, approved and laid out; the office pins, forbids and writes its reasons."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from majlis.accounts.roles import ROLES
from majlis.accounts.tests.builders import a_viewer
from majlis.audiences import feeding, proposals, reckoning, rules
from majlis.audiences.models import Appointment, Line, Overtaking, Plan, PlanWish, Sitting
from majlis.audiences.moves import plans, sittings, wishes
from majlis.audiences.planner import judge
from majlis.audiences.planner.weights import Settings
from majlis.audiences.states import PLAN_MOVES, Change, Mode, PlanState, State, WishKind
from majlis.audiences.tests.builders import a_day, a_hall, a_place, a_seat, a_sitting, a_waiting_case, at, told
from majlis.cases.models import Case, Party
from majlis.cases.models.about import Role
from majlis.cases.tests.builders import HOUSE, in_state
from majlis.core import clock
from majlis.core.errors import Busy, Refused
from majlis.core.scope import within
from majlis.core.viewer import Kind, Viewer
from majlis.trail.models import Entry

pytestmark = pytest.mark.django_db

ARROWS: dict[str, tuple[set[str], str]] = {
    "begin": ({PlanState.ASKED, PlanState.RECKONING}, PlanState.RECKONING),
    "propose": ({PlanState.RECKONING}, PlanState.PROPOSED),
    "fail": ({PlanState.ASKED, PlanState.RECKONING}, PlanState.FAILED),
    "approve": ({PlanState.PROPOSED}, PlanState.APPROVED),
    "drop": ({PlanState.ASKED, PlanState.PROPOSED, PlanState.FAILED}, PlanState.DROPPED),
}
MAY = {
    "minister_office": {"approve", "drop"},
    "operations_officer": {"drop"},
    "section_head": {"drop"},
}


@pytest.fixture
def office() -> Viewer:
    return a_viewer("minister_office")


def two_weeks() -> list[Sitting]:
    """Return two sittings of one minister, a week apart."""
    first = a_sitting()
    return [first, a_sitting(first.day + dt.timedelta(weeks=1), place=first.place, principal=first.principal)]


def reckoned(office: Viewer, ahead: list[Sitting]) -> Plan:
    """Return a proposed plan of some sittings."""
    with within(office):
        plan = plans.ask(ahead, by=office, limit=5)
    plans.reckon(plan.pk, by=HOUSE)
    plan.refresh_from_db()
    return plan


def approved(plan: Plan, office: Viewer) -> Plan:
    """Return the plan approved and laid out."""
    with within(office):
        plans.approve(plan, by=office)
    plans.lay_out(plan.pk, by=HOUSE)
    plan.refresh_from_db()
    return plan


def test_every_move_of_a_plan_is_drawn_and_none_beside() -> None:
    assert {name: (set(move.starts), move.ends) for name, move in PLAN_MOVES.items()} == ARROWS


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", PLAN_MOVES)
def test_a_role_has_its_moves_of_a_plan_and_no_other(role: str, name: str) -> None:
    viewer = a_viewer(role)
    assert rules.has_power_over_plan(viewer, name) == (name in MAY.get(role, set()))


@pytest.mark.parametrize("state", PlanState)
@pytest.mark.parametrize("name", ["approve", "drop"])
def test_a_plan_is_decided_only_where_it_stands_to_be(office: Viewer, name: str, state: PlanState) -> None:
    with within(office):
        plan = plans.ask([a_sitting()], by=office)
    Plan.objects.filter(pk=plan.pk).update(state=state)
    act = plans.approve if name == "approve" else plans.drop
    with within(office):
        if state in ARROWS[name][0]:
            assert act(plan, by=office).state == ARROWS[name][1]
        else:
            with pytest.raises(Busy):
                act(plan, by=office)


def test_everyone_who_waits_gets_a_place_where_there_is_room(office: Viewer) -> None:
    ahead, cases = two_weeks(), [a_waiting_case() for _each in range(5)]
    plan = reckoned(office, ahead)
    assert (plan.state, plan.served, plan.left, plan.moved, plan.shortfall) == ("proposed", 5, 0, 0, 0)
    assert plan.gap_pct is not None
    assert plan.summary["on_time"] == 5
    lines = Line.objects.filter(plan=plan)
    assert {one.case_id for one in lines} == {case.pk for case in cases}
    assert {one.change for one in lines} == {Change.NEW}
    assert not Appointment.objects.exists()


def test_plan_of_the_tables_keeps_every_rule_of_the_judge(office: Viewer) -> None:
    ahead = two_weeks()
    hall = a_hall(ahead[0].place)
    held = told(a_place(a_waiting_case(), ahead[0], at(ahead[0], 10)))
    her = a_waiting_case(women_only=True)
    one, against = a_waiting_case(), a_waiting_case()
    with within(HOUSE):
        Party.objects.create(case=one, role=Role.OPPOSED, mark=f"beneficiary:{against.beneficiary_id}", name="خصم")
        problem = feeding.problem(ahead)
    plan = Plan(weights={}, limit=5, seed=1)
    found = reckoning.solve(problem, plan)
    assert judge.faults(problem, found, Settings()) == []
    assert found.of(str(held.case_id)) is not None
    assert {len(problem.opposed), len(problem.held)} == {1}
    asked = {request.id: request for request in problem.requests}
    assert asked[str(her.pk)].who == "women"
    assert f"hall:{hall.pk}" in {place.id for place in problem.places}


def test_feeding_asks_the_same_number_of_questions_for_three_as_for_one(office: Viewer) -> None:
    ahead = two_weeks()
    counted = []
    for _each in (1, 2):
        a_waiting_case()
        with (
            within(HOUSE),
            CaptureQueriesContext(
                connection,
            ) as asked,
        ):
            feeding.problem(ahead)
        counted.append(len(asked))
        a_waiting_case()
    assert counted[0] == counted[1]


def test_approved_plan_makes_the_places_and_tells_nobody(office: Viewer) -> None:
    ahead, _cases = two_weeks(), [a_waiting_case() for _each in range(3)]
    plan = approved(reckoned(office, ahead), office)
    places = list(Appointment.objects.all())
    assert (plan.state, plan.done_part, plan.summary["refused"]) == ("approved", 100, [])
    assert [(one.state, one.source) for one in places] == [(State.PROPOSED, "plan")] * 3
    assert {one.appointment_id for one in Line.objects.filter(plan=plan)} == {one.pk for one in places}


def test_laying_out_again_doubles_nothing(office: Viewer) -> None:
    a_waiting_case()
    plan = approved(reckoned(office, two_weeks()), office)
    plans.lay_out(plan.pk, by=HOUSE)
    assert Appointment.objects.count() == 1


def test_whoever_left_the_list_since_is_kept_for_people_to_look_at(office: Viewer) -> None:
    gone, _stays = a_waiting_case(), a_waiting_case()
    plan = reckoned(office, two_weeks())
    in_state(gone, "closed", outcome="withdrawn", closed_at=clock.now())
    plan = approved(plan, office)
    assert Appointment.objects.count() == 1
    assert len(plan.summary["refused"]) == 1


def test_told_person_stays_where_he_is(office: Viewer) -> None:
    ahead = two_weeks()
    one = told(a_place(a_waiting_case(), ahead[1], at(ahead[1], 11)))
    for _each in range(3):
        a_waiting_case()
    plan = approved(reckoned(office, ahead), office)
    line = Line.objects.get(plan=plan, case=one.case_id)
    assert (line.change, line.starts_at, plan.moved) == (Change.KEPT, one.starts_at, 0)
    one.refresh_from_db()
    assert one.state == State.TOLD


def test_cancelled_session_is_owed_and_comes_first(office: Viewer) -> None:
    ahead = two_weeks()
    one = told(a_place(a_waiting_case(), ahead[0]))
    with within(office):
        sittings.cancel(ahead[0], by=office, why="travel")
    plan = reckoned(office, [ahead[1]])
    line = Line.objects.get(plan=plan, case=one.case_id)
    assert line.change == Change.AGAIN
    assert ["debt", ""] in line.why


def test_pinned_case_is_where_the_office_put_it_and_forbidden_one_is_not(office: Viewer) -> None:
    ahead, pinned, kept_out = two_weeks(), a_waiting_case(), a_waiting_case()
    with within(office):
        wishes.take(pinned.pk, WishKind.PIN, ahead[1], reason="يسافر قبلها", by=office)
        wishes.take(kept_out.pk, WishKind.FORBID, ahead[0], reason="خصمه هناك", by=office)
    plan = reckoned(office, ahead)
    lines = {one.case_id: one for one in Line.objects.filter(plan=plan)}
    assert (lines[pinned.pk].sitting_id, lines[pinned.pk].pinned) == (ahead[1].pk, True)
    assert lines[kept_out.pk].sitting_id == ahead[1].pk


def test_wish_without_a_reason_is_refused_and_a_new_pin_ends_the_former(office: Viewer) -> None:
    ahead, case = two_weeks(), a_waiting_case()
    with within(office):
        with pytest.raises(Refused, match="reason"):
            wishes.take(case.pk, WishKind.PIN, ahead[0], reason=" ", by=office)
        first = wishes.take(case.pk, WishKind.PIN, ahead[0], reason="أ", by=office)
        second = wishes.take(case.pk, WishKind.PIN, ahead[1], reason="ب", by=office)
        wishes.end(second, by=office)
        wishes.end(second, by=office)
    first.refresh_from_db()
    assert first.ended_at is not None
    assert not PlanWish.objects.filter(ended_at=None).exists()
    with within(HOUSE):
        assert Entry.objects.filter(kind="plan.wish_ended").count() == 1


@pytest.mark.parametrize("role", ["operations_officer", "audit_officer", "minister"])
def test_wishes_are_the_offices(role: str) -> None:
    with within(HOUSE):
        case, sitting = a_waiting_case(), a_sitting()
    with pytest.raises(PermissionDenied):
        wishes.take(case.pk, WishKind.FORBID, sitting, reason="x", by=a_viewer(role))


def test_those_without_a_place_read_why_not_and_when(office: Viewer) -> None:
    sitting = a_sitting(start=dt.time(10), end=dt.time(10, 20))
    for _each in range(6):
        a_waiting_case()
    with within(HOUSE):
        Case.objects.update(complete_at=clock.now() - dt.timedelta(days=12))
    plan = reckoned(office, [sitting])
    assert plan.left > 0
    rows, _page = proposals.left_out(plan, office)
    assert all(row.why and row.expected_on and row.expected_on > sitting.day for row in rows)
    assert plan.shortfall > 0


def test_plan_that_lets_somebody_be_overtaken_needs_written_reasons(office: Viewer) -> None:
    ahead, late, by = two_weeks(), a_waiting_case(), a_waiting_case()
    plan = reckoned(office, ahead)
    found = {"case": late.pk, "by": by.pk, "sitting": ahead[0].pk, "reason": "price", "price": 3.0}
    Plan.objects.filter(pk=plan.pk).update(summary={**plan.summary, "overtaken": [found]})
    plan.refresh_from_db()
    with within(office):
        with pytest.raises(Refused, match="overtaken"):
            plans.approve(plan, by=office, reasons={"promise": "سبب"})
        plans.approve(plan, by=office, reasons={"price": "لا تتسع القاعة لكرسيه"})
    kept = Overtaking.objects.get()
    assert (kept.case_id, kept.by_case_id, kept.reason) == (late.pk, by.pk, "لا تتسع القاعة لكرسيه")


def test_approval_puts_other_proposals_for_the_same_sessions_aside(office: Viewer) -> None:
    a_waiting_case()
    ahead, other = two_weeks(), [a_sitting(a_day(40))]
    first, second, apart = reckoned(office, ahead), reckoned(office, ahead[1:]), reckoned(office, other)
    approved(first, office)
    states = dict(Plan.objects.values_list("pk", "state"))
    assert (states[second.pk], states[apart.pk]) == ("dropped", "proposed")


def test_price_of_another_session_is_shown_at_once(office: Viewer) -> None:
    ahead, case = two_weeks(), a_waiting_case()
    plan = reckoned(office, ahead)
    prices = reckoning.prices(plan, case.pk)
    assert [one.day for one in prices] == [one.day for one in ahead]
    assert prices[0].loss == 0
    assert prices[1].loss > 0


def test_plan_is_asked_for_by_planners_alone_and_for_something(office: Viewer) -> None:
    with pytest.raises(PermissionDenied):
        plans.ask([a_sitting()], by=a_viewer("audit_officer"))
    with within(office):
        with pytest.raises(Refused, match="Choose"):
            plans.ask([], by=office)
        with pytest.raises(Refused, match="weights"):
            plans.ask([a_sitting()], by=office, weights={"nonsense": 1.0})


def test_woman_who_wants_women_is_laid_out_with_a_hostess(office: Viewer) -> None:
    place = a_seat()
    sitting = a_sitting(place=place)
    case: Case = a_waiting_case(women_only=True, centre=place)
    plan = reckoned(office, [sitting])
    assert plan.left == 1
    assert any("host" in str(words) for row in proposals.left_out(plan, office)[0] for words in row.why)
    a_viewer("hall_host", place, woman=True)
    plan = approved(reckoned(office, [sitting]), office)
    made = Appointment.objects.get(case=case)
    assert (made.mode, made.host_id is not None) == (Mode.PERSON, True)


def test_system_reads_every_plan_and_an_auditor_none(office: Viewer) -> None:
    plan = reckoned(office, two_weeks())
    assert list(Plan.objects.visible_to(Viewer(kind=Kind.SYSTEM))) == [plan]
    assert not Plan.objects.visible_to(a_viewer("audit_officer")).exists()
