"""How many statements one request sends to the database, counted in the throwaway server's own log."""

from __future__ import annotations

import re
import time
from collections import Counter
from pathlib import Path

import psycopg

from bench.clients import Ask, Client
from bench.house import House

# A statement sent as text, or the execution of a prepared one, behind the number of its process.
_STATEMENT = re.compile(r"\[(\d+)\] LOG:  duration: \S+ ms  (?:statement|execute [^:]*): (.*)")
_CONTROL = re.compile(r"(?i)\s*(begin|commit|rollback|savepoint|release|deallocate|select 1;?$|;?$)")
_SETTLE = 0.6  # seconds in which the log's writer writes what it holds


def of(house: House, ask: Ask) -> int:
    """Return the statements of one request to a warm server, without transaction control. See `statements`."""
    return len(statements(house, ask))


def statements(house: House, ask: Ask) -> list[str]:
    """Return the first lines of the statements of one request.

    Those of the process that sent the most: a request has one connection, and the worker is quiet meanwhile.
    """
    browser = Client(house.port, 7)
    _log_all(house, on=True)
    try:
        browser.ask(ask) if ask.form is None else None
        time.sleep(_SETTLE)
        log = max((house.database.where.data / "log").glob("*.log"), key=lambda path: path.stat().st_mtime)
        before = log.stat().st_size
        browser.ask(ask)
        time.sleep(_SETTLE)
        return _of_busiest(log, before)
    finally:
        _log_all(house, on=False)


def _of_busiest(log: Path, before: int) -> list[str]:
    with log.open("rb") as lines:
        lines.seek(before)
        found = _STATEMENT.findall(lines.read().decode("utf-8", "replace"))
    counted = [(pid, words) for pid, words in found if not _CONTROL.match(words)]
    if not counted:
        raise RuntimeError("the server's log shows no statement of the request")
    busiest = Counter(pid for pid, _words in counted).most_common(1)[0][0]
    return [words for pid, words in counted if pid == busiest]


def _log_all(house: House, *, on: bool) -> None:
    with psycopg.connect(**house.database.conninfo("majlis_root"), autocommit=True) as connection:
        connection.execute(f"ALTER SYSTEM SET log_min_duration_statement = {0 if on else -1}")
        connection.execute("SELECT pg_reload_conf()")
    time.sleep(0.2)
