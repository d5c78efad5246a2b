"""The base of every form: what comes in is cleaned at the door, and each error says what to do."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
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


class HouseForm(forms.Form):
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
    if field.error_messages.get("required") != forms.Field.default_error_messages["required"]:
        return
    if isinstance(field, forms.BooleanField):
        asked = _("Tick the box if this is so: {label}")
    elif isinstance(field, forms.ChoiceField | forms.FileField):
        asked = _("Choose an answer: {label}")
    else:
        asked = _("Write an answer: {label}")
    if field.label:
        field.error_messages["required"] = format_lazy(asked, label=field.label)
    else:
        field.error_messages["required"] = _("Answer this question.")
