"""The one clock of the house. Every line of code that asks the time asks here.

A shift may be laid over the clock while the product is developed or tested, so that a journey can pass days in
a real server; production refuses to start with one (see the settings).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings

RIYADH = ZoneInfo("Asia/Riyadh")

_pretended: ContextVar[dt.datetime | None] = ContextVar("majlis_pretended_now", default=None)


@contextmanager
def pretend(at: dt.datetime) -> Iterator[None]:
    """Let this line of work believe that it is `at`, so that a sample centre can have a past. Refused in production."""
    if settings.PRODUCTION:
        raise RuntimeError("no pretended time in production")
    token = _pretended.set(at)
    try:
        yield
    finally:
        _pretended.reset(token)


def shift() -> dt.timedelta:
    """Return how far this clock stands ahead of the machine's, read from the clock file at every call."""
    name = getattr(settings, "CLOCK_FILE", "")
    if not name:
        return dt.timedelta(0)
    try:
        return dt.timedelta(seconds=int(Path(name).read_text().strip() or "0"))
    except FileNotFoundError:
        return dt.timedelta(0)


def now() -> dt.datetime:
    """Return the present instant as an aware datetime in UTC."""
    pretended = _pretended.get()
    if pretended is not None:
        return pretended
    return dt.datetime.now(dt.UTC) + shift()  # noqa: TID251 - the one place that asks the machine


def local_now() -> dt.datetime:
    """Return the present instant as an aware datetime in Asia/Riyadh."""
    return now().astimezone(RIYADH)


def today() -> dt.date:
    """Return the Gregorian date of the present day in Asia/Riyadh (not the last 24 hours)."""
    return local_now().date()


def day_of(at: dt.datetime) -> dt.date:
    """Return the Gregorian date that an instant has in Asia/Riyadh."""
    return at.astimezone(RIYADH).date()


def start_of(day: dt.date) -> dt.datetime:
    """Return the first instant of a Riyadh day, in UTC."""
    return dt.datetime.combine(day, dt.time(), RIYADH).astimezone(dt.UTC)
