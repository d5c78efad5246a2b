"""Digits of the three scripts that people of the Kingdom type: ASCII, Arabic-Indic and Persian."""

from __future__ import annotations

import unicodedata

_TO_ASCII = {
    point: str(unicodedata.decimal(chr(point)))
    for point in range(0x80, 0x20000)  # Unicode has put no decimal digit beyond the second plane
    if chr(point).isdecimal()
}
_TO_ARABIC_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def ascii_digits(text: str) -> str:
    """Return the text with every decimal digit of any script as 0-9; all else stays as it is.

    Superscripts, circled numbers and fractions are no decimal digits and stay.
    """
    return text.translate(_TO_ASCII)


def arabic_indic(text: str) -> str:
    """Return the text with 0-9 as Arabic-Indic digits, for those who chose to read them; all else stays."""
    return text.translate(_TO_ARABIC_INDIC)
