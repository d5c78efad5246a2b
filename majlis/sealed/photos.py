"""Take the hidden place, time and camera out of a photograph, in memory, before it is encrypted."""

from __future__ import annotations

import io

from PIL import Image, ImageOps, UnidentifiedImageError

from majlis.sealed.crypto.parts import Given

KINDS = ("JPEG", "PNG", "WEBP")
MOST_PIXELS = 50_000_000


def without_hidden(paper: Given) -> Given:
    """Return a photograph drawn anew without its metadata; anything else comes back as it was.

    Only what can be seen is kept, turned the right way up. A picture that cannot be read, or that has more than fifty
    million pixels, is left alone: the reporter is told that only photographs can be cleaned.
    """
    try:
        with Image.open(io.BytesIO(paper.content), formats=KINDS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                return paper
            kind, drawn = str(picture.format), ImageOps.exif_transpose(picture)
            bare = drawn.convert("RGB") if kind == "JPEG" else drawn
            bare.info.clear()
            out = io.BytesIO()
            bare.save(out, kind, **({} if kind == "PNG" else {"quality": 90}))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        return paper
    return Given(paper.name, paper.type, out.getvalue())
