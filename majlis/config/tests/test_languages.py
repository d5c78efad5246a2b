"""The languages of the settings."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

ASK = (
    "from majlis.config import settings as s; print([c for c, _ in s.LANGUAGES], [c for c, _ in s.COMPLETE_LANGUAGES])"
)


def _start(languages: str) -> subprocess.CompletedProcess[str]:
    given = {**os.environ, "MAJLIS_MODE": "test", "MAJLIS_LANGUAGES": languages}
    return subprocess.run([sys.executable, "-c", ASK], env=given, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(("given", "offered"), [("", "['ar', 'en']"), ("ur, am", "['ar', 'en', 'ur', 'am']")])
def test_arabic_and_english_are_always_offered(given: str, offered: str) -> None:
    assert _start(given).stdout.strip() == f"{offered} ['ar', 'en']"


def test_a_language_that_is_not_possible_stops_the_start_and_is_named() -> None:
    answer = _start("ur,xx")
    assert answer.returncode != 0
    assert "MAJLIS_LANGUAGES" in answer.stderr
