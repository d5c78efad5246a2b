"""What this room does when a connection to the database is made."""

from __future__ import annotations

from typing import Any

from django.db.backends.signals import connection_created
from django.dispatch import receiver

STATEMENTS = 500
"""How many prepared statements a connection keeps. The pages and jobs of the house know some three hundred; with the
hundred that the driver keeps by itself they would drive out each other's, and the database plan them again."""


@receiver(connection_created)
def keep_statements(connection: Any, **_told: Any) -> None:
    """Let a new connection, or one out of the pool, keep the statements of all pages."""
    connection.connection.prepared_max = STATEMENTS
