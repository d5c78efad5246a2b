from __future__ import annotations

import itertools
import time
from collections import Counter

import pytest
from django.test import override_settings

from majlis.core import arabic, secrets
from majlis.core.digits import arabic_indic


def test_new_pin_when_drawn_often() -> None:
    pins = [secrets.new_pin() for _turn in range(3000)]
    assert all(len(pin) == 6 and pin.isascii() and pin.isdecimal() and not secrets.is_weak_pin(pin) for pin in pins)
    assert len(set(pins)) > 2950
    assert all(len(Counter(pin[place] for pin in pins)) == 10 for place in range(6))


@pytest.mark.parametrize(
    "pin", ["111111", "121212", "123123", "123456", "654321", "890123", "210987", "112211", "000001"]
)
def test_is_weak_pin_when_it_is_guessed_first(pin: str) -> None:
    assert secrets.is_weak_pin(pin)


@pytest.mark.parametrize("pin", ["123457", "193847", "112233", "135790"])
def test_is_weak_pin_when_it_is_not(pin: str) -> None:
    assert not secrets.is_weak_pin(pin)


def test_is_weak_pin_when_all_are_counted() -> None:
    weak = sum(secrets.is_weak_pin("".join(pin)) for pin in itertools.product("0123456789", repeat=6))
    assert weak < 5000


def test_check_pin_when_typed_in_any_way() -> None:
    kept = secrets.hash_pin("193847")
    for typed in ("193847", " 193 847 ", "193-847", arabic_indic("193847"), "\u200e193847"):
        assert secrets.check_pin(typed, kept)


def test_check_pin_when_wrong_or_malformed() -> None:
    kept = secrets.hash_pin("193847")
    for typed in ("193848", "19384", "1938470", "", "abc"):
        assert not secrets.check_pin(typed, kept)
    for malformed in ("", "hmac1", "hmac1$", "hmac1$salt$", "plain$salt$193847", "hmac2" + kept[5:]):
        assert not secrets.check_pin("193847", malformed)


def test_hash_pin_when_two_people_have_one_pin() -> None:
    one, other = secrets.hash_pin("193847"), secrets.hash_pin("193847")
    assert one != other
    assert "193847" not in one
    assert len(one) <= 128


def test_check_pin_when_the_key_was_changed() -> None:
    with override_settings(SECRET_KEY="first", SECRET_KEY_FALLBACKS=[]):
        kept = secrets.hash_pin("193847")
    with override_settings(SECRET_KEY="second", SECRET_KEY_FALLBACKS=["first"]):
        assert secrets.check_pin("193847", kept)
        assert not secrets.check_pin("193848", kept)
    with override_settings(SECRET_KEY="second", SECRET_KEY_FALLBACKS=[]):
        assert not secrets.check_pin("193847", kept)


def test_check_pin_when_many_ask_at_once() -> None:
    kept = secrets.hash_pin("193847")
    started = time.process_time()
    for _turn in range(500):
        secrets.check_pin("193847", kept)
    assert time.process_time() - started < 0.25


@pytest.mark.parametrize("language", ["ar", "en"])
def test_word_list_when_read(language: str) -> None:
    words = secrets.word_list(language)
    assert len(words) == 1024
    folded = [secrets.fold_words(word) for word in words]
    assert len(set(folded)) == 1024
    assert all(fold.isalpha() and 3 <= len(fold) <= 9 for fold in folded)
    assert all(arabic.clean(word) == word for word in words)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_word_list_when_one_letter_is_mistyped(language: str) -> None:
    folded = {secrets.fold_words(word) for word in secrets.word_list(language)}
    shortened: dict[str, str] = {}
    for word in folded:
        for place in range(len(word)):
            without = f"{word[:place]}_{word[place + 1 :]}"
            assert shortened.setdefault(without, word) == word
            assert word[:place] + word[place + 1 :] not in folded
            swapped = word[:place] + word[place + 1 : place + 2] + word[place : place + 1] + word[place + 2 :]
            assert swapped == word or swapped not in folded


def test_seven_words_when_drawn() -> None:
    for language in ("ar", "en"):
        code = secrets.seven_words(language).split()
        assert len(code) == 7
        assert set(code) <= set(secrets.word_list(language))
    assert set(secrets.seven_words("ur").split()) <= set(secrets.word_list("en"))
    assert len({secrets.seven_words() for _turn in range(200)}) == 200


def test_fold_words_when_typed_as_people_do() -> None:
    assert secrets.fold_words("  إبرة\nشجرةٌ،  مِلعقة ") == secrets.fold_words("ابره شجره ملعقه") == "ابره شجره ملعقه"
    assert secrets.fold_words("Apple-BREAD") == "apple bread"


def test_words_digest_when_typed_as_people_do() -> None:
    code = secrets.seven_words("ar")
    digest = secrets.words_digest(code)
    assert secrets.words_digest(f" {arabic.fold(code)}\n") == digest
    assert len(digest) == 64
    assert secrets.words_digest(" ".join(reversed(code.split()))) != digest


@override_settings(SECRET_KEY="another")
def test_words_digest_when_the_server_key_is_another() -> None:
    expected = "28547d02a9245f5dfaab205424d9f1bcd41a10950c0455d3140749cc0dff75f0"
    assert secrets.words_digest("apple bread candle door eagle falcon garden") == expected
