"""Signs of life, seen from outside: the health page, and the worker's heart."""

from __future__ import annotations

import http.client
import json
import time
from typing import Any

import psycopg

from majlis.config import env
from majlis.config.database import entry

HEART = "SELECT max(last_heartbeat) FROM procrastinate_workers"


def health(host: str, port: int) -> dict[str, Any] | None:
    """Return an empty dictionary if /healthz answers 200, the parts it names if not, None if nobody answers."""
    asked = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - these are compared, not bound
    link = http.client.HTTPConnection(asked, port, timeout=10)
    try:
        link.request("GET", "/healthz", headers={"Host": _our_name()})
        answer = link.getresponse()
        words = answer.read()
    except (OSError, http.client.HTTPException):
        return None
    finally:
        link.close()
    if answer.status == 200:
        return {}
    try:
        parts = json.loads(words)
    except ValueError:
        parts = {}
    return parts if isinstance(parts, dict) and parts else {"web": f"answers {answer.status}"}


def _our_name() -> str:
    """Return a name that the site answers to, for it refuses all others."""
    named = [name.lstrip(".") for name in env.listed("MAJLIS_HOSTS", []) if name != "*"]
    return named[0] if named else "localhost"


class Heart:
    """Tells whether the worker is stuck: it lives, the database answers, but its heartbeat has stood still.

    The beat is compared with itself, not with a clock. With workers on other machines too, any of them counts.
    """

    def __init__(self, patience: float = 60.0) -> None:
        self.patience = patience
        self.beat: Any = None
        self.moved = time.monotonic()

    def rest(self) -> None:
        """Count anew, after the worker was started."""
        self.moved = time.monotonic()

    def stands_still(self) -> bool:
        """Ask for the beat; a database that does not answer proves nothing about the worker."""
        try:
            beat = _beat()
        except psycopg.Error:
            self.rest()
            return False
        if beat != self.beat:
            self.beat = beat
            self.rest()
        return time.monotonic() - self.moved > self.patience


def _beat() -> Any:
    told = entry("app")
    known = {"host": told["HOST"], "port": told["PORT"], "dbname": told["NAME"], "user": told["USER"]}
    secret = {"password": told["PASSWORD"]} if told["PASSWORD"] else {}
    given = {name: value for name, value in known.items() if value}
    with psycopg.connect(**{"connect_timeout": 5, **given, **secret, **told["OPTIONS"]}) as connection:
        row = connection.execute(HEART).fetchone()
    return row and row[0]
