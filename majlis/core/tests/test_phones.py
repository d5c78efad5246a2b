from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from majlis.core import phones


@pytest.mark.parametrize(
    "typed",
    [
        "0501234567",
        "050 123 4567",
        "501234567",
        "+966501234567",
        "00966501234567",
        "966 50 123 4567",
        "٠٥٠١٢٣٤٥٦٧",
        "۰۵۰۱۲۳۴۵۶۷",
        "+٩٦٦ ٥٠ ١٢٣ ٤٥٦٧",
        "\u202a+966 50 123 4567\u202c",
        "(050) 123-4567",
    ],
)
def test_parse_when_saudi_mobile_is_typed_in_any_way(typed: str) -> None:
    assert phones.parse(typed) == "+966501234567"


@pytest.mark.parametrize(
    ("typed", "country", "e164"),
    [
        ("01001234567", "EG", "+201001234567"),
        ("+201001234567", "SA", "+201001234567"),
        ("+201001234567", "", "+201001234567"),
        ("050 123 4567", "ae", "+971501234567"),
        ("8001234567", "SA", "+9668001234567"),
        ("920001234", "SA", "+966920001234"),
        ("0112345678", "SA", "+966112345678"),
    ],
)
def test_parse_when_number_is_foreign_or_no_mobile(typed: str, country: str, e164: str) -> None:
    assert phones.parse(typed, country) == e164


@pytest.mark.parametrize(
    ("typed", "country", "code"),
    [
        ("", "SA", "empty"),
        (" \u200f ", "SA", "empty"),
        ("ABC", "SA", "number"),
        ("لا أعرف", "SA", "number"),
        ("0501234567", "", "country"),
        ("0501234567", "ZZ", "country"),
        ("+999 123 4567", "SA", "country"),
        ("911", "SA", "short"),
        ("199099", "SA", "short"),
        ("05012345", "SA", "short"),
        ("05012345678901", "SA", "long"),
        ("0501234567 0507654321 0551112222 0551112223", "SA", "long"),
        ("0501234567 ext 5", "SA", "extension"),
        ("0521234567", "SA", "unknown"),
    ],
)
def test_parse_when_it_is_no_telephone(typed: str, country: str, code: str) -> None:
    with pytest.raises(phones.BadPhone) as refused:
        phones.parse(typed, country)
    assert refused.value.code == code
    assert str(phones.sentence(refused.value))


@given(st.text(max_size=50) | st.text("0123456789+ ٠٥x-", max_size=16))
def test_parse_when_given_any_text(text: str) -> None:
    with suppress(phones.BadPhone):
        e164 = phones.parse(text)
        assert phones.parse(e164) == e164


@given(st.integers(0, 9_999_999))
def test_show_when_typed_back(rest: int) -> None:
    e164 = f"+96650{rest:07}"
    assert phones.parse(phones.show(e164)) == e164


def test_is_mobile_when_number_may_take_an_sms() -> None:
    assert phones.is_mobile("+966501234567")
    assert phones.is_mobile("+12025550123")
    assert not phones.is_mobile("+966112345678")
    assert not phones.is_mobile("+9668001234567")


def test_show_when_home_or_foreign() -> None:
    assert phones.show("+966501234567") == "050 123 4567"
    assert phones.show("+9668001234567") == "800 123 4567"
    assert phones.show("+201001234567") == "+20 10 01234567"


def test_mask_when_shown_to_staff() -> None:
    assert phones.mask("+966501234142") == "+966 5• ••• •142"
    assert phones.mask("+201001234567") == "+20 1• •••••567"
