"""The passwords of the private server's three roles, in one file that only its owner can read."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from majlis.config.database.errors import Unable


@dataclass(frozen=True)
class Keys:
    """One random password for each role that may sign in."""

    majlis_root: str
    majlis_owner: str
    majlis_app: str


def keys(file: Path) -> Keys:
    """Return the passwords kept in `file`; the first to ask makes them, and all others read the same ones.

    Raises Unable if the file is there but cannot be read or understood.
    """
    if not file.exists():
        _make(file)
    try:
        return Keys(**json.loads(file.read_text()))
    except PermissionError:
        raise Unable(f"{file} belongs to another user: run as that user, or remove the folder it is in.") from None
    except (ValueError, TypeError):
        raise Unable(f"{file} is damaged. Remove it: new passwords are made at the next start.") from None


def _make(file: Path) -> None:
    """Write the whole file under another name, then link it into place: no reader ever sees half of it."""
    made = Keys(*(secrets.token_urlsafe(32) for _ in range(3)))
    try:
        file.parent.mkdir(mode=0o711, parents=True, exist_ok=True)
        draft = file.with_name(f".{file.name}.{os.getpid()}.{secrets.token_hex(4)}")
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            json.dump(asdict(made), out)
            out.flush()
            os.fsync(out.fileno())
    except OSError as reason:
        why = f"{reason.strerror}. Run as the user who owns this folder"
        raise Unable(f"{file.parent} cannot be written: {why}.") from None
    try:
        with contextlib.suppress(FileExistsError):
            os.link(draft, file)
    finally:
        draft.unlink()
