"""A case goes to bodies and comes back: the acts on real rows."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from majlis.accounts.tests.builders import a_staff, a_viewer
from majlis.bodies.tests.builders import a_body, a_contact
from majlis.cases import moves as cases
from majlis.cases.models import Pending
from majlis.cases.models.about import Role
from majlis.cases.tests.builders import HOUSE
from majlis.core import clock
from majlis.core.errors import Busy, Refused
from majlis.core.scope import within
from majlis.notifications.models import Notice
from majlis.referrals import moves, queries
from majlis.referrals.models import Promise, Referral, Reply
from majlis.referrals.states import State
from majlis.referrals.tests.builders import a_directed_case, a_liaison, a_referral, an_ask
from majlis.trail import queries as trail

pytestmark = pytest.mark.django_db


def _kinds(referral: Referral) -> list[str]:
    with within(HOUSE):
        told = Notice.objects.filter(about_kind="referral", about_id=referral.pk)
        return sorted(told.values_list("kind", flat=True))


def test_refer_writes_letters_awaits_answers_and_tells_the_bodies() -> None:
    case, officer = a_directed_case(), a_viewer("followup_officer")
    first, second = a_body(), a_body()
    a_contact(first)
    liaison = a_liaison(second)
    with within(officer):
        made = moves.refer(case, [an_ask(first), an_ask(second)], by=officer)
    assert (case.state, case.turn) == ("referred", "body")
    with within(HOUSE):
        assert Pending.objects.filter(case=case, kind="referral", ended_at=None).count() == 2
        numbers = [one.outgoing.number for one in made if one.outgoing]
        assert numbers[1] == numbers[0] + 1
    assert [_kinds(one) for one in made] == [["referral.came"], ["referral.came"]]
    with within(liaison):
        assert list(Referral.objects.visible_to(liaison)) == [made[1]]


def test_case_goes_on_when_the_last_of_two_bodies_has_answered() -> None:
    case, officer = a_directed_case(), a_viewer("followup_officer")
    first, second = a_body(), a_body()
    speaker = a_liaison(first)
    with within(officer):
        one, two = moves.refer(case, [an_ask(first), an_ask(second)], by=officer)
    with within(speaker):
        moves.answer(one, by=speaker, words="صدرت التأشيرة")
    with within(HOUSE):
        case.refresh_from_db()
    assert case.state == "referred"
    with within(officer):
        moves.record_answer(two, by=officer, words="لا مانع", number="77/9", day=clock.today())
    with within(HOUSE):
        case.refresh_from_db()
        assert case.state == "answered"
        assert not Pending.objects.filter(case=case, ended_at=None).exists()
        two.refresh_from_db()
        assert (two.body_number, two.state) == ("77/9", State.ANSWERED)
        assert trail.first_break(case.pk) is None


def test_send_back_begins_anew_and_the_case_is_referred_again() -> None:
    officer, body = a_viewer("followup_officer"), a_body()
    speaker = a_liaison(body)
    one = a_referral(body, by=officer)
    with within(speaker):
        moves.answer(one, by=speaker, words="تم")
    with within(officer):
        moves.send_back(one, by=officer, words="نأمل إرفاق القرار", due_on=clock.today() + dt.timedelta(days=5))
    with within(HOUSE):
        one.case.refresh_from_db()
        assert (one.case.state, one.state) == ("referred", State.SENT_BACK)
        assert Reply.objects.get(referral=one).back_why == "نأمل إرفاق القرار"
    with within(speaker):
        moves.answer(one, by=speaker, words="القرار مرفق")
    with within(HOUSE):
        one.case.refresh_from_db()
    assert one.case.state == "answered"
    assert "referral.came_back" in _kinds(one)


def test_question_is_answered_and_a_promise_is_kept() -> None:
    officer, body = a_viewer("followup_officer"), a_body()
    speaker = a_liaison(body)
    one = a_referral(body, by=officer)
    with within(speaker):
        moves.see(one, by=speaker)
        moves.acknowledge(one, by=speaker, number="3/1448")
        moves.ask(one, by=speaker, words="ما رقم القيد؟")
    with within(officer):
        moves.tell(one, by=officer, words="القيد 12")
    with within(speaker):
        moves.promise(one, by=speaker, day=clock.today() + dt.timedelta(days=2))
        moves.promise(one, by=speaker, day=clock.today() + dt.timedelta(days=3))
        moves.answer(one, by=speaker, words="تم")
    with within(HOUSE):
        assert list(Promise.objects.filter(referral=one).values_list("kept", flat=True)) == ["moved", "kept"]
    assert "referral.told" in _kinds(one)


def test_withdrawal_of_the_case_ends_referrals_and_tells_the_liaison() -> None:
    body = a_body()
    speaker = a_liaison(body)
    one = a_referral(body)
    with within(HOUSE):
        cases.withdraw(one.case, by=HOUSE, phone="8000000000")
        one.refresh_from_db()
    assert one.state == State.WITHDRAWN
    assert "referral.ended" in _kinds(one)
    with within(speaker):
        assert not Referral.objects.visible_to(speaker).exists()
        assert not Referral.objects.exists()


def test_sealing_the_case_leaves_no_words_of_it() -> None:
    one = a_referral()
    with within(HOUSE):
        cases.seal(one.case, by=HOUSE)
        one.refresh_from_db()
    assert (one.words, one.said, one.person_name, one.subject) == ("", "", "", "")


@pytest.mark.parametrize("role", ["audit_officer", "minister_office", "programme_director", "body_liaison"])
def test_refer_is_forbidden_to_other_desks(role: str) -> None:
    case, viewer = a_directed_case(), a_viewer(role)
    with within(viewer), pytest.raises(PermissionDenied):
        moves.refer(case, [an_ask()], by=viewer)


def test_refer_is_refused_when_the_body_has_not_answered_yet_or_the_case_has_gone_on() -> None:
    officer, one = a_viewer("followup_officer"), a_referral()
    with within(officer), pytest.raises(Refused, match="has not answered the last referral"):
        moves.refer(one.case, [an_ask(one.body)], by=officer)
    with within(HOUSE):
        cases.withdraw(one.case, by=HOUSE, phone="8000000000")
    with within(officer), pytest.raises((Busy, PermissionDenied)):
        moves.refer(one.case, [an_ask()], by=officer)


def test_respondent_never_receives_and_who_stands_above_is_named() -> None:
    officer, above = a_viewer("followup_officer"), a_body(name_en="Inspection")
    body = a_body(inspecting=above)
    below = a_body(parent=body)
    case = a_directed_case()
    with within(HOUSE):
        cases.add_party(case, by=HOUSE, role=Role.RESPONDENT, mark=f"body:{body.pk}")
    for target in (body, below):
        with within(officer), pytest.raises(Refused, match="Inspection|complained of"):
            moves.refer(case, [an_ask(target)], by=officer)
    with within(officer):
        receivers = queries.may_receive(case)
        assert above in receivers
        assert body not in receivers
        moves.refer(case, [an_ask(above)], by=officer)


def test_body_of_an_officer_complained_of_does_not_receive() -> None:
    body, officer = a_body(), a_viewer("followup_officer")
    member = a_staff("body_liaison", body=body)
    case = a_directed_case()
    with within(HOUSE):
        cases.add_party(case, by=HOUSE, role=Role.RESPONDENT, mark=f"staff:{member.pk}")
    with within(officer), pytest.raises(Refused, match="complained of"):
        moves.refer(case, [an_ask(body)], by=officer)


def test_body_that_becomes_a_respondent_later_loses_the_referral() -> None:
    body = a_body()
    speaker = a_liaison(body)
    one = a_referral(body)
    with within(HOUSE):
        cases.add_party(one.case, by=HOUSE, role=Role.RESPONDENT, mark=f"body:{body.pk}")
        one.refresh_from_db()
    assert one.state == State.WITHDRAWN
    with within(speaker):
        assert not Referral.objects.exists()


def test_liaison_of_another_body_can_do_nothing() -> None:
    one, stranger = a_referral(), a_liaison(a_body())
    for act in (
        lambda: moves.acknowledge(one, by=stranger),
        lambda: moves.ask(one, by=stranger, words="?"),
        lambda: moves.promise(one, by=stranger, day=clock.today()),
        lambda: moves.answer(one, by=stranger, words="تم"),
    ):
        with within(stranger), pytest.raises(PermissionDenied):
            act()


def test_liaison_cannot_do_the_desk_s_acts_even_with_a_second_role() -> None:
    body = a_body()
    one, speaker = a_referral(body), a_liaison(body)
    for act in (
        lambda: moves.record_answer(one, by=speaker, words="x"),
        lambda: moves.withdraw(one, by=speaker),
        lambda: moves.send_back(one, by=speaker, words="x", due_on=clock.today() + dt.timedelta(days=3)),
    ):
        with within(speaker), pytest.raises(PermissionDenied):
            act()


def test_second_answer_is_busy() -> None:
    body = a_body()
    one, speaker = a_referral(body), a_liaison(body)
    with within(speaker):
        moves.answer(one, by=speaker, words="تم")
    with within(speaker), pytest.raises(Busy):
        moves.answer(one, by=speaker, words="تم")
