"""The test database: one private server a run, migrated once into a template, cloned for each worker.

The root conftest begins it while it is imported, before the settings are read. Tests run
as the application's role, under the same row-level security as the product.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from majlis.config.words.catalogue import compile_all
from majlis.config.words.places import rooms

ROOT = Path(__file__).resolve().parents[1]
TEMPLATE = "majlis_template"
_stack = contextlib.ExitStack()


def _fingerprint(major: int) -> str:
    """Return a word for the present state of all migrations, of the packages that bring their own, and the server."""
    digest = hashlib.sha256((ROOT / "uv.lock").read_bytes() + bytes([major]))
    for part in [*sorted(ROOT.glob("majlis/**/migrations/*.py")), ROOT / "majlis/core/rls.py"]:
        digest.update(part.name.encode() + part.read_bytes())
    return digest.hexdigest()[:16]


def _migrate(url: str) -> None:
    environment = {
        **os.environ,
        "MAJLIS_DATABASE_AS": "owner",
        "DATABASE_OWNER_URL": url,
        "DATABASE_URL": url,
    }
    command = [sys.executable, "-m", "django", "migrate", "--verbosity", "0", "--skip-checks"]
    environment["PYTHONPATH"] = str(ROOT)
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise pytest.UsageError("the migrations fail:\n" + done.stderr[-4000:])


def _fill(running: Any) -> None:
    """Fill the template: from the dump of an earlier run with the same migrations, else by migrating."""
    from majlis.config.database.binaries import binaries

    tools, words = binaries(), running.conninfo("majlis_root", TEMPLATE)
    environment = {**os.environ, "PGPASSWORD": words["password"]}
    place = ["-h", words["host"], "-p", str(words["port"]), "-U", "majlis_root", "-d", TEMPLATE]
    kept = ROOT / ".data" / "test-templates" / f"{_fingerprint(tools.major)}.sql"
    if kept.exists():
        restore = [tools["psql"], "-q", "-X", "-v", "ON_ERROR_STOP=1", *place, "-f", str(kept)]
        subprocess.run(restore, env=environment, check=True, stdout=subprocess.DEVNULL)
        return
    _migrate(running.url("majlis_owner", TEMPLATE))
    kept.parent.mkdir(parents=True, exist_ok=True)
    for old in sorted(kept.parent.glob("*.sql"), key=os.path.getmtime)[:-4]:
        old.unlink(missing_ok=True)
    half = kept.with_suffix(f".{os.getpid()}")
    subprocess.run([tools["pg_dump"], *place, "-f", str(half)], env=environment, check=True)
    half.rename(kept)


def _start() -> None:
    from majlis.config.database.testing import server

    folder = Path(tempfile.mkdtemp(prefix="majlis-test-"))
    running = _stack.enter_context(server(folder))
    for role in ("root", "owner", "app"):
        os.environ[f"MAJLIS_TEST_{role.upper()}"] = running.url(f"majlis_{role}", "{name}")
    with psycopg.connect(**running.conninfo("majlis_root", "postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {TEMPLATE} TEMPLATE majlis OWNER majlis_owner")
    _fill(running)


def url(role: str, name: str) -> str:
    """Return the address of the database `name` on the test server for a role: root, owner or app."""
    return os.environ[f"MAJLIS_TEST_{role.upper()}"].replace("{name}", name)


@contextlib.contextmanager
def clone(name: str) -> Iterator[str]:
    """Make the database `name` out of the template and drop it afterwards."""
    with psycopg.connect(url("root", "postgres"), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE} OWNER majlis_owner")
    try:
        yield name
    finally:
        with psycopg.connect(url("root", "postgres"), autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def begin() -> None:
    """Start the server, or find the one of the controlling process, before the settings are read."""
    os.environ["MAJLIS_MODE"] = "test"
    os.environ["DJANGO_SETTINGS_MODULE"] = "majlis.config.settings"
    if "MAJLIS_TEST_APP" not in os.environ:
        compile_all(rooms())
        _start()
    os.environ["DATABASE_URL"] = url("app", TEMPLATE)
    os.environ["DATABASE_OWNER_URL"] = url("owner", TEMPLATE)


def end() -> None:
    """Stop the server that this process started."""
    _stack.close()
