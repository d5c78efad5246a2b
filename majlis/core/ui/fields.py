"""Form fields of the house: each takes what people really type, and says in one sentence what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from majlis.core import arabic, digits, identity_numbers, names, phones, references

Bad = TypeVar("Bad", bound=ValueError)


class TextField(forms.CharField):
    """A short line of text: hidden characters go, digits become ASCII."""

    plain_digits = True

    def to_python(self, value: Any) -> Any:
        """Return the cleaned text; nothing hidden stays in it."""
        text = arabic.clean(str(value)) if value not in self.empty_values else value
        if self.plain_digits and isinstance(text, str):
            text = digits.ascii_digits(text)
        return super().to_python(text)


class WordsField(TextField):
    """What a person says in his own words: several lines, kept as written, only hidden characters go."""

    plain_digits = False
    widget = forms.Textarea

    def __init__(self, *, max_length: int = 6000, rows: int = 7, **options: Any) -> None:
        """Take at most `max_length` characters (a page is about 1,800) in a box of `rows` lines."""
        super().__init__(max_length=max_length, **options)
        self.widget.attrs["rows"] = rows  # Django's own box brings ten


class NumeralField(TextField):
    """Base of what is keyed in digits: read from left to right in every language, with the number keys of a phone."""

    code = True

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Ask a phone for its number keys; the kind stays text, so that nothing typed is thrown away."""
        return {**super().widget_attrs(widget), "inputmode": "numeric", "dir": "ltr", "autocomplete": "off"}


class DigitsField(NumeralField):
    """Exactly `length` digits: a PIN, a code sent by message."""

    def __init__(self, *, length: int, **options: Any) -> None:
        """Take `length` digits of any script, with any spaces between them."""
        self.length = length
        super().__init__(**options)
        self.widget.attrs.setdefault("size", length + 1)

    def to_python(self, value: Any) -> Any:
        """Return ASCII digits; refuse another number of them."""
        text = super().to_python(value)
        if text in self.empty_values:
            return text
        bare = "".join(text.split()).replace("-", "")
        if len(bare) != self.length or not (bare.isascii() and bare.isdecimal()):
            raise ValidationError(_("Enter %(length)s digits."), code="digits", params={"length": self.length})
        return bare


class ReferenceField(NumeralField):
    """A reference number, with its check digit: 10 ASCII digits come out."""

    def __init__(self, **options: Any) -> None:
        """Leave room for the two spaces of 3-3-4."""
        super().__init__(**options)
        self.widget.attrs.setdefault("size", references.LENGTH + 2)

    def to_python(self, value: Any) -> Any:
        """Return the ten digits; refuse with the sentence for what is wrong."""
        return _checked(super().to_python(value), references.parse, references.BadReference, references.sentence)


class PhoneField(NumeralField):
    """A telephone number; E.164 comes out. Without a country code it is read as one of the Kingdom."""

    code = False

    def __init__(self, *, country: str = phones.HOME, **options: Any) -> None:
        """`country` is where numbers without a code belong; "" asks for the code."""
        self.country = country
        super().__init__(**options)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Offer the person's own number."""
        return {**super().widget_attrs(widget), "inputmode": "tel", "autocomplete": "tel"}

    def to_python(self, value: Any) -> Any:
        """Return E.164; refuse with the sentence for what is wrong."""
        return _checked(
            super().to_python(value),
            lambda text: phones.parse(text, self.country),
            phones.BadPhone,
            phones.sentence,
        )

    def prepare_value(self, value: Any) -> Any:
        """Show a stored number as people read it; leave what was typed."""
        return phones.show(value) if isinstance(value, str) and value.startswith("+966") else value


class IdentityField(NumeralField):
    """The number of an identity paper whose kind is known; for a kind chosen on the same page use `identity`."""

    def __init__(self, *, kinds: Iterable[str] = ("national", "resident"), **options: Any) -> None:
        """`kinds` are those without a country, told apart by their first digit."""
        self.kinds = tuple(identity_numbers.Kind(kind) for kind in kinds)
        super().__init__(**options)
        self.widget.attrs.setdefault("size", 11)

    def to_python(self, value: Any) -> Any:
        """Return a well-formed number (never called valid: only the national service can say so)."""
        return _checked(
            super().to_python(value),
            lambda text: identity_numbers.check(self._kind_of(text), text),
            identity_numbers.BadNumber,
            identity_numbers.sentence,
        )

    def _kind_of(self, text: str) -> identity_numbers.Kind:
        first = text.strip()[:1]
        begins = {"1": identity_numbers.Kind.NATIONAL, "2": identity_numbers.Kind.RESIDENT}
        kind = begins.get(first, identity_numbers.Kind.BORDER)
        if len(self.kinds) == 1:
            return self.kinds[0]
        if kind not in self.kinds:
            raise ValidationError(_("This number begins with 1 or 2. Compare it with the card."), code="first")
        return kind


class NameField(TextField):
    """One part of a name, or a whole foreign one: letters only."""

    def __init__(self, *, max_length: int = 150, **options: Any) -> None:
        """Take at most `max_length` characters."""
        super().__init__(max_length=max_length, **options)

    def to_python(self, value: Any) -> Any:
        """Return the name with single spaces; refuse digits and signs."""
        return _checked(
            super().to_python(value),
            lambda text: names.check(free=text).free,
            names.BadName,
            names.sentence,
        )


def _checked(text: Any, check: Callable[[str], str], error: type[Bad], sentence: Callable[[Bad], Promise | str]) -> Any:
    if not text:
        return text
    try:
        return check(text)
    except error as bad:
        raise ValidationError(str(sentence(bad)), code=getattr(bad, "code", "invalid")) from bad
