"""The whole house under its supervisor, in production mode: it comes back, and it leaves nobody behind."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from majlis.config.database.places import CHECKOUT
from majlis.config.running.steps import take_port
from tests import plugin

pytestmark = pytest.mark.faults

PATIENCE = 90.0


class Running:
    """A supervisor with its children, seen from outside."""

    def __init__(self, supervisor: subprocess.Popen[bytes], port: int) -> None:
        self.supervisor = supervisor
        self.port = port

    def healthy(self) -> bool:
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            link.request("GET", "/healthz", headers={"Host": "localhost"})
            return link.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            link.close()

    def open(self) -> bool:
        return _until(lambda: self.healthy() or self.supervisor.poll() is not None) and self.supervisor.poll() is None

    def family(self) -> dict[int, str]:
        """Return the processes below the supervisor, by number, with their command lines."""
        below, found = {self.supervisor.pid}, {}
        for pid, parent, words in sorted(_processes()):
            if parent in below:
                below.add(pid)
                found[pid] = words
        return found

    def children(self, word: str) -> set[int]:
        """Return those directly below the supervisor whose command line holds the word."""
        return {pid for pid, parent, words in _processes() if parent == self.supervisor.pid and word in words}


def _processes() -> Iterator[tuple[int, int, str]]:
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with contextlib.suppress(OSError):
                state, parent = (folder / "stat").read_text().rpartition(")")[2].split()[:2]
                if state != "Z":
                    words = (folder / "cmdline").read_bytes().decode(errors="replace").replace("\0", " ")
                    yield int(folder.name), int(parent), words


def _until(true: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + PATIENCE
    while not true() and time.monotonic() < deadline:
        time.sleep(0.1)
    return true()


def _all_gone(family: dict[int, str]) -> bool:
    return _until(lambda: not {pid for pid, _, words in _processes() if family.get(pid) == words})


def _environment(folder: Path, database: str) -> dict[str, str]:
    """Return what a house in production mode needs, with papers and static files of its own."""
    own = {
        "MAJLIS_MODE": "production",
        "MAJLIS_SECRET_KEY": "a secret of this test alone, as long as it must be",
        "MAJLIS_HOSTS": "localhost",
        "MAJLIS_ORIGIN": "https://localhost",
        "MAJLIS_STATIC": str(folder / "static"),
        "MAJLIS_PAPERS": str(folder / "papers"),
        "MAJLIS_WEB_WORKERS": "1",
        "DATABASE_URL": plugin.url("app", database),
    }
    return {name: value for name, value in os.environ.items() if name != "DATABASE_OWNER_URL"} | own


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    port = take_port("127.0.0.1", 0)
    with plugin.clone(f"running_{os.getpid()}") as name, open(tmp_path / "log", "w") as log:
        supervisor = subprocess.Popen(
            [sys.executable, "-m", "majlis.config.running"],
            cwd=CHECKOUT,
            env=_environment(tmp_path, name) | {"PORT": str(port)},
            stdout=log,
            stderr=log,
        )
        yield Running(supervisor, port)
        supervisor.terminate()
        supervisor.wait()


def test_the_house_leaves_no_process_behind_when_it_is_closed(running: Running) -> None:
    assert running.open()
    family = running.family()
    assert len(family) >= 3
    running.supervisor.send_signal(signal.SIGINT)
    assert running.supervisor.wait(PATIENCE) == 0
    assert _all_gone(family)


def test_the_house_is_closed_when_its_terminal_is_gone(tmp_path: Path) -> None:
    """As under make, which is told of it and passes nothing on."""
    port = take_port("127.0.0.1", 0)
    shell = 'trap : HUP; "$0" -m majlis.config.running; exit 0'
    with plugin.clone(f"running_{os.getpid()}") as name, open(tmp_path / "log", "w") as log:
        own, theirs = os.openpty()
        leader = subprocess.Popen(
            ["setsid", "--ctty", "--wait", "sh", "-c", shell, sys.executable],
            cwd=CHECKOUT,
            env=_environment(tmp_path, name) | {"PORT": str(port)},
            stdin=theirs,
            stdout=log,
            stderr=log,
        )
        os.close(theirs)
        running = Running(leader, port)
        assert running.open()
        family = running.family()
        assert len(family) >= 4
        os.close(own)
        assert _all_gone(family)
        assert leader.wait() == 0


def test_web_and_worker_come_back_when_killed_and_end_with_their_supervisor(running: Running) -> None:
    assert running.open()
    web, worker = running.children("granian"), running.children("procrastinate")
    assert len(web) == len(worker) == 1
    for pid in web | worker:
        os.kill(pid, signal.SIGKILL)
    assert _until(lambda: bool(running.children("granian") - web and running.children("procrastinate") - worker))
    assert running.open()
    family = running.family()
    running.supervisor.kill()
    running.supervisor.wait()
    assert _all_gone(family)


def test_the_house_stays_closed_in_production_when_the_app_signs_in_as_the_owner(tmp_path: Path) -> None:
    with plugin.clone(f"running_{os.getpid()}") as name:
        environment = _environment(tmp_path, name) | {"DATABASE_URL": plugin.url("owner", name), "PORT": "0"}
        command = [sys.executable, "-m", "majlis.config.running", "true"]
        done = subprocess.run(command, cwd=CHECKOUT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "majlis_owner owns tables" in done.stderr


def test_a_command_is_served_by_a_house_of_its_own(tmp_path: Path) -> None:
    with plugin.clone(f"running_{os.getpid()}") as name:
        command = [sys.executable, "-m", "majlis.config.running", "sh", "-c", "echo {address}; exit 7"]
        environment = _environment(tmp_path, name) | {"PORT": "0"}
        done = subprocess.run(command, cwd=CHECKOUT, env=environment, capture_output=True, text=True, check=False)
    assert done.stdout.startswith("http://localhost:"), done.stderr
    assert done.returncode == 7
