"""Split the compartment's seed among three holders, so that any two open it and one alone knows nothing.

For each pair of holders the seed is split by a one-time pad of its own: one of the two gets random bytes, the other
the seed XOR these bytes. A single share thus holds two pieces that are each uniformly random and belong to
different pads: nothing can be learnt from it, whatever one can compute. There is no arithmetic to get wrong.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from dataclasses import dataclass
from itertools import combinations

from nacl.utils import random

HOLDERS = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class Share:
    """One holder's share: his number and a piece for each pair that he belongs to ("12", "13", "23")."""

    number: int
    pieces: dict[str, bytes]

    def as_data(self, fingerprint: str) -> dict[str, object]:
        """Return what is written into the holder's file, with the compartment that it belongs to."""
        pieces = {pair: b64encode(piece).decode() for pair, piece in self.pieces.items()}
        return {"majlis": "share.1", "compartment": fingerprint, "number": self.number, "pieces": pieces}

    @classmethod
    def from_data(cls, data: dict[str, object]) -> Share:
        """Return the share that a holder's file tells of; raises ValueError for another kind of file."""
        number, pieces = data.get("number"), data.get("pieces")
        if data.get("majlis") != "share.1" or number not in HOLDERS or not isinstance(pieces, dict):
            raise ValueError("this file holds no share")
        return cls(int(str(number)), {str(pair): b64decode(str(piece)) for pair, piece in pieces.items()})


def split(secret: bytes) -> tuple[Share, ...]:
    """Return three shares of a secret, any two of which give it back."""
    pieces: dict[int, dict[str, bytes]] = {number: {} for number in HOLDERS}
    for first, second in combinations(HOLDERS, 2):
        pad = random(len(secret))
        pieces[first][f"{first}{second}"] = pad
        pieces[second][f"{first}{second}"] = _xor(pad, secret)
    return tuple(Share(number, found) for number, found in pieces.items())


def joined(one: Share, other: Share) -> bytes:
    """Return the secret from two different shares; raises ValueError when it is the same one twice."""
    low, high = sorted((one.number, other.number))
    if low == high:
        raise ValueError("two different shares are needed")
    pair = f"{low}{high}"
    return _xor(one.pieces[pair], other.pieces[pair])


def _xor(left: bytes, right: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(left, right, strict=True))
