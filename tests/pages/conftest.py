"""A real server and a real browser for the pages."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.pages import harness

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(base: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if server.poll() is not None:
            raise RuntimeError(f"the server ended at its start with {server.returncode}")
        try:
            with urllib.request.urlopen(f"{base}/offline", timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server did not answer in time")


@pytest.fixture(scope="session")
def served(django_db_setup: None) -> Iterator[str]:
    """Serve the product from this worker's database; returns the address."""
    port = _free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--host", "127.0.0.1"]
    command += ["--port", str(port), "--blocking-threads", "4", "majlis.config.wsgi:application"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PORT": str(port), "MAJLIS_LOG_LEVEL": "ERROR"}
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    base = f"http://127.0.0.1:{port}"
    try:
        _wait(base, server)
        yield base
    finally:
        server.terminate()
        server.wait(timeout=20)


@pytest.fixture(scope="module")
def running() -> Iterator[Browser]:
    """Run a browser. It ends with the module: while it runs, Django would refuse its database in this thread."""
    with harness.browser() as one:
        yield one
