"""Paging by key: every row once, forwards and backwards, without counting."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext

from majlis.core.ui.paging import Page, keyset

BY = ("-app_label", "model", "id")

pytestmark = pytest.mark.django_db


def rows() -> Any:
    """Return rows that stand in every migrated database."""
    return ContentType.objects.all()


def walk(size: int) -> list[Page[ContentType]]:
    """Return all pages from the first to the last."""
    pages = [keyset(rows(), BY, size=size)]
    while pages[-1].next:
        pages.append(keyset(rows(), BY, pages[-1].next, size))
    return pages


@pytest.mark.parametrize("size", [1, 7, 50, 10_000])
def test_every_row_is_shown_once_in_order(size: int) -> None:
    assert [row for page in walk(size) for row in page] == list(rows().order_by(*BY))


def test_going_back_shows_the_same_pages() -> None:
    pages = walk(7)
    assert len(pages) > 3
    back = pages[-1]
    for page in reversed(pages[:-1]):
        back = keyset(rows(), BY, back.previous, 7)
        assert back.rows == page.rows
    assert back.previous == ""
    assert back.next == pages[0].next


def test_the_ends_have_no_neighbour() -> None:
    pages = walk(7)
    assert pages[0].previous == ""
    assert pages[-1].next == ""
    assert not keyset(rows().none(), BY)


@pytest.mark.parametrize(
    "token", ["x", "W10", "WyJmIl0", "WyJmIiwiYSIsImIiLCJub3QgYSBudW1iZXIiXQ", "é", "W1tdXQ", "MQ"]
)
def test_a_token_that_somebody_made_up_shows_the_first_page(token: str) -> None:
    assert keyset(rows(), BY, token, 7).rows == keyset(rows(), BY, size=7).rows


def test_a_page_asks_once_and_never_counts() -> None:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        keyset(rows(), BY, walk(7)[1].next, 7)
    assert "COUNT" not in asked.captured_queries[-1]["sql"].upper()
    assert "LIMIT 8" in asked.captured_queries[-1]["sql"]
