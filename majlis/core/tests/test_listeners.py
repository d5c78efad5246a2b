"""A connection keeps the statements of all pages."""

from __future__ import annotations

import pytest
from django.db import connection

from majlis.core.listeners import STATEMENTS


@pytest.mark.django_db
def test_a_connection_keeps_the_statements_of_all_pages_when_it_is_made() -> None:
    """More than the hundred that the driver keeps by itself."""
    connection.ensure_connection()
    assert connection.connection.prepared_max == STATEMENTS > 100
