"""How many parts an SMS takes."""

from __future__ import annotations

import pytest

from majlis.notifications import sms_parts


@pytest.mark.parametrize(
    ("text", "alphabet", "parts"),
    [
        ("", "GSM-7", 0),
        ("a" * 160, "GSM-7", 1),
        ("a" * 161, "GSM-7", 2),
        ("a" * 306, "GSM-7", 2),
        ("a" * 307, "GSM-7", 3),
        ("€" * 80, "GSM-7", 1),
        ("€" * 81, "GSM-7", 2),
        ("س" * 70, "UCS-2", 1),
        ("س" * 71, "UCS-2", 2),
        ("س" * 134, "UCS-2", 2),
        ("س" * 135, "UCS-2", 3),
        ("a" * 69 + "س", "UCS-2", 1),
        ("😀" * 35, "UCS-2", 1),
        ("😀" * 36, "UCS-2", 2),
    ],
)
def test_parts_at_each_edge(text: str, alphabet: str, parts: int) -> None:
    counted = sms_parts.count(text)
    assert (counted.alphabet, counted.parts) == (alphabet, parts)


def test_a_character_of_two_places_is_not_cut() -> None:
    # 152 places, then one of two places: it cannot begin in the last place of the first part.
    counted = sms_parts.count("a" * 152 + "€" + "a" * 20)
    assert (counted.places, counted.parts, counted.left) == (174, 2, 153 - 22)


def test_more_than_two_parts_is_too_long() -> None:
    assert not sms_parts.count("س" * 134).too_long
    assert sms_parts.count("س" * 135).too_long
