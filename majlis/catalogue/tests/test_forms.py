"""The fields of the catalogue's questions: what they take, what is kept of it, what is shown."""

from __future__ import annotations

from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError

from majlis.catalogue.forms import answered, asked_on, field_for, kept, shown
from majlis.catalogue.models import Service
from majlis.catalogue.questions import Question
from majlis.centres.tests.builders import a_centre

OPTIONS = [{"code": "a", "names": {"en": "First"}, "hints": {"en": "the one"}}, {"code": "b", "names": {"en": "Next"}}]


def a_question(type_: str, **words: Any) -> Question:
    """Return a question as a catalogue line makes it."""
    options = {"options": OPTIONS} if type_ == "choice" else {}
    return Question.read({"code": "q", "type": type_, "names": {"en": "What?"}} | options | words)


@pytest.mark.parametrize(
    ("type_", "typed", "stored", "told"),
    [
        ("line", "Riyadh  ١", "Riyadh  1", "Riyadh  1"),
        ("words", "two\nlines", "two\nlines", "two\nlines"),
        ("choice", "b", "b", "Next"),
        ("yes_no", "yes", "yes", "Yes"),
        ("digits", "١٢ ٣", "123", "123"),
        ("date", ["gregorian", "1", "2", "2024"], "2024-02-01", "February"),
        ("date", ["hijri", "21", "7", "1445"], "2024-02-02", "February"),
    ],
)
def test_answer_is_kept_plain_and_shown_in_words(type_: str, typed: Any, stored: str, told: str) -> None:
    question = a_question(type_)
    answer = kept(question, field_for(question).clean(typed))
    assert answer == stored
    assert told in shown(question, answer)


@pytest.mark.parametrize(
    ("type_", "typed"), [("choice", "c"), ("yes_no", "perhaps"), ("digits", "12a"), ("line", ""), ("date", [])]
)
def test_wrong_answer_is_refused(type_: str, typed: Any) -> None:
    with pytest.raises(ValidationError):
        field_for(a_question(type_)).clean(typed)


@pytest.mark.parametrize("type_", ["line", "words", "choice", "yes_no", "digits", "date"])
def test_answer_that_is_left_open_is_not_kept(type_: str) -> None:
    question = a_question(type_, required=False)
    assert kept(question, field_for(question).clean([] if type_ == "date" else "")) is None


def test_answer_may_be_no_longer_than_the_question_says() -> None:
    with pytest.raises(ValidationError):
        field_for(a_question("words", longest=5)).clean("123456")


def test_choice_shows_its_hints_and_may_be_left_open() -> None:
    field: Any = field_for(a_question("choice", required=False))
    assert field.hints == {"a": "the one"}
    assert isinstance(field.widget, forms.RadioSelect)
    assert ("", "I do not know") in list(field.choices)


@pytest.mark.django_db
def test_centre_is_chosen_among_those_that_receive_people() -> None:
    here, shut = a_centre(), a_centre(open=False)
    question = a_question("centre")
    field = field_for(question)
    assert kept(question, field.clean(str(here.pk))) == str(here.pk)
    assert shown(question, str(here.pk)) == "Riyadh centre"
    with pytest.raises(ValidationError):
        field.clean(str(shut.pk))


def test_questions_of_a_channel_leave_out_what_it_does_not_ask() -> None:
    lines = [
        {"code": "a", "type": "line", "names": {"en": "A?"}, "unless": "phone"},
        {"code": "b", "type": "yes_no", "names": {"en": "B?"}},
    ]
    service = Service(question_lines=lines)
    assert [question.code for question in asked_on(service, "phone")] == ["b"]
    assert answered(service, {"a": "", "b": "no"}) == [("B?", "No")]


def test_answer_of_an_older_catalogue_is_shown_as_it_stands() -> None:
    assert shown(a_question("choice"), "gone") == "gone"
    assert shown(a_question("date"), "no date") == "no date"
