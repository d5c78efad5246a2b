from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from majlis.core import arabic

any_text = st.text(st.characters(), max_size=60)


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("أحمد إبراهيم آدم ٱلله", "احمد ابراهيم ادم الله"),
        ("القحطانى", "القحطاني"),
        ("فاطمة", "فاطمه"),
        ("مؤسسة شؤون", "موسسه شوون"),
        ("رئيس", "رييس"),
        ("گلزار پرویز چودھری کریم", "كلزار برويز جودهري كريم"),
        ("مُحَمَّدٌ", "محمد"),
        ("الرحـــمـن", "الرحمن"),
        ("رقم ١٢٣٤ و ۵۶۷", "رقم 1234 و 567"),
        ("Ali José ＡＢＣ", "ali jose abc"),
        ("ﻣﺤﻤﺪ ﷲ", "محمد الله"),
        ("  أ \t\n ب  ", "ا ب"),
        ("مح\u200cمد\u202e \u2066علي\u2069", "محمد علي"),
        ("علاء", "علاء"),
        ("", ""),
    ],
)
def test_fold_when_typed_in_any_spelling(typed: str, folded: str) -> None:
    assert arabic.fold(typed) == folded


@pytest.mark.parametrize(
    ("one", "other"), [("إلى", "الي"), ("شكوى", "شكوي"), ("هيئة", "هييه"), ("الاقامه", "الإقامة"), ("ۀ", "ه")]
)
def test_fold_when_two_spellings_are_one_word(one: str, other: str) -> None:
    assert arabic.fold(one) == arabic.fold(other)


def test_fold_when_words_differ() -> None:
    assert arabic.fold("علاء") != arabic.fold("علا")
    assert arabic.fold("قلب") != arabic.fold("كلب")


def test_fold_when_mark_belongs_to_another_script() -> None:
    assert arabic.fold("हिन्दी") == unicodedata.normalize("NFKC", "हिन्दी")
    assert arabic.fold("한국") == "한국"


@given(any_text)
def test_fold_when_done_twice(text: str) -> None:
    once = arabic.fold(text)
    assert arabic.fold(once) == once


@given(any_text, any_text)
def test_fold_when_spaces_stand_around(left: str, right: str) -> None:
    folded = arabic.fold(f" {left} \n {right} ")
    assert folded == folded.strip()
    assert "  " not in folded
    assert "\n" not in folded


def test_fold_when_given_every_character() -> None:
    every = [chr(point) for point in range(0x3000)] + [chr(point) for point in range(0xFB00, 0x10000)]
    for char in every:
        folded = arabic.fold(char)
        assert arabic.fold(folded) == folded
        assert not any(unicodedata.category(one) in {"Cc", "Cf", "Cs"} for one in folded)
        assert not any(one.isdecimal() and not one.isascii() for one in folded)


def test_clean_when_something_is_hidden() -> None:
    bidi = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
    hidden = bidi + "\u200b\u200c\u200d\ufeff\u00ad\u2060"
    assert arabic.clean(f"مح{hidden}مد\x00\x07\x7f\x9f") == "محمد"


def test_clean_when_lines_end_in_any_way() -> None:
    assert arabic.clean("أ\r\nب\rج\u2028د\u2029هـ\vو\x85ي\tن\n\n") == "أ\nب\nج\nد\nهـ\nو\nي\tن"


def test_clean_when_text_only_looks_empty() -> None:
    assert arabic.clean("\u3164\uffa0\u115f\u200b \n") == ""


def test_clean_when_surrogates_are_alone() -> None:
    assert arabic.clean("a\ud800b").encode() == b"ab"


def test_clean_when_format_is_printed() -> None:
    assert arabic.clean("آية \u06dd ٥") == "آية \u06dd ٥"


def test_clean_when_letters_are_decomposed() -> None:
    assert arabic.clean("ا\u0654") == "أ"


@given(any_text)
def test_clean_when_given_any_text(text: str) -> None:
    cleaned = arabic.clean(text)
    assert arabic.clean(cleaned) == cleaned
    assert cleaned == cleaned.strip()
    cleaned.encode()
    controls = {char for char in cleaned if unicodedata.category(char) == "Cc"}
    assert controls <= {"\n", "\t"}
    assert not any(unicodedata.bidirectional(char) in _BIDI_CONTROLS for char in cleaned)


_BIDI_CONTROLS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


def test_clean_when_any_single_character_is_hidden_anywhere_in_unicode() -> None:
    kept = {
        hex(point)
        for point in range(sys.maxunicode + 1)
        if unicodedata.category(chr(point)) == "Cf" and arabic.clean(f"a{chr(point)}b") != "ab"
    }
    printed = {"0x600", "0x601", "0x602", "0x603", "0x604", "0x605", "0x6dd", "0x70f", "0x890", "0x891", "0x8e2"}
    assert kept <= printed


def test_words_when_signs_stand_between() -> None:
    assert arabic.words("«طلبٌ» رقم ٦١٢-٣٤٥، عاجل!  e-mail") == ["طلب", "رقم", "612", "345", "عاجل", "e", "mail"]
    assert arabic.words("हिन्दी") == [arabic.fold("हिन्दी")]
    assert arabic.words(" ،؛ ") == []


def test_key_when_one_name_is_written_in_two_ways() -> None:
    assert arabic.key("عبد الله القحطانى") == arabic.key("عبدالله القحطاني") == "عبداللهالقحطاني"
    assert arabic.key("O'Neil-Smith") == arabic.key("oneil smith")


@pytest.mark.parametrize(
    ("text", "expected"),
    [("طلب", True), ("request", False), ("طلب abc", True), ("طلب visa request", False), ("123", False), ("", False)],
)
def test_is_arabic_when_scripts_are_counted(text: str, *, expected: bool) -> None:
    assert arabic.is_arabic(text) is expected
