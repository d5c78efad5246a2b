"""A real server and a real browser for the pages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.pages import harness
from tests.pages.serving import serve


@pytest.fixture(scope="session")
def served(django_db_setup: None) -> Iterator[str]:
    """Serve the product from this worker's database; returns the address."""
    with serve() as base:
        yield base


@pytest.fixture(scope="module")
def running() -> Iterator[Browser]:
    """Run a browser. It ends with the module: while it runs, Django would refuse its database in this thread."""
    with harness.browser() as one:
        yield one
