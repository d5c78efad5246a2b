"""A process of the house: started again when it dies, and never alone when its supervisor is gone."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from majlis.config.database.places import CHECKOUT
from majlis.config.running.child import Child
from majlis.config.running.errors import Closed
from majlis.config.running.steps import hold_port, take_port

PARENT = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
print(child.pid, flush=True)
time.sleep(60)
"""
ORPHANS = """
import signal, subprocess, sys, time
from majlis.config.processes import dying_with_parent
child = subprocess.Popen(["sleep", "60"], preexec_fn=dying_with_parent(signal.SIGTERM))
print(child.pid, flush=True)
time.sleep(60)
"""


def _until(true: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 20
    while not true() and time.monotonic() < deadline:
        time.sleep(0.02)
    return true()


def _gone(pid: int) -> bool:
    """Return whether the process has ended; one whose parent has not taken leave of it yet counts as ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def _number(words: str) -> int:
    return int(words.rpartition("|")[2])


def test_a_child_is_started_again_when_it_dies(capfd: pytest.CaptureFixture[str]) -> None:
    before: list[int] = []
    child = Child("clerk", ["sh", "-c", "echo here; exit 3"], pause=0.0, before=lambda: before.append(child.deaths))
    child.start()

    def tended() -> bool:
        child.tend()
        return child.deaths >= 2

    assert _until(tended)
    child.end(time.monotonic())
    assert before[:2] == [1, 2]
    said = capfd.readouterr().err
    assert "clerk  | here" in said
    assert "ended with code 3" in said


def test_a_child_waits_for_its_pause_before_it_starts_again() -> None:
    child = Child("clerk", ["true"], pause=60.0)
    child.start()
    first = child.started

    def died() -> bool:
        child.tend()
        return child.deaths == 1

    assert _until(died)
    child.tend()
    child.tend()
    assert child.started == first
    child.end(time.monotonic())


def test_a_grandchild_ends_when_the_child_is_killed(capfd: pytest.CaptureFixture[str]) -> None:
    child = Child("clerk", [sys.executable, "-c", PARENT], pause=60.0)
    child.start()
    said = ""

    def heard() -> bool:
        nonlocal said
        said += capfd.readouterr().err
        return "\n" in said

    assert _until(heard)
    grandchild = _number(said)
    assert not _gone(grandchild)
    child.kill()

    def died() -> bool:
        child.tend()
        return child.deaths == 1

    assert _until(died)
    assert _until(lambda: _gone(grandchild))


def test_a_child_that_will_not_end_is_killed_at_the_deadline() -> None:
    child = Child("clerk", ["sh", "-c", "trap '' TERM; while :; do sleep 0.1; done"], pause=60.0)
    child.start()
    time.sleep(0.2)
    child.ask_to_end()
    begun = time.monotonic()
    child.end(begun + 0.3)
    assert time.monotonic() - begun >= 0.3


def test_a_child_dies_when_its_parent_is_killed() -> None:
    with subprocess.Popen([sys.executable, "-c", ORPHANS], cwd=CHECKOUT, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout
        orphan = int(parent.stdout.readline())
        assert not _gone(orphan)
        os.kill(parent.pid, signal.SIGKILL)
    assert _until(lambda: _gone(orphan))


def test_a_busy_port_is_named_with_the_way_out() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(Closed, match=f"Port {port} is busy.*PORT={port + 1} make run"):
            take_port("127.0.0.1", port)


def test_a_port_is_busy_when_another_house_is_still_opening_on_it() -> None:
    port = take_port("127.0.0.1", 0)
    held = hold_port("127.0.0.1", port)
    assert held
    with held, socket.socket() as web:
        with pytest.raises(Closed, match=f"Port {port} is busy"):
            take_port("127.0.0.1", port)
        web.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)  # as the web server does
        web.bind(("127.0.0.1", port))
        web.listen()
    assert take_port("127.0.0.1", port) == port


def test_a_free_port_is_taken_when_none_is_asked_for() -> None:
    assert 0 < take_port("127.0.0.1", 0) <= 65535
