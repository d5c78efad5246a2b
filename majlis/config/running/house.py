"""The supervisor's round: database, web and worker kept up until a signal closes the house."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass

from majlis.config import env
from majlis.config.database.errors import Unable
from majlis.config.database.joining import Held
from majlis.config.processes import dying_with_parent
from majlis.config.running import signs, steps
from majlis.config.running.child import GRACE, Child
from majlis.config.running.errors import Closed

ROUND = 0.3  # seconds between two looks
OPENING = 120.0  # seconds until we say what is still missing
HEART_EVERY = 10.0  # seconds between two feelings of the worker's pulse
CALM = 5.0  # seconds until a database that cannot be started is tried again
TRIES = 3  # deaths of the web server before it has ever answered


@dataclass(frozen=True)
class Address:
    """Where the web server listens, and where a person opens it: passkeys refuse a number, so by name."""

    host: str
    port: int

    def __str__(self) -> str:
        """Return the address to open in a browser on this machine."""
        return f"http://localhost:{self.port}"


class House:
    """Web and worker under one roof, sharing the private server if there is one."""

    def __init__(self, address: Address, share: Held | None, opened: steps.Opened) -> None:
        self.address = address
        self.share = share
        self.welcome = opened.sign_ins
        sweeps = "sweep_jobs" in opened.commands
        self.web = Child("web", _web(address), pause=1.0)
        self.worker = Child("worker", _worker(), pause=2.0, before=_sweep if sweeps else None)
        self.heart = signs.Heart()
        self.felt = time.monotonic()
        self.look_after = 0.0

    def run(self, command: list[str]) -> int:
        """Keep the house open until a signal ends us, or until the command ends, whose exit code is returned.

        Whatever happens, no process is left behind. Raises Closed if the web server does not start.
        """
        guest = None
        try:
            self.web.start()
            self.worker.start()
            self._wait_until_open()
            print(
                f"\nThe house is open: {self.address}\n{self.welcome}", file=sys.stderr if command else None, flush=True
            )
            if command:
                guest = self._serve(command)
            while guest is None or guest.poll() is None:
                self._round()
            return guest.returncode
        finally:
            if guest and guest.poll() is None:
                guest.terminate()
                guest.wait()
            self.close()

    def close(self) -> None:
        """End web and worker together, then by force what has not ended in time."""
        deadline = time.monotonic() + GRACE
        for child in (self.web, self.worker):
            child.ask_to_end()
        for child in (self.web, self.worker):
            child.end(deadline)

    def _wait_until_open(self) -> None:
        """Return once the house is healthy; say now and then what is missing until it is."""
        deadline = time.monotonic() + OPENING
        while (missing := signs.health(self.address.host, self.address.port)) != {}:
            self._round()
            if self.web.deaths >= TRIES:
                raise Closed("The web server does not start: its own words stand above.")
            if time.monotonic() > deadline:
                print(f"The house is not healthy yet: {missing or 'no answer'}", file=sys.stderr, flush=True)
                deadline = time.monotonic() + OPENING

    def _serve(self, command: list[str]) -> subprocess.Popen[bytes]:
        words = [word.replace("{address}", str(self.address)) for word in command]
        return subprocess.Popen(words, preexec_fn=dying_with_parent(signal.SIGTERM))  # noqa: PLW1509 - as in Child

    def _round(self) -> None:
        time.sleep(ROUND)
        if self.share and time.monotonic() >= self.look_after:
            try:
                self.share.ensure()
            except Unable as reason:
                print(reason, file=sys.stderr, flush=True)
                self.look_after = time.monotonic() + CALM
        for child in (self.web, self.worker):
            child.tend()
        if time.monotonic() - self.felt > HEART_EVERY:
            self._feel()

    def _feel(self) -> None:
        """Restart a worker that lives but does nothing, as it may after the database has moved elsewhere."""
        self.felt = time.monotonic()
        if self.felt - self.worker.started < self.heart.patience:
            self.heart.rest()
        elif self.heart.stands_still():
            self.worker.say("has had no heartbeat for a minute and is killed")
            self.worker.kill()


def _web(address: Address) -> list[str]:
    cores = os.cpu_count() or 1
    workers = env.number("MAJLIS_WEB_WORKERS", min(max(cores, 2), 8), least=1)
    threads = env.number("MAJLIS_WEB_THREADS", min(2 * cores + 1, 8), least=1)
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--http", "1"),
        *("--host", address.host, "--port", str(address.port)),
        *("--workers", str(workers), "--blocking-threads", str(threads)),
        *("--respawn-failed-workers", "--respawn-interval", "1", "--workers-kill-timeout", "8"),
        "majlis.config.wsgi:application",
    ]


def _worker() -> list[str]:
    jobs = env.number("MAJLIS_WORKER_JOBS", 8, least=1)
    command = [sys.executable, "manage.py", "procrastinate", "worker", "--concurrency", str(jobs)]
    return [*command, "--shutdown-graceful-timeout", "8"]


def _sweep() -> None:
    """Put jobs that a killed worker had begun back into the queue."""
    steps.manage("sweep_jobs")
