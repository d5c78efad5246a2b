from __future__ import annotations

import sys
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from majlis.core import digits


def test_ascii_digits_when_three_scripts_are_mixed() -> None:
    assert digits.ascii_digits("٠١٢٣٤٥٦٧٨٩ ۰۱۲۳۴۵۶۷۸۹ 0123456789") == "0123456789 0123456789 0123456789"
    assert digits.ascii_digits("هاتف ٠٥٠ x ४२ ７") == "هاتف 050 x 42 7"


def test_ascii_digits_when_sign_is_no_decimal_digit() -> None:
    assert digits.ascii_digits("m² ½ ⑤ ٪") == "m² ½ ⑤ ٪"


def test_ascii_digits_when_given_every_decimal_digit_of_unicode() -> None:
    every = [chr(point) for point in range(sys.maxunicode + 1) if chr(point).isdecimal()]
    assert [digits.ascii_digits(char) for char in every] == [str(unicodedata.decimal(char)) for char in every]


def test_arabic_indic_when_text_holds_digits() -> None:
    assert digits.arabic_indic("رقم 1234567890") == "رقم ١٢٣٤٥٦٧٨٩٠"


@given(st.text("0123456789 -/abcأبج"))
def test_arabic_indic_when_turned_back(text: str) -> None:
    assert digits.ascii_digits(digits.arabic_indic(text)) == text
