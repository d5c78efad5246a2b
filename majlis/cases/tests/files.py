"""Files for tests, made byte by byte: what comes in, what does not, and what pretends."""

from __future__ import annotations

import base64
import gzip
import io
import struct
import zipfile
import zlib
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

EICAR = base64.b64decode("WDVPIVAlQEFQWzRcUFpYNTQoUF4pN0NDKTd9JEVJQ0FSLVNUQU5EQVJELUFOVElWSVJVUy1URVNULUZJTEUhJEgrSCo=")
"""The harmless file that every scanner takes for harmful, by agreement. Never written out in a source."""


def upload(content: bytes, name: str = "paper.bin", says: str = "application/octet-stream") -> SimpleUploadedFile:
    """Return an upload that says of itself what `says` says."""
    return SimpleUploadedFile(name, content, says)


def picture(kind: str = "JPEG", size: tuple[int, int] = (64, 48), mode: str = "RGB", **words: Any) -> bytes:
    """Return a picture with a slope of colours, so that turning it shows."""
    out = io.BytesIO()
    slope = Image.linear_gradient("L").resize(size)
    drawn = slope.convert(mode)
    if mode == "RGBA":
        drawn.putalpha(slope)
    drawn.save(out, kind, **words)
    return out.getvalue()


def photo_with_place() -> bytes:
    """Return a photograph that tells where it was taken, lying on its side, with a comment and a tail."""
    exif = Image.Exif()
    exif[0x0112] = 6  # turn a quarter to the right
    exif[0x010F] = "PlantedCamera"
    exif.get_ifd(0x8825).update({1: "N", 2: (24.0, 42.0, 30.0), 3: "E", 4: (46.0, 40.0, 12.0)})
    return picture(exif=exif, comment=b"planted comment") + b"planted tail"


def tiff(pages: int) -> bytes:
    """Return a scan of several pages."""
    out = io.BytesIO()
    first, *others = [Image.new("1", (160, 220), number % 2) for number in range(pages)]
    first.save(out, "TIFF", save_all=True, append_images=others)
    return out.getvalue()


def png_bomb() -> bytes:
    """Return a small file that unpacks into 30,000 x 30,000 pixels."""
    head = struct.pack(">IIBBBBB", 30_000, 30_000, 1, 0, 0, 0, 0)
    body = zlib.compress(bytes(3751 * 30_000), 9)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def pdf(
    pages: int = 1, *, inside: bytes = b"", stream: bytes = b"BT ET", trailer: bytes = b"", tail: bytes = b""
) -> bytes:
    """Return a PDF. `inside` goes into its catalogue, `stream` is what its pages draw, `tail` comes after its end."""
    kids = b" ".join(b"%d 0 R" % (3 + number) for number in range(pages))
    objects = [
        b"1 0 obj\n<</Type /Catalog /Pages 2 0 R " + inside + b">>\nendobj\n",
        b"2 0 obj\n<</Type /Pages /Kids [" + kids + b"] /Count %d>>\nendobj\n" % pages,
    ]
    objects += [
        b"%d 0 obj\n<</Type /Page /Parent 2 0 R /Contents %d 0 R>>\nendobj\n" % (3 + number, 3 + pages)
        for number in range(pages)
    ]
    objects.append(b"%d 0 obj\n<</Length %d>>\nstream\n" % (3 + pages, len(stream)) + stream + b"\nendstream\nendobj\n")
    body = b"%PDF-1.7\n" + b"".join(objects)
    return body + b"trailer\n<</Root 1 0 R " + trailer + b">>\nstartxref\n%d\n%%%%EOF\n" % len(body) + tail


def packed_pdf(pages: int, *, inside: bytes = b"") -> bytes:
    """Return a PDF whose catalogue and pages lie packed in an object stream, as most programs write them."""
    catalogue = b"<</Type/Catalog/Pages 2 0 R" + inside + b">>"
    tree = b"<</Type/Pages/Kids[]/Count %d>>" % pages
    index = b"1 0 2 %d " % (len(catalogue) + 1)
    plain = zlib.compress(index + catalogue + b" " + tree)
    head = b"5 0 obj\n<</Type/ObjStm/N 2/First %d/Filter/FlateDecode/Length %d>>stream\n" % (len(index), len(plain))
    return b"%PDF-1.5\n" + head + plain + b"\nendstream\nendobj\nstartxref\n9\n%%EOF"


def zipped(**files: bytes) -> bytes:
    """Return a packed folder."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as folder:
        for name, content in files.items():
            folder.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def gzipped(content: bytes) -> bytes:
    return gzip.compress(content, mtime=0)


def docx(kind: str = "word") -> bytes:
    return zipped(**{"[Content_Types].xml": b"<Types/>", f"{kind}/document.xml": b"<w/>"})


def odt() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as folder:
        folder.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    return out.getvalue()


def box(name: bytes, body: bytes) -> bytes:
    """Return a box of the ISO base media format."""
    return struct.pack(">I4s", 8 + len(body), name) + body


def mp4(*handlers: bytes, brand: bytes = b"M4A ", labels: bytes = b"") -> bytes:
    """Return a film or a voice note with one track for each handler ("soun", "vide")."""
    tracks = b"".join(
        box(b"trak", box(b"tkhd", bytes(8)) + box(b"mdia", box(b"hdlr", bytes(8) + one + bytes(12))))
        for one in handlers
    )
    moov = box(b"moov", box(b"mvhd", bytes(16)) + tracks + (box(b"udta", labels) if labels else b""))
    return box(b"ftyp", brand + bytes(4) + b"isom") + moov + box(b"mdat", bytes(range(64)))


def mp3(*, label: bytes = b"") -> bytes:
    """Return two frames of silence (128 kbit/s, 44.1 kHz: 417 bytes each), behind a label when one is given."""
    frame = b"\xff\xfb\x90\x64" + bytes(413)
    size = len(label)
    front = b"ID3\x04\x00\x00" + bytes([size >> 21 & 127, size >> 14 & 127, size >> 7 & 127, size & 127]) + label
    return (front if label else b"") + frame * 2


def ogg(codec: bytes = b"OpusHead\x01\x01") -> bytes:
    """Return the first two pages of a recording."""

    def page(flags: int, body: bytes) -> bytes:
        return b"OggS\x00" + bytes([flags]) + bytes(20) + bytes([1, len(body)]) + body

    return page(2, codec) + page(0, b"OpusTags")


def webm(codec: bytes = b"A_OPUS") -> bytes:
    return b"\x1a\x45\xdf\xa3\x9f\x42\x82\x84webm" + bytes(40) + b"\x86\x86" + codec + bytes(100)
