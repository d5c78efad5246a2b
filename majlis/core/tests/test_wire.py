"""The wire: the scope is told when it is needed, what waits keeps its order, and a roll-back drops it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from majlis.core import scope, wire
from majlis.core.viewer import Kind, Viewer, system

HOUSE = system("test")
WOMAN = Viewer(kind=Kind.STAFF, id=7, label="O'Hara", desks=frozenset({"1:audit"}), women=True)

pytestmark = pytest.mark.django_db


def asked(sql: str, params: Any = None) -> Any:
    """Return the first value that a statement gives."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchone()[0]


def word(name: str) -> str:
    """Return a word of the scope as the database knows it."""
    return str(asked("SELECT coalesce(current_setting(%s, true), '')", [f"majlis.{name}"]))


@dataclass
class Traffic:
    """What went over the socket: how many statements, in how many round trips."""

    statements: int = 0
    trips: int = 0


@contextmanager
def listening() -> Iterator[Traffic]:
    """Listen to the talk with the server, as the client library hears it."""
    heard, line = Traffic(), connection.connection.pgconn
    with tempfile.TemporaryFile("w+") as talk:
        line.trace(talk.fileno())
        try:
            yield heard
        finally:
            line.untrace()
        talk.seek(0)
        said = [words.split("\t")[3] for words in talk.read().splitlines() if "\tF\t" in words]
    heard.statements = said.count("Execute") + said.count("Query")
    heard.trips = said.count("Sync") + said.count("Query")


@pytest.fixture
def slate() -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE slate (place serial, word text UNIQUE) ON COMMIT DROP")


def write(text: str) -> None:
    wire.put("INSERT INTO slate (word) VALUES (%s)", [text])


def written() -> list[str]:
    return list(asked("SELECT coalesce(array_agg(word ORDER BY place), '{}') FROM slate"))


def test_database_knows_the_scope_in_force_at_each_statement() -> None:
    with scope.within(WOMAN):
        assert (word("scope"), word("viewer"), word("desks"), word("women")) == ("staff", "staff:7", "{1:audit}", "yes")
        with scope.house():
            assert (word("scope"), word("viewer")) == ("house", "staff:7")
        assert word("scope") == "staff"
        with scope.within(HOUSE):
            assert (word("scope"), word("viewer"), word("women")) == ("house", "system:0", "no")
        assert (word("scope"), word("women")) == ("staff", "yes")
    assert (word("scope"), word("viewer"), word("women")) == ("", "", "")


def test_scope_that_asks_nothing_costs_nothing_and_one_that_asks_costs_no_trip_of_its_own() -> None:
    connection.ensure_connection()
    with scope.within(WOMAN), listening() as heard:
        with scope.house():
            pass
        asked("SELECT 1")
        asked("SELECT 2")
    assert (heard.statements, heard.trips) == (3, 2)


def test_act_that_refuses_leaves_the_scope_from_before() -> None:
    with scope.within(WOMAN):
        with pytest.raises(ValueError, match="no"), scope.house():
            assert word("scope") == "house"
            raise ValueError("no")
        assert word("scope") == "staff"
    with pytest.raises(ValueError, match="no"), scope.house():
        assert word("scope") == "house"
        raise ValueError("no")
    assert word("scope") == ""


def test_roll_back_to_a_savepoint_restores_the_scope_and_drops_what_waits(slate: None) -> None:
    with scope.within(WOMAN):
        write("before")
        with pytest.raises(ValueError, match="no"), scope.within(HOUSE):
            assert word("scope") == "house"
            write("lost")
            raise ValueError("no")
        assert word("scope") == "staff"
        write("after")
        assert written() == ["before", "after"]


def test_what_waits_leaves_in_order_with_the_next_statement(slate: None) -> None:
    with scope.within(HOUSE):
        asked("SELECT 1")
        with listening() as heard:
            write("100 % 'sure'; --")
            write("\\two %s")
            assert written() == ["100 % 'sure'; --", "\\two %s"]
        assert (heard.statements, heard.trips) == (3, 1)
        write("three")
    assert written()[-1] == "three"


def test_what_waits_leaves_under_the_scope_in_which_it_was_written(slate: None) -> None:
    with scope.within(WOMAN):
        with scope.house():
            wire.put("INSERT INTO slate (word) VALUES (current_setting('majlis.scope'))")
        wire.put("INSERT INTO slate (word) VALUES (current_setting('majlis.scope'))")
        assert written() == ["house", "staff"]


def test_what_waits_to_the_end_leaves_under_the_scope_in_which_it_was_written(slate: None) -> None:
    with scope.within(WOMAN):
        asked("SELECT 1")
        with scope.house():
            wire.put("INSERT INTO slate (word) VALUES (current_setting('majlis.scope'))")
    assert written() == ["house"]


def test_outside_of_a_scope_nothing_waits(slate: None) -> None:
    with listening() as heard:
        write("now")
    assert heard.trips == 1
    assert written() == ["now"]


def test_statement_that_stands_apart_passes_what_waits(slate: None) -> None:
    with scope.within(HOUSE):
        write("waits")
        with wire.apart():
            assert written() == []
        assert written() == ["waits"]


def test_fault_of_what_waits_is_told_by_the_statement_with_which_it_leaves(slate: None) -> None:
    with pytest.raises(DatabaseError, match="slate_word_key"), scope.within(HOUSE):
        write("twice")
        write("twice")
        asked("SELECT 1")
    assert written() == []


def test_fault_of_what_waits_to_the_end_undoes_the_act(slate: None) -> None:
    with pytest.raises(DatabaseError, match="slate_word_key"), scope.within(HOUSE):
        write("twice")
        write("twice")
    assert written() == []


def test_savepoint_keeps_what_waited_before_it(slate: None) -> None:
    with scope.within(HOUSE):
        write("kept")
        with pytest.raises(ValueError, match="no"), transaction.atomic():
            write("lost")
            raise ValueError("no")
        assert written() == ["kept"]


def test_rows_read_through_a_cursor_of_the_server_come_after_what_waits(slate: None) -> None:
    with scope.within(HOUSE):
        write("one")
        with connection.chunked_cursor() as cursor:
            cursor.execute("SELECT word FROM slate")
            assert cursor.fetchall() == [("one",)]


def test_many_rows_at_once_come_after_what_waits(slate: None) -> None:
    with scope.within(HOUSE):
        write("one")
        with connection.cursor() as cursor:
            cursor.executemany("INSERT INTO slate (word) VALUES (%s)", [["two"], ["three"]])
        assert written() == ["one", "two", "three"]


def test_number_of_changed_rows_is_that_of_the_statement_itself(slate: None) -> None:
    with scope.within(HOUSE), connection.cursor() as cursor:
        write("one")
        write("two")
        cursor.execute("UPDATE slate SET word = 'three' WHERE word = %s", ["two"])
        assert cursor.rowcount == 1
