"""A file is what its content says: what comes in, what is refused and with which word, what is left of it."""

from __future__ import annotations

import functools
import hashlib
import io
import time

import pytest
from PIL import Image

from majlis.cases.papers import kinds, names, pdf, pictures
from majlis.cases.papers.prepare import prepare
from majlis.cases.tests import files
from majlis.cases.tests.files import EICAR, upload
from majlis.core.errors import Refused

TAKEN = {
    "pdf": (files.pdf(3), "application/pdf"),
    "pdf packed": (files.packed_pdf(7), "application/pdf"),
    "jpeg": (files.picture(), "image/jpeg"),
    "jpeg in print colours": (files.picture(mode="CMYK"), "image/jpeg"),
    "jpeg grey": (files.picture(mode="L"), "image/jpeg"),
    "png": (files.picture("PNG"), "image/png"),
    "png clear": (files.picture("PNG", mode="RGBA"), "image/png"),
    "png of sixteen bits": (files.picture("PNG", mode="I;16"), "image/png"),
    "webp": (files.picture("WEBP"), "image/jpeg"),
    "webp clear": (files.picture("WEBP", mode="RGBA"), "image/png"),
    "tiff": (files.tiff(1), "image/png"),
    "tiff of pages": (files.tiff(3), "application/pdf"),
    "mp3": (files.mp3(), "audio/mpeg"),
    "m4a": (files.mp4(b"soun"), "audio/mp4"),
    "3gp voice": (files.mp4(b"soun", brand=b"3gp4"), "audio/mp4"),
    "opus": (files.ogg(), "audio/ogg"),
    "vorbis": (files.ogg(b"\x01vorbis"), "audio/ogg"),
    "webm voice": (files.webm(), "audio/webm"),
}
REFUSED = {
    "html": (b"<!doctype html><script>alert(1)</script>", "text"),
    "html with a mark": (b"\xef\xbb\xbf<html>", "text"),
    "svg with script": (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "text"),
    "xml": (b'<?xml version="1.0"?><a/>', "text"),
    "plain Arabic": ("أرجو النظر في طلبي ".encode() * 400, "text"),
    "javascript": (b"fetch('/x')", "text"),
    "eml": (b"From: a@b.example\r\nSubject: x\r\n\r\nx", "text"),
    "postscript": (b"%!PS-Adobe-3.0", "text"),
    "eicar": (EICAR, "text"),
    "docx": (files.docx(), "office"),
    "xlsm": (files.docx("xl"), "office"),
    "odt": (files.odt(), "office"),
    "doc with macros": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "office"),
    "rtf": (b"{\\rtf1\\ansi x}", "office"),
    "zip": (files.zipped(a=b"x"), "archive"),
    "eicar in zip": (files.zipped(a=EICAR), "archive"),
    "zip bomb": (files.zipped(a=bytes(5_000_000)), "archive"),
    "gzip": (files.gzipped(EICAR), "archive"),
    "rar": (b"Rar!\x1a\x07\x01\x00" + bytes(40), "archive"),
    "7z": (b"7z\xbc\xaf\x27\x1c" + bytes(40), "archive"),
    "windows program": (b"MZ\x90\x00" + bytes(100), "program"),
    "linux program": (b"\x7fELF" + bytes(100), "program"),
    "shell": (b"#!/bin/sh\nrm x", "program"),
    "java": (b"\xca\xfe\xba\xbe" + bytes(40), "program"),
    "gif": (files.picture("GIF"), "picture"),
    "gif that is a script": (b"GIF89a/*" + bytes(20) + b"*/=1;alert(1)", "picture"),
    "bmp": (files.picture("BMP"), "picture"),
    "avif": (files.picture("AVIF"), "picture"),
    "jpeg 2000": (files.picture("JPEG2000"), "picture"),
    "icon": (files.picture("ICO"), "picture"),
    "heic": (files.box(b"ftyp", b"heic" + bytes(4) + b"mif1heic") + bytes(80), "heic"),
    "film": (files.mp4(b"vide", b"soun", brand=b"isom"), "video"),
    "film of a phone": (files.mp4(b"soun", b"vide", brand=b"qt  "), "video"),
    "webm film": (files.webm(b"V_VP9"), "video"),
    "ogg film": (files.ogg(b"\x80theora"), "video"),
    "mkv": (b"\x1a\x45\xdf\xa3\x9f\x42\x82\x88matroska" + bytes(40), "video"),
    "noise": (hashlib.sha512(b"x").digest() * 9, "unknown"),
    "zeros": (bytes(500), "unknown"),
    "jpeg that stops": (files.picture(size=(400, 400))[:2500], "damaged"),
    "jpeg of nothing": (b"\xff\xd8\xff\xe0" + bytes(200), "damaged"),
    "html called jpeg inside": (b"\xff\xd8\xff<html><script>alert(1)</script>", "damaged"),
    "png that stops": (files.picture("PNG")[:60], "damaged"),
    "webp that stops": (files.picture("WEBP")[:40], "damaged"),
    "tiff that stops": (files.tiff(1)[:30], "damaged"),
    "pdf that stops": (files.pdf()[:200], "damaged"),
    "pdf with a folder behind it": (files.pdf(tail=files.zipped(a=EICAR)), "damaged"),
    "pdf with a page behind it": (files.pdf(tail=b"<script>alert(1)</script>"), "damaged"),
    "mp3 of nothing": (b"ID3" + bytes(300), "damaged"),
    "page called mp3 inside": (b"\xff\xfb<script>alert(1)</script>", "damaged"),
    "m4a that stops": (files.mp4(b"soun")[:60], "damaged"),
    "m4a without a track": (files.mp4(), "damaged"),
    "ogg that stops": (files.ogg()[:40], "damaged"),
    "webm without a track": (files.webm(b"????"), "damaged"),
    "pdf with javascript": (files.pdf(inside=b"/OpenAction <</S /JavaScript /JS (x)>> "), "active"),
    "pdf with hidden javascript": (files.pdf(inside=b"/OpenAction <</S /J#61vaScript>> "), "active"),
    "pdf with packed javascript": (files.packed_pdf(1, inside=b"/AA<</S/JavaScript>>"), "active"),
    "pdf with files": (files.pdf(inside=b"/Names <</EmbeddedFiles 9 0 R>> "), "active"),
    "pdf that starts a program": (files.pdf(inside=b"/OpenAction <</S /Launch>> "), "active"),
    "m4a of boxes in boxes": (
        files.box(b"ftyp", b"M4A ") + functools.reduce(lambda inner, _: files.box(b"moov", inner), range(1500), b""),
        "damaged",
    ),
    "mp3 of labels in labels": (b"ID3\x04\0\0\0\0\0\0" * 500_000, "damaged"),
    "empty": (b"", "empty"),
}


@pytest.mark.parametrize("name", TAKEN)
def test_file_comes_in_when_it_is_a_paper_a_picture_or_a_voice(name: str) -> None:
    content, media_type = TAKEN[name]
    ready = prepare(upload(content, "x.html", "text/html"))
    assert ready.media_type == media_type
    assert ready.name.rsplit(".", 1)[1] in kinds.ACCEPT
    assert ready.sha256 == hashlib.sha256(ready.content).hexdigest()
    assert prepare(upload(content)).content == ready.content


@pytest.mark.parametrize("name", REFUSED)
def test_file_is_refused_when_it_is_anything_else_whatever_it_is_called(name: str) -> None:
    content, word = REFUSED[name]
    for called, says in (("x.jpg", "image/jpeg"), ("x.pdf", "application/pdf")):
        with pytest.raises(Refused) as refused:
            prepare(upload(content, called, says))
        assert refused.value.code == f"paper_{word}"
        assert str(refused.value).endswith(".")


def test_photograph_tells_no_place_when_it_was_drawn_anew() -> None:
    given = files.photo_with_place()
    for planted in (b"Exif", b"PlantedCamera", b"planted comment", b"planted tail"):
        assert planted in given
    ready = prepare(upload(given))
    with Image.open(io.BytesIO(ready.content)) as kept:
        assert not kept.getexif()
        assert set(kept.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        assert kept.size == (48, 64)  # it stands upright now
        left, right = kept.convert("L").getpixel((2, 30)), kept.convert("L").getpixel((45, 30))
        assert left > right + 100  # type: ignore[operator]
    for planted in (b"Exif", b"PlantedCamera", b"planted"):
        assert planted not in ready.content


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_other_pictures_tell_nothing_either_when_drawn_anew(kind: str) -> None:
    exif = Image.Exif()
    exif[0x010F] = "PlantedCamera"
    given = files.picture(kind, exif=exif)
    assert b"PlantedCamera" in given
    assert b"PlantedCamera" not in prepare(upload(given)).content


def test_harmful_text_is_gone_when_it_hid_in_a_picture() -> None:
    given = files.picture(comment=EICAR) + EICAR + files.zipped(a=EICAR)
    assert EICAR not in prepare(upload(given)).content


def test_picture_is_made_smaller_when_its_side_is_over_the_limit() -> None:
    with Image.open(io.BytesIO(prepare(upload(files.picture(size=(6200, 3100)))).content)) as kept:
        assert kept.size == (3000, 1500)


def test_colours_stay_as_seen_when_a_picture_has_its_own_space() -> None:
    from PIL import ImageCms

    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    given = files.picture(icc_profile=lab)
    ready = prepare(upload(given))
    with Image.open(io.BytesIO(ready.content)) as kept, Image.open(io.BytesIO(given)) as was:
        assert "icc_profile" not in kept.info
        assert abs(kept.getpixel((9, 30))[0] - was.getpixel((9, 30))[0]) < 6  # type: ignore[index]


def test_bomb_is_refused_fast_when_few_bytes_hold_many_pixels() -> None:
    bomb, begun = files.png_bomb(), time.monotonic()
    assert len(bomb) < 200_000
    with pytest.raises(Refused) as refused:
        prepare(upload(bomb))
    assert refused.value.code == "paper_too_large_picture"
    assert time.monotonic() - begun < 2


def test_scan_is_refused_when_it_has_too_many_pages() -> None:
    with pytest.raises(Refused) as refused:
        prepare(upload(files.tiff(pictures.MOST_PAGES + 1)))
    assert refused.value.code == "paper_many_pages"


def test_voice_note_loses_its_labels_and_nothing_else_when_taken() -> None:
    given = files.mp4(b"soun", labels=b"+24.7130+046.6700/")
    kept = prepare(upload(given)).content
    assert b"+24.7130" in given
    assert b"+24.7130" not in kept
    assert len(kept) == len(given)
    assert kept[-72:] == given[-72:]


def test_sound_alone_is_kept_when_scanners_would_skip_the_file() -> None:
    sound = files.mp3() * 4
    label = files.mp3(label=b"TPE1 planted name " + EICAR)[: -len(files.mp3())]
    given = label + sound[:1668] + EICAR + sound[1668:] + b"TAG" + bytes(125)
    assert prepare(upload(given)).content == sound
    assert prepare(upload(files.ogg() + EICAR)).content == files.ogg()


LOCKS = {
    "2": "/Length 40 /O <c92422687facee686e373f10b5c7d04738053152f7e2ee30e11c69ec442576ab> /P -4 /R 2 "
    "/U <b3d9fa366906ef42f354c6deb74c59075eaf334eb7c04356ba0d7f3dd8b51d0a> /V 1",
    "2 locked": "/Length 40 /O <92fe0f4454ad4c9644693f33c07cb54f587dce1e2682fe9ecea6107a1ef630dd> /P -4 /R 2 "
    "/U <f53be2f0b8dac4313197df2d160bb5ade3ac05b5b656448e405c1b683d9d270b> /V 1",
    "3": "/Length 128 /O <566fa873ee33c797cd3b904fdadf814afa34df9a38f6ed41b984e2c6da2aa6f5> /P -4 /R 3 "
    "/U <e21cc3d13b0faa9934db7d20f11e333e0122456a91bae5134273a6db134c87c4> /V 2",
    "3 locked": "/Length 128 /O <0db5855fc5326569e765906caf64e4429a4c20d6e996fdef963e9b5080f9e083> /P -4 /R 3 "
    "/U <30eabcb886d436efd161ab7b96a778fd0122456a91bae5134273a6db134c87c4> /V 2",
    "4": "/CF <</StdCF <</CFM /AESV2 /Length 16>>>> /Length 128 "
    "/O <566fa873ee33c797cd3b904fdadf814afa34df9a38f6ed41b984e2c6da2aa6f5> /P -4 /R 4 "
    "/U <e21cc3d13b0faa9934db7d20f11e333e0122456a91bae5134273a6db134c87c4> /V 4",
    "4 locked": "/CF <</StdCF <</CFM /AESV2 /Length 16>>>> /Length 128 "
    "/O <0db5855fc5326569e765906caf64e4429a4c20d6e996fdef963e9b5080f9e083> /P -4 /R 4 "
    "/U <30eabcb886d436efd161ab7b96a778fd0122456a91bae5134273a6db134c87c4> /V 4",
    "6": "/CF <</StdCF <</CFM /AESV3 /Length 32>>>> /Length 256 /O <68570c456ef7a1d99f6c620ee35cbedbe8d1da330c4ff392"
    "5b0030505cecdc4bea8044667ee0b4f8230e234ff9e5141d> /P -4 /R 6 /U <083efbb7305ff94690f90c8beeac60ac8da08d99d75bf26"
    "48d378d47b5196d1cfccecca6eaebc8b06a23da485ba330c6> /V 5",
    "6 locked": "/CF <</StdCF <</CFM /AESV3 /Length 32>>>> /Length 256 /O <8066e0bb0eb6fdf1558ce651cf427f0ad57ed002b7"
    "405694cad4a0ce9f038316f12be040ca615cbcbc68d49acc71496b> /P -4 /R 6 /U <b3e4831c6c85be3f82a85e4d6d3d1d1d991201d33"
    "fcd923eb86f52c5e7c64e51c14f381bcdc53daac55adc982214f7fc> /V 5",
}
"""Locks made by qpdf with a fixed /ID: one that forbids changes only, one that asks for a password."""


@pytest.mark.parametrize("name", LOCKS)
def test_pdf_is_refused_when_it_asks_for_a_password_and_not_when_it_forbids_changes(name: str) -> None:
    lock = b"/ID [<31415926535897932384626433832795>] /Encrypt <</Filter /Standard " + LOCKS[name].encode() + b">>"
    made = upload(files.pdf(2, trailer=lock))
    if "locked" in name:
        with pytest.raises(Refused) as refused:
            prepare(made)
        assert refused.value.code == "paper_locked"
    else:
        assert prepare(made).pages == 2


@pytest.mark.parametrize(
    "filling", [b"stream\n", b"<<", b"obj", b"/ObjStm ", b"/Encrypt 1 0 R ", b"#4", b"endobj ", b"("]
)
def test_pdf_is_judged_fast_when_it_was_made_to_take_long(filling: bytes) -> None:
    made, begun = files.pdf(inside=filling * (8_000_000 // len(filling))), time.monotonic()
    prepare(upload(made))
    assert time.monotonic() - begun < 10


@pytest.mark.parametrize(("made", "pages"), [(files.pdf(1), 1), (files.pdf(12), 12), (files.packed_pdf(240), 240)])
def test_pages_are_counted_when_a_pdf_comes(made: bytes, pages: int) -> None:
    assert prepare(upload(made)).pages == pages


def test_pdf_comes_in_when_its_drawing_only_looks_like_a_program() -> None:
    assert pdf.look(files.pdf(stream=b"(/JavaScript /Launch /EmbeddedFiles)")) == 1


def test_file_is_refused_when_it_is_over_the_limit(settings: object) -> None:
    settings.PAPER_BYTES = 1024 * 1024  # type: ignore[attr-defined]
    for size in (1024 * 1024 + 1, 3 * 1024 * 1024):
        with pytest.raises(Refused) as refused:
            prepare(upload(files.pdf(stream=bytes(size))))
        assert (refused.value.code, str(refused.value)[:32]) == ("paper_too_big", "This file is larger than 1 MB. S")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("صورة الإقامة.jpeg", "صورة الإقامة.pdf"),
        ("C:\\fakepath\\scan 1.PDF", "scan 1.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("/etc/cron.d/x", "x.pdf"),
        ("invoice.pdf.exe", "invoice.pdf"),
        ("a\u202egpj.exe", "agpj.pdf"),
        ("a\u200b\u0000b\r\nSet-Cookie: x.pdf", "ab Set-Cookie x.pdf"),
        ('x"; filename="y.html', "x filename= y.pdf"),
        ("<img src=x onerror=alert(1)>.png", "img src=x onerror=alert(1).pdf"),
        (".htaccess", "htaccess.pdf"),
        ("...", "paper.pdf"),
        ("", "paper.pdf"),
        ("ب" * 300 + ".pdf", "ب" * 96 + ".pdf"),
    ],
)
def test_name_is_cleaned_when_a_paper_comes(given: str, kept: str) -> None:
    assert names.clean(given, "pdf") == kept
