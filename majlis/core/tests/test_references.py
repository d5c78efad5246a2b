from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from majlis.core import references
from majlis.core.digits import arabic_indic

bodies = st.from_regex(r"[69][0-9]{8}", fullmatch=True).filter(str.isascii)


def _whole(body: str) -> str:
    return body + references.check_digit(body)


def test_check_digit_when_example_is_published() -> None:
    assert references.check_digit("572") == "4"
    assert references.check_digit("5724") == "0"


def test_draw_when_repeated() -> None:
    drawn = [references.draw() for _turn in range(2000)]
    assert all(references.parse(one) == one for one in drawn)
    assert {one[0] for one in drawn} == {"6", "9"}
    assert len(set(drawn)) > 1990
    assert all(len({one[place] for one in drawn}) == 10 for place in range(1, 10))


def test_parse_when_spaced_and_in_any_digits() -> None:
    reference = _whole("612345678")
    shown = references.show(reference)
    for typed in (
        reference,
        shown,
        f"  {shown} ",
        shown.replace(" ", "-"),
        shown.replace(" ", "\u00a0"),
        " ".join(reference),
        arabic_indic(shown),
        f"\u2066{shown}\u2069",
        shown.replace(" ", " – "),
    ):
        assert references.parse(typed) == reference


@pytest.mark.parametrize("typed", ["", "612345678", "61234567890", "61234567٨x", "رقم 6123456785", "6" * 1000, "٦١٢"])
def test_parse_when_not_ten_digits(typed: str) -> None:
    with pytest.raises(references.BadReference) as refused:
        references.parse(typed)
    assert refused.value.code == "length"


@pytest.mark.parametrize("first", "01234578")
def test_parse_when_first_digit_is_another(first: str) -> None:
    with pytest.raises(references.BadReference) as refused:
        references.parse(_whole(first + "12345678"))
    assert refused.value.code == "first"


@given(bodies)
def test_parse_when_any_one_digit_is_wrong(body: str) -> None:
    reference = _whole(body)
    for place, wrong in itertools.product(range(10), "0123456789"):
        typed = reference[:place] + wrong + reference[place + 1 :]
        assert references.is_reference(typed) is (typed == reference)


@given(bodies)
def test_parse_when_any_neighbours_are_swapped(body: str) -> None:
    reference = _whole(body)
    for place in range(9):
        swapped = reference[:place] + reference[place + 1] + reference[place] + reference[place + 2 :]
        assert references.is_reference(swapped) is (swapped == reference)


def test_parse_when_a_digit_is_wrong_says_which_kind_of_mistake() -> None:
    reference = _whole("612345678")
    for typed, code in ((reference[:9] + str((int(reference[9]) + 1) % 10), "check"), ("5" + reference[1:], "first")):
        with pytest.raises(references.BadReference) as refused:
            references.parse(typed)
        assert refused.value.code == code


def test_is_reference_when_number_is_of_another_thing() -> None:
    for other in ("1058529940", "2000000006", "0501234567", "8001234567", "7001234567"):
        assert not references.is_reference(other)


def test_show_when_stored() -> None:
    assert references.show("6123456789") == "612 345 6789"


def test_sentence_when_refused_for_any_reason() -> None:
    for code in ("length", "first", "check"):
        assert str(references.sentence(references.BadReference(code)))
