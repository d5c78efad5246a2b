"""Background work: enqueued in the transaction of the fact that needs it, run under a named scope."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import Jsonb
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from majlis.core import scope, wire
from majlis.core.viewer import system

RETRY = RetryStrategy(max_attempts=8, exponential_wait=3)


def task(
    name: str,
    *,
    queue: str = "default",
    retry: RetryStrategy | bool = RETRY,
    every: str = "",
    within_scope: bool = True,
) -> Callable[[Callable[..., None]], Any]:
    """Declare a task under the full dotted `name` that others use to enqueue it.

    `every` is a cron line in UTC for periodic work. A task runs in one transaction under the house's scope, named
    after the task; `within_scope=False` leaves both to the task itself (for work that waits for the outside).
    The function takes ids by keyword and calls one act; it must bear to be run twice.
    """

    def declare(function: Callable[..., None]) -> Any:
        @functools.wraps(function)
        def run(*args: Any, **kwargs: Any) -> None:
            if every:
                args, kwargs = (), {}
            if not within_scope:
                return function(*args, **kwargs)
            with scope.within(system(name)):
                return function(*args, **kwargs)

        declared = app.task(name=name, queue=queue, retry=retry, queueing_lock=name if every else None)(run)
        return app.periodic(cron=every)(declared) if every else declared

    return declare


_DEFER = """
SELECT procrastinate_defer_jobs_v1(
    ARRAY[ROW(%s, %s, %s, NULL, NULL, %s, NULL)]::procrastinate_job_to_defer_v1[])
"""


def enqueue(name: str, /, *, once: str = "", **ids: Any) -> bool:
    """Queue the task `name` in this transaction; a roll-back leaves no job.

    `once` is a key under which at most one job waits at a time. Returns False when one was waiting already.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("enqueue inside the transaction of the fact that needs the job")
    if not once:
        known = app.tasks.get(name)
        queue, priority = (known.queue, known.priority) if known else ("default", 0)
        wire.put(_DEFER, [queue, name, priority, Jsonb(ids)])
        return True
    try:
        with transaction.atomic():
            app.configure_task(name, queueing_lock=once, allow_unknown=True).defer(**ids)
    except AlreadyEnqueued:
        return False
    return True
