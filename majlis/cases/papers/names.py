"""Clean the name that a file came with: what is shown and offered for saving, never where it lies."""

from __future__ import annotations

import re

from majlis.core import arabic

LONGEST = 100
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f%;]+')
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,5}$")


def clean(given: str, ending: str) -> str:
    """Return a name of at most 100 letters with the ending that the content has, whatever ending it came with.

    Folders, hidden characters, text that changes direction, and signs that a system forbids in names are dropped.
    """
    last = arabic.clean(given.replace("\\", "/")).rsplit("/", maxsplit=1)[-1]
    stem = _FORBIDDEN.sub(" ", last)
    while _ENDING.search(stem):
        stem = _ENDING.sub("", stem)
    stem = " ".join(stem.split()).strip(". ")[: LONGEST - len(ending) - 1].strip(". ")
    return f"{stem or 'paper'}.{ending}"
