"""What a directive orders of bodies: sent at once where nobody need look, else prepared on follow-up's list."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from majlis.accounts.tests.builders import a_staff, a_viewer
from majlis.bodies.models import Body
from majlis.bodies.tests.builders import a_body, a_contact
from majlis.cases import moves as cases
from majlis.cases.models import Case, Pending
from majlis.cases.models.about import Role
from majlis.cases.tests.builders import HOUSE, a_case, in_state
from majlis.core import clock
from majlis.core.errors import Busy, Refused
from majlis.core.scope import within
from majlis.notifications.models import Notice
from majlis.office import moves as office
from majlis.office.models import Directive
from majlis.office.moves import Ordered, Said
from majlis.office.states import Decision
from majlis.referrals import moves, queries
from majlis.referrals.models import Prepared, Referral
from majlis.referrals.moves import ordered
from majlis.referrals.states import Held
from majlis.referrals.tests.builders import an_ask

pytestmark = pytest.mark.django_db
WORDS = "يُنقل إلى أقرب سجن لأهله"


def a_case_before_him(**words: Any) -> Case:
    return in_state(a_case(), "presented", section="office", turn="office", **words)


def directed(case: Case, *bodies: Body, days: int = 10) -> Directive:
    """Let the minister order something of each body."""
    minister = a_viewer("minister")
    due = clock.today() + dt.timedelta(days=days)
    said = Said(Decision.REFER, "تُحال للجهات", items=tuple(Ordered(WORDS, due, body) for body in bodies))
    with within(minister):
        return office.give(case, said, by=minister)


def prepared(case: Case) -> list[tuple[int, str]]:
    with within(HOUSE):
        return list(Prepared.objects.filter(case=case).order_by("id").values_list("body_id", "why"))


def sent(case: Case) -> list[Referral]:
    with within(HOUSE):
        return list(Referral.objects.filter(case=case).select_related("outgoing").order_by("id"))


def test_a_directive_becomes_referrals_with_letters_at_once() -> None:
    case, first, second = a_case_before_him(), a_body(), a_body()
    a_contact(first)
    directed(case, first, second)
    made = sent(case)
    assert [one.body_id for one in made] == [first.pk, second.pk]
    assert all(one.words == WORDS and one.outgoing and one.letter for one in made)
    assert prepared(case) == []
    with within(HOUSE):
        assert Case.objects.get(pk=case.pk).state == "referred"
        assert Pending.objects.filter(case=case, kind="referral", ended_at=None).count() == 2
        told = Notice.objects.filter(about_kind="referral", kind="referral.came")
        assert {row.about_id for row in told} == {made[0].pk}


def test_an_officer_note_becomes_referrals_only_when_confirmed() -> None:
    case, body = a_case_before_him(), a_body()
    officer, minister = a_viewer("minister_office"), a_viewer("minister")
    due = clock.today() + dt.timedelta(days=10)
    with within(officer):
        noted = office.note(case, Said(Decision.REFER, "تحال", items=(Ordered(WORDS, due, body),)), by=officer)
    assert sent(case) == []
    with within(minister):
        office.confirm(noted, by=minister)
    assert [one.body_id for one in sent(case)] == [body.pk]


@pytest.mark.parametrize(
    ("why", "words"), [(Held.WITHHELD, {"withhold_name": True}), (Held.SECRET, {"sensitivity": 1})]
)
def test_a_letter_that_somebody_must_look_over_waits_on_the_list(why: Held, words: dict[str, Any]) -> None:
    case, body = a_case_before_him(**words), a_body()
    directed(case, body)
    assert sent(case) == []
    assert prepared(case) == [(body.pk, why)]
    with within(HOUSE):
        assert Pending.objects.filter(case=case, kind="prepared", ended_at=None).count() == 1


def test_a_body_that_is_complained_of_gets_nothing_and_the_other_its_letter() -> None:
    case, accused, other = a_case_before_him(), a_body(), a_body()
    with within(HOUSE):
        cases.add_party(case, by=HOUSE, role=Role.RESPONDENT, mark=f"body:{accused.pk}")
    directed(case, accused, other)
    assert [one.body_id for one in sent(case)] == [other.pk]
    assert prepared(case) == [(accused.pk, Held.RESPONDENT)]


def test_what_was_due_before_it_was_confirmed_waits_on_the_list() -> None:
    case, body = a_case_before_him(), a_body()
    officer, minister = a_viewer("minister_office"), a_viewer("minister")
    due = clock.today() + dt.timedelta(days=1)
    with within(officer):
        noted = office.note(case, Said(Decision.REFER, "تحال", items=(Ordered(WORDS, due, body),)), by=officer)
    with clock.pretend(clock.now() + dt.timedelta(days=2)), within(minister):
        office.confirm(noted, by=minister)
    assert prepared(case) == [(body.pk, Held.PAST)]


def test_carrying_out_twice_sends_nothing_twice() -> None:
    case, first, second = a_case_before_him(withhold_name=True), a_body(), a_body()
    kept = directed(case, first, second)
    with within(HOUSE):
        ordered.carry_out(case, kept.pk, by=HOUSE)
    assert len(prepared(case)) == 2


def test_an_officer_sends_what_was_prepared_and_the_list_is_empty() -> None:
    case, body, officer = a_case_before_him(withhold_name=True), a_body(), a_viewer("followup_officer")
    directed(case, body)
    with within(officer):
        moves.refer(Case.objects.get(pk=case.pk), [an_ask(body, subject="نقل")], by=officer)
        assert list(queries.prepared(officer)) == []
    with within(HOUSE):
        one = Prepared.objects.get(case=case)
        assert one.referral_id == sent(case)[0].pk
        assert not Pending.objects.filter(case=case, kind="prepared", ended_at=None).exists()


def test_what_was_prepared_is_dropped_once_and_with_a_reason_by_followup_alone() -> None:
    case, body, officer = a_case_before_him(withhold_name=True), a_body(), a_viewer("followup_officer")
    directed(case, body)
    with within(officer):
        one = queries.prepared_in(case, officer)[0]
        with pytest.raises(Refused):
            ordered.drop(one, by=officer, reason="  ")
        ordered.drop(one, by=officer, reason="أنهت الجهة الأمر هاتفيًا")
        one.refresh_from_db()
        with pytest.raises(Busy):
            ordered.drop(one, by=officer, reason="مرة أخرى")
    other = a_viewer("audit_officer")
    with within(HOUSE), pytest.raises(PermissionDenied):
        ordered.drop(one, by=other, reason="لا")


def test_the_end_of_a_case_ends_what_was_prepared_and_sealing_wipes_it() -> None:
    case, body = a_case_before_him(withhold_name=True), a_body()
    directed(case, body)
    with within(HOUSE):
        ordered.end_of_case(case, by=HOUSE, wipe=True)
        one = Prepared.objects.get(case=case)
    assert one.ended_at is not None
    assert one.words == ""


def test_followup_finds_and_looks_over_what_was_prepared(client: Client, settings: Any) -> None:
    case, body = a_case_before_him(withhold_name=True), a_body(name_en="Prisons")
    directed(case, body)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    client.force_login(a_staff("followup_officer"))
    text = client.get(reverse("referrals:prepared")).content.decode()
    assert "Prisons" in text
    assert WORDS in text
    assert "the person&#x27;s name is withheld" in text
    with within(HOUSE):
        one = Prepared.objects.get(case=case)
    form = client.get(reverse("referrals:refer", args=[case.reference]), {"prepared": one.pk}).content.decode()
    assert WORDS in form
    client.force_login(a_staff("audit_officer"))
    assert client.get(reverse("referrals:prepared")).status_code == 403


def test_the_list_takes_the_same_queries_for_one_and_for_three(client: Client) -> None:
    client.force_login(a_staff("followup_officer"))
    directed(a_case_before_him(withhold_name=True), a_body())
    client.get(reverse("referrals:prepared"))
    with CaptureQueriesContext(connection) as one:
        client.get(reverse("referrals:prepared"))
    for _ in range(2):
        directed(a_case_before_him(withhold_name=True), a_body())
    with CaptureQueriesContext(connection) as three:
        client.get(reverse("referrals:prepared"))
    assert len(three) == len(one)
