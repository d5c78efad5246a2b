"""Where the bytes lie: one file a paper, under two hexadecimal digits of its random id, readable by the house alone.

A file is on the disk, flushed, before the row that names it is written; it goes after the row has said so. What a crash
leaves between the two is a file without a row, which the daily repair removes.
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from majlis.core.errors import Refused

_HALF = ".half"
_FULL = {errno.ENOSPC, errno.EDQUOT}


def place(paper: uuid.UUID) -> Path:
    """Return the path of a paper's file."""
    return Path(settings.MEDIA_ROOT) / paper.hex[:2] / str(paper)


def write(paper: uuid.UUID, content: bytes) -> None:
    """Keep a paper's bytes for good: when this returns, they outlive a power cut. Refuses `no_room` on a full disk."""
    path = place(paper)
    half = path.with_name(path.name + _HALF)
    try:
        _make(path.parent)
        if shutil.disk_usage(path.parent).free - len(content) < settings.PAPERS_ROOM_LEFT:
            raise OSError(errno.ENOSPC, "little room left")
        with open(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        half.rename(path)
        _flush(path.parent)
    except OSError as error:
        half.unlink(missing_ok=True)
        if error.errno in _FULL:
            raise Refused(
                "no_room", _("Papers cannot be kept at this moment. Send your request without it, and add it later.")
            ) from error
        raise


def open_whole(paper: uuid.UUID, sha256: str) -> BinaryIO | None:
    """Return a paper's file opened at its beginning, or None when it is not there or is not what was kept."""
    try:
        file = place(paper).open("rb")
    except FileNotFoundError:
        return None
    if hashlib.file_digest(file, "sha256").hexdigest() != sha256:
        file.close()
        return None
    file.seek(0)
    return file


def remove(paper: uuid.UUID) -> None:
    """Remove a paper's file; nothing happens when there is none."""
    place(paper).unlink(missing_ok=True)


def folders() -> Iterator[tuple[str, dict[uuid.UUID, float]]]:
    """Yield (two digits, age in seconds by paper) for each of the 256 folders, also for one that is not there."""
    present = _present()
    for number in range(256):
        digits = f"{number:02x}"
        folder = Path(settings.MEDIA_ROOT) / digits
        yield digits, _ages(folder, present) if folder.is_dir() else {}


def _ages(folder: Path, present: float) -> dict[uuid.UUID, float]:
    ages = {}
    for path in folder.iterdir():
        try:
            name, age = uuid.UUID(path.name.removesuffix(_HALF)), present - path.stat().st_mtime
        except (ValueError, FileNotFoundError):
            continue
        if path.name.endswith(_HALF):
            if age > 86_400:
                path.unlink(missing_ok=True)
        else:
            ages[name] = age
    return ages


def _present() -> float:
    """Return the instant by the clock that dates the files: that of the disk they lie on, whatever ours says."""
    root = Path(settings.MEDIA_ROOT)
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    probe = root / f"{uuid.uuid4()}{_HALF}"
    probe.touch()
    try:
        return probe.stat().st_mtime
    finally:
        probe.unlink()


def _make(folder: Path) -> None:
    if not folder.is_dir():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _flush(folder.parent)


def _flush(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
