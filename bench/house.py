"""A house for the measurements: a throwaway database that writes durably, the real web server, the worker."""

from __future__ import annotations

import contextlib
import os
import secrets
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.say import tell
from majlis.config.database.places import CHECKOUT
from majlis.config.database.testing import Running, server
from majlis.config.processes import dying_with_parent
from majlis.config.running.steps import take_port

PATIENCE = 90.0  # seconds until the web server answers


@dataclass(frozen=True)
class House:
    """An open house: its port, its database server, the process of the web server and that of the worker."""

    port: int
    database: Running
    web: int
    worker: int

    @property
    def postmaster(self) -> int:
        """Return the number of the database's first process."""
        return int((self.database.where.data / "postmaster.pid").read_text().split()[0])


@contextlib.contextmanager
def prepared() -> Iterator[Running]:
    """Start a database that waits for the disk, as in production; lay out its tables; point the environment to it."""
    with tempfile.TemporaryDirectory(prefix="majlis-bench-") as folder, server(Path(folder), fsync=True) as running:
        os.environ |= {
            "DATABASE_URL": running.url("majlis_app"),
            "DATABASE_OWNER_URL": running.url("majlis_owner"),
            "DJANGO_SETTINGS_MODULE": "majlis.config.settings",
            "MAJLIS_SECRET_KEY": secrets.token_urlsafe(48),
            "MAJLIS_PAPERS": f"{folder}/papers",
            "MAJLIS_STATIC": f"{folder}/static",
            "MAJLIS_OUTBOX": f"{folder}/outbox",
            "MAJLIS_LOG_LEVEL": "ERROR",
        }
        tell("the tables are laid out")
        _run("manage.py", "migrate", "--verbosity", "0", role="owner")
        _run("-m", "majlis.config.words", "compile", role="app")
        yield running


def _run(*words: str, role: str) -> None:
    environment = os.environ | {"MAJLIS_DATABASE_AS": role}
    subprocess.run([sys.executable, *words], cwd=CHECKOUT, env=environment, stdout=subprocess.DEVNULL, check=True)


@contextlib.contextmanager
def opened(running: Running) -> Iterator[House]:
    """Open the house in production mode on a free port; end both its processes afterwards.

    Trusts the machine itself as a proxy, as a real house trusts its own: the clients of a measurement come from many
    addresses, and over TLS.
    """
    port = take_port("127.0.0.1", 0)
    environment = os.environ | {
        "MAJLIS_MODE": "production",
        "MAJLIS_HOSTS": "localhost",
        "MAJLIS_ORIGIN": "https://localhost",
        "MAJLIS_TRUSTED_PROXIES": "127.0.0.1",
        "MAJLIS_DATABASE_AS": "app",
        "PORT": str(port),
    }
    _collect(environment)
    cores = os.cpu_count() or 1
    workers = os.environ.get("MAJLIS_WEB_WORKERS", str(min(max(cores, 2), 8)))
    threads = os.environ.get("MAJLIS_WEB_THREADS", str(min(2 * cores + 1, 8)))
    web = _start(
        [
            *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--http", "1", "--host", "127.0.0.1"),
            *("--port", str(port), "--workers", workers, "--blocking-threads", threads),
            "majlis.config.wsgi:application",
        ],
        environment,
    )
    worker = _start([sys.executable, "manage.py", "procrastinate", "worker", "--concurrency", "8"], environment)
    try:
        _wait(port, web)
        yield House(port, running, web.pid, worker.pid)
    finally:
        for process in (web, worker):
            _end(process)


def _collect(environment: dict[str, str]) -> None:
    command = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
    subprocess.run(command, cwd=CHECKOUT, env=environment, stdout=subprocess.DEVNULL, check=True)


def _start(command: list[str], environment: dict[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command,
        cwd=CHECKOUT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=sys.stderr,
        start_new_session=True,
        preexec_fn=dying_with_parent(signal.SIGTERM),  # noqa: PLW1509 - called from the only thread that forks
    )


def _wait(port: int, web: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    request = urllib.request.Request(f"http://127.0.0.1:{port}/healthz", headers={"Host": "localhost"})
    while True:
        with contextlib.suppress(OSError, urllib.error.HTTPError), urllib.request.urlopen(request, timeout=5) as answer:
            if answer.status == 200:
                return
        if web.poll() is not None:
            raise RuntimeError("the web server ended: its own words stand above")
        if time.monotonic() > deadline:
            raise RuntimeError("the house is not healthy: its own words stand above")
        time.sleep(0.2)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(15)
    except subprocess.TimeoutExpired:
        tell(f"process {process.pid} had to be killed")
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
