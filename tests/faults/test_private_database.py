"""Processes of a private server are killed without warning; nothing that was acknowledged may be missing."""

from __future__ import annotations

import json
import os
import pwd
import shutil
import signal
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from psycopg import errors

from majlis.config.database.errors import Unable
from majlis.config.database.joining import answers, held, kept
from majlis.config.database.leftovers import working_in
from majlis.config.database.places import CHECKOUT, Place, place
from tests.faults import scenario

pytestmark = pytest.mark.faults

SELF = [sys.executable, "-m", "tests.faults.scenario"]


def _remove(where: Place) -> None:
    for pid in working_in(where.data):
        os.kill(pid, signal.SIGKILL)
    shutil.rmtree(where.folder, ignore_errors=True)
    shutil.rmtree(where.socket, ignore_errors=True)


@pytest.fixture
def where(tmp_path: Path) -> Iterator[Place]:
    there = place(tmp_path / "a server")
    yield there
    _remove(there)


def _judge(done: subprocess.CompletedProcess[str]) -> None:
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told.keys() == {"owner", "keeper", "postmaster", "everything"}
    for event, rows in told.items():
        assert rows["before"] > 0, event
        assert rows["after"] > 0, event
        assert rows["lost"] == 0, event


def test_no_acknowledged_row_is_lost_when_processes_are_killed(where: Place, tmp_path: Path) -> None:
    command = [*SELF, "suffer", str(tmp_path / "a server")]
    _judge(subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False, timeout=180))


@pytest.fixture
def ordinary() -> Iterator[Path]:
    """Give a folder, with spaces in its path, of a user without rights."""
    if os.geteuid() != 0:
        pytest.skip("the other tests run as an ordinary user already")
    user = pwd.getpwnam("nobody")
    folder = Path(tempfile.mkdtemp(prefix="a clone with spaces "))
    os.chown(folder, user.pw_uid, user.pw_gid)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def _as_ordinary(words: list[str]) -> subprocess.CompletedProcess[str]:
    """Run as nobody by the first Python that nobody can reach with our packages."""
    user = pwd.getpwnam("nobody")
    packages = sysconfig.get_path("purelib")
    for python in (sys.executable, "/usr/bin/python3.11"):
        command = [python, *words]
        environment = {"PATH": os.defpath, "PYTHONPATH": packages, "PYTHONDONTWRITEBYTECODE": "1"}
        try:
            done = subprocess.run(
                command,
                cwd=CHECKOUT,
                env=environment,
                user=user.pw_uid,
                group=user.pw_gid,
                extra_groups=[],
                capture_output=True,
                text=True,
                check=False,
                timeout=180,
            )
        except (PermissionError, FileNotFoundError):
            continue
        if "No module named" not in done.stderr:
            return done
    pytest.skip("an ordinary user cannot reach this checkout or its Python")


def test_no_acknowledged_row_is_lost_when_an_ordinary_user_runs_it(ordinary: Path) -> None:
    _judge(_as_ordinary(["-m", "tests.faults.scenario", "suffer", str(ordinary / "server")]))


def _holders(where: Place, number: int) -> list[subprocess.Popen[str]]:
    command = [*SELF, "hold", str(where.folder)]
    return [subprocess.Popen(command, cwd=CHECKOUT, stdout=subprocess.PIPE, text=True) for _ in range(number)]


def _said(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    return process.stdout.readline()


def _kill(processes: list[subprocess.Popen[str]]) -> None:
    for process in processes:
        process.kill()
        process.communicate()


def test_one_server_starts_when_five_race(where: Place) -> None:
    racers = _holders(where, 5)
    postmasters = {_said(racer) for racer in racers}
    _kill(racers)
    assert len(postmasters) == 1
    assert postmasters.pop().strip().isdigit()


def _wait_until_gone(where: Place) -> bool:
    deadline = time.monotonic() + 20
    while (working_in(where.data) or kept(where)) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not working_in(where.data) and not kept(where)


def test_the_server_ends_when_its_last_holder_is_killed(where: Place) -> None:
    holders = _holders(where, 2)
    said = [_said(holder) for holder in holders]
    _kill(holders[:1])
    time.sleep(0.5)
    assert answers(where)
    _kill(holders[1:])
    assert said[0] == said[1]
    assert _wait_until_gone(where)
    assert not (where.data / "postmaster.pid").exists()


def test_the_server_starts_when_its_pid_file_names_a_stranger(where: Place) -> None:
    with held(where):
        pass
    assert _wait_until_gone(where)
    stranger = where.data / "postmaster.pid"
    stranger.write_text(f"{os.getpid()}\n{where.data}\n")
    os.chown(stranger, where.data.stat().st_uid, -1)
    with held(where):
        assert scenario.postmaster(where) != os.getpid()


def test_the_data_stay_when_the_passwords_are_lost(where: Place) -> None:
    with held(where), scenario.connect(where, "majlis_owner") as connection:
        connection.execute("CREATE TABLE kept AS SELECT 1 AS one")
    assert _wait_until_gone(where)
    where.keys.unlink()
    with held(where), scenario.connect(where) as connection:
        assert connection.execute("SELECT one FROM kept").fetchone() == (1,)


def test_the_data_folder_is_made_anew_when_its_making_was_interrupted(where: Place) -> None:
    for half in (where.folder / "data.new" / "base", where.data):
        half.mkdir(parents=True)
    with held(where), scenario.connect(where) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_the_data_are_not_made_anew_when_their_folder_is_damaged(where: Place) -> None:
    with held(where), scenario.connect(where, "majlis_owner") as connection:
        connection.execute("CREATE TABLE kept AS SELECT 1 AS one")
    assert _wait_until_gone(where)
    version = where.data / "PG_VERSION"
    version.rename(where.folder / "aside")
    with pytest.raises(Unable, match="lacks PG_VERSION"), held(where):
        pass
    assert _wait_until_gone(where)
    (where.folder / "aside").rename(version)
    with held(where), scenario.connect(where) as connection:
        assert connection.execute("SELECT one FROM kept").fetchone() == (1,)


def test_the_start_is_refused_in_one_sentence_when_the_data_are_of_another_version(where: Place) -> None:
    with held(where):
        pass
    assert _wait_until_gone(where)
    (where.data / "PG_VERSION").write_text("14\n")
    with pytest.raises(Unable, match="was made by PostgreSQL 14"), held(where):
        pass


def test_the_app_changes_rows_but_no_tables(where: Place) -> None:
    with held(where):
        with scenario.connect(where, "majlis_owner") as connection:
            connection.execute("CREATE TABLE house (room text)")
        with scenario.connect(where) as connection:
            connection.execute("INSERT INTO house VALUES ('reception')")
            assert connection.execute("SHOW lock_timeout").fetchone() == ("3s",)
            with pytest.raises(errors.InsufficientPrivilege):
                connection.execute("ALTER TABLE house ADD COLUMN door text")
            with pytest.raises(errors.InsufficientPrivilege):
                connection.execute("CREATE TABLE annex (room text)")
            with pytest.raises(errors.InsufficientPrivilege):
                connection.execute("SET ROLE majlis_search")
