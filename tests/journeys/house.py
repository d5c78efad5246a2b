"""A whole house for the journeys: real web server, real worker, real mail server, a clock that can be moved."""

from __future__ import annotations

import contextlib
import email
import email.policy
import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import psycopg
from aiosmtpd.controller import Controller

from tests import plugin

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 90


@dataclass
class Letters:
    """The mailbox behind the mail server: everything that arrived, in order."""

    kept: list[EmailMessage] = field(default_factory=list)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        """Keep one message."""
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        message["X-Envelope-To"] = ", ".join(envelope.rcpt_tos)
        self.kept.append(message)
        return "250 kept"

    def to(self, address: str) -> list[EmailMessage]:
        """Return what came for one address."""
        return [one for one in self.kept if address in one["X-Envelope-To"]]


@dataclass
class House:
    """The running house. `url` is its address, `mails` the sign-ins of the scene by part."""

    url: str
    database: str
    clock: Path
    letters: Letters
    mails: dict[str, str]
    environment: dict[str, str]

    def shift(self, **by: float) -> None:
        """Move the house's clock forward (days=, hours=, minutes=)."""
        units = {"days": 86_400, "hours": 3_600, "minutes": 60}
        more = sum(int(amount * units[unit]) for unit, amount in by.items())
        self.clock.write_text(str(int(self.clock.read_text() or "0") + more))

    def do(self, task: str) -> None:
        """Let the worker do a periodic task now."""
        with psycopg.connect(plugin.url("owner", self.database), autocommit=True) as connection:
            connection.execute(
                "INSERT INTO procrastinate_jobs (queue_name, task_name, args) VALUES ('default', %s, %s)",
                (task, json.dumps({"timestamp": 0})),
            )
        self.settle()

    def settle(self) -> None:
        """Wait until the worker has nothing left to do."""
        until = time.monotonic() + PATIENCE
        waiting = "SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing') AND scheduled_at IS NULL"
        with psycopg.connect(plugin.url("owner", self.database), autocommit=True) as connection:
            while time.monotonic() < until:
                row = connection.execute(waiting).fetchone()
                if row and not row[0]:
                    return
                time.sleep(0.1)
        raise AssertionError("the worker did not come to rest")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _healthy(url: str, processes: list[subprocess.Popen[bytes]]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if any(process.poll() is not None for process in processes):
            raise RuntimeError("a process of the house ended at its start")
        with contextlib.suppress(OSError, urllib.error.URLError), urllib.request.urlopen(f"{url}/healthz", timeout=2):
            return
        time.sleep(0.2)
    raise RuntimeError("the house did not open in time")


def _environment(name: str, folder: Path, port: int, mail_port: int) -> dict[str, str]:
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PORT": str(port),
        "MAJLIS_ORIGIN": f"http://localhost:{port}",
        "MAJLIS_LOG_LEVEL": "WARNING",
        "MAJLIS_CLOCK_FILE": str(folder / "clock"),
        "MAJLIS_PAPERS": str(folder / "papers"),
        "MAJLIS_SMTP_HOST": "127.0.0.1",
        "MAJLIS_SMTP_PORT": str(mail_port),
        "DATABASE_URL": plugin.url("app", name),
        "DATABASE_OWNER_URL": plugin.url("owner", name),
    }


@contextlib.contextmanager
def opened(name: str, folder: Path) -> Iterator[House]:
    """Open a house on a database of its own, named `name`, with its files in `folder`."""
    (folder / "clock").write_text("0")
    letters, port, mail_port = Letters(), _free_port(), _free_port()
    mail = Controller(letters, hostname="127.0.0.1", port=mail_port)
    environment = _environment(name, folder, port, mail_port)
    mail.start()
    with plugin.clone(name), contextlib.ExitStack() as stack:
        stack.callback(mail.stop)
        scene = [sys.executable, "-m", "tests.journeys.scene"]
        mails = json.loads(subprocess.run(scene, cwd=ROOT, env=environment, check=True, capture_output=True).stdout)
        web = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--host", "127.0.0.1"]
        web += ["--port", str(port), "--blocking-threads", "4", "majlis.config.wsgi:application"]
        work = [sys.executable, "manage.py", "procrastinate", "worker", "--concurrency", "4"]
        processes: list[subprocess.Popen[bytes]] = []
        for command in (web, work):
            log = stack.enter_context(open(folder / f"{len(processes)}.log", "wb"))
            process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
            processes.append(process)
            stack.callback(process.wait, 20)
            stack.callback(process.terminate)
        url = f"http://localhost:{port}"
        _healthy(url, processes)
        yield House(url, name, folder / "clock", letters, mails, environment)
