"""Ways to reach a person, and how he wishes to be reached."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from django.db import IntegrityError, transaction

from majlis.accounts.tests.builders import a_viewer
from majlis.core import scope
from majlis.core.errors import Busy, Refused
from majlis.core.middleware import as_refusal
from majlis.core.viewer import ANONYMOUS
from majlis.people import moves, queries
from majlis.people.details import NewPoint
from majlis.people.states import Channel, Level, Need, Style, Whose
from majlis.people.tests.builders import HOUSE, a_beneficiary, a_mobile, a_mobile_point, a_point, himself
from majlis.trail import kinds
from majlis.trail.tests import reading

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _as_the_house() -> Iterator[None]:
    with scope.within(HOUSE):
        yield


def test_a_point_comes_after_those_he_has_when_it_is_added() -> None:
    person = a_beneficiary()
    added = moves.add_point(person, a_mobile_point(whose=Whose.SHARED), by=himself(person))
    assert [point.pk for point in person.points.all()][-1] == added.pk
    (entry,) = reading.entries(kind="contact.added")
    assert (entry.facts["whose"], entry.subject_id) == ("shared", person.pk)


@pytest.mark.parametrize(
    ("channel", "value"),
    [("mobile", "0112345678"), ("mobile", "0501"), ("email", "name@"), ("letter", "   "), ("whatsapp", "x")],
)
def test_a_bad_address_is_refused_at_once(channel: str, value: str) -> None:
    person = a_beneficiary()
    with pytest.raises(Refused) as refused:
        moves.add_point(person, NewPoint(channel, value, Whose.MINE), by=himself(person))
    assert refused.value.code == "bad_address"
    assert str(refused.value)


def test_a_mail_address_is_kept_in_small_letters() -> None:
    person = a_beneficiary()
    point = moves.add_point(person, NewPoint(Channel.EMAIL, "Some.One@Example.COM", Whose.MINE), by=himself(person))
    assert point.value == "some.one@example.com"


def test_a_point_is_on_record_once_a_person() -> None:
    person, value = a_beneficiary(), a_mobile()
    moves.add_point(person, a_mobile_point(value=value), by=himself(person))
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        moves.add_point(person, a_mobile_point(value=value), by=himself(person))
    told = as_refusal(refused.value)
    assert told is not None
    assert told.code == "point_known"


def test_whose_a_phone_is_may_be_changed_and_the_book_says_so_to_the_person() -> None:
    person = a_beneficiary()
    point = person.points.get()
    moves.change_point(point, by=himself(person), whose=Whose.SHARED)
    point.refresh_from_db()
    assert point.style is Style.NEUTRAL
    assert kinds.known("contact.changed").sentence({}, public=True) == "A way to reach you was changed."


def test_a_number_is_not_changed_in_place() -> None:
    point = a_beneficiary().points.get()
    with pytest.raises(TypeError, match="value"):
        moves.change_point(point, by=HOUSE, value="+966500000000")


def test_a_bad_point_is_good_again_when_it_is_confirmed() -> None:
    person = a_beneficiary()
    point = person.points.get()
    moves.mark_contact_bad(point, reason="undelivered", by=HOUSE)
    point.refresh_from_db()
    assert (point.style, point.verified_level) == (Style.NONE, Level.NONE)
    moves.confirm_point(point, level=Level.CODE, by=HOUSE)
    point.refresh_from_db()
    assert (point.style, point.verified_level, point.bad_reason) == (Style.FULL, Level.CODE, "")


def test_a_point_is_marked_bad_once_when_it_fails_again_and_again() -> None:
    point = a_beneficiary().points.get()
    for _time in range(3):
        moves.mark_contact_bad(point, reason="undelivered", by=HOUSE)
    assert len(reading.entries(kind="contact.bad")) == 1


def test_nobody_outside_marks_a_point_bad() -> None:
    person = a_beneficiary()
    for viewer in (ANONYMOUS, himself(person), a_viewer("hall_host")):
        with pytest.raises(Refused):
            moves.mark_contact_bad(person.points.get(), reason="no_such", by=viewer)


def test_a_retired_point_is_not_changed_any_more() -> None:
    person = a_beneficiary()
    point = person.points.get()
    moves.retire_point(point, by=himself(person))
    with pytest.raises(Busy):
        moves.change_point(point, by=himself(person), whose=Whose.SHARED)


def test_reach_tells_points_in_his_order_and_how_much_may_be_said() -> None:
    person = a_beneficiary(language="ur", mobile="")
    second = a_point(person, rank=2, whose=Whose.SHARED, hours_from=dt.time(16), hours_until=dt.time(20))
    first = a_point(person, rank=1, channel=Channel.EMAIL, value="a@example.com", language="en")
    a_point(person, rank=0, never=True)
    reach = queries.reach(person.pk)
    assert [point.id for point in reach.points] == [first.pk, second.pk]
    assert [point.style for point in reach.points] == [Style.FULL, Style.NEUTRAL]
    assert [point.language for point in reach.points] == ["en", "ur"]
    assert [point.hours for point in reach.points] == [None, (dt.time(16), dt.time(20))]
    assert [point.may_ring for point in reach.points] == [False, True]


def test_reach_has_no_point_when_the_person_said_never() -> None:
    reach = queries.reach(a_beneficiary(never_contact=True).pk)
    assert (reach.never, reach.points) == (True, ())


def test_reach_lets_nobody_ring_the_deaf() -> None:
    reach = queries.reach(a_beneficiary(needs=[Need.DEAF]).pk)
    assert reach.deaf
    assert [point.may_ring for point in reach.points] == [False]


@pytest.mark.parametrize("words", [{"whose": Whose.SHARED}, {"whose": Whose.ANOTHERS}, {"never": True}])
def test_a_call_is_not_matched_when_the_phone_is_not_his_alone(words: dict[str, object]) -> None:
    value = a_mobile()
    a_point(a_beneficiary(), value=value, **words)
    assert queries.points_matched(value) == []


def test_a_call_is_matched_when_the_phone_is_his_alone() -> None:
    value = a_mobile()
    person = a_beneficiary(mobile=value)
    assert [point.beneficiary_id for point in queries.points_matched(value)] == [person.pk]


@pytest.mark.parametrize(
    ("channel", "value", "shown"),
    [
        (Channel.MOBILE, "+966501112142", "+966 5• ••• •142"),
        (Channel.EMAIL, "salem@mail.example", "s•••@mail.example"),
        (Channel.LETTER, "Riyadh, Olaya Street 12", "Riya•••"),
    ],
)
def test_a_point_is_shown_with_its_middle_hidden(channel: str, value: str, shown: str) -> None:
    assert a_point(a_beneficiary(mobile=""), channel=channel, value=value).masked == shown
