"""Asking never harms: nothing here keeps, asks or looks up what could be turned against whoever asks to be heard."""

from __future__ import annotations

import re

from django.apps import apps
from django.conf import settings

from majlis.core.identity_numbers import LABELS
from tests.house.source import ROOT

KEPT = re.compile(
    r"expir(es|y)_?(on|at|date)?$|valid_(until|to|thru)|sponsor|kafe+l|kafala|abscond|huroob|absence", re.IGNORECASE
)
ASKED = re.compile(
    r"كفيل|كفالة|تغي[ّ]?ب|هروب|سريان|صلاحية (?:الإقامة|الهوية)|expir|sponsor|abscond|overstay", re.IGNORECASE
)
WELCOME = re.compile(r"no obstacle|not an obstacle|An expired|expired one|المنتهية")
OURS = frozenset({"expires_at"})
"""A draft, a link and a code end by themselves: that is no paper of a person."""


def _fields() -> list[str]:
    rooms = {room.rpartition(".")[2] for room in settings.ROOMS}
    models = [model for model in apps.get_models() if model._meta.app_label in rooms]
    return [f"{model._meta.label}.{field.name}" for model in models for field in model._meta.get_fields()]


def harmful(names: list[str]) -> list[str]:
    """Return the fields that would keep how long somebody may stay, who sponsors him, or who reported him absent."""
    return [name for name in names if KEPT.search(name) and name.rpartition(".")[2] not in OURS]


def asking(text: str) -> list[str]:
    """Return the lines of a catalogue that ask for it; that an expired paper is welcome may be said."""
    return [line for line in text.splitlines() if ASKED.search(line) and not WELCOME.search(line)]


def test_no_row_keeps_what_could_be_turned_against_a_person() -> None:
    assert harmful(_fields()) == []


def test_no_question_asks_for_it() -> None:
    services = ROOT / "majlis" / "catalogue" / "data" / "services.toml"
    assert asking(services.read_text(encoding="utf-8")) == []


def test_a_person_without_any_paper_may_ask() -> None:
    assert "none" in LABELS


def test_what_harms_is_found() -> None:
    assert harmful(["people.Beneficiary.iqama_expiry", "people.Beneficiary.sponsor", "cases.Case.huroob"])
    assert asking('text = "من كفيلك؟"\nhint = "An expired one is no obstacle"') == ['text = "من كفيلك؟"']
