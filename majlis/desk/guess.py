"""Which categories come first on the form that decides a case: those whose words the person used.

Nothing is decided by it. The officer sees every category; a guess only saves him the way.
"""

from __future__ import annotations

from collections.abc import Iterable

from majlis.cases.models import Case
from majlis.catalogue.models import Category, Service
from majlis.core import arabic

STEM = 4
PREFIXES = ("وال", "بال", "لل", "ال", "و", "ب", "ل")


def categories(case: Case, known: Iterable[Category]) -> list[Category]:
    """Return the categories with the likeliest first: the one that the case has, then by words in common."""
    said = _stems(f"{case.subject} {case.words}")

    def rank(category: Category) -> tuple[bool, int]:
        words = " ".join([*category.names.values(), *category.descriptions.values()])
        return category.pk != case.category_id, -len(said & _stems(words))

    return sorted(known, key=rank)


def services(case: Case, known: Iterable[Service]) -> list[Service]:
    """Return the services with the likeliest first: the one that was chosen, those of its kind, the rest."""
    return sorted(known, key=lambda one: (one.pk != case.service_id, one.kind != case.kind))


def _stems(text: str) -> set[str]:
    return {_bare(word)[:STEM] for word in arabic.words(text) if len(_bare(word)) >= 3}


def _bare(word: str) -> str:
    for prefix in PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) >= 3:
            return word[len(prefix) :]
    return word
