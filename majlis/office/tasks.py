"""What the minister's office is reminded of, and what the minister gets each week."""

from __future__ import annotations

from majlis.core import jobs
from majlis.office.moves import telling


@jobs.task("majlis.office.tasks.remind_of_unconfirmed", every="20 * * * *")
def remind_of_unconfirmed() -> None:
    """Remind of directives that were not confirmed in time."""
    telling.remind_of_unconfirmed()


@jobs.task("majlis.office.tasks.send_the_list", every="0 5 * * 0")
def send_the_list() -> None:
    """Send the minister word of what his office decided, on Sunday at 8:00 in Riyadh."""
    telling.send_the_list()
