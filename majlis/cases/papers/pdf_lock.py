"""Tell a PDF that needs a password from one that only forbids changes, as bank statements do.

ISO 32000-1, 7.6.3 and ISO 32000-2, 7.6.4: the standard security handler, revisions 2 to 6, tried with the empty user
password. Other handlers cannot be judged here, and are let pass.
"""

from __future__ import annotations

import hashlib
import re

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

_PAD = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")
_ENCRYPT = re.compile(rb"/Encrypt\s+(\d+)\s+(\d+)\s+R|/Encrypt\s*<<")
_SHORT = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def needs_password(bones: bytes) -> bool:
    """Tell whether the PDF, its streams taken out, opens with a password only."""
    found = _ENCRYPT.search(bones)
    if found is None:
        return False
    entry = bones[found.end() :]
    if found[1]:
        place = re.search(rb"(?<!\d)" + found[1] + rb"\s+" + found[2] + rb"\s+obj\b", bones)
        if place is None:
            return False
        entry = bones[place.end() :]
    return _is_locked(entry[:4000], bones)


def _is_locked(entry: bytes, bones: bytes) -> bool:
    revision, length = _number(entry, b"R"), (_number(entry, b"Length") or 40) // 8
    permissions, owner, user = _number(entry, b"P"), _string(entry, b"O"), _string(entry, b"U")
    if revision in {5, 6} and len(user) >= 48:
        return (_hash_6(user[32:40]) if revision == 6 else hashlib.sha256(user[32:40]).digest()) != user[:32]
    if revision not in {2, 3, 4} or permissions is None or len(owner) < 32 or len(user) < 16:
        return False
    if revision == 4:  # the length stands in the crypt filter, in bytes or bits as the writer liked: 128 bits
        length = 16
    identity = _identity(bones)
    digest = hashlib.md5(_PAD + owner[:32] + (permissions & 0xFFFFFFFF).to_bytes(4, "little") + identity)  # noqa: S324
    if revision == 4 and re.search(rb"/EncryptMetadata\s+false", entry):
        digest.update(b"\xff\xff\xff\xff")
    key = digest.digest()
    if revision == 2:
        return _rc4(key[:5], _PAD) != user[:32]
    for _turn in range(50):
        key = hashlib.md5(key[:length]).digest()  # noqa: S324 - the standard's own
    proof = hashlib.md5(_PAD + identity).digest()  # noqa: S324
    for turn in range(20):
        proof = _rc4(bytes(one ^ turn for one in key[:length]), proof)
    return proof != user[:16]


def _hash_6(salt: bytes) -> bytes:
    """Return the hash of the empty password (algorithm 2.B of ISO 32000-2)."""
    key, turn, last = hashlib.sha256(salt).digest(), 0, 0
    while turn < 64 or last > turn - 32:
        mixer = Cipher(AES(key[:16]), CBC(key[16:32])).encryptor()
        mixed = mixer.update(key * 64) + mixer.finalize()
        hashed = (hashlib.sha256, hashlib.sha384, hashlib.sha512)[sum(mixed[:16]) % 3]
        key, turn, last = hashed(mixed).digest(), turn + 1, mixed[-1]
    return key[:32]


def _number(entry: bytes, name: bytes) -> int | None:
    found = re.search(rb"/" + name + rb"\s+(-?\d{1,12})", entry)
    return int(found[1]) if found else None


def _string(entry: bytes, name: bytes) -> bytes:
    found = re.search(rb"/" + name + rb"\s*(\(|<(?!<))", entry)
    return _read(entry[found.end() - 1 :]) if found else b""


def _identity(bones: bytes) -> bytes:
    found = re.search(rb"/ID\s*\[\s*", bones)
    return _read(bones[found.end() :]) if found else b""


def _read(text: bytes) -> bytes:
    """Return the string that `text` begins with, written in hexadecimal or between brackets."""
    if text[:1] == b"<":
        digits = re.sub(rb"[^0-9A-Fa-f]", b"", text[1 : text.find(b">")])
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
    out, place, depth = bytearray(), 1, 1
    while place < len(text):
        one = text[place : place + 1]
        if one == b"\\":
            octal = re.match(rb"[0-7]{1,3}", text[place + 1 : place + 4])
            escaped = text[place + 1 : place + 2]
            out += bytes([int(octal[0], 8) & 255]) if octal else _SHORT.get(escaped, escaped)
            place += 1 + (len(octal[0]) if octal else 1)
            continue
        depth += (one == b"(") - (one == b")")
        if not depth:
            break
        out += one
        place += 1
    return bytes(out)


def _rc4(key: bytes, text: bytes) -> bytes:
    box, j = list(range(256)), 0
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    out, i, j = bytearray(), 0, 0
    for one in text:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        out.append(one ^ box[(box[i] + box[j]) % 256])
    return bytes(out)
