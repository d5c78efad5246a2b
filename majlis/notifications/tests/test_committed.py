"""What only really committed transactions show: none open while a carrier works, one send of two workers, kill -9."""

from __future__ import annotations

import datetime as dt
import os
import signal
import threading
import time
from typing import Any

import pytest
import time_machine
from django.db import connection, connections
from procrastinate.contrib.django.models import ProcrastinateJob

from majlis.core import scope
from majlis.notifications import engine, moves
from majlis.notifications.carriers import Parcel, Receipt
from majlis.notifications.models import Notice
from majlis.notifications.tests.builders import HOUSE, Box, an_owed, delivery, states

pytestmark = [pytest.mark.usefixtures("committed", "kind", "morning")]


class Watching(Box):
    """A carrier that notes whether a transaction was open, and takes its time."""

    open: list[bool] = []
    slow = 0.0
    dies = False
    begun = threading.Event()

    def send(self, parcel: Parcel) -> Receipt:
        """Look, wait, and perhaps die in the middle."""
        type(self).open.append(connection.in_atomic_block)
        type(self).begun.set()
        if type(self).dies:
            os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(type(self).slow)
        return super().send(parcel)


@pytest.fixture(autouse=True)
def _watching(settings: Any, box: Any) -> Any:
    settings.CARRIERS = {"sms": f"{Watching.__module__}.Watching"}
    Watching.open, Watching.slow, Watching.dies, Watching.begun = [], 0.0, False, threading.Event()
    yield
    Watching.dies = False


def test_no_transaction_is_open_while_a_carrier_works() -> None:
    notice = an_owed()
    engine.send(notice.pk)
    assert (Watching.open, states(notice)) == ([False], {"sms": "sent"})


def test_a_notice_whose_act_fails_leaves_no_job() -> None:
    jobs = ProcrastinateJob.objects.filter(task_name="majlis.notifications.tasks.send")
    with pytest.raises(ZeroDivisionError), scope.within(HOUSE):
        an_owed()
        raise ZeroDivisionError
    with scope.within(HOUSE):
        assert (jobs.count(), Notice.objects.count()) == (0, 0)
    notice = an_owed()
    assert [job.args for job in jobs.all()] == [{"notice": notice.pk}]


def test_two_workers_at_one_delivery_send_it_once() -> None:
    notice = an_owed()
    with scope.within(HOUSE):
        [pk] = moves.begin(notice.pk)
    Watching.slow = 0.2
    workers = [threading.Thread(target=_deliver, args=(pk,)) for _worker in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert (len(Watching.open), states(notice)) == (1, {"sms": "sent"})


def test_a_recall_while_it_is_being_sent_stops_what_follows() -> None:
    notice = an_owed(about=("appointment", 1))
    with scope.within(HOUSE):
        [pk] = moves.begin(notice.pk)
    Watching.slow = 0.3
    worker = threading.Thread(target=_deliver, args=(pk,))
    worker.start()
    assert Watching.begun.wait(60)
    with scope.within(HOUSE):
        moves.recall(("appointment", 1))
    worker.join()
    engine.climb(notice.pk)
    assert states(notice) == {"sms": "sent"}


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_a_worker_killed_while_sending_loses_nothing(morning: time_machine.Traveller) -> None:
    notice = an_owed()
    with scope.within(HOUSE):
        [pk] = moves.begin(notice.pk)
    Watching.dies = True
    connections.close_all()
    child = os.fork()
    if child == 0:  # the worker: it dies inside the carrier
        engine.deliver(pk)
        os._exit(0)
    _pid, status = os.waitpid(child, 0)
    Watching.dies = False
    assert os.WTERMSIG(status) == signal.SIGKILL
    assert states(notice) == {"sms": "sending"}
    morning.shift(dt.timedelta(minutes=11))
    engine.sweep()
    engine.deliver(pk)
    assert (states(notice), delivery(notice, "sms").tries) == ({"sms": "sent"}, 2)


def _deliver(pk: int) -> None:
    try:
        engine.deliver(pk)
    finally:
        connection.close()
