"""What keeps the house closed in production, in one sentence each."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from majlis.accounts.tests.builders import a_staff
from majlis.config.database.places import CHECKOUT


def _opened(folder: Path, **changed: str) -> subprocess.CompletedProcess[str]:
    """Take the last steps before the doors open, in production, on the database that the environment names."""
    own = {
        "MAJLIS_MODE": "production",
        "MAJLIS_SECRET_KEY": "a secret of this test alone, as long as it must be",
        "MAJLIS_HOSTS": "majlis.example",
        "MAJLIS_ORIGIN": "https://majlis.example",
        "MAJLIS_STATIC": str(folder / "static"),
        "MAJLIS_PAPERS": str(folder / "papers"),
    }
    command = [sys.executable, "-m", "majlis.config.running.opening"]
    environment = os.environ | own | changed
    return subprocess.run(command, cwd=CHECKOUT, env=environment, capture_output=True, text=True, check=False)


def test_the_house_opens_when_all_is_well(committed: str, tmp_path: Path) -> None:
    a_staff("operations_officer", email="nobody@ministry.test")
    done = _opened(tmp_path)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("origin", "code", "words"),
    [("https://majlis.example", 1, "give DATABASE_URL another database"), ("https://localhost", 0, "on this machine")],
)
def test_the_sample_centre_is_served_to_nobody_but_ourselves(
    committed: str, tmp_path: Path, origin: str, code: int, words: str
) -> None:
    a_staff("operations_officer", email="operations1@majlis.example")
    done = _opened(tmp_path, MAJLIS_ORIGIN=origin)
    assert done.returncode == code
    assert words in done.stderr


def test_the_house_stays_closed_when_the_database_does_not_answer(tmp_path: Path) -> None:
    done = _opened(tmp_path, DATABASE_URL="postgresql://majlis_app:x@127.0.0.1:1/majlis")
    assert done.returncode == 1
    assert "The database did not do its part" in done.stderr
    assert "Traceback" not in done.stderr
