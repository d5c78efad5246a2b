"""Real people: their wishes are asked again before each try, and bad addresses are marked."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from majlis.accounts.tests.builders import a_staff
from majlis.bodies.tests.builders import a_body, a_contact
from majlis.core import scope
from majlis.core.viewer import Kind, Viewer
from majlis.notifications import addressees, engine, moves, plan, queries
from majlis.notifications.addressees import Addressee
from majlis.notifications.models import Notice
from majlis.notifications.tests.builders import HOUSE, an_owed, fresh, refused, sent, states
from majlis.people.identity import codes
from majlis.people.models import Beneficiary, ContactPoint
from majlis.people.tests.builders import a_beneficiary, a_mobile, a_point

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kind", "box", "morning")]


def of(person: Beneficiary) -> Addressee:
    with scope.within(HOUSE):
        return addressees.beneficiary(person.pk)


def change(model: Any, pk: int, **words: Any) -> None:
    with scope.within(HOUSE):
        model.objects.filter(pk=pk).update(**words)


def test_a_beneficiary_is_reached_as_he_wishes() -> None:
    person = a_beneficiary(mobile="", needs=["deaf"], served_by="women_only", language="ur")
    a_point(person, channel="email", value="ali@example.com", rank=0)
    a_point(person, value="+966501112223", whose="shared", hours_from=dt.time(16), hours_until=dt.time(20), rank=1)
    to = of(person)
    assert (to.prefers, to.language, to.deaf, to.women_only) == ("email", "ur", True, True)
    assert [(point.medium, point.alone) for point in to.points] == [("email", True), ("mobile", False)]
    assert to.points[1].hours == (dt.time(16), dt.time(20))
    assert to.points_for("call") == ()


def test_an_addressee_comes_back_from_json_as_he_was() -> None:
    to = of(a_beneficiary())
    assert addressees.thawed(an_owed(to=to).to) == to


def test_his_preference_comes_first_after_what_goes_together() -> None:
    person = a_beneficiary()
    to = of(person)
    have = frozenset({"sms", "email", "call"})
    from majlis.notifications.tests.builders import a_kind

    with a_kind("test.preference", together=("email",)) as kind:
        assert plan.together(kind, to, have) == []
        way = plan.then(kind, to, have, [])
        assert way is not None
        assert way.channel == "sms"
        tried = [plan.Tried("sms", way.point.value, "sent")]
        following = plan.then(kind, to, have, tried)
        assert following is not None
        assert following.channel == "call"


def test_who_asks_for_no_contact_after_it_was_owed_gets_nothing(box: Any) -> None:
    person = a_beneficiary()
    notice = an_owed(to=of(person), about=("case", 55))
    change(Beneficiary, person.pk, never_contact=True)
    engine.send(notice.pk)
    assert (states(notice), box.sent) == ({}, [])
    with scope.within(HOUSE):
        assert moves.read_on_page(55, Viewer(Kind.LINK, 55)) == 1
    assert fresh(notice).told_how == "page"


def test_who_takes_back_his_number_is_not_reached_there(box: Any) -> None:
    person = a_beneficiary()
    notice = an_owed(to=of(person))
    with scope.within(HOUSE):
        made = moves.begin(notice.pk)
    change(ContactPoint, _point(person).pk, never=True)
    engine.deliver_all(made)
    assert (states(notice)["sms"], box.sent) == ("recalled", [])


def test_a_number_that_became_shared_gets_neutral_words(box: Any) -> None:
    person = a_beneficiary()
    notice = an_owed(to=of(person))
    change(ContactPoint, _point(person).pk, whose="shared")
    engine.send(notice.pk)
    assert box.sent[0].neutral
    assert "612" not in box.sent[0].words


def test_an_address_that_is_refused_for_good_is_marked(box: Any) -> None:
    person = a_beneficiary()
    box.answers = [refused()]
    notice = sent(to=of(person))
    assert states(notice) == {"sms": "failed"}
    assert _point(person).bad_reason == "no_such"


def test_a_merged_record_is_reached_as_the_one_that_stands() -> None:
    gone, stands = a_beneficiary(), a_beneficiary(mobile=a_mobile())
    change(Beneficiary, gone.pk, merged_into=stands.pk)
    assert of(gone).id == stands.pk


def test_staff_contacts_and_duty_have_their_ways() -> None:
    member = a_staff(phone="+966502223334")
    assert [p.medium for p in addressees.staff(member).points] == ["mobile", "email"]
    assert addressees.staff(member, duty=True).token == f"duty:{member.pk}"
    person = a_contact(a_body(), mail="liaison@example.com", phone="+966112345678")
    assert [p.medium for p in addressees.contact(person).points] == ["email", "landline"]
    person.active = False
    person.save()
    assert addressees.current(addressees.contact(person)).points == ()


def test_a_duty_officer_is_told_at_any_hour(morning: Any) -> None:
    morning.move_to("2026-11-24T23:00:00+00:00")
    member = a_staff(phone="+966502223334")
    assert states(sent(to=addressees.staff(member, duty=True)))["sms"] == "sent"
    assert states(sent(to=addressees.staff(member)))["sms"] == "waiting"


def test_a_one_time_code_leaves_at_night_and_is_forgotten(morning: Any, box: Any) -> None:
    morning.move_to("2026-11-24T23:00:00+00:00")
    assert codes.usable()
    with scope.within(HOUSE):
        codes.send("mobile", "+966503334445", purpose="confirm", language="en")
        notice = Notice.objects.get(kind="identity.code")
    code = notice.facts["code"]
    engine.send(notice.pk)
    assert code in box.sent[0].words
    assert (states(notice), fresh(notice).facts) == ({"sms": "sent"}, {})


def test_what_nobody_was_told_is_listed_and_what_is_told_is_not() -> None:
    notice, other = sent(about=("appointment", 1)), sent(about=("appointment", 2))
    with scope.within(HOUSE):
        moves.told(other, "officer", HOUSE)
        assert (queries.is_told("appointment", 1), queries.is_told("appointment", 2)) == (False, True)
        assert list(queries.owed_and_untold(HOUSE)) == []
        Notice.objects.filter(pk=notice.pk).update(unreached_at=notice.created_at)
        assert list(queries.owed_and_untold(HOUSE)) == [notice]


def test_a_person_reads_on_his_page_what_he_was_told() -> None:
    person = a_beneficiary()
    sent(to=of(person), about=("case", 66))
    link = Viewer(Kind.LINK, 66)
    with scope.within(link):
        said = queries.messages_for(link, 66)
    assert [one.subject for one in said] == ["Your appointment"]
    assert "612 345 678" in said[0].words


def _point(person: Beneficiary) -> ContactPoint:
    with scope.within(HOUSE):
        return ContactPoint.objects.get(beneficiary=person)
