"""Make many cases for load: a thousand, a hundred thousand, a million, in minutes. Never in a house that serves people.

The rows are written by COPY and one INSERT a table, as the tables' owner, and in one transaction: a run that is
interrupted leaves nothing behind. Large runs take the indexes down first and build them once at the end.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.conf import settings
from psycopg import sql

from majlis.accounts.models import Staff
from majlis.bodies.models import Body
from majlis.cases.models import Case
from majlis.catalogue import moves as catalogue
from majlis.catalogue.models import Category, Service
from majlis.centres.models import Centre
from majlis.config.database import entry
from majlis.config.seed import load_rows as rows
from majlis.config.seed import places, staff
from majlis.core import clock, secrets
from majlis.core.errors import Refused
from majlis.core.scope import within
from majlis.core.viewer import system

HOUSE = system("majlis.config.seed.load")
PIN = "482915"
"""Opens every case made for load."""
BATCH = 10_000
LARGE = 20_000
# Tables with the columns that are written; a table that names no first id has no counter of its own.
TABLES = (
    ("persons", "people_beneficiary", rows.PERSON),
    ("points", "people_contactpoint", rows.POINT),
    ("cases", "cases_case", rows.CASE),
    ("lines", "cases_searchline", rows.LINE),
    ("entries", "trail_entry", rows.ENTRY),
)
COUNTED = {
    "person": "people_beneficiary",
    "point": "people_contactpoint",
    "case": "cases_case",
    "entry": "trail_entry",
}
FOLLOWING = (
    """
    INSERT INTO intake_incoming (channel, outside_id, words, answers, language, by, case_id, read_back, at)
    SELECT channel, '', words, answers, language, 'anonymous:0', id, false, opened_at FROM load_cases
    """,
    """
    INSERT INTO cases_party (case_id, role, mark, name, standing, added_at)
    SELECT id, 'applicant', 'beneficiary:' || beneficiary_id, '', '', opened_at FROM load_cases
    """,
)
_INDEXES = """
SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index i
WHERE i.indrelid = ANY (%s::regclass[]) AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid)
"""
ALL = [table for _rows, table, _columns in TABLES] + ["intake_incoming", "cases_party"]


def fill(count: int) -> None:
    """Add `count` cases, each with a person, a phone, its search line, its chained trail and what was said.

    Lays out centres, staff and catalogue where there are none. The words and numbers are the same on every machine;
    the instants are counted back from now. Says how far it is on standard error.
    Raises Refused "cases_there" in production when the house has cases.
    """
    if settings.PRODUCTION:
        _refuse_when_used()
    with within(HOUSE):
        _lay_out()
        ground = _ground(count)
    started = time.monotonic()
    with _owner() as connection:
        with connection.transaction(), _indexes_down(connection, large=count >= LARGE):
            _write(connection, ground, count, started)
        _say(f"indexes built after {time.monotonic() - started:.0f} s")
        for table in ALL:
            connection.execute(sql.SQL("VACUUM (ANALYZE) {}").format(sql.Identifier(table)))
    _say(f"{count} cases in {time.monotonic() - started:.0f} s")


def _refuse_when_used() -> None:
    with within(HOUSE):
        if Case.objects.exists():
            raise Refused("cases_there", "The house has cases: nothing is made up beside them.")


def _lay_out() -> None:
    catalogue.load(by=HOUSE)
    centres = list(Centre.objects.order_by("pk")) or places.centres(HOUSE)
    if not Staff.objects.exists():
        staff.everyone(centres, list(Body.objects.order_by("pk")) or places.bodies(HOUSE), HOUSE)


def _ground(count: int) -> rows.Ground:
    services = Service.objects.filter(active=True).order_by("pk").values_list("pk", "kind", "road")
    with _owner() as connection:
        counters = {name: _next_id(connection, table) for name, table in COUNTED.items()}
    return rows.Ground(
        first=counters,
        persons=max(1, count * 2 // 3),
        services=list(services),
        categories=list(Category.objects.filter(active=True).order_by("pk").values_list("pk", "sensitivity")),
        centres=list(Centre.objects.order_by("pk").values_list("pk", flat=True)),
        staff=list(Staff.objects.order_by("pk").values_list("pk", "name_ar")),
        taken=frozenset(Case.objects.values_list("reference", flat=True)),
        now=clock.now(),
        pin_hash=secrets.hash_pin(PIN),
    )


@contextmanager
def _owner() -> Iterator[psycopg.Connection[Any]]:
    """Open a connection of the tables' owner, who writes as the house."""
    given = entry("owner")
    words = {"host": given["HOST"], "port": given["PORT"], "dbname": given["NAME"], "user": given["USER"]}
    with psycopg.connect(
        **{name: value for name, value in words.items() if value},
        password=given["PASSWORD"] or None,
        autocommit=True,
        **given["OPTIONS"],
    ) as connection:
        connection.execute("SELECT set_config('majlis.scope', 'house', false)")
        yield connection


def _next_id(connection: psycopg.Connection[Any], table: str) -> int:
    row = connection.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id'))", [table]).fetchone()
    return int(row[0]) if row else 0


@contextmanager
def _indexes_down(connection: psycopg.Connection[Any], *, large: bool) -> Iterator[None]:
    """Take down the indexes that no constraint needs, and build them anew at the end; leave them for a small run."""
    found = connection.execute(_INDEXES, [ALL]).fetchall() if large else []
    connection.execute("SET LOCAL maintenance_work_mem = '512MB'")
    connection.execute("SET CONSTRAINTS ALL IMMEDIATE")  # an index cannot be built while a check is waiting
    for name, _definition in found:
        connection.execute(f"DROP INDEX {name}")
    yield
    for name, definition in found:
        started = time.monotonic()
        connection.execute(definition)
        _say(f"index {name} in {time.monotonic() - started:.0f} s")


def _write(connection: psycopg.Connection[Any], ground: rows.Ground, count: int, started: float) -> None:
    for kind, table, columns in TABLES:
        names = sql.SQL(", ").join(map(sql.Identifier, columns))
        stage = sql.SQL("CREATE TEMP TABLE {} ON COMMIT DROP AS SELECT {} FROM {} WITH NO DATA")
        connection.execute(stage.format(sql.Identifier(f"load_{kind}"), names, sql.Identifier(table)))
    done = 0
    for made in rows.make(ground, count, BATCH):
        for kind, table, columns in TABLES:
            _insert(connection, kind, table, columns, getattr(made, kind))
        for statement in FOLLOWING:
            connection.execute(statement)
        for kind, _table, _columns in TABLES:
            connection.execute(sql.SQL("TRUNCATE {}").format(sql.Identifier(f"load_{kind}")))
        done += len(made.cases)
        _say(f"{done} of {count} after {time.monotonic() - started:.0f} s")
    for table in COUNTED.values():
        connection.execute(
            sql.SQL("SELECT setval(pg_get_serial_sequence({}, 'id'), (SELECT max(id) FROM {}))").format(
                sql.Literal(table), sql.Identifier(table)
            )
        )


def _insert(connection: psycopg.Connection[Any], kind: str, table: str, columns: list[str], lines: list[str]) -> None:
    # COPY does not go into a table under row-level security; INSERT does, and asks the policy once.
    names, stage = sql.SQL(", ").join(map(sql.Identifier, columns)), sql.Identifier(f"load_{kind}")
    with connection.cursor() as cursor, cursor.copy(sql.SQL("COPY {} FROM STDIN").format(stage)) as copy:
        copy.write("".join([f"{line}\n" for line in lines]))
    cursor = connection.execute(
        sql.SQL("INSERT INTO {} ({}) SELECT {} FROM {}").format(sql.Identifier(table), names, names, stage)
    )
    if cursor.rowcount != len(lines):
        raise RuntimeError(f"{table} took {cursor.rowcount} of {len(lines)} rows")


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)
