"""Put the jobs of a worker that died back into the queue."""

from __future__ import annotations

import asyncio
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from procrastinate import App
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

SILENCE = 30.0
"""Seconds without a heartbeat after which a worker counts as dead; a living one beats every ten."""


async def sweep(house: App, silence: float = SILENCE) -> int:
    """Queue anew every job whose worker has been silent for `silence` seconds; returns how many."""
    stalled = list(await house.job_manager.get_stalled_jobs(seconds_since_heartbeat=silence))
    for job in stalled:
        await house.job_manager.retry_job(job)
    return len(stalled)


async def _run(silence: float) -> int:
    connector = app.connector
    if not isinstance(connector, DjangoConnector):
        raise TypeError("jobs are kept in Django's database")
    with app.replace_connector(connector.get_worker_connector()) as house:
        async with house.open_async():
            return await sweep(house, silence)


class Command(BaseCommand):
    """Sweep stalled jobs once."""

    help = "Put the jobs of a worker that died back into the queue."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take how long a worker must have been silent."""
        parser.add_argument("--silence", type=float, default=SILENCE, metavar="SECONDS")

    def handle(self, *args: Any, **options: Any) -> None:
        """Sweep, and say how many jobs were put back."""
        self.stdout.write(f"{asyncio.run(_run(options['silence']))} jobs were put back")
