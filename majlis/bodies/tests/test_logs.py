"""What the logs may say: never a number, a mail address or a row of the database."""

from __future__ import annotations

import io
import logging
import logging.config
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction

from majlis.bodies.models import Contact
from majlis.bodies.tests.builders import a_body
from majlis.core.logs import masked

LOGGING: dict[str, Any] = settings.LOGGING
NAME, NUMBER = "سلمى الحديقي", "1058529940"


@pytest.fixture
def log() -> Iterator[Callable[[], str]]:
    """Give what the settings' own handler writes."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    maker = logging.config.DictConfigurator(LOGGING)
    handler.setFormatter(maker.configure_formatter(dict(LOGGING["formatters"]["line"])))
    handler.addFilter(maker.configure_filter(dict(LOGGING["filters"]["masked"])))
    logger = logging.getLogger("test.logs")
    logger.addHandler(handler)
    logger.propagate = False
    yield written.getvalue
    logger.removeHandler(handler)
    logger.propagate = True


@pytest.mark.parametrize(
    "text",
    [
        NUMBER, "+966501234567", "0501234567", "612 345 6789", "612-345-6789", "١٠٥٨٥٢٩٩٤٠", f"/cases/{NUMBER}/",
        f"case_{NUMBER}", f"'{NUMBER}'", f"id={NUMBER}&x=1", f"({NUMBER})", f"No such page: /status/{NUMBER}.",
    ],
)  # fmt: skip
def test_a_number_is_masked_wherever_it_stands(text: str) -> None:
    said = masked(text)
    assert "[number]" in said
    assert not any(part in said for part in (NUMBER, "966501", "0501", "345", "١٠٥"))


@pytest.mark.parametrize("text", ["answered in 1234 ms", "row 123456", "3.14159265358979", "pid 4194304x"])
def test_what_is_no_number_of_a_person_stays(text: str) -> None:
    assert masked(text) == text


def test_a_mail_address_is_masked() -> None:
    assert masked("to salma.h+1@example.com now") == "to [mail] now"


def test_arguments_are_masked(log: Callable[[], str]) -> None:
    logging.getLogger("test.logs").warning("not found: %s of %s", NUMBER, "salma@example.com")
    said = log()
    assert "not found: [number] of [mail]" in said


def test_arguments_that_do_not_fit_are_left_out(log: Callable[[], str]) -> None:
    words = "only one %s"
    logging.getLogger("test.logs").warning(words, NUMBER, NAME)
    assert "do not fit" in log()
    assert NUMBER not in log()


@pytest.mark.django_db
def test_a_row_that_the_database_refused_is_not_written(log: Callable[[], str]) -> None:
    row = ""
    try:
        with transaction.atomic():
            Contact.objects.create(body=a_body(), name=NAME, phone=f"+966{NUMBER}"[:16], level=7)
    except IntegrityError as error:
        row = str(error)
        logging.getLogger("test.logs").exception("refused")
    assert NAME in row
    said = log()
    assert "bodies_contact_level" in said
    assert "test_logs.py" in said
    assert not any(part in said for part in (NAME, NUMBER, "DETAIL"))


def test_every_cause_is_told_the_first_first(log: Callable[[], str]) -> None:
    words = f"the first {NUMBER}\nsecond line {NAME}"
    try:
        try:
            raise ValueError(words)
        except ValueError as cause:
            raise KeyError("the second") from cause
    except KeyError:
        logging.getLogger("test.logs").exception("both")
    said = log()
    assert said.index("ValueError: the first [number]") < said.index("which led to") < said.index("KeyError")
    assert "second line" not in said


def test_every_handler_of_the_settings_masks() -> None:
    handlers = LOGGING["handlers"]
    assert all(one["filters"] == ["masked"] and one["formatter"] == "line" for one in handlers.values())
