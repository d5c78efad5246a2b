"""What /healthz says of the house: open only when database, migrations and worker are up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from majlis.core import clock, health


def _a_worker(seconds_silent: int) -> None:
    beat = clock.now() - dt.timedelta(seconds=seconds_silent)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%s)", [beat])


@pytest.mark.django_db
def test_healthz_when_everything_is_up(client: Client) -> None:
    _a_worker(seconds_silent=12)
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"database": True, "migrations": True, "worker": True})


@pytest.mark.django_db
def test_healthz_when_no_worker_has_ever_come(client: Client) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()["worker"]) == (503, False)


@pytest.mark.django_db
def test_healthz_when_the_worker_was_killed(client: Client) -> None:
    _a_worker(seconds_silent=31)
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()["worker"]) == (503, False)


@pytest.mark.django_db
def test_healthz_when_a_migration_is_missing(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_migrated", False)
    _a_worker(seconds_silent=0)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE id = (SELECT max(id) FROM django_migrations)")
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (503, {"database": True, "migrations": False, "worker": False})


@pytest.fixture
def no_database(committed: str) -> Iterator[None]:
    """Point the connection to a database that is not there."""
    told: dict[str, Any] = connection.settings_dict
    connection.close()
    told["NAME"] = f"{committed}_is_gone"
    yield
    connection.close()
    told["NAME"] = committed


def test_healthz_when_the_database_does_not_answer(no_database: None, client: Client) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()["database"]) == (503, False)
