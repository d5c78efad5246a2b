"""Facts: how they are kept, and how people read them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.utils.translation import gettext_lazy as _

from majlis.core import clock, references
from majlis.notifications import values, wording

REFERENCE = "612345678" + references.check_digit("612345678")
NOON = dt.datetime(2026, 12, 3, 12, 30, tzinfo=clock.RIYADH)


@pytest.fixture(autouse=True)
def _autumn() -> Any:
    with time_machine.travel("2026-11-24T07:00:00+00:00"):
        yield


def test_facts_are_kept_as_json() -> None:
    kept = values.freeze({"at": NOON, "day": dt.date(2026, 12, 3), "n": 3, "word": _("Wrong number"), "x": "a\u202eb"})
    assert kept["at"] == "2026-12-03T09:30:00+00:00"
    assert (kept["day"], kept["n"], kept["x"]) == ("2026-12-03", 3, "ab")
    assert kept["word"]["en"] == "Wrong number"
    assert kept["word"]["ar"] != "Wrong number"


@pytest.mark.parametrize("value", [object(), 1.5, dt.datetime(2026, 12, 3, 12)])  # noqa: DTZ001 - that is the point
def test_a_fact_that_cannot_be_kept_is_refused(value: Any) -> None:
    with pytest.raises(TypeError):
        values.freeze({"x": value})


def test_a_date_has_both_calendars() -> None:
    shown = values.show("2026-12-03", "en", brief=True)
    assert "3 Dec" in shown
    assert "Jumada" in shown
    assert "جمادى" in values.show("2026-12-03", "ar", brief=True)


def test_an_instant_is_told_in_riyadh() -> None:
    assert values.show("2026-12-03T09:30:00+00:00", "en", brief=True).endswith("12:30")


def test_an_english_sms_stays_in_the_short_alphabet() -> None:
    from majlis.notifications import sms_parts

    said = " ".join(
        values.show(one, "en", brief=True) for one in ("2026-12-03T09:30:00+00:00", REFERENCE, "+966501234567", 12)
    )
    assert sms_parts.count(said).alphabet == "GSM-7"


def test_a_reference_stands_in_groups_that_do_not_turn() -> None:
    assert values.show(REFERENCE, "en", brief=True) == references.show(REFERENCE)
    assert values.show(REFERENCE, "ar", brief=True) == f"\u2066{references.show(REFERENCE)}\u2069"


def test_a_phone_is_told_as_people_read_it() -> None:
    assert values.show("+966501234567", "ar", brief=True) == "\u2066050 123 4567\u2069"


def test_words_follow_the_language_and_are_isolated_in_long_texts() -> None:
    words = {"ar": "الرياض", "en": "Riyadh"}
    assert values.show(words, "ar", brief=True) == "الرياض"
    assert values.show(words, "ur", brief=True) == "Riyadh"
    assert values.show(words, "en", brief=False) == "\u2068Riyadh\u2069"


def test_only_named_facts_are_filled_in() -> None:
    text = "100%% {reference} %(day)s {not a fact} {0.__class__} {x!r}"
    assert wording.names(text) == ["reference", "day"]
    assert wording.unknown(text, ["day"]) == ["reference"]
    filled = wording.fill(text, lambda name: f"<{name}>")
    assert filled == "100% <reference> <day> {not a fact} {0.__class__} {x!r}"
    assert wording.braces("%(day)s 5%%") == "{day} 5%"


def test_a_missing_fact_is_a_defect() -> None:
    with pytest.raises(KeyError):
        wording.fill("{day}", dict[str, str]().__getitem__)
