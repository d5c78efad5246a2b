"""One-time codes: right once, in time, for one purpose; and what the port keeps is swept."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine

from majlis.accounts.limits import SlowDown
from majlis.core import scope
from majlis.core.errors import Refused
from majlis.people.identity import approval, codes, national
from majlis.people.identity.codes import Message, Outcome
from majlis.people.models import OneTimeCode
from majlis.people.moves import identifying
from majlis.people.states import Channel
from majlis.people.tests.builders import HOUSE, a_beneficiary, a_mobile
from majlis.people.tests.showing import SAMPLE, later

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _as_the_house() -> Iterator[None]:
    with scope.within(HOUSE):
        yield


@pytest.fixture
def outbox() -> Iterator[list[Message]]:
    former = list(codes._senders)
    sent: list[Message] = []
    codes.register_sender(sent.append)
    yield sent
    codes._senders[:] = former


# ---- one-time codes ------------------------------------------------------------------------------------------


def wrong_for(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06}"


def test_a_code_is_right_once_in_digits_of_any_script(outbox: list[Message]) -> None:
    sent = codes.send(Channel.MOBILE, "0501234567", purpose="confirm", language="ur")
    (message,) = outbox
    assert (message.value, message.language, len(message.code)) == ("+966501234567", "ur", 6)
    typed = message.code.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert codes.check(sent.handle, typed, purpose="confirm") is Outcome.RIGHT
    assert codes.check(sent.handle, message.code, purpose="confirm") is Outcome.SPENT


def test_a_code_is_tried_five_times_and_not_once_more(outbox: list[Message]) -> None:
    sent = codes.send(Channel.MOBILE, a_mobile(), purpose="confirm")
    wrong = wrong_for(outbox[0].code)
    answers = [codes.check(sent.handle, wrong, purpose="confirm") for _try in range(5)]
    assert answers == [Outcome.WRONG] * 4 + [Outcome.SPENT]
    assert codes.check(sent.handle, outbox[0].code, purpose="confirm") is Outcome.SPENT


def test_a_code_holds_five_minutes(outbox: list[Message]) -> None:
    sent = codes.send(Channel.MOBILE, a_mobile(), purpose="confirm")
    with time_machine.travel(later(minutes=5, seconds=1)):
        assert codes.check(sent.handle, outbox[0].code, purpose="confirm") is Outcome.SPENT


def test_a_code_opens_only_what_it_was_sent_for(outbox: list[Message]) -> None:
    sent = codes.send(Channel.MOBILE, a_mobile(), purpose="status:1")
    assert codes.check(sent.handle, outbox[0].code, purpose="status:2") is Outcome.SPENT
    assert codes.check("another handle", outbox[0].code, purpose="status:1") is Outcome.SPENT
    assert codes.check(sent.handle, outbox[0].code, purpose="status:1") is Outcome.RIGHT


def test_a_former_code_ends_when_a_new_one_goes_out(outbox: list[Message]) -> None:
    mobile = a_mobile()
    first = codes.send(Channel.MOBILE, mobile, purpose="confirm")
    codes.send(Channel.MOBILE, mobile, purpose="confirm")
    assert codes.check(first.handle, outbox[0].code, purpose="confirm") is Outcome.SPENT


def test_five_codes_an_hour_go_to_one_address(outbox: list[Message]) -> None:
    mobile = a_mobile()
    for number in range(5):
        codes.send(Channel.MOBILE, mobile, purpose=f"confirm:{number}")
    with pytest.raises(SlowDown):
        codes.send(Channel.MOBILE, mobile, purpose="confirm")
    assert len(outbox) == 5
    with time_machine.travel(later(minutes=61)):
        codes.send(Channel.MOBILE, mobile, purpose="confirm")


def test_ten_thousand_guesses_find_no_code(outbox: list[Message]) -> None:
    mobile, tried = a_mobile(), 0
    for number in range(5):
        sent = codes.send(Channel.MOBILE, mobile, purpose=f"confirm:{number}")
        for guess in range(2000):
            typed = f"{guess:06}" if f"{guess:06}" != outbox[-1].code else "999999"
            outcome = codes.check(sent.handle, typed, purpose=f"confirm:{number}")
            assert outcome is not Outcome.RIGHT
            tried += outcome is Outcome.WRONG
            if outcome is Outcome.SPENT:
                break
        assert codes.check(sent.handle, outbox[-1].code, purpose=f"confirm:{number}") is Outcome.SPENT
    assert tried == 20
    with pytest.raises(SlowDown):
        codes.send(Channel.MOBILE, mobile, purpose="confirm")


def test_neither_code_nor_address_is_kept(outbox: list[Message]) -> None:
    mobile = a_mobile()
    sent = codes.send(Channel.MOBILE, mobile, purpose="confirm")
    kept = str(OneTimeCode.objects.values().get())
    assert not any(secret in kept for secret in (outbox[0].code, mobile, sent.handle))


@pytest.mark.parametrize(("channel", "value"), [("letter", "Riyadh"), ("landline", "0112345678")])
def test_a_code_does_not_go_where_it_cannot_be_carried(outbox: list[Message], channel: str, value: str) -> None:
    with pytest.raises(Refused) as refused:
        codes.send(channel, value, purpose="confirm")
    assert refused.value.code == "no_carrier"


def test_a_contact_point_is_asked_in_its_language(outbox: list[Message]) -> None:
    point = a_beneficiary(language="bn").points.get()
    codes.send_to(point, purpose="confirm")
    assert (outbox[0].language, outbox[0].value) == ("bn", point.value)


# ---- sweeping ------------------------------------------------------------------------------------------------


def test_what_the_port_kept_is_swept_after_a_day(outbox: list[Message]) -> None:
    national.provider().depart(onward="", language="ar")
    codes.send(Channel.MOBILE, a_mobile(), purpose="confirm")
    approval.provider().ask("resident", SAMPLE.number)
    with time_machine.travel(later(hours=23)):
        assert identifying.sweep() == 0
    with time_machine.travel(later(hours=25)):
        assert identifying.sweep() == 3
