"""Daily tidying: buckets that are full again, sessions that have ended."""

from __future__ import annotations

from django.contrib.sessions.backends.db import SessionStore

from majlis.accounts import moves
from majlis.core.jobs import task


@task("majlis.accounts.tasks.sweep_buckets", every="10 0 * * *")
def sweep_buckets() -> None:
    """Forget buckets that nobody drew from for two days: all are full again after one."""
    moves.forget_full_buckets()


@task("majlis.accounts.tasks.sweep_sessions", every="20 0 * * *")
def sweep_sessions() -> None:
    """Remove sessions that have ended."""
    SessionStore.clear_expired()
