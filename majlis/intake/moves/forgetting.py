"""Destroy the raw copy of a security matter, once it is sealed."""

from __future__ import annotations

from majlis.core.scope import house
from majlis.intake.models import Draft, Incoming


def forget(case_id: int) -> None:
    """Empty what came in for a case: words and answers go, that something came stays."""
    with house():
        Incoming.objects.filter(case_id=case_id).update(words="", answers={})
        Draft.objects.filter(case_id=case_id).update(answers={})
