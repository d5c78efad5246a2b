"""The base of every form: what comes in is cleaned at the door, and each error says what to do."""

from __future__ import annotations

import copy
from typing import Any, TypeVar

from django import forms
from django.forms.forms import DeclarativeFieldsMetaclass
from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from majlis.core import arabic, digits
from majlis.core.ui.either_date import EitherDateField, GivenDate
from majlis.core.ui.fields import (
    DigitsField,
    IdentityField,
    NameField,
    NumeralField,
    PhoneField,
    ReferenceField,
    TextField,
    WordsField,
)

__all__ = [
    "DigitsField",
    "EitherDateField",
    "GivenDate",
    "HouseForm",
    "IdentityField",
    "NameField",
    "NumeralField",
    "PhoneField",
    "ReferenceField",
    "TextField",
    "WordsField",
]


T = TypeVar("T")

_REQUIRED = forms.Field.default_error_messages["required"]
_TICK, _CHOOSE = _("Tick the box if this is so: {label}"), _("Choose an answer: {label}")
_WRITE = _("Write an answer: {label}")
_ANSWER = _("Answer this question.")


# What Django's own fields and widgets copy of themselves, that is: what `_copied` copies too.
_PLAIN_FIELDS = {forms.Field.__deepcopy__, forms.ChoiceField.__deepcopy__}
_PLAIN_WIDGETS = {forms.Widget.__deepcopy__, forms.Select.__deepcopy__}


class _Declared(dict[str, forms.Field]):
    """The fields of a class, which each of its forms copies. Choices are replaced, never changed: forms share them."""

    def __deepcopy__(self, memo: dict[int, Any]) -> dict[str, forms.Field]:
        return {name: _copied(field) for name, field in self.items()}


def _copied(field: forms.Field) -> forms.Field:
    if type(field).__deepcopy__ not in _PLAIN_FIELDS:
        return copy.deepcopy(field)
    fresh = _again(field)
    fresh.error_messages, fresh.validators = field.error_messages.copy(), field.validators[:]
    if type(field.widget).__deepcopy__ in _PLAIN_WIDGETS:
        fresh.widget = _again(field.widget)
        fresh.widget.attrs = field.widget.attrs.copy()
    else:
        fresh.widget = copy.deepcopy(field.widget)
    return fresh


def _again(one: T) -> T:
    """Return another object with the same attributes, quicker than `copy.copy` does."""
    fresh = object.__new__(type(one))
    fresh.__dict__.update(one.__dict__)
    return fresh


class _Declaring(DeclarativeFieldsMetaclass):
    """Make the fields of a form class cheap to copy: a country's list alone has two hundred choices."""

    def __new__(cls, *parts: Any, **options: Any) -> Any:
        made: Any = super().__new__(cls, *parts, **options)
        made.base_fields = _Declared(made.base_fields)
        return made


class HouseForm(forms.Form, metaclass=_Declaring):
    """A form whose text is cleaned before anything reads it.

    Bidi controls, zero-widths and other hidden characters go from every value; digits of any script become ASCII,
    but in a person's own words. Passwords stay as typed. A field without its own "required" sentence asks for an
    answer by its label. A choice may carry `hints` ({value: text}), shown under it.

    `judged_whole` names the fields that the form's own `clean` judges: they are not shown as a matter of wish.
    """

    use_required_attribute = False
    judged_whole: tuple[str, ...] = ()

    def __init__(self, data: Any = None, files: Any = None, **options: Any) -> None:
        """Take what was posted; labels end without a colon."""
        options.setdefault("label_suffix", "")
        super().__init__(data, files, **options)

    def full_clean(self) -> None:
        """Clean what was posted, then let the fields judge it; fields that were added late are cleaned too."""
        if self.is_bound:
            self.data = self._at_the_door(self.data)
        for field in self.fields.values():
            _ask(field)
        super().full_clean()
        for name in self.judged_whole:
            if name in self.fields:
                self.fields[name].required = True

    def _at_the_door(self, data: Any) -> MultiValueDict[str, Any]:
        lists = data.lists() if hasattr(data, "lists") else ((name, [value]) for name, value in data.items())
        as_typed = {self.add_prefix(n) for n, field in self.fields.items() if _is_secret(field)}
        in_words = {self.add_prefix(n) for n, field in self.fields.items() if _is_words(field)}
        return MultiValueDict(
            {
                name: values if name in as_typed else [_cleaned(value, name in in_words) for value in values]
                for name, values in lists
            }
        )


def _is_secret(field: forms.Field) -> bool:
    return isinstance(field.widget, forms.PasswordInput)


def _is_words(field: forms.Field) -> bool:
    return isinstance(field, WordsField) or isinstance(field.widget, forms.Textarea)


def _cleaned(value: Any, in_words: bool) -> Any:
    if not isinstance(value, str):
        return value
    text = arabic.clean(value)
    return text if in_words else digits.ascii_digits(text)


def _ask(field: forms.Field) -> None:
    if field.error_messages.get("required") is not _REQUIRED:  # a sentence of its own
        return
    if not (isinstance(field.label, Promise) or field.label):  # without asking for the language of a lazy one
        field.error_messages["required"] = _ANSWER
        return
    kind = _WRITE
    if isinstance(field, forms.BooleanField):
        kind = _TICK
    elif isinstance(field, forms.ChoiceField | forms.FileField):
        kind = _CHOOSE
    field.error_messages["required"] = format_lazy(kind, label=field.label)
