"""Where a private server lives: its folder, its socket and the user it runs as."""

from __future__ import annotations

import hashlib
import os
import pwd
import re
import shutil
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from majlis.config.database.errors import Unable

CHECKOUT: Final = Path(__file__).resolve().parents[3]
SHARED: Final = Path("/var/lib/majlis")
SERVER_USER: Final = "majlis"
PORT: Final = 5432
LONGEST_SOCKET: Final = 107  # bytes of a Unix socket's path that Linux takes


@dataclass(frozen=True)
class Place:
    """The folder of one private server. Root's servers live under /var/lib/majlis, run by a user of their own.

    `origin` is the folder such a server belongs to; a file beside its data tells it to whoever clears up.
    """

    folder: Path
    origin: Path | None = None

    @property
    def data(self) -> Path:
        """Return the server's data folder."""
        return self.folder / "data"

    @property
    def keys(self) -> Path:
        """Return the file of passwords."""
        return self.folder / "keys.json"

    @property
    def log(self) -> Path:
        """Return the file of what the server says while it starts; later it writes into data/log."""
        return self.folder / "server.log"

    @property
    def users(self) -> Path:
        """Return the lock that all holders share."""
        return self.folder / "users.lock"

    @property
    def keeper(self) -> Path:
        """Return the lock that the keeper has alone."""
        return self.folder / "keeper.lock"

    @property
    def socket(self) -> Path:
        """Return the socket's folder: inside ours where that is short and plain, otherwise one of our own in /tmp.

        A comma would be read as a list of hosts by libpq, and by PostgreSQL as a list of folders.
        """
        inside = self.folder / "socket"
        name = str(inside / f".s.PGSQL.{PORT}")
        if len(os.fsencode(name)) <= LONGEST_SOCKET and re.fullmatch(r"[\w/.+-]+", name, re.ASCII):
            return inside
        return Path("/tmp") / f"majlis-{os.geteuid()}-{_digest(self.folder)}"  # noqa: S108 - made 0700 and checked


def place(folder: Path = CHECKOUT / ".data" / "postgres") -> Place:
    """Return the place of the server that belongs to `folder`, by default the one of this checkout.

    As root it is not `folder` itself: clones often lie where the server's user cannot reach.
    """
    folder = folder.absolute()
    return Place(SHARED / _digest(folder), origin=folder) if os.geteuid() == 0 else Place(folder)


def found(where: Place) -> None:
    """Make the place's folder, which the server's user may pass through; safe to repeat."""
    try:
        where.folder.mkdir(mode=0o711, parents=True, exist_ok=True)
    except OSError as reason:
        why = f"{reason.strerror}. Run as the user who owns the folder above it"
        raise Unable(f"{where.folder} cannot be made: {why}.") from None
    if server_user():
        SHARED.chmod(0o755)
        where.folder.chmod(0o711)
    if where.origin:
        (where.folder / "origin").write_text(f"{where.origin}\n")


def prepare(where: Place) -> None:
    """Make the folders that the server needs before it starts; safe to repeat."""
    found(where)
    _private(where.socket, server_user())


def lock_file(path: Path) -> IO[str]:
    """Open a file to lock, made if missing; nobody else may open it, for whoever may can hold the lock."""
    return open(os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600), "a+")


def server_user() -> pwd.struct_passwd | None:
    """Return the system user the server runs as when we are root (made if missing); None when we are not root.

    PostgreSQL refuses to run as root.
    """
    if os.geteuid() != 0:
        return None
    return _known(SERVER_USER) or _added(SERVER_USER) or pwd.getpwnam("nobody")


def _known(name: str) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None


def _added(name: str) -> pwd.struct_passwd | None:
    """Add a system user; of several at once one wins, and all find the user afterwards."""
    command = shutil.which("useradd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if command:
        options = ["--system", "--no-create-home", "--home-dir", str(SHARED), "--shell", "/usr/sbin/nologin"]
        subprocess.run([command, *options, name], capture_output=True, check=False)
    return _known(name)


def _private(folder: Path, user: pwd.struct_passwd | None) -> None:
    """Make `folder` readable by the server's user only, and refuse one that somebody else has put there."""
    owner = user.pw_uid if user else os.geteuid()
    try:
        folder.mkdir(mode=0o700)
        if user:
            os.chown(folder, user.pw_uid, user.pw_gid)
    except FileExistsError:
        pass
    state = folder.lstat()
    if user and state.st_uid == 0 and stat.S_ISDIR(state.st_mode):  # made by a starter beside us, or half-made
        os.chown(folder, user.pw_uid, user.pw_gid, follow_symlinks=False)
        state = folder.lstat()
    if not stat.S_ISDIR(state.st_mode) or state.st_uid != owner or state.st_mode & 0o077:
        raise Unable(f"{folder} must be a folder of the database's own user that nobody else may open. Remove it.")


def _digest(folder: Path) -> str:
    return hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]
