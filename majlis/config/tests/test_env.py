"""The readers of the environment."""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured

from majlis.config import env

NAME = "MAJLIS_A_THING"


def test_text_is_read_without_blanks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, "  door ")
    assert env.text(NAME) == "door"
    assert env.text("MAJLIS_ANOTHER", "window") == "window"


@pytest.mark.parametrize("read", [env.text, env.flag, env.number, env.listed])
def test_an_unset_variable_without_a_default_is_named(read: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, "   ")
    assert callable(read)
    with pytest.raises(ImproperlyConfigured, match=f"{NAME} is not set"):
        read(NAME)


@pytest.mark.parametrize(
    ("word", "meant"), [("1", True), ("YES", True), ("on", True), ("0", False), ("False", False), ("off", False)]
)
def test_a_flag_is_understood_in_the_usual_words(word: str, meant: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, word)
    assert env.flag(NAME) is meant


def test_a_flag_is_refused_when_it_is_neither_yes_nor_no(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, "perhaps")
    with pytest.raises(ImproperlyConfigured, match=NAME):
        env.flag(NAME, default=False)


@pytest.mark.parametrize("word", ["eight", "8.5", "0", "9"])
def test_a_number_is_refused_when_it_is_none_or_out_of_bounds(word: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, word)
    with pytest.raises(ImproperlyConfigured, match=NAME):
        env.number(NAME, least=1, most=8)


def test_a_number_is_read_when_it_is_on_the_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, "8")
    assert env.number(NAME, least=1, most=8) == 8
    assert env.number("MAJLIS_ANOTHER", 3) == 3


def test_a_list_is_read_without_blanks_and_empty_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, "a, b,,")
    assert env.listed(NAME) == ["a", "b"]
    assert env.listed("MAJLIS_ANOTHER", []) == []


def test_an_unknown_mode_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAJLIS_MODE", "holiday")
    with pytest.raises(ImproperlyConfigured, match="MAJLIS_MODE"):
        env.mode()
