"""Arabic text: the one fold for searching and matching, and the cleaning of what people type.

The original is what is stored and shown; the folded form is what is indexed and compared.
"""

from __future__ import annotations

import re
import unicodedata

from majlis.core.digits import ascii_digits

# Letters that are typed for one another, or have no place on an Arabic keyboard, and the one they become.
_SAME = {
    "ا": "ٱٲٳ",
    "ي": "ىیېۑےۍێ",
    "ه": "ةھہەۃ",
    "و": "ۆۇۈۋ",
    "ك": "کگڪڭګ",
    "ب": "پ",
    "ج": "چ",
    "ز": "ژ",
    "ف": "ڤڢ",
    "ق": "ڨ",
    "ت": "ٹ",
    "د": "ڈ",
    "ر": "ڑڕ",
    "ل": "ڵ",
    "ن": "ں",
}
_TATWEEL, _HIGH_HAMZA = "ـ", "ٴ"
# Marks above and below letters: Latin accents, Arabic vowels, and the signs of the printed Quran.
_MARKS = re.compile(
    "[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
    "\u0898-\u089f\u08ca-\u08e1\u08e3-\u08ff]"
)
# Characters of category Cf that are printed (number signs, end of a verse), so they hide nothing.
_VISIBLE_FORMATS = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2")
# Letters and marks that print as nothing: a "name" made of them looks empty.
_BLANKS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")
_KEPT_CONTROLS = frozenset("\n\t")
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufeff]")


def _hidden(char: str) -> bool:
    category = unicodedata.category(char)
    if category == "Cf":
        return char not in _VISIBLE_FORMATS
    return (category in {"Cc", "Cs"} and char not in _KEPT_CONTROLS) or char in _BLANKS


# The planes that hold format characters; the ideographs and the private planes between them hold none.
_POINTS = (*range(0x20000), *range(0xE0000, 0xE1000))
_STRIP = {point: None for point in _POINTS if _hidden(chr(point))}
_FOLD: dict[int, str | None] = {
    **{point: None for point in _POINTS if unicodedata.category(chr(point)) == "Cf" or chr(point) in _BLANKS},
    **{ord(other): letter for letter, others in _SAME.items() for other in others},
    ord(_TATWEEL): None,
    ord(_HIGH_HAMZA): None,
}


class _Apart(dict[int, int]):
    """What stands between words becomes a space. Each character is looked up once, when it is first met."""

    def __missing__(self, point: int) -> int:
        self[point] = point if unicodedata.category(chr(point))[0] in "LMN" else ord(" ")
        return self[point]


_APART = _Apart()


def clean(text: str) -> str:
    """Return typed text ready to be stored: nothing hidden in it, NFC, trimmed, its lines kept.

    Goes: bidi controls, zero-widths, NUL, other control characters but newline and tab, lone surrogates, letters
    that print as nothing. Every kind of line end becomes a newline. Hidden characters forge names and hide words,
    and PostgreSQL refuses NUL.
    """
    lines = _LINE_ENDS.sub("\n", text).translate(_STRIP)
    return unicodedata.normalize("NFC", lines).strip()


def fold(text: str) -> str:
    """Return the text as it is compared and searched: one spelling for all ways of writing the same letters.

    Compatibility forms are opened (NFKC); vowel marks, accents, tatweel and hidden characters go; forms of alef,
    ya, ta marbuta, the carriers of hamza and Persian and Urdu letters become one Arabic letter each; digits become
    ASCII; Latin letters lose their case; runs of white space become one space. A hamza that stands alone stays:
    without it علاء would be علا. Folding twice changes nothing.
    """
    folded = _fold_once(text)
    while (again := _fold_once(folded)) != folded:
        folded = again
    return folded


def _fold_once(text: str) -> str:
    opened = unicodedata.normalize("NFKD", text.casefold()).casefold()
    bare = _MARKS.sub("", opened).translate(_FOLD)
    joined = " ".join(ascii_digits(bare).split()).translate(_STRIP)
    return unicodedata.normalize("NFKC", joined)


def words(text: str) -> list[str]:
    """Return the folded words of a text in their order: runs of letters, marks and digits of any script."""
    return fold(text).translate(_APART).split()


def key(text: str) -> str:
    """Return the folded text without spaces and signs, for names: عبدالله and عبد الله have one key."""
    return "".join(words(text))


def is_arabic(text: str) -> bool:
    """Tell whether at least half of the letters are of the Arabic script; text without letters is not Arabic."""
    letters = [char for char in text if char.isalpha()]
    arabic = sum(1 for char in letters if _ARABIC.match(char))
    return bool(letters) and 2 * arabic >= len(letters)
