"""What the weekly session does by itself, and later: call who is next, reckon plans, lay them out."""

from __future__ import annotations

from majlis.audiences.moves import gate, plans, pricing, standby, today
from majlis.core import jobs
from majlis.core.viewer import system

_BY = system("majlis.audiences.tasks")


@jobs.task("majlis.audiences.tasks.call_next")
def call_next(sitting: int) -> None:
    """Tell who is next in a sitting that he is."""
    today.call_next(sitting, by=_BY)


@jobs.task("majlis.audiences.tasks.reckon", within_scope=False)
def reckon(plan: int) -> None:
    """Reckon a plan that was asked for."""
    plans.reckon(plan, by=_BY)


@jobs.task("majlis.audiences.tasks.lay_out", within_scope=False)
def lay_out(plan: int) -> None:
    """Make the places of an approved plan."""
    plans.lay_out(plan, by=_BY)


@jobs.task("majlis.audiences.tasks.price", within_scope=False)
def price(line: int) -> None:
    """Reckon what each other session would cost for somebody."""
    pricing.reckon(line, by=_BY)


@jobs.task("majlis.audiences.tasks.hand_gate_lists", every="*/10 * * * *")
def hand_gate_lists() -> None:
    """Hand the gates their lists of today and tomorrow, where they are new or have changed."""
    gate.hand_lists(by=_BY)


@jobs.task("majlis.audiences.tasks.offer_places", every="*/10 * * * *", within_scope=False)
def offer_places() -> None:
    """Pass on what was not answered in time, and offer the places that became free."""
    standby.run(by=_BY)
