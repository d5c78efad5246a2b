"""Token buckets in the database: how often something may be tried, counted for all processes together.

A bucket holds at most `burst` tokens and gains `rate_per_minute` a minute; each try takes one. The count is one
statement and must commit whatever becomes of the request, or a failing request would undo it. Therefore it is taken
before the scope of the request opens: in the `before` of a gate. Inside a scope it refuses to work. A try that turned
out well may be given back, so that only misses count.
"""

from __future__ import annotations

import datetime as dt
import math
from typing import Any

from django.db import connection
from django.db.models import F
from django.db.models.functions import Least
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from majlis.accounts.models import Bucket
from majlis.core import clock, scope
from majlis.core.errors import Refused

LONGEST_KEY = 120
DAY_IN_MINUTES = 24 * 60

_TAKE = """
INSERT INTO accounts_bucket AS bucket (key, tokens, at) VALUES (%(key)s, %(burst)s - 1, %(now)s)
ON CONFLICT (key) DO UPDATE SET
    at = greatest(bucket.at, excluded.at),
    tokens = least(%(burst)s, bucket.tokens + %(rate)s
        * greatest(0, extract(epoch FROM excluded.at - bucket.at))::float8 / 60) - 1
WHERE least(%(burst)s, bucket.tokens + %(rate)s
        * greatest(0, extract(epoch FROM excluded.at - bucket.at))::float8 / 60) >= 1
"""


class SlowDown(Refused):
    """Too many tries: wait `retry_after` seconds, then go on. Shown as 429 (RFC 6585)."""

    status = 429


def allow(bucket: str, *, rate_per_minute: float, burst: int) -> bool:
    """Take a token from a bucket and tell whether there was one. No transaction of a scope may be open.

    A bucket must be full again within a day (burst <= rate * 1440): it is forgotten then.
    """
    if scope.current():
        raise RuntimeError("count tries before the scope opens: in the `before` of the gate")
    if not 1 <= burst <= rate_per_minute * DAY_IN_MINUTES:
        raise ValueError("a bucket holds at least one token and is full again within a day")
    values: dict[str, str | float | dt.datetime] = {
        "key": _key(bucket),
        "burst": float(burst),
        "rate": float(rate_per_minute),
        "now": clock.now(),
    }
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, values)
        return bool(cursor.rowcount == 1)


def check(
    bucket: str, *, rate_per_minute: float, burst: int, sentence: str | Promise = "", code: str = "slow_down"
) -> None:
    """Take a token, or raise SlowDown with the seconds after which there is one again."""
    if not allow(bucket, rate_per_minute=rate_per_minute, burst=burst):
        raise SlowDown(
            code,
            sentence or _("Too many tries in a short time. Wait a minute, then try again."),
            retry_after=math.ceil(60 / rate_per_minute),
        )


def give_back(bucket: str, *, burst: int) -> None:
    """Put a token back, because the try was a good one."""
    Bucket.objects.filter(key=_key(bucket)).update(tokens=Least(F("tokens") + 1.0, float(burst)))


def left(bucket: str, *, rate_per_minute: float, burst: int) -> int:
    """Return how many tries are left now, without taking one."""
    kept: Any = Bucket.objects.filter(key=_key(bucket)).first()
    if kept is None:
        return burst
    gained = max(0.0, (clock.now() - kept.at).total_seconds()) * rate_per_minute / 60
    return int(min(float(burst), kept.tokens + gained))


def _key(bucket: str) -> str:
    if "\0" in bucket or len(bucket) > LONGEST_KEY:
        raise ValueError("a bucket's name is short plain text: use a digest of what people type")
    return bucket
