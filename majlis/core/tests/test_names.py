from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from majlis.core import names
from majlis.core.names import FourNames


def test_display_when_family_name_is_missing() -> None:
    assert FourNames("محمد", "علي", "سالم").display == "محمد علي سالم"
    assert names.display("نورة", "صالح", family="النخيل") == "نورة صالح النخيل"
    assert FourNames(free="Maria dela Cruz").display == "Maria dela Cruz"
    assert FourNames().display == ""


def test_short_when_person_is_called() -> None:
    assert FourNames("محمد", "علي", "سالم", "القحطاني").short == "محمد القحطاني"
    assert FourNames("محمد", "علي").short == "محمد علي"
    assert FourNames(free="Maria dela Cruz").short == "Maria dela Cruz"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("عبدالله علي القحطاني", "عبد الله علي القحطانى"),
        ("محمد بن سالم بن علي", "محمد سالم علي"),
        ("فاطمة بنت أحمد", "فاطمه احمد"),
        ("Ahmed bin Said", "AHMED SAID"),
        ("O’Neil", "o'neil"),
    ],
)
def test_match_key_when_writings_are_of_one_name(one: str, other: str) -> None:
    assert names.match_key(one) == names.match_key(other)
    assert FourNames(free=one).match_key == names.match_key(other)


def test_match_key_when_names_differ() -> None:
    assert names.match_key("محمد علي") != names.match_key("محمد عالي")
    assert names.match_key("علاء") != names.match_key("علا")
    assert names.match_key("بن") == "بن"
    assert names.match_key("") == ""


def test_check_when_parts_are_typed_with_care_or_without() -> None:
    name = names.check(" محمد\u200f ", "علي", "", "آل  سعد")
    assert name == FourNames("محمد", "علي", "", "آل سعد")
    assert names.check(free="J.-P. O'Neil").free == "J.-P. O'Neil"
    assert names.check(free="राम").display == "राम"


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({}, "empty"),
        ({"given": "\u200b \u3164"}, "empty"),
        ({"family": "القحطاني"}, "given"),
        ({"free": "ا" * 151}, "long"),
        ({"given": "ا" * 80, "father": "ب" * 80}, "long"),
        ({"given": "محمد1"}, "characters"),
        ({"given": "<b>"}, "characters"),
        ({"given": "---"}, "characters"),
        ({"given": "ـ"}, "characters"),
        ({"free": "علي, أحمد"}, "characters"),
    ],
)
def test_check_when_name_cannot_stand(parts: dict[str, str], code: str) -> None:
    with pytest.raises(names.BadName) as refused:
        names.check(**parts)
    assert refused.value.code == code
    assert str(names.sentence(refused.value))


@given(st.text(max_size=40), st.text(max_size=40))
def test_check_when_given_any_text(given_name: str, family: str) -> None:
    with suppress(names.BadName):
        name = names.check(given_name, family=family)
        assert names.check(name.given, family=name.family) == name
        assert name.match_key
