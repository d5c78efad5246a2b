from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from majlis.core import identity_numbers as numbers
from majlis.core.digits import arabic_indic
from majlis.core.identity_numbers import Kind


def _with_luhn(nine: str) -> str:
    return next(nine + last for last in "0123456789" if numbers.luhn_holds(nine + last))


nines = st.text("0123456789", min_size=8, max_size=8)


@pytest.mark.parametrize("number", ["1058529940", "1001244019"])
def test_check_when_national_number_is_published(number: str) -> None:
    assert numbers.check(Kind.NATIONAL, number) == number
    assert numbers.check("national", f" {arabic_indic(number[:4])} {number[4:]}\u200f") == number


@given(nines)
def test_check_when_resident_number_is_well_formed(rest: str) -> None:
    number = _with_luhn("2" + rest)
    assert numbers.check(Kind.RESIDENT, number) == number
    assert numbers.guess(number) is Kind.RESIDENT


@given(nines, st.integers(1, 9), st.integers(1, 9))
def test_check_when_one_digit_is_wrong(rest: str, place: int, shift: int) -> None:
    number = _with_luhn("1" + rest)
    wrong = str((int(number[place]) + shift) % 10)
    with pytest.raises(numbers.BadNumber) as refused:
        numbers.check(Kind.NATIONAL, number[:place] + wrong + number[place + 1 :])
    assert refused.value.code == "check"


@given(nines, st.integers(1, 8))
def test_check_when_neighbours_are_swapped(rest: str, place: int) -> None:
    number = _with_luhn("1" + rest)
    pair = number[place : place + 2]
    swapped = number[:place] + pair[::-1] + number[place + 2 :]
    missed = pair[0] == pair[1] or set(pair) == {"0", "9"}
    assert numbers.luhn_holds(swapped) is missed


@pytest.mark.parametrize(
    ("kind", "number", "country", "code"),
    [
        ("national", "", "", "empty"),
        ("national", "105852994", "", "length_ten"),
        ("national", "10585299400", "", "length_ten"),
        ("national", "10585299X0", "", "length_ten"),
        ("national", "2058529940", "", "first_national"),
        ("national", "1058529941", "", "check"),
        ("resident", "1058529940", "", "first_resident"),
        ("border", "5058529940", "", "first_border"),
        ("border", "30585299", "", "length_ten"),
        ("gcc", "784198012345671", "", "country_gcc"),
        ("gcc", "784198012345671", "SA", "country_gcc"),
        ("gcc", "12345", "KW", "length_gcc"),
        ("gcc", "1234567890123456", "KW", "length_gcc"),
        ("gcc", "١٢٣٤٥٦ب", "KW", "characters"),
        ("passport", "A123", "", "country"),
        ("passport", "A123", "EGY", "country"),
        ("passport", "А12345", "EG", "characters"),
        ("passport", "A1", "EG", "length_passport"),
        ("passport", "A" * 21, "EG", "length_passport"),
        ("passport", "A1;DROP", "EG", "characters"),
        ("none", "123", "", "unexpected"),
    ],
)
def test_check_when_number_is_not_well_formed(kind: str, number: str, country: str, code: str) -> None:
    with pytest.raises(numbers.BadNumber) as refused:
        numbers.check(kind, number, country)
    assert refused.value.code == code
    assert str(numbers.sentence(refused.value))


def test_check_when_border_number_has_no_check_digit() -> None:
    assert numbers.check(Kind.BORDER, "3058529941") == "3058529941"
    assert numbers.check(Kind.BORDER, "4000000000") == "4000000000"
    assert numbers.check(Kind.BORDER, "5000000000", border_first=("5",)) == "5000000000"


def test_check_when_paper_is_foreign() -> None:
    assert numbers.check(Kind.GCC, "784-1980-1234567-1", "ae") == "784198012345671"
    assert numbers.check(Kind.PASSPORT, " a 123-4567 ", "EG") == "A1234567"


def test_check_when_person_has_no_paper() -> None:
    assert numbers.check(Kind.NONE, " ") == ""


def test_check_when_kind_is_unknown() -> None:
    with pytest.raises(ValueError, match="library"):
        numbers.check("library", "1")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("1058529940", Kind.NATIONAL),
        ("١٠٥٨٥٢٩٩٤٠", Kind.NATIONAL),
        ("1058529941", None),
        ("3058529941", Kind.BORDER),
        ("784-1980-1234567-1", Kind.GCC),
        ("6123456785", None),
        ("A1234567", None),
        ("", None),
    ],
)
def test_guess_when_form_tells_or_does_not(text: str, kind: Kind | None) -> None:
    assert numbers.guess(text) is kind


def test_guess_when_border_digits_are_changed() -> None:
    assert numbers.guess("3058529941", border_first=("5",)) is None


@pytest.mark.parametrize(
    ("number", "masked"),
    [("1058524821", "1••••••821"), ("A1234567", "A••••567"), ("A12345", "••••45"), ("123", "•••"), ("", "")],
)
def test_mask_when_number_is_shown(number: str, masked: str) -> None:
    assert numbers.mask(number) == masked


@given(st.text("0123456789", max_size=20))
def test_mask_when_number_has_any_length(number: str) -> None:
    masked = numbers.mask(number)
    assert len(masked) == len(number)
    assert sum(char != numbers.DOT for char in masked) <= max(4 if len(number) >= 8 else 2, 0)


def test_labels_when_asked_for_every_kind() -> None:
    assert set(numbers.LABELS) == set(Kind)
