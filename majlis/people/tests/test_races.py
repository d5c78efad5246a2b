"""Two at once, in a database where transactions really commit."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import DatabaseError, connection

from majlis.core import scope
from majlis.core.errors import Busy, Refused
from majlis.core.middleware import as_refusal
from majlis.people import moves
from majlis.people.identity import codes, national, simulator
from majlis.people.identity.codes import Message, Outcome
from majlis.people.models import Beneficiary
from majlis.people.moves import identifying
from majlis.people.states import Channel
from majlis.people.tests.builders import HOUSE, a_beneficiary, a_mobile, a_number

AT_ONCE = 6


def at_once(act: Callable[[], Any]) -> list[Any]:
    """Return what each of six threads got, or the refusal, each in its own transaction and connection."""
    ready = Barrier(AT_ONCE)

    def one(_number: int) -> Any:
        try:
            with scope.within(HOUSE):
                ready.wait(20)
                return act()
        except (Refused, DatabaseError) as error:
            refused = as_refusal(error)
            if refused is None:
                raise
            return refused.code
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as threads:
        return list(threads.map(one, range(AT_ONCE)))


@pytest.mark.usefixtures("committed")
def test_one_record_is_made_when_a_person_signs_in_twice_at_once() -> None:
    claims, _nonce = national.provider().read(simulator.answer(simulator.SAMPLES[0], "n"))
    found = at_once(lambda: moves.identified(claims).pk)
    assert len(set(found)) == 1
    with scope.within(HOUSE):
        assert Beneficiary.objects.filter(identity_number=claims.number).count() == 1


@pytest.mark.usefixtures("committed")
def test_one_browser_gets_in_when_an_answer_is_sent_many_times_at_once() -> None:
    with scope.within(HOUSE):
        identifying.keep_sign_in("d", onward="", minutes=10)
    used = at_once(lambda: identifying.use_nonce("d") is not None)
    assert sorted(used) == [False] * (AT_ONCE - 1) + [True]


@pytest.mark.usefixtures("committed")
def test_a_right_code_opens_once_and_wrong_ones_are_all_counted_when_typed_at_once() -> None:
    sent: list[Message] = []
    former = list(codes._senders)
    codes.register_sender(sent.append)
    try:
        with scope.within(HOUSE):
            one = codes.send(Channel.MOBILE, a_mobile(), purpose="confirm")
            other = codes.send(Channel.MOBILE, a_mobile(), purpose="confirm")
    finally:
        codes._senders[:] = former
    right = at_once(lambda: codes.check(one.handle, sent[0].code, purpose="confirm"))
    assert sorted(right) == [Outcome.RIGHT] + [Outcome.SPENT] * (AT_ONCE - 1)
    wrong = f"{(int(sent[1].code) + 1) % 10**6:06}"
    tried = at_once(lambda: codes.check(other.handle, wrong, purpose="confirm"))
    assert tried.count(Outcome.WRONG) == codes.TRIES - 1


@pytest.mark.usefixtures("committed")
def test_one_officer_wins_when_many_correct_a_record_at_once() -> None:
    person = a_beneficiary()

    def act() -> str:
        mine = Beneficiary.objects.get(pk=person.pk)
        moves.set_preference(mine, version=1, by=HOUSE, language="ur")
        return "done"

    got = at_once(act)
    assert sorted(got) == [Busy().code] * (AT_ONCE - 1) + ["done"]


@pytest.mark.usefixtures("committed")
def test_two_records_are_merged_once_when_many_press_at_once() -> None:
    keep, drop = a_beneficiary(), a_beneficiary(identity_kind="none")
    got = at_once(lambda: str(moves.merge(keep, drop, by=HOUSE, reason="said_so").undone_at))
    assert sorted(got) == ["None"] + ["merged"] * (AT_ONCE - 1)


@pytest.mark.usefixtures("committed")
def test_one_record_holds_a_number_when_many_officers_see_the_card_at_once() -> None:
    number = a_number()
    people = iter([a_beneficiary(identity_kind="none") for _place in range(AT_ONCE)])

    def act() -> str:
        moves.attest(next(people), kind="resident", number=number, version=1, by=HOUSE)
        return "done"

    got = at_once(act)
    assert got.count("done") == 1
    assert set(got) == {"done", "identity_held"}
