"""Fixtures that every test may use."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, connections
from hypothesis import HealthCheck
from hypothesis import settings as given_settings

from tests import plugin

# A busy machine is no defect: examples may take their time.
given_settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
given_settings.load_profile("house")

plugin.begin()  # before the settings are read for the first time

from django.conf import settings as _settings  # noqa: E402

_ = _settings.DATABASES


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the test server that this process started."""
    plugin.end()


def _use(name: str) -> None:
    connections["default"].close()
    connections["default"].settings_dict["NAME"] = name
    os.environ["DATABASE_URL"] = plugin.url("app", name)


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: Any, django_db_blocker: Any) -> Iterator[None]:
    """Give this worker its own clone of the migrated template, used as the application's role."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", f"main{os.getpid()}")
    with plugin.clone(f"test_{worker}") as name, django_db_blocker.unblock():
        _use(name)
        yield
        connections["default"].close()


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """Give the test a database of its own, in which its transactions really commit; returns its name."""
    former = connections["default"].settings_dict["NAME"]
    with plugin.clone(f"own_{os.getpid()}") as name, django_db_blocker.unblock():
        _use(name)
        yield name
        connection.close()
        _use(former)


@pytest.fixture(autouse=True)
def _in_english(settings: Any) -> Iterator[None]:
    """Begin each test in English, whatever the test before it had activated."""
    from django.utils import translation

    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def _by_the_printed_calendar() -> None:
    """Begin each test with no month declared otherwise, and without a question to the database about it."""
    from majlis.core import hijri

    hijri.know(hijri.TABLE)
