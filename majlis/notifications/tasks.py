"""Work in the background. These open their own transactions, for between them the outside is spoken to."""

from __future__ import annotations

from majlis.core import jobs
from majlis.notifications import engine


@jobs.task("majlis.notifications.tasks.send", within_scope=False)
def send(notice: int) -> None:
    """Begin to send a notice."""
    engine.send(notice)


@jobs.task("majlis.notifications.tasks.deliver", within_scope=False)
def deliver(delivery: int) -> None:
    """Try one delivery again."""
    engine.deliver_all([delivery])


@jobs.task("majlis.notifications.tasks.climb", within_scope=False)
def climb(notice: int) -> None:
    """Go to the next way."""
    engine.climb(notice)


@jobs.task("majlis.notifications.tasks.sweep", every="* * * * *", within_scope=False)
def sweep() -> None:
    """Once a minute: whatever time has brought about."""
    engine.sweep()
