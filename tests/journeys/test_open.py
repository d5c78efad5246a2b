"""The house opens, and the staff come in."""

from __future__ import annotations

from typing import Any

import pytest

pytestmark = pytest.mark.journey


def test_staff_sign_in_when_the_password_is_right(house: Any, staff: Any) -> None:
    page = staff("clerk")
    assert page.url.startswith(house.url)
    assert page.locator("html").get_attribute("dir") == "rtl"
