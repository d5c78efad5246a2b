"""Declare an identity provider down, and up again."""

from __future__ import annotations

from majlis.core import clock
from majlis.core.scope import house
from majlis.core.viewer import Viewer
from majlis.people import facts, rules
from majlis.people.models import Outage
from majlis.people.moves._common import refuse_unless
from majlis.trail import moves as trail


def declare_down(provider: str, *, by: Viewer) -> None:
    """Offer a provider ("national", "approval") no longer; declaring it twice changes nothing."""
    refuse_unless(rules.may_declare_outage(by))
    with house():
        rows = Outage.objects.bulk_create([Outage(provider=provider, began_by=by.token)], ignore_conflicts=True)
        trail.record(facts.DOWN.name, by=by, subject=("identity", 0), provider=rows[0].provider)


def declare_up(provider: str, *, by: Viewer) -> None:
    """Offer a provider again."""
    refuse_unless(rules.may_declare_outage(by))
    with house():
        ended = Outage.objects.filter(provider=provider, ended_at=None)
        if ended.update(ended_at=clock.now(), ended_by=by.token):
            trail.record(facts.UP.name, by=by, subject=("identity", 0), provider=provider)
