"""Reference numbers: what a person says on the telephone to be found again.

Ten digits, shown as three, three and four. The first is 6 or 9, so that no reference looks like an identity
number (1, 2), a mobile (05), an establishment (7) or a toll-free number (800). The last is a Damm check digit
(H. Michael Damm, 2004), which catches each single wrong digit and each swap of neighbours.
"""

from __future__ import annotations

import re
import secrets

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from majlis.core.arabic import clean
from majlis.core.digits import ascii_digits

LENGTH = 10
FIRST_DIGITS = "69"

# The quasigroup of order 10 of Damm's thesis: totally anti-symmetric, zeros on the diagonal.
_DAMM = (
    "0317598642",
    "7092154863",
    "4206871359",
    "1750983426",
    "6123045978",
    "3674209581",
    "5869720134",
    "8945362017",
    "9438617205",
    "2581436790",
)
_SEPARATORS = re.compile(r"[\s\-\u2010-\u2015\u2212./_]+")


class BadReference(ValueError):
    """What was typed is no reference number; `code` is "length", "first" or "check"."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


_SENTENCES = {
    "length": _("A reference number has 10 digits."),
    "first": _("A reference number begins with 6 or 9."),
    "check": _("One digit of this reference number is wrong. Compare it with your receipt."),
}


def sentence(error: BadReference) -> Promise | str:
    """Return what to tell the person who typed the number."""
    return _SENTENCES[error.code]


def check_digit(digits: str) -> str:
    """Return the Damm check digit of ASCII digits; that of digits with their right check digit is "0"."""
    state = 0
    for digit in digits:
        state = int(_DAMM[state][int(digit)])
    return str(state)


def draw() -> str:
    """Return a random reference of 10 ASCII digits; 200 million exist, so the writer draws again on a collision."""
    body = secrets.choice(FIRST_DIGITS) + "".join(secrets.choice("0123456789") for _place in range(LENGTH - 2))
    return body + check_digit(body)


def parse(text: str) -> str:
    """Return the 10 ASCII digits of a reference typed with any spacing, in digits of any script.

    Raises BadReference: "length" (not ten digits, or something else among them), "first", "check".
    """
    digits = _SEPARATORS.sub("", ascii_digits(clean(text)))
    if len(digits) != LENGTH or not (digits.isascii() and digits.isdecimal()):
        raise BadReference("length")
    if digits[0] not in FIRST_DIGITS:
        raise BadReference("first")
    if check_digit(digits) != "0":
        raise BadReference("check")
    return digits


def is_reference(text: str) -> bool:
    """Tell whether the text is a well-formed reference number; it need not exist."""
    try:
        parse(text)
    except BadReference:
        return False
    return True


def show(reference: str) -> str:
    """Return a stored reference as people read it: "612 345 6789"."""
    return f"{reference[:3]} {reference[3:6]} {reference[6:]}"
