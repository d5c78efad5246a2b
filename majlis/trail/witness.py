"""The witness: signs the seals of the book with a key that this house does not hold, and keeps what he signed.

He runs where the house does not, as another user or on another machine, with an address that may read `trail_seal`
and nothing else. His file holds one JSON line a seal; each must follow the one before, or he refuses to sign.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

FILE = "majlis-seals.jsonl"


class NotTheSame(Exception):
    """The seals do not go on from what was signed, or a signature does not hold."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """One seal as the witness sees it; hashes in hexadecimal."""

    what: str
    number: int
    upto: int
    before: str
    hash: str

    @property
    def said(self) -> bytes:
        """Return the bytes that are signed."""
        return json.dumps(["majlis.trail.1", *asdict(self).values()], separators=(",", ":")).encode()


def new_key(place: Path) -> str:
    """Write a fresh private key to a file that only its owner may read; return the public one. Never overwrites."""
    place.touch(mode=0o600, exist_ok=False)
    key = SigningKey.generate()
    place.write_text(base64.b64encode(bytes(key)).decode() + "\n")
    return base64.b64encode(bytes(key.verify_key)).decode()


def private_key(place: Path) -> SigningKey:
    """Return the key of a file."""
    return SigningKey(base64.b64decode(place.read_text()))


def signed(folder: Path, public: str) -> dict[tuple[str, int], Sealed]:
    """Return the seals that were signed, by kind and number. Raises NotTheSame for a signature that does not hold."""
    key = VerifyKey(base64.b64decode(public))
    return {(seal.what, seal.number): seal for seal in _lines(folder, key)}


def sign(found: Iterable[Sealed], folder: Path, key: SigningKey) -> int:
    """Sign the seals that were not yet signed, in their order, and return how many.

    Raises NotTheSame, and signs nothing, when a seal differs from the one signed under its number, or does not go on
    from the one before it.
    """
    old = {(seal.what, seal.number): seal for seal in _lines(folder, key.verify_key)}
    last = {what: seal for (what, _number), seal in sorted(old.items())}
    new = []
    for seal in sorted(found, key=lambda one: (one.what, one.number)):
        if (before := old.get((seal.what, seal.number))) is not None:
            if before != seal:
                raise NotTheSame(f"seal {seal.number} of {seal.what} is not the one that was signed")
            continue
        _goes_on(last.get(seal.what), seal)
        last[seal.what] = seal
        new.append(seal)
    _write(new, folder, key)
    return len(new)


def _goes_on(before: Sealed | None, seal: Sealed) -> None:
    number, digest = (before.number, before.hash) if before else (0, "00" * 32)
    if (seal.number, seal.before) != (number + 1, digest):
        raise NotTheSame(f"seal {seal.number} of {seal.what} does not go on from what was signed")


def _write(new: list[Sealed], folder: Path, key: SigningKey) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / FILE).open("a", encoding="utf-8") as book:
        for seal in new:
            signature = base64.b64encode(key.sign(seal.said).signature).decode()
            book.write(json.dumps({**asdict(seal), "signature": signature}) + "\n")


def _lines(folder: Path, key: VerifyKey) -> Iterator[Sealed]:
    place = folder / FILE
    if not place.exists():
        return
    for line in place.read_text(encoding="utf-8").splitlines():
        kept = json.loads(line)
        signature = base64.b64decode(kept.pop("signature"))
        seal = Sealed(**kept)
        try:
            key.verify(seal.said, signature)
        except BadSignatureError as error:
            raise NotTheSame(f"the signature of seal {seal.number} of {seal.what} does not hold") from error
        yield seal
