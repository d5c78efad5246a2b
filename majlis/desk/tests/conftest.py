"""Fixtures of the desk's tests."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as house
from django.test import Client


@pytest.fixture
def client() -> Client:
    """Return a browser that reads English."""
    browser = Client()
    browser.cookies[house.LANGUAGE_COOKIE_NAME] = "en"
    return browser


@pytest.fixture(autouse=True)
def _own_papers(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = str(tmp_path / "papers")
