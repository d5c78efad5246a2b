"""Count the parts of an SMS before it is sent (3GPP TS 23.038 for the alphabets, TS 23.040 for joined parts).

A text that the GSM 7-bit alphabet can write has 160 places, or 153 in each of several parts. Any other text, all
Arabic among them, is sent in UCS-2: 70 places, or 67 in each of several parts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

MOST_PARTS = 2

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED = frozenset("\f^{}\\[~]|€")


@dataclass(frozen=True, slots=True)
class Count:
    """How long a text is: its alphabet, the places it takes, the places left in its last part, its parts."""

    alphabet: Literal["GSM-7", "UCS-2"]
    places: int
    left: int
    parts: int

    @property
    def too_long(self) -> bool:
        """Tell whether the text needs more parts than the house sends."""
        return self.parts > MOST_PARTS


def count(text: str) -> Count:
    """Return the count of a text as it would leave; an empty text has no part."""
    if set(text) <= _BASIC | _EXTENDED:
        widths = [2 if char in _EXTENDED else 1 for char in text]
        return _packed("GSM-7", widths, single=160, joined=153)
    return _packed("UCS-2", [2 if ord(char) > 0xFFFF else 1 for char in text], single=70, joined=67)


def _packed(alphabet: Literal["GSM-7", "UCS-2"], widths: list[int], *, single: int, joined: int) -> Count:
    places = sum(widths)
    if places <= single:
        return Count(alphabet, places, single - places, 1 if places else 0)
    parts, used = 1, 0
    for width in widths:
        # A character of two places is never cut in two: it moves into the next part.
        if used + width > joined:
            parts, used = parts + 1, 0
        used += width
    return Count(alphabet, places, joined - used, parts)
