"""Every page declares who may open it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, path

from majlis.accounts import gate
from tests.house.source import none

LIBRARIES = {
    "allauth": "staff sign-in: it has its own doors, and its attempts are counted",
    "django.contrib.staticfiles": "files that everyone may read",
    "django.views.static": "files that everyone may read",
}
BELOW_THE_GATE = {
    "majlis.core.health.healthz": "asked by machines, tells nothing of a person",
    "majlis.core.ui.views": "language, looks and the parts of an installable site: no row is read",
    "majlis.core.ui.gallery": "the gallery of the look, with made-up words; not in production",
}
KINDS = {"public", "staff", "object", "public object"}


def pages(patterns: list[Any], before: str = "") -> Iterator[tuple[str, Callable[..., Any]]]:
    """Yield (address, view) of every page below `patterns`."""
    for pattern in patterns:
        where = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from pages(pattern.url_patterns, where)
        elif isinstance(pattern, URLPattern):
            yield where, pattern.callback


def declared(view: Callable[..., Any]) -> Any:
    """Return the gate of a function or of a class."""
    return getattr(view, "gate", None) or getattr(getattr(view, "view_class", None), "gate", None)


def excused(view: Callable[..., Any]) -> bool:
    """Tell whether a view belongs to a library or lies below the gate."""
    made = getattr(view, "view_class", view)
    name = f"{made.__module__}.{getattr(made, '__qualname__', '')}"
    return any(name == one or name.startswith(one + ".") for one in {**LIBRARIES, **BELOW_THE_GATE})


def faults(patterns: list[Any]) -> Iterator[str]:
    """Yield every page without a gate, or with one that does not say enough."""
    for where, view in pages(patterns):
        found = declared(view)
        if found is None:
            if not excused(view):
                yield f"/{where}: {getattr(view, '__module__', '')}.{getattr(view, '__name__', view)} has no gate"
        elif found.kind not in KINDS:
            yield f"/{where}: nobody knows the gate {found.kind}"
        elif found.kind.endswith("object") and found.model is None:
            yield f"/{where}: the gate names no model"


def test_every_page_has_a_gate() -> None:
    none(faults(get_resolver().url_patterns))


def test_every_page_has_an_address_of_its_own() -> None:
    names = [pattern.name for pattern in get_resolver().url_patterns if isinstance(pattern, URLPattern)]
    assert len(names) == len(set(names))


def test_a_page_without_a_gate_is_found() -> None:
    def bare(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    open_page = gate.public(bare)
    assert len(list(faults([path("bare", bare), path("open", open_page)]))) == 1


@pytest.mark.parametrize("name", BELOW_THE_GATE)
def test_each_excuse_is_still_needed(name: str) -> None:
    views = [view for _, view in pages(get_resolver().url_patterns)]
    assert any(f"{view.__module__}.{getattr(view, '__qualname__', '')}".startswith(name) for view in views)
