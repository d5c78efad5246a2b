"""What the tests of the acts of this room share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from majlis.accounts.models import Staff
from majlis.core.errors import Refused
from majlis.core.viewer import system
from majlis.trail.tests import reading

HOUSE = system("test")


def _kinds(member: Staff) -> list[str]:
    return reading.kinds(subject_kind="staff", subject_id=member.pk)


def _refused(code: str, act: Callable[[], Any]) -> None:
    with pytest.raises(Refused) as refused:
        act()
    assert refused.value.code == code
