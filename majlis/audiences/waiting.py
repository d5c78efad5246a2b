"""The waiting list as those who place may read it: the office's scope alone does not open the cases on it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from majlis.audiences import queries, rules
from majlis.cases.models import Case
from majlis.core.scope import house
from majlis.core.ui.paging import Page, keyset
from majlis.core.viewer import Viewer


@contextmanager
def _scope(viewer: Viewer) -> Iterator[None]:
    if viewer.holds("minister_office"):
        with house():
            yield
    else:
        yield


def page(viewer: Viewer, token: str = "", size: int = 20, only: int | None = None) -> Page[Case]:
    """Return a page of the waiting list: debts first, then by class, points and age; `only` of one class."""
    with _scope(viewer):
        rows = queries.waiting_list(viewer)
        rows = rows if only is None else rows.filter(priority=only)
        return keyset(rows, queries.WAITING_ORDER, token, size=size)


def one(viewer: Viewer, reference: str) -> Case | None:
    """Return a waiting case that the viewer may place, or None."""
    with _scope(viewer):
        case = queries.waiting_list(viewer).filter(reference=reference).first()
    return case if case and rules.may_place(viewer, case) else None
