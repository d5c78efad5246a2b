"""Tell whether the house is open: database, migrations and worker."""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse

_BEATS = """
SELECT count(*) > 0 FROM procrastinate_workers WHERE last_heartbeat > statement_timestamp() - interval '30 seconds'
"""
_migrated = False


def _is_migrated() -> bool:
    # Asked until it is true: a process never sees its migrations vanish, and the question is dear.
    global _migrated
    if not _migrated:
        executor = MigrationExecutor(connection)
        _migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return _migrated


def _worker_beats() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_BEATS)
        row = cursor.fetchone()
    return bool(row and row[0])


def healthz(request: HttpRequest) -> JsonResponse:
    """Answer 200 once database, migrations and worker are up, else 503 with the part that is missing."""
    parts = {"database": False, "migrations": False, "worker": False}
    try:
        parts["migrations"] = _is_migrated()
        parts["worker"] = parts["migrations"] and _worker_beats()
        parts["database"] = True  # at the end: by now it was asked, whatever was known from before
    except DatabaseError:
        pass
    return JsonResponse(parts, status=200 if all(parts.values()) else 503)
