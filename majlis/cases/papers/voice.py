"""Look into voice notes: sound and nothing else, and no label that says where it was recorded."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from majlis.cases.papers.kinds import M4A, MP3, OGG, Kind, damaged, refuse

_NESTED = {b"moov", b"trak", b"mdia"}
_DEEPEST = 4
_LABELS = {b"udta", b"meta", b"uuid"}
_OGG_SOUNDS = (b"OpusHead", b"\x01vorbis", b"Speex   ", b"\x7fFLAC")
_MOST_LABELS = 4
_MOST_GAPS = 1000
_RATES = {3: 1, 2: 2, 0: 4}
_BITS_1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_BITS_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_HERTZ = (44100, 48000, 32000)


def look(content: bytes, kind: Kind) -> bytes:
    """Return a voice note without its labels. Raises Refused: `paper_video`, `paper_damaged`."""
    if kind is MP3:
        return _mp3(content)
    if kind is M4A:
        return _mp4(content)
    return _ogg(content) if kind is OGG else _webm(content)


def _mp4(content: bytes) -> bytes:
    """Blank the labels (an iPhone writes the place there) where they stand, so that no offset moves. ISO 14496-12."""
    clean, sounds = bytearray(content), False
    for name, begin, end in _boxes(content, 0, len(content)):
        if name == b"hdlr":
            handler = content[begin + 8 : begin + 12]
            if handler == b"vide":
                raise refuse("video")
            sounds = sounds or handler == b"soun"
        elif name in _LABELS:
            clean[begin - 4 : begin] = b"free"
            clean[begin:end] = bytes(end - begin)
    if not sounds:
        raise damaged()
    return bytes(clean)


def _boxes(content: bytes, place: int, until: int, deep: int = 0) -> Iterator[tuple[bytes, int, int]]:
    """Yield (name, begin, end) of the boxes and of those inside the ones that matter; `begin` is after the name."""
    while place + 8 <= until:
        size, name = struct.unpack(">I4s", content[place : place + 8])
        begin = place + 8
        if size == 1:
            size, begin = int.from_bytes(content[begin : begin + 8]), begin + 8
        end = until if size == 0 else place + size
        if end < begin or end > until:
            raise damaged()
        if name in _NESTED:
            if deep == _DEEPEST:
                raise damaged()
            yield from _boxes(content, begin, end, deep + 1)
        else:
            yield name, begin, end
        place = end


def _mp3(content: bytes) -> bytes:
    """Keep the frames of sound and nothing between, before or behind them, for scanners skip MP3. ISO 11172-3."""
    kept, place, gaps = [], _behind_labels(content), 0
    while 0 <= place < len(content) - 4:
        length = _frame(content[place : place + 4])
        if length and place + length <= len(content):
            kept.append(content[place : place + length])
            place += length
            continue
        gaps += 1
        place = content.find(b"\xff", place + 1) if gaps < _MOST_GAPS else -1
    sound = b"".join(kept)
    if len(kept) < 2 or len(sound) < len(content) // 2:
        raise damaged()
    return sound


def _behind_labels(content: bytes) -> int:
    place = 0
    for _label in range(_MOST_LABELS):
        if content[place : place + 3] != b"ID3":
            break
        size = 0
        for one in content[place + 6 : place + 10]:
            size = size << 7 | one & 0x7F
        place += 10 + size
    return place


def _frame(head: bytes) -> int:
    """Return the length of the frame that `head` begins with, in bytes, or 0 when it begins with none."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2:
        return 0
    version, bits, rate = head[1] >> 3 & 3, head[2] >> 4, head[2] >> 2 & 3
    if version not in _RATES or not 0 < bits < 15 or rate == 3:
        return 0
    first = version == 3
    speed = (_BITS_1 if first else _BITS_2)[bits] * 1000
    return (144 if first else 72) * speed // (_HERTZ[rate] // _RATES[version]) + (head[2] >> 1 & 1)


def _ogg(content: bytes) -> bytes:
    """Keep the whole pages, and see that every track is sound: tracks begin on pages marked as a start. RFC 3533."""
    place, sounds, pages = 0, 0, 0
    while content[place : place + 4] == b"OggS" and len(content) > place + 27:
        table = content[place + 27 : place + 27 + content[place + 26]]
        begin = place + 27 + len(table)
        if begin + sum(table) > len(content):
            break
        if content[place + 5] & 2:
            if not content[begin : begin + 8].startswith(_OGG_SOUNDS):
                raise refuse("video")
            sounds += 1
        place, pages = begin + sum(table), pages + 1
    if not sounds or pages <= sounds:
        raise damaged()
    return content[:place]


def _webm(content: bytes) -> bytes:
    """See that the tracks name a codec of sound and none of pictures."""
    head = content[:65536]
    if b"V_VP" in head or b"V_AV1" in head or b"V_MPEG" in head:
        raise refuse("video")
    if b"A_OPUS" not in head and b"A_VORBIS" not in head:
        raise damaged()
    return content
