"""What is kept in the process goes as soon as anybody, by any statement, has changed what it was read from."""

from __future__ import annotations

import psycopg
import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from majlis.centres.models import Centre
from majlis.centres.tests.builders import a_centre
from majlis.core import editions
from majlis.core.scope import within
from majlis.core.viewer import system
from tests import plugin

HOUSE = system("test")
_read: list[str] = []


@editions.kept("centres")
def names(prefix: str) -> tuple[str, ...]:
    """Return the names of the centres that begin so."""
    _read.append(prefix)
    return tuple(Centre.objects.filter(name_en__startswith=prefix).values_list("name_en", flat=True))


@pytest.fixture(autouse=True)
def _forgotten() -> None:
    _read.clear()


def call_it(name: str) -> None:
    Centre.objects.update(name_en=name)


@pytest.mark.django_db
def test_same_question_is_asked_once_and_another_for_itself() -> None:
    a_centre()
    call_it("North")
    assert names("N") == names("N") == ("North",)
    assert names("S") == ()
    assert _read == ["N", "S"]


@pytest.mark.django_db
def test_changed_row_is_read_again_also_in_the_scope_that_changed_it() -> None:
    centre = a_centre()
    with within(HOUSE):
        call_it("North")
    with within(HOUSE):
        assert names("N") == ("North",)
        centre.name_en = "Nearby"
        centre.save()
        assert names("N") == ("Nearby",)
    call_it("New")
    assert names("N") == ("New",)


@pytest.mark.django_db
def test_change_that_was_rolled_back_is_never_read() -> None:
    a_centre()
    call_it("North")
    with pytest.raises(ValueError, match="no"), transaction.atomic():
        call_it("Nowhere")
        assert names("N") == ("Nowhere",)
        raise ValueError("no")
    assert names("N") == ("North",)


@pytest.mark.django_db
def test_one_reading_of_the_editions_serves_a_scope() -> None:
    a_centre()
    names("N")
    with within(HOUSE):
        names("N")
        with CaptureQueriesContext(connection) as seen:
            names("N")
    assert len(seen) == 0


def test_change_of_another_process_is_seen_once_it_is_committed(committed: str) -> None:
    a_centre()
    call_it("North")
    assert names("N") == ("North",)
    with psycopg.connect(plugin.url("app", committed)) as other:
        other.execute("UPDATE centres_centre SET name_en = 'Near'")
        assert names("N") == ("North",)
        other.commit()
        assert names("N") == ("Near",)
    assert _read == ["N", "N"]
