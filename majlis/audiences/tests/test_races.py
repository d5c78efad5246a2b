"""Many at once for one time of the minister: one wins, the others are told kindly."""

from __future__ import annotations

import threading

from django.db import OperationalError, connection

from majlis.audiences.models import Appointment, Booking, Offer, Sitting
from majlis.audiences.moves import appointments, standby
from majlis.audiences.states import Mode, State
from majlis.audiences.tests.builders import a_freed_place, a_sitting, a_waiting_case, at, fresh, offered, who_waits
from majlis.cases.models import Case
from majlis.cases.states import State as CaseState
from majlis.cases.tests.builders import HOUSE
from majlis.core.errors import Busy, Refused
from majlis.core.middleware import as_refusal
from majlis.core.scope import within

THREADS = 20


def _place(case: Case, sitting: Sitting, barrier: threading.Barrier, won: list[int], lost: list[str]) -> None:
    try:
        barrier.wait()
        with within(HOUSE):
            appointments.propose(
                case,
                sitting,
                starts_at=at(sitting, 10),
                minutes=10,
                mode=Mode.PERSON,
                centre=sitting.place,
                by=HOUSE,
            )
        won.append(case.pk)
    except (Refused, OperationalError) as no:
        # On a busy machine twenty do not get the sitting's lock in three seconds: that is a lost race too.
        refusal = as_refusal(no)
        lost.append(refusal.code if refusal else repr(no))
    finally:
        connection.close()


def test_one_of_twenty_gets_the_time(committed: str) -> None:
    sitting = a_sitting()
    cases = [a_waiting_case() for _ in range(THREADS)]
    won: list[int] = []
    lost: list[str] = []
    barrier = threading.Barrier(THREADS)
    threads = [threading.Thread(target=_place, args=(case, sitting, barrier, won, lost)) for case in cases]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(won) == 1
    assert len(lost) == THREADS - 1
    assert set(lost) <= {"place_taken", "busy"}
    with within(HOUSE):
        assert list(Appointment.objects.values_list("case_id", flat=True)) == won
        assert Booking.objects.count() == 2
        assert Case.objects.filter(state=CaseState.SCHEDULED).count() == 1


def test_one_of_two_answers_at_once_wins(committed: str) -> None:
    freed = a_freed_place()
    who_waits()
    offer = offered(freed)
    barrier, ends = threading.Barrier(2), []

    def answer(act: object) -> None:
        try:
            barrier.wait()
            with within(HOUSE):
                one = Appointment.objects.select_related("case", "sitting", "centre").get(pk=offer.appointment_id)
                act(one, by=HOUSE)  # type: ignore[operator]
            ends.append("won")
        except Busy:
            ends.append("busy")
        finally:
            connection.close()

    threads = [threading.Thread(target=answer, args=(act,)) for act in (standby.accept, standby.decline)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(ends) == ["busy", "won"]
    assert fresh(offer)[:2] in {("accepted", "confirmed"), ("declined", "released")}


def test_two_workers_at_once_offer_a_place_to_one(committed: str) -> None:
    freed = a_freed_place()
    for _each in range(3):
        who_waits()
    barrier = threading.Barrier(2)

    def work() -> None:
        try:
            barrier.wait()
            standby.run(by=HOUSE)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _each in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with within(HOUSE):
        assert [one.freed_by_id for one in Offer.objects.filter(state="open")] == [freed.pk]
        assert Appointment.objects.filter(state=State.OFFERED).count() == 1
        assert Case.objects.filter(state=CaseState.SCHEDULED).count() == 1
