"""Daily tidying: buckets that are full again, sessions that have ended."""

from __future__ import annotations

import datetime as dt

from django.contrib.sessions.backends.db import SessionStore

from majlis.accounts.models import Bucket
from majlis.core import clock
from majlis.core.jobs import task

FULL_AGAIN = dt.timedelta(days=2)


@task("majlis.accounts.tasks.sweep_buckets", every="10 0 * * *")
def sweep_buckets() -> None:
    """Forget buckets that nobody drew from for two days: all are full again after one."""
    Bucket.objects.filter(at__lt=clock.now() - FULL_AGAIN).delete()


@task("majlis.accounts.tasks.sweep_sessions", every="20 0 * * *")
def sweep_sessions() -> None:
    """Remove sessions that have ended."""
    SessionStore.clear_expired()
