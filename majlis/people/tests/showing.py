"""What the tests of the identity port share."""

from __future__ import annotations

import datetime as dt
from typing import Any

import jwt

from majlis.core import clock
from majlis.people.identity import simulator

SAMPLE = simulator.SAMPLES[2]


def later(**words: int) -> dt.datetime:
    return clock.now() + dt.timedelta(**words)


def claims_now(**instead: Any) -> dict[str, Any]:
    answer = jwt.decode(simulator.answer(SAMPLE, "n-1"), options={"verify_signature": False})
    return answer | instead
