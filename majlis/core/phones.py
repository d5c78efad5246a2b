"""Telephone numbers: typed in any way, kept in E.164, shown as people read them.

The numbering plans are those of `phonenumbers` (Google's libphonenumber). Short codes such as 911 are no one's
telephone and are refused as too short.
"""

from __future__ import annotations

import phonenumbers
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from phonenumbers import (
    NumberParseException,
    PhoneNumber,
    PhoneNumberFormat,
    PhoneNumberType,
    ValidationResult,
)

from majlis.core.arabic import clean
from majlis.core.digits import ascii_digits

HOME = "SA"
DOT = "•"

_LONGEST = 40
_MOBILE = {PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE}
_SHORT = {ValidationResult.TOO_SHORT, ValidationResult.IS_POSSIBLE_LOCAL_ONLY}


class BadPhone(ValueError):
    """What was typed is no telephone number; see `sentence` for the codes."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


_SENTENCES = {
    "empty": _("Enter the telephone number."),
    "number": _("This is not a telephone number. Write it with digits, for example 0501234567."),
    "country": _("Choose the country of this number, or begin it with + and the country code."),
    "short": _("This number is too short. Write the whole number, with its area or mobile code."),
    "long": _("This number is too long. Write one number only."),
    "extension": _("Write the number without an extension."),
    "unknown": _("No such telephone number exists in this country. Check the digits."),
}


def sentence(error: BadPhone) -> Promise | str:
    """Return what to tell the person who typed the number."""
    return _SENTENCES[error.code]


def parse(text: str, country: str = HOME) -> str:
    """Return the number in E.164 ("+966501234567").

    Digits of any script and any spacing are taken; +966, 00966 and 966 too. `country` (ISO 3166-1, two letters) is
    the one whose numbers are written without a country code; "" means that the number must carry it.

    Raises BadPhone: "empty", "number", "country", "short", "long", "extension", "unknown".
    """
    typed = ascii_digits(clean(text))
    if not typed:
        raise BadPhone("empty")
    if len(typed) > _LONGEST:
        raise BadPhone("long")
    number = _read(typed, country.strip().upper())
    if number.extension:
        raise BadPhone("extension")
    _check(number)
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def is_mobile(e164: str) -> bool:
    """Tell whether a stored number can be a mobile, so that an SMS may reach it."""
    return phonenumbers.number_type(phonenumbers.parse(e164, None)) in _MOBILE


def show(e164: str) -> str:
    """Return a stored number as people read it: a Saudi one in its national grouping, a foreign one with its code."""
    number = phonenumbers.parse(e164, None)
    home = number.country_code == phonenumbers.country_code_for_region(HOME)
    style = PhoneNumberFormat.NATIONAL if home else PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(number, style)


def mask(e164: str) -> str:
    """Return a stored number with its middle hidden: "+966 5• ••• •142", with its first digit and last three."""
    number = phonenumbers.parse(e164, None)
    whole = phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL)
    code, _space, rest = whole.partition(" ")
    shown, last = 1, sum(char.isdecimal() for char in rest) - 3
    masked, seen = "", 0
    for char in rest:
        seen += char.isdecimal()
        masked += DOT if char.isdecimal() and shown < seen <= last else char
    return f"{code} {masked}"


def _read(typed: str, country: str) -> PhoneNumber:
    try:
        return phonenumbers.parse(typed, country or None)
    except NumberParseException as error:
        raise BadPhone(_UNREADABLE.get(error.error_type, "number")) from error


_UNREADABLE = {
    NumberParseException.INVALID_COUNTRY_CODE: "country",
    NumberParseException.NOT_A_NUMBER: "number",
    NumberParseException.TOO_SHORT_AFTER_IDD: "short",
    NumberParseException.TOO_SHORT_NSN: "short",
    NumberParseException.TOO_LONG: "long",
}


def _check(number: PhoneNumber) -> None:
    possible = phonenumbers.is_possible_number_with_reason(number)
    if possible in _SHORT:
        raise BadPhone("short")
    if possible == ValidationResult.TOO_LONG:
        raise BadPhone("long")
    if not phonenumbers.is_valid_number(number):
        raise BadPhone("unknown")
