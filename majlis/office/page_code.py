"""Read the code of a brief from the picture of its page, as it came back written on by hand."""

from __future__ import annotations

import io
import re
from typing import IO

import zxingcpp
from PIL import Image, UnidentifiedImageError

from majlis.office.queries import PAGE_PREFIX

_CODE = re.compile(re.escape(PAGE_PREFIX) + r"([0-9a-f]{16})$")


def codes_in(file: IO[bytes]) -> set[str]:
    """Return the codes of briefs that a picture shows; none for a file that is no picture, or where none is legible."""
    try:
        with Image.open(io.BytesIO(file.read())) as picture:
            found = zxingcpp.read_barcodes(picture.convert("L"))
    except (UnidentifiedImageError, OSError):
        return set()
    matches = (_CODE.search(code.text) for code in found)
    return {match[1] for match in matches if match}
