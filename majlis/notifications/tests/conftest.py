"""Fixtures of this room: one declared kind, carriers that keep what they are given, a fixed working day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

# A Tuesday, 10:00 in Riyadh.
MORNING = "2026-11-24T07:00:00+00:00"


@pytest.fixture
def kind() -> Iterator[Any]:
    """Declare the kind "test.told"."""
    from majlis.notifications.tests import builders

    with builders.a_kind() as declared:
        yield declared


@pytest.fixture
def box(settings: Any) -> Iterator[Any]:
    """Carry SMS, e-mail and calls by a box that keeps them."""
    from majlis.notifications.tests import builders

    settings.CARRIERS = builders.box_for("sms", "email", "call")
    builders.Box.sent, builders.Box.answers = [], []
    yield builders.Box
    builders.Box.sent, builders.Box.answers = [], []


@pytest.fixture
def morning() -> Iterator[time_machine.Traveller]:
    """Stop the clock on a Tuesday at 10:00 in Riyadh; `move_to` and `shift` move it."""
    with time_machine.travel(MORNING, tick=False) as clock:
        yield clock
