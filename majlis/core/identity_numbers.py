"""Numbers of identity papers: their form only.

A number that passes here is *well formed*; only the national identity service can say that it is someone's.
National and resident numbers: 10 digits, first 1 or 2, Luhn check digit. Border numbers carry no known check
digit. Numbers of the other Gulf states and passports are free, with their country. A person may have none.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from majlis.core.arabic import clean
from majlis.core.digits import ascii_digits

BORDER_FIRST = ("3", "4")
GULF_STATES = frozenset({"AE", "BH", "KW", "OM", "QA"})
DOT = "•"

_SEPARATORS = re.compile(r"[\s\-\u2010-\u2015\u2212./_]+")
_COUNTRY = re.compile(r"[A-Z]{2}")
_GULF_LENGTHS = range(6, 16)
_PASSPORT_LENGTHS = range(3, 21)


class Kind(enum.StrEnum):
    """The papers by which people show who they are."""

    NATIONAL = "national"
    RESIDENT = "resident"
    GCC = "gcc"
    BORDER = "border"
    PASSPORT = "passport"
    NONE = "none"


LABELS = {
    Kind.NATIONAL: _("National ID"),
    Kind.RESIDENT: _("Resident ID (iqama)"),
    Kind.GCC: _("ID of a Gulf state"),
    Kind.BORDER: _("Border number"),
    Kind.PASSPORT: _("Passport"),
    Kind.NONE: _("No paper at hand"),
}


class BadNumber(ValueError):
    """The number is not well formed for its kind; see `sentence` for the codes."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


_SENTENCES = {
    "empty": _("Enter the number."),
    "length_ten": _("This number has 10 digits."),
    "first_national": _("A national ID begins with 1."),
    "first_resident": _("A resident ID begins with 2."),
    "first_border": _("This is not how a border number begins."),
    "check": _("One digit of this number is wrong. Compare it with the card."),
    "characters": _("Use only digits and the letters A to Z."),
    "length_gcc": _("The number of a Gulf state's ID has 6 to 15 characters."),
    "length_passport": _("A passport number has 3 to 20 characters."),
    "country_gcc": _("Choose the Gulf state that issued the ID."),
    "country": _("Choose the country that issued the passport."),
    "unexpected": _("Leave the number empty, or choose the paper that it belongs to."),
}


def sentence(error: BadNumber) -> Promise | str:
    """Return what to tell the person who typed the number."""
    return _SENTENCES[error.code]


def check(kind: Kind | str, number: str, country: str = "", *, border_first: Sequence[str] = BORDER_FIRST) -> str:
    """Return a well-formed number without spacing, ASCII, in capitals; "" for the kind `none`.

    `country` is the issuer's two letters (ISO 3166-1), needed for `gcc` and `passport`. `border_first` holds the
    first digits of border numbers, which the ministry may change.

    Raises BadNumber with one of the codes that `sentence` knows, and ValueError for an unknown kind.
    """
    kind, compact = Kind(kind), _compact(number)
    if kind is Kind.NONE:
        return _none(compact)
    if not compact:
        raise BadNumber("empty")
    if kind is Kind.NATIONAL:
        return _ten_digits(compact, ("1",), "first_national", luhn=True)
    if kind is Kind.RESIDENT:
        return _ten_digits(compact, ("2",), "first_resident", luhn=True)
    if kind is Kind.BORDER:
        return _ten_digits(compact, border_first, "first_border", luhn=False)
    if kind is Kind.GCC:
        return _gulf(compact, country.strip().upper())
    return _passport(compact, country.strip().upper())


def guess(text: str, *, border_first: Sequence[str] = BORDER_FIRST) -> Kind | None:
    """Return the kind that a number is well formed for, where its form alone tells; None where it does not.

    An Emirati number tells itself by its 15 digits beginning 784. Passports never do.
    """
    compact = _compact(text)
    for kind in (Kind.NATIONAL, Kind.RESIDENT, Kind.BORDER):
        try:
            check(kind, compact, border_first=border_first)
        except BadNumber:
            continue
        return kind
    emirati = len(compact) == 15 and compact.isascii() and compact.isdecimal() and compact.startswith("784")
    return Kind.GCC if emirati else None


def mask(number: str) -> str:
    """Return a stored number with its middle hidden: "1••••••821"; a short one shows its last two at most.

    Three at the end and not four: employers and relatives know a person's last four, other offices ask for them.
    """
    if len(number) <= 4:
        return DOT * len(number)
    if len(number) < 8:
        return DOT * (len(number) - 2) + number[-2:]
    return number[0] + DOT * (len(number) - 4) + number[-3:]


def luhn_holds(digits: str) -> bool:
    """Tell whether ASCII digits end in their Luhn check digit (ISO/IEC 7812-1, annex B)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _compact(number: str) -> str:
    return _SEPARATORS.sub("", ascii_digits(clean(number))).upper()


def _none(compact: str) -> str:
    if compact:
        raise BadNumber("unexpected")
    return ""


def _ten_digits(compact: str, first: Sequence[str], first_code: str, *, luhn: bool) -> str:
    if len(compact) != 10 or not (compact.isascii() and compact.isdecimal()):
        raise BadNumber("length_ten")
    if compact[0] not in first:
        raise BadNumber(first_code)
    if luhn and not luhn_holds(compact):
        raise BadNumber("check")
    return compact


def _gulf(compact: str, country: str) -> str:
    if country not in GULF_STATES:
        raise BadNumber("country_gcc")
    return _free(compact, _GULF_LENGTHS, "length_gcc")


def _passport(compact: str, country: str) -> str:
    if not _COUNTRY.fullmatch(country):
        raise BadNumber("country")
    return _free(compact, _PASSPORT_LENGTHS, "length_passport")


def _free(compact: str, lengths: range, length_code: str) -> str:
    if not (compact.isascii() and compact.isalnum()):
        raise BadNumber("characters")
    if len(compact) not in lengths:
        raise BadNumber(length_code)
    return compact
