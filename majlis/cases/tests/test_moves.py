"""The acts on real rows: the walk, the races, what is refused."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from majlis.accounts.queries import viewer_for
from majlis.accounts.tests.builders import a_grant, a_staff, a_viewer
from majlis.cases import moves, queries
from majlis.cases.models import Case, Closure, PaperRequest, Pending
from majlis.cases.states import MOVES, State, Turn
from majlis.cases.tests.builders import HOUSE, a_case, in_state
from majlis.centres.tests.builders import a_centre
from majlis.core import clock
from majlis.core.errors import Busy, Refused
from majlis.core.scope import within
from majlis.core.viewer import Kind, Viewer
from majlis.notifications import moves as notifications
from majlis.notifications.models import Notice
from majlis.trail.tests import reading

pytestmark = pytest.mark.django_db


def _told(case: Case) -> list[str]:
    with within(HOUSE):
        return list(
            Notice.objects.filter(about_kind="case", about_id=case.pk).order_by("id").values_list("kind", flat=True)
        )


def test_open_case_gives_a_reference_and_owes_the_receipt() -> None:
    case = a_case()
    assert len(case.reference) == 10
    assert case.state == State.SUBMITTED
    assert case.due_at is not None
    assert _told(case) == ["case.received"]
    with within(HOUSE):
        assert queries.by_pin(case.reference, "482915") == case
        assert queries.by_pin(case.reference, "482916") is None


def test_case_walks_to_its_end_when_a_petition_is_done() -> None:
    centre = a_centre()
    case = a_case("petition", centre=centre)
    clerk, registrar = a_viewer("inquiries_officer", centre), a_viewer("operations_officer", centre)
    auditor, follower, chief = a_viewer("audit_officer"), a_viewer("followup_officer"), a_viewer("minister_office")
    with within(clerk):
        moves.sort(case, by=clerk, service=case.service, category=None, version=case.version)
    with within(registrar):
        moves.register_and_hand_on(case, by=registrar, subject="زيارة عائلية")
    with within(auditor):
        moves.accept(case, by=auditor)
    assert (case.state, case.turn, case.section) == (State.TO_PRESENT, Turn.OFFICE, "office")
    with within(chief):
        moves.present(case, by=chief)
        moves.direct(case, by=chief)
    with within(follower):
        moves.refer(case, by=follower, body={"ar": "الجوازات", "en": "Passports"}, due_on=clock.today())
        moves.take_answer(case, by=follower)
    member = a_staff("followup_officer")
    a_grant(member, "minister_office")
    both = viewer_for(member)
    with within(both):
        moves.finish(case, by=both, words="صدرت التأشيرة")
    with within(both), pytest.raises(Refused, match="Somebody other"):
        moves.approve_result(case, by=both)
    with within(chief):
        moves.approve_result(case, by=chief)
    with within(follower), pytest.raises(Refused, match="Nothing shows yet that the person knows"):
        moves.close(case, by=follower)
    me = Viewer(kind=Kind.BENEFICIARY, id=case.beneficiary_id)
    with within(me):
        notifications.read_on_page(case.pk, me)
    with within(follower):
        moves.close(case, by=follower)
    assert case.state == State.CLOSED
    assert case.outcome == "done"
    assert reading.first_break(case.pk) is None
    assert _told(case) == [
        "case.received", "case.accepted", "case.decided", "case.referred", "case.body_answered", "case.result",
    ]  # fmt: skip


def test_papers_are_asked_once_and_stop_the_clock() -> None:
    case = in_state(a_case(), State.UNDER_AUDIT, section="audit", turn="audit")
    auditor = a_viewer("audit_officer")
    due = clock.today() + dt.timedelta(days=14)
    with within(auditor):
        moves.ask_for_papers(case, by=auditor, codes=["support"], words="", due_on=due)
        assert case.clock_stopped
        assert case.turn == Turn.BENEFICIARY
        with pytest.raises(Busy):
            moves.ask_for_papers(case, by=auditor, codes=["support"], words="", due_on=due)
    me = Viewer(kind=Kind.LINK, id=case.pk)
    with within(me):
        standing = queries.standing(case)
        assert standing.is_yours
        assert standing.awaited == ["the papers that we asked you for"]
        moves.complete_papers(case, by=me)
    assert not case.clock_stopped
    assert case.due_at
    with within(HOUSE):
        assert not PaperRequest.objects.filter(case=case, ended_at__isnull=True).exists()
        assert not Pending.objects.filter(case=case, ended_at__isnull=True).exists()


def test_finish_is_refused_when_something_is_awaited() -> None:
    case = in_state(a_case(), State.DIRECTED, section="followup", turn="followup")
    follower = a_viewer("followup_officer")
    with within(follower):
        moves.await_(case, "referral", "1", by=follower)
        with pytest.raises(Refused, match="still awaited in this case: a body's answer"):
            moves.finish(case, by=follower, words="تم")
        moves.end_pending(case, "referral", "1", by=follower)
        moves.finish(case, by=follower, words="تم")


def test_withdrawal_ends_all_that_was_awaited() -> None:
    case = in_state(a_case(), State.REFERRED, section="followup", turn="body")
    me = Viewer(kind=Kind.BENEFICIARY, id=case.beneficiary_id)
    with within(HOUSE):
        moves.await_(case, "referral", "1", by=HOUSE)
    with within(me):
        moves.withdraw(case, by=me, phone="8000000000")
    assert case.outcome == "withdrawn"
    with within(HOUSE):
        assert not Pending.objects.filter(case=case, ended_at__isnull=True).exists()


def test_objection_goes_to_an_officer_without_an_earlier_act() -> None:
    case = in_state(a_case(), State.UNDER_AUDIT, section="audit", turn="audit")
    first, second = a_viewer("audit_officer"), a_viewer("audit_officer")
    with within(first):
        moves.refuse(case, by=first, reason="proof", words="لم يثبت ما ذكرت")
    me = Viewer(kind=Kind.LINK, id=case.pk)
    with within(me):
        moves.object_(case, by=me, words="عندي ما يثبت")
    assert case.state == State.UNDER_AUDIT
    with within(first), pytest.raises(PermissionDenied):
        moves.accept(case, by=first)
    with within(second):
        moves.accept(case, by=second)


def test_join_is_refused_when_the_persons_differ() -> None:
    case, other = a_case(), a_case()
    clerk = a_viewer("inquiries_officer", case.centre)
    with within(clerk):
        with pytest.raises(Refused, match="same person"):
            moves.join(case, by=clerk, main=other)
        same = a_case(beneficiary_id=case.beneficiary_id, centre=case.centre)
        moves.join(same, by=clerk, main=case)
    assert same.outcome == "joined"
    registrar = a_viewer("operations_officer", case.centre)
    with within(registrar):
        moves.unjoin(same, by=registrar)
    assert same.state == State.UNDER_AUDIT
    assert same.joined_to_id is None
    with within(HOUSE):
        assert Closure.objects.get(case=same).undone_at


def test_act_is_refused_kindly_when_another_page_was_faster() -> None:
    case = a_case()
    clerk, other = (a_viewer("inquiries_officer", case.centre) for _each in range(2))
    shown = case.version
    with within(clerk):
        moves.claim(case, by=clerk)
    for loser, words in (
        (other, f"{clerk.label} has just worked on this case: Taken up"),
        (clerk, "yourself: Taken up"),
    ):
        with within(loser), pytest.raises(Busy, match=words):
            moves.sort(case, by=loser, service=case.service, category=None, version=shown)


def test_person_who_was_slower_reads_no_officer_s_name() -> None:
    case = in_state(a_case(), State.UNDER_AUDIT, section="audit", turn="audit")
    auditor, me = a_viewer("audit_officer"), Viewer(kind=Kind.LINK, id=case.pk)
    shown = case.version
    with within(auditor):
        moves.accept(case, by=auditor)
    with within(me), pytest.raises(Busy) as no:
        moves.withdraw(case, by=me, phone="8000000000", version=shown)
    assert auditor.label not in str(no.value)
    assert "look again where it stands" in str(no.value)


@pytest.mark.parametrize("name", ["sort", "answer_at_once", "hand_to_audit", "accept", "present", "finish"])
def test_move_is_forbidden_when_the_role_may_not(name: str) -> None:
    from majlis.cases.moves.door import act

    case = in_state(a_case(), sorted(MOVES[name].starts)[0])
    for role in ("gate_officer", "body_liaison", "system_administrator"):
        viewer = a_viewer(role)
        with within(viewer), pytest.raises(PermissionDenied):
            act(case, name, by=viewer)
