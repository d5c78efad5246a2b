"""The three commands, as people and the Makefile call them."""

from __future__ import annotations

import subprocess
import sys

from majlis.config.words.places import ROOT


def words(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "majlis.config.words", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_check_when_the_catalogue_is_complete() -> None:
    done = words("check", "config")
    assert (done.returncode, done.stdout) == (0, "The catalogues are complete.\n")


def test_compile_when_it_is_called_twice() -> None:
    assert words("compile", "config").returncode == 0
    done = words("compile", "config")
    assert (done.returncode, done.stdout) == (0, "")


def test_any_command_when_the_room_is_not_there() -> None:
    done = words("check", "kitchen")
    assert (done.returncode, done.stdout) == (2, "")
    assert "no such room: kitchen" in done.stderr
