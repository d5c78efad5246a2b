"""The house calls nobody: only the doors named here open a connection, each to whom the ministry has named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.source import ROOT, Source, imports, none, planted, product

CALLING = {
    "socket", "socketserver", "http.client", "urllib.request", "urllib3", "requests", "httpx", "aiohttp", "websockets",
    "smtplib", "imaplib", "poplib", "ftplib", "telnetlib", "nntplib", "xmlrpc", "paramiko", "webbrowser",
    "django.core.mail", "asyncio.streams",
}  # fmt: skip
"""What opens a connection. PostgreSQL and the libraries of sign-in call for themselves, whom the settings name."""
DOORS = {
    "majlis/cases/papers/scanner.py": "asks the scanner of MAJLIS_CLAMD",
    "majlis/channels/email/carrier.py": "hands mail to MAJLIS_SMTP_HOST",
    "majlis/config/running/signs.py": "asks its own /healthz",
    "majlis/config/running/steps.py": "tries whether its own port is free",
}
SCRIPT_CALLS = re.compile(r"\b(WebSocket|EventSource|XMLHttpRequest|sendBeacon|importScripts|RTCPeerConnection)\b")
RUN = re.compile(r"\b(eval\s*\(|new\s+Function\b|setTimeout\s*\(\s*[\"'`]|setInterval\s*\(\s*[\"'`])")
SCRIPTS = [path for path in sorted((ROOT / "majlis").rglob("*.js")) if "vendor" not in path.parts]


def callers(source: Source) -> Iterator[str]:
    """Yield each import of a module that calls somebody."""
    for node, module, name, _ in imports(source):
        steps = f"{module}.{name}".strip(".").split(".")
        if CALLING.intersection(".".join(steps[:depth]) for depth in range(1, len(steps) + 1)):
            yield f"{source.at(node)}: {'.'.join(steps)}"


def test_only_the_doors_call_outside() -> None:
    none(fault for source in product() if source.place not in DOORS for fault in callers(source))


@pytest.mark.parametrize("place", DOORS)
def test_each_door_is_still_needed(place: str) -> None:
    (source,) = [source for source in product() if source.place == place]
    assert list(callers(source))


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_opens_no_line_and_runs_no_text(path: Path) -> None:
    text = path.read_text("utf-8")
    assert [found[0] for pattern in (SCRIPT_CALLS, RUN) for found in pattern.finditer(text)] == []


def test_every_script_is_looked_at() -> None:
    assert {path.name for path in SCRIPTS} >= {"draft.js", "poll.js", "sw.js"}


@pytest.mark.parametrize(
    "text",
    [
        "import requests",
        "import http.client",
        "from urllib.request import urlopen",
        "from urllib import request",
        "import socket as plug",
        "from django.core.mail import send_mail",
        "def f():\n    from django.core import mail",
    ],
)
def test_a_call_is_found(text: str) -> None:
    assert len(list(callers(planted(text)))) == 1


@pytest.mark.parametrize(
    "text", ["from urllib.parse import quote", "from http import HTTPStatus", "from django.core import paginator"]
)
def test_what_only_speaks_of_addresses_is_not_found(text: str) -> None:
    assert list(callers(planted(text))) == []


@pytest.mark.parametrize("text", ["eval('x')", "new Function('x')", "setTimeout('go()', 1)", "new WebSocket(a)"])
def test_a_script_that_does_is_found(text: str) -> None:
    assert SCRIPT_CALLS.search(text) or RUN.search(text)
