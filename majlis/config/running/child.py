"""One process of the house: started, listened to, started again when it dies, ended with all that it started."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from typing import IO

from majlis.config.database.places import CHECKOUT
from majlis.config.processes import dying_with_parent

GRACE = 12.0  # seconds that a child has to end by itself


class Child:
    """A command kept running. Each line it says is printed behind its name.

    `pause` is how many seconds pass before it is started again; `before` is called just before that.
    """

    def __init__(
        self, name: str, command: list[str], *, pause: float, before: Callable[[], None] | None = None
    ) -> None:
        self.name = name
        self.command = command
        self.pause = pause
        self.before = before
        self.deaths = 0
        self.started = 0.0
        self._process: subprocess.Popen[str] | None = None
        self._due = 0.0

    def start(self) -> None:
        """Start it in a group of its own, so that Ctrl-C at the terminal reaches only the supervisor."""
        self._process = process = subprocess.Popen(
            self.command,
            cwd=CHECKOUT,
            env=os.environ | {"PYTHONUNBUFFERED": "1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
            preexec_fn=dying_with_parent(signal.SIGTERM),  # noqa: PLW1509 - called from the only thread that forks
        )
        self.started = time.monotonic()
        threading.Thread(target=self._pass_on, args=[process.stdout], daemon=True).start()

    def tend(self) -> None:
        """Notice that it has died, and start it again when its pause is over."""
        if self._process:
            if not self._ended(self._process):
                return
            self.deaths += 1
            self._due = time.monotonic() + self.pause
            self.say(f"ended with code {self._bury(self._process)}, is started again in {self.pause:g} s")
            self._process = None
        if time.monotonic() >= self._due:
            if self.before:
                self.before()
            self.start()

    def ask_to_end(self) -> None:
        """Send SIGTERM."""
        if self._process and not self._ended(self._process):
            self._process.terminate()

    def end(self, deadline: float) -> None:
        """Wait until it has ended, at most until `deadline` on the monotonic clock, then kill it and its children."""
        if self._process is None:
            return
        while not self._ended(self._process) and time.monotonic() < deadline:
            time.sleep(0.05)
        self._bury(self._process)
        self._process = None

    def kill(self) -> None:
        """Kill it at once; `tend` starts it again."""
        if self._process:
            self._process.kill()

    def say(self, words: str) -> None:
        """Print a line behind its name."""
        with contextlib.suppress(OSError):  # a terminal that is gone
            print(f"{self.name:<6} | {words}", file=sys.stderr, flush=True)

    @staticmethod
    def _ended(process: subprocess.Popen[str]) -> bool:
        """Look without taking its leave: until then its number, and so its group's, belongs to nobody else."""
        options = os.WEXITED | os.WNOHANG | os.WNOWAIT
        return process.returncode is not None or os.waitid(os.P_PID, process.pid, options) is not None

    @staticmethod
    def _bury(process: subprocess.Popen[str]) -> int:
        """Kill what is left of its group, such as web workers whose parent was killed, and return its exit code."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        return process.wait()

    def _pass_on(self, stream: IO[str]) -> None:
        with stream:
            for line in stream:
                self.say(line.rstrip())
