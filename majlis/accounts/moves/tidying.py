"""Forget what nobody needs any more."""

from __future__ import annotations

import datetime as dt

from majlis.accounts.models import Bucket
from majlis.core import clock

FULL_AGAIN = dt.timedelta(days=2)


def forget_full_buckets() -> None:
    """Forget buckets that nobody drew from for two days: all are full again after one."""
    Bucket.objects.filter(at__lt=clock.now() - FULL_AGAIN).delete()
