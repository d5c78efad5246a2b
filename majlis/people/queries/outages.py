"""Which identity providers are switched off for the moment."""

from __future__ import annotations

from majlis.people.models import Outage


def paused() -> frozenset[str]:
    """Return the names of providers that somebody declared to be down, and did not declare to be up again."""
    return frozenset(Outage.objects.filter(ended_at=None).values_list("provider", flat=True))
