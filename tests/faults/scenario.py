"""Faults under a stream of acknowledged inserts, as a program: python -m tests.faults.scenario suffer FOLDER.

A program, so that it can run as another user. It prints one JSON line: for each fault the rows acknowledged before
and after it, and those acknowledged but absent.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg

from majlis.config.database import private
from majlis.config.database.joining import Held, held
from majlis.config.database.leftovers import working_in
from majlis.config.database.places import PORT, Place, place

THREADS = 4
STREAM = 0.6  # seconds of inserts before and after the fault
PATIENCE = 60.0


def connect(where: Place, role: str = "majlis_app") -> psycopg.Connection:
    told = private(where, role)
    return psycopg.connect(
        host=told["HOST"],
        port=PORT,
        dbname=told["NAME"],
        user=role,
        password=told["PASSWORD"],
        autocommit=True,
        connect_timeout=5,
    )


class Stream:
    """Threads that insert one row at a time and note it once the server has acknowledged it."""

    def __init__(self, where: Place) -> None:
        self.where = where
        self.noted: list[set[int]] = [set() for _ in range(THREADS)]
        self.over = threading.Event()
        self.threads = [threading.Thread(target=self._insert, args=[number], daemon=True) for number in range(THREADS)]
        for thread in self.threads:
            thread.start()

    def count(self) -> int:
        return sum(map(len, self.noted))

    def end(self) -> int:
        """Stop after a fault, and return how many acknowledged rows the table lacks."""
        self.over.set()
        for thread in self.threads:
            thread.join()
        with connect(self.where) as connection:
            there = set(connection.execute("SELECT thread, number FROM stream").fetchall())
        return sum((thread, number) not in there for thread in range(THREADS) for number in self.noted[thread])

    def _insert(self, thread: int) -> None:
        number = 0
        while not self.over.is_set():
            try:
                with connect(self.where) as connection:
                    while not self.over.is_set():
                        number += 1
                        connection.execute("INSERT INTO stream VALUES (%s, %s)", [thread, number])
                        self.noted[thread].add(number)
            except psycopg.OperationalError:
                time.sleep(0.02)


def postmaster(where: Place) -> int:
    return int((where.data / "postmaster.pid").read_text().splitlines()[0])


def keeper(where: Place) -> int:
    return int(where.keeper.read_text().split()[0])


EVENTS: dict[str, Callable[[Place, int], list[int]]] = {
    "owner": lambda where, owner: [owner],
    "keeper": lambda where, owner: [keeper(where)],
    "postmaster": lambda where, owner: [postmaster(where)],
    "everything": lambda where, owner: [owner, keeper(where), *working_in(where.data)],
}


def suffer(where: Place, event: str) -> dict[str, int]:
    """Let the event happen to a server that two processes hold.

    The other one has started it, unless its keeper is to be killed: then it is our own child.
    """
    with contextlib.ExitStack() as stack:
        early = stack.enter_context(held(where)) if event == "keeper" else None
        owner = stack.enter_context(another(where))
        share = early or stack.enter_context(held(where))
        assert share
        return _suffer(where, share, EVENTS[event], owner.pid)


@contextlib.contextmanager
def another(where: Place) -> Iterator[subprocess.Popen[str]]:
    """Give another process that holds the server."""
    command = [sys.executable, "-m", "tests.faults.scenario", "hold", str(where.folder)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout
        process.stdout.readline()
        yield process
    finally:
        process.kill()
        process.communicate()


def _suffer(where: Place, share: Held, event: Callable[[Place, int], list[int]], owner: int) -> dict[str, int]:
    with connect(where, "majlis_owner") as connection:
        connection.execute("DROP TABLE IF EXISTS stream")
        connection.execute("CREATE TABLE stream (thread int, number int)")
    stream = Stream(where)
    attend(share, STREAM)
    before = stream.count()
    for pid in event(where, owner):
        with contextlib.suppress(ProcessLookupError):  # it has followed the one before it
            os.kill(pid, signal.SIGKILL)
    after = recover(share, stream)
    return {"before": before, "after": after, "lost": stream.end()}


def recover(share: Held, stream: Stream) -> int:
    """Return how many rows were acknowledged after the fault, a while after the first of them."""
    time.sleep(0.2)
    former = stream.count()
    deadline = time.monotonic() + PATIENCE
    while stream.count() == former and time.monotonic() < deadline:
        attend(share, 0.1)
    attend(share, STREAM)
    return stream.count() - former


def attend(share: Held, seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        share.ensure()
        time.sleep(0.05)


def hold(where: Place) -> None:
    """Hold the server, say which postmaster it is, and stay until killed."""
    with held(where):
        print(postmaster(where), flush=True)  # noqa: T201 - read by the one who started us
        signal.pause()


if __name__ == "__main__":
    act, folder = sys.argv[1], Path(sys.argv[2])
    if act == "hold":
        hold(Place(folder))
    else:
        told = {event: suffer(place(folder), event) for event in EVENTS}
        print(json.dumps(told), flush=True)  # noqa: T201 - read by the test
