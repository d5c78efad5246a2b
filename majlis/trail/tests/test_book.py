"""The book: written in the act's transaction, chained per case, changed by nobody."""

from __future__ import annotations

import threading
from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction
from django.utils.translation import override

from majlis.core.errors import Refused
from majlis.core.scope import within
from majlis.core.viewer import Kind, Viewer, system
from majlis.trail import chain, kinds, moves, queries
from majlis.trail.models import Entry
from majlis.trail.tests import reading
from tests import plugin

CLERK = Viewer(kind=Kind.STAFF, id=7, label="Hind")

kinds.kind("test.said", staff="Said %(words)s on %(day_on)s", public=None)
kinds.kind("test.told", staff="Told", public="We told you")
_heard: list[int | None] = []


@moves.on("test.told")
def _listen(entry: Entry) -> None:
    _heard.append(entry.seq)


def _broken(case: int) -> chain.Break | None:
    with within(reading.READER):
        return queries.first_break(case)


def _three(case: int) -> None:
    with within(CLERK):
        for _time in range(3):
            moves.record("test.told", by=CLERK, subject=("case", case), case=case)


@pytest.mark.django_db
def test_record_chains_entries_when_they_belong_to_a_case() -> None:
    _three(1)
    entries = reading.entries(case_id=1)
    assert [entry.seq for entry in entries] == [1, 2, 3]
    assert chain.first_break(entries) is None
    with within(reading.READER):
        assert queries.head(1) == bytes(entries[-1].hash).hex()


@pytest.mark.django_db
def test_record_wakes_listeners_when_its_kind_is_listened_to() -> None:
    _heard.clear()
    _three(2)
    assert _heard == [1, 2, 3]


@pytest.mark.django_db
@pytest.mark.parametrize("statement", ["UPDATE trail_entry SET kind = 'x'", "DELETE FROM trail_entry"])
def test_write_is_refused_when_an_entry_would_change(statement: str) -> None:
    _three(3)
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        connection.cursor().execute(statement)


def test_first_break_names_the_place_when_a_superuser_tampers(committed: str) -> None:
    _three(4)
    with psycopg.connect(plugin.url("root", committed)) as root:
        root.execute("UPDATE trail_entry SET actor_label = 'x' WHERE case_id = 4 AND seq = 2")
    assert _broken(4) == chain.Break(4, 2, "changed")
    with psycopg.connect(plugin.url("root", committed)) as root:
        root.execute("DELETE FROM trail_entry WHERE case_id = 4 AND seq = 1")
    assert _broken(4) == chain.Break(4, 1, "missing")


@pytest.mark.django_db
def test_record_leaves_nothing_when_its_act_fails() -> None:
    with pytest.raises(ZeroDivisionError), within(CLERK):
        moves.record("test.told", by=CLERK, subject=("case", 5), case=5)
        raise ZeroDivisionError
    assert reading.entries(case_id=5) == []


@pytest.mark.django_db
def test_timeline_shows_public_sentences_only_when_the_public_reads() -> None:
    with within(CLERK):
        moves.record("test.told", by=CLERK, subject=("case", 6), case=6)
        moves.record("test.said", by=CLERK, subject=("case", 6), case=6, words="<b>", day_on="2026-11-23")
    with within(reading.READER):
        assert [line.words for line in queries.timeline(6, public=True)] == ["We told you"]
        staff = queries.timeline(6, public=False)
    assert "&lt;b&gt;" in staff[1].words
    assert staff[1].who == "Hind"
    assert "Jumada" in staff[1].words


@pytest.mark.django_db
def test_timeline_names_the_house_when_nobody_acted() -> None:
    by = system("majlis.cases.tasks.close_told")
    with within(by):
        moves.record("test.said", by=by, subject=("case", 6), case=6, words="", day_on="2026-11-23")
    with within(reading.READER), override("ar"):
        assert [line.who for line in queries.timeline(6, public=False)] == ["النظام آليًّا"]


@pytest.mark.django_db
def test_looked_keeps_one_line_when_somebody_looks_twice_a_day() -> None:
    with within(CLERK):
        moves.looked(CLERK, 7)
        moves.looked(CLERK, 7)
    (look,) = reading.looks()
    assert (look.viewer, look.case_id) == (CLERK.token, 7)


@pytest.mark.django_db
def test_looked_is_refused_when_it_tells_of_another() -> None:
    other = Viewer(kind=Kind.STAFF, id=8, label="Sara")
    with pytest.raises(DatabaseError, match="row-level security"), within(CLERK):
        moves.looked(other, 7)


@pytest.mark.django_db
def test_first_time_returns_the_result_when_the_same_form_comes_again() -> None:
    with within(CLERK):
        assert moves.first_time("k1", by=CLERK, act="open", body={"a": 1}) is None
        moves.remember("k1", {"case": 9})
    with within(CLERK):
        assert moves.first_time("k1", by=CLERK, act="open", body={"a": 1}) == {"case": 9}
        with pytest.raises(Refused, match="key_reused|already sent"):
            moves.first_time("k1", by=CLERK, act="open", body={"a": 2})


def _press(key: str, results: list[Any], done: list[int]) -> None:
    with within(system("press")):
        before = moves.first_time(key, by=CLERK, act="open", body={})
        if before is None:
            done.append(1)
            moves.remember(key, {"case": 1})
        results.append(before)
    connection.close()


def test_first_time_happens_once_when_twelve_press_together(committed: str) -> None:
    results: list[Any] = []
    done: list[int] = []
    threads = [threading.Thread(target=_press, args=("double", results, done)) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(done) == 1
    assert results.count({"case": 1}) == 11
