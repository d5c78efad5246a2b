"""Draw pictures anew: only what can be seen is kept, so no place, time, camera, thumbnail or hidden file stays in.

A picture is turned the right way up, its colours are brought to sRGB, and its longer side is at most 3000 pixels
(enough for A4 at 250 dots an inch). A paper of several pages (TIFF from a scanner) becomes a PDF.
"""

from __future__ import annotations

import io
import struct
import threading
import time
import zlib
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageCms, ImageOps

from majlis.cases.papers.kinds import JPEG, PDF, PNG, Kind, damaged
from majlis.core.errors import Refused

LONGEST_SIDE = 3000
MOST_PAGES = 40
MOST_PIXELS = 40_000_000
MOST_PIXELS_JPEG = 80_000_000
"""A JPEG is decoded at a fraction of its size, so it may be larger than what must be unpacked whole."""

_FORMATS = {"image/jpeg": ("JPEG", "MPO"), "image/png": ("PNG",), "image/webp": ("WEBP",), "image/tiff": ("TIFF",)}
_FAULTS = (
    *(OSError, ValueError, SyntaxError, EOFError, TypeError, LookupError, ArithmeticError, AttributeError),
    *(struct.error, zlib.error, RuntimeError, Warning),
)
_BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError)
_places = threading.BoundedSemaphore(2)
"""Pictures drawn at once in one process: each may take some 200 MB for a moment."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture drawn anew."""

    content: bytes
    kind: Kind
    pages: int


def redraw(content: bytes, kind: Kind) -> Drawn:
    """Return the picture drawn anew. Raises Refused: `paper_damaged`, `paper_too_large_picture`, `paper_many_pages`."""
    with _places:
        try:
            with Image.open(io.BytesIO(content), formats=_FORMATS[kind.media_type]) as picture:
                pages = getattr(picture, "n_frames", 1) if kind.media_type == "image/tiff" else 1
                return _pages(picture, pages) if pages > 1 else _one(picture)
        except _BOMBS:
            raise _too_large() from None
        except _FAULTS:
            raise damaged() from None


def _too_large() -> Refused:
    return Refused("paper_too_large_picture", _("This picture has too many pixels. Send a smaller one."))


def _one(picture: Image.Image) -> Drawn:
    lossy = picture.format in {"JPEG", "MPO"}
    _measure([picture.size], MOST_PIXELS_JPEG if lossy else MOST_PIXELS)
    seen = _seen(picture)
    out = io.BytesIO()
    if lossy or (seen.mode in {"RGB", "L"} and picture.format == "WEBP"):
        seen.save(out, "JPEG", quality=88, optimize=True)
        return Drawn(out.getvalue(), JPEG, 1)
    seen.save(out, "PNG", optimize=seen.mode == "1")
    return Drawn(out.getvalue(), PNG, 1)


def _pages(picture: Image.Image, pages: int) -> Drawn:
    if pages > MOST_PAGES:
        raise Refused("paper_many_pages", _("This file has too many pages. Send it in parts."))
    sizes = []
    for number in range(pages):
        picture.seek(number)
        sizes.append(picture.size)
    _measure(sizes, 3 * MOST_PIXELS)
    drawn = []
    for number in range(pages):
        picture.seek(number)
        drawn.append(_seen(picture.copy()))
    out, still = io.BytesIO(), time.gmtime(0)  # always the same day, so that the same paper is the same file
    first, *others = drawn
    first.save(
        out, "PDF", save_all=True, append_images=others, resolution=250, title="", creationDate=still, modDate=still
    )
    return Drawn(out.getvalue(), PDF, pages)


def _measure(sizes: list[tuple[int, int]], most: int) -> None:
    if sum(width * height for width, height in sizes) > most:
        raise _too_large()


def _seen(picture: Image.Image) -> Image.Image:
    """Return the pixels alone, the right way up, in sRGB, and not too many."""
    picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    profile = picture.info.get("icc_profile")
    picture.load()
    upright = _plain(ImageOps.exif_transpose(picture), profile)
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    bare = Image.new(upright.mode, upright.size)
    bare.paste(upright)
    return bare


def _plain(picture: Image.Image, profile: Any) -> Image.Image:
    clear = "A" in picture.getbands() or "transparency" in picture.info
    if picture.mode == "1":
        return picture
    if picture.mode.startswith(("I", "F")):  # sixteen bits and more: the upper eight are what a screen shows
        return picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if profile and picture.mode in {"RGB", "CMYK", "L"}:
        picture = _to_srgb(picture, bytes(profile))
    if clear:
        return picture.convert("RGBA")
    return picture if picture.mode == "L" else picture.convert("RGB")


def _to_srgb(picture: Image.Image, profile: bytes) -> Image.Image:
    try:
        given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        done = ImageCms.profileToProfile(picture, given, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        return picture
    return done or picture
