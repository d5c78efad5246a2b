"""Fields that the catalogue's questions drive: the same at the portal, at the desk and wherever a form asks them.

`field_for` makes the field, `kept` what is stored of its answer (plain JSON), `shown` what people read of it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from majlis.catalogue.models import Service
from majlis.catalogue.questions import Question
from majlis.centres.models import Centre
from majlis.core.ui import dates
from majlis.core.ui.forms import EitherDateField, GivenDate, NumeralField, TextField, WordsField

YES_NO = (("yes", _("Yes")), ("no", _("No")))


class OnlyDigitsField(NumeralField):
    """A number of any length that is kept as it is written, such as a file number."""

    def to_python(self, value: Any) -> Any:
        """Return ASCII digits; refuse anything else."""
        text = super().to_python(value)
        bare = "".join(text.split()) if isinstance(text, str) else text
        if bare and not (bare.isascii() and bare.isdecimal()):
            raise ValidationError(_("Write digits only."), code="digits")
        return bare


def asked_on(service: Service, channel: str) -> list[Question]:
    """Return the questions of a service that a channel asks, in order."""
    return [question for question in service.questions if question.unless != channel]


def field_for(question: Question) -> forms.Field:
    """Return the form field of a question, labelled in the language in use."""
    words: dict[str, Any] = {"label": str(question), "help_text": question.hint, "required": question.required}
    choices = _choices(question)
    if choices is not None:
        return _choice(choices, question, words)
    if question.type == "date":
        return EitherDateField(**words)
    if question.type == "words":
        return WordsField(max_length=question.longest, rows=4, **words)
    line = OnlyDigitsField if question.type == "digits" else TextField
    return line(max_length=question.longest, **words)


def kept(question: Question, value: Any) -> Any:
    """Return a cleaned answer as plain JSON: a date by ISO 8601 (Gregorian), all else as text. None: not answered."""
    if value in (None, ""):
        return None
    if isinstance(value, GivenDate):
        return value.gregorian.isoformat() if value.gregorian else None
    return str(value)


def shown(question: Question, answer: Any) -> str:
    """Return a stored answer in words, in the language in use; a date in both calendars."""
    text = str(answer)
    if question.type == "date":
        return _day(text)
    named = {str(code): str(name) for code, name in _choices(question) or ()}
    return named.get(text, text)


def answered(service: Service, answers: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return (question, answer) in words for all that was answered, in the catalogue's order."""
    said = [(question, answers.get(question.code)) for question in service.questions]
    return [(str(question), shown(question, answer)) for question, answer in said if answer not in (None, "")]


def _choices(question: Question) -> Sequence[tuple[str, Any]] | None:
    """Return what can be chosen for an answer; None for a question that is answered in words or figures."""
    if question.type == "choice":
        return [(option.code, str(option)) for option in question.options]
    if question.type == "yes_no":
        return YES_NO
    return _centres() if question.type == "centre" else None


def _choice(choices: Sequence[tuple[str, Any]], question: Question, words: dict[str, Any]) -> forms.Field:
    offered = list(choices)
    if not question.required:
        offered.append(("", _now("I do not know")))
    field = forms.ChoiceField(choices=offered, widget=forms.RadioSelect, **words)
    field.hints = {option.code: option.hint for option in question.options if option.hint}  # type: ignore[attr-defined]
    return field


def _centres() -> list[tuple[str, str]]:
    return [(str(centre.pk), str(centre)) for centre in Centre.objects.filter(open=True)]


def _day(text: str) -> str:
    try:
        return str(dates.both(dt.date.fromisoformat(text)))
    except ValueError:
        return text
