"""Forms on a person, for every room that asks: the portal one question a page, the desk all on one.

Each form gives typed values (`details()`, `point()`), which the moves take. For one question a page pass `only`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from majlis.core import identity_numbers, names, phones
from majlis.core.ui.forms import EitherDateField, HouseForm, NameField, NumeralField, TextField
from majlis.people import rules
from majlis.people.countries import countries
from majlis.people.details import Details, NewPoint
from majlis.people.states import (
    LANGUAGES,
    NUMBERS,
    Act,
    Channel,
    Kind,
    MergeReason,
    Need,
    Proof,
    ServedBy,
    Sex,
    Standing,
    Whose,
)


class SomeOfIt(HouseForm):
    """A form of which a page may ask some questions only: `only` names the fields that stay."""

    def __init__(self, data: Any = None, files: Any = None, *, only: Collection[str] = (), **options: Any) -> None:
        """Leave out the other fields."""
        if only:
            declared = self.base_fields
            kept = {name: field for name, field in declared.items() if name in only}
            self.base_fields = type(declared)(kept)  # type: ignore[misc]
        super().__init__(data, files, **options)

    def given(self, name: str, default: Any = "") -> Any:
        """Return a cleaned value, or the default when the field was left out or left empty."""
        value = self.cleaned_data.get(name)
        return default if value in (None, "") else value


class PersonForm(SomeOfIt):
    """Who the person is: kind, names, paper, birth, and what he needs to be served. Only a name is required."""

    kind = forms.ChoiceField(label=_("Who are you?"), choices=Kind.choices, widget=forms.RadioSelect)
    given_name = NameField(label=_("Given name"), required=False)
    father = NameField(label=_("Father's name"), required=False)
    grandfather = NameField(label=_("Grandfather's name"), required=False)
    family = NameField(label=_("Family name"), required=False)
    free_name = NameField(
        label=_("Whole name"), required=False, help_text=_("For names that do not have these four parts.")
    )
    latin_name = NameField(label=_("Name in Latin letters, as in the passport"), required=False)
    identity_kind = forms.ChoiceField(
        label=_("Which paper do you have?"),
        choices=[(str(kind), label) for kind, label in identity_numbers.LABELS.items()],
        widget=forms.RadioSelect,
        initial="none",
        help_text=_("A paper that has expired or is kept by someone else is no obstacle."),
    )
    identity_number = NumeralField(label=_("Its number"), required=False)
    identity_country = forms.ChoiceField(label=_("Country that issued it"), required=False, choices=countries)
    nationality = forms.ChoiceField(label=_("Nationality"), required=False, choices=countries)
    birth = EitherDateField(label=_("Date of birth"), required=False, tense="past", day_optional=True)
    sex = forms.ChoiceField(label=_("Woman or man"), required=False, choices=Sex.choices, widget=forms.RadioSelect)
    language = forms.ChoiceField(label=_("Language"), choices=list(LANGUAGES.items()), initial="ar")
    interpreter = forms.BooleanField(label=_("I need an interpreter"), required=False)
    needs = forms.MultipleChoiceField(
        label=_("What do you need so that we can serve you?"),
        required=False,
        choices=Need.choices,
        widget=forms.CheckboxSelectMultiple,
    )

    def clean(self) -> dict[str, Any]:
        """Check the name as a whole, and the number by its paper."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if {"given_name", "free_name"} & set(self.fields):
            self._check_name()
        if "identity_number" in self.fields and not {"identity_number", "identity_kind"} & set(self.errors):
            self._check_number()
        return cleaned

    def _check_name(self) -> None:
        try:
            self._name()
        except names.BadName as bad:
            field = "given_name" if bad.code == "given" or "free_name" not in self.fields else "free_name"
            field = "given_name" if bad.code == "empty" and "given_name" in self.fields else field
            if field not in self.errors:
                self.add_error(field, ValidationError(str(names.sentence(bad)), code=bad.code))

    def _check_number(self) -> None:
        kind, country = self.given("identity_kind", "none"), self.given("identity_country")
        try:
            number = identity_numbers.check(kind, self.given("identity_number"), country)
        except identity_numbers.BadNumber as bad:
            of_country = bad.code.startswith("country") and "identity_country" in self.fields
            field = "identity_country" if of_country else "identity_number"
            self.add_error(field, ValidationError(str(identity_numbers.sentence(bad)), code=bad.code))
            return
        self.cleaned_data["identity_number"] = number
        if kind not in {"gcc", "passport"}:
            self.cleaned_data["identity_country"] = ""

    def _name(self) -> names.FourNames:
        return _name(self.cleaned_data)

    def details(self, *, served_by: str = "") -> Details:
        """Return what was said, typed; call it on a valid form."""
        return details_of({**self.cleaned_data, "served_by": served_by})


def details_of(cleaned: Mapping[str, Any]) -> Details:
    """Return what was said of a person: the cleaned answers of a `PersonForm`, or of several of its parts together."""
    said = {name: value for name, value in cleaned.items() if value not in (None, "")}
    return Details(
        name=_name(said),
        latin_name=said.get("latin_name", ""),
        kind=said.get("kind", Kind.UNKNOWN),
        identity_kind=said.get("identity_kind", "none"),
        identity_number=said.get("identity_number", ""),
        identity_country=said.get("identity_country", ""),
        nationality=said.get("nationality", ""),
        birth=said.get("birth"),
        sex=said.get("sex", ""),
        served_by=said.get("served_by", ""),
        language=said.get("language", "ar"),
        interpreter=said.get("interpreter", False),
        needs=tuple(said.get("needs", ())),
    )


def _name(cleaned: Mapping[str, Any]) -> names.FourNames:
    parts = [cleaned.get(part) or "" for part in ("given_name", "father", "grandfather", "family", "free_name")]
    if not any(parts) and cleaned.get("latin_name"):
        return names.check(free=cleaned["latin_name"])
    return names.check(*parts)


class ServedByForm(HouseForm):
    """Asked once of a woman, and of whoever wishes to say it; it may be changed at any time."""

    served_by = forms.ChoiceField(
        label=_("Who may meet, ring and serve you?"),
        choices=[choice for choice in ServedBy.choices if choice[0]],
        widget=forms.RadioSelect,
        help_text=_("You may change this at any time. Those who read your papers go by their work."),
    )


class ContactForm(SomeOfIt):
    """One way to reach the person."""

    channel = forms.ChoiceField(
        label=_("How may we reach you?"), choices=Channel.choices, widget=forms.RadioSelect, initial=Channel.MOBILE
    )
    value = TextField(label=_("Number or address"), max_length=320)

    def clean(self) -> dict[str, Any]:
        """Check the value by its channel."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        value, channel = cleaned.get("value"), self.given("channel", Channel.MOBILE)
        if value:
            self._check(str(value), channel)
        return cleaned

    def _check(self, value: str, channel: str) -> None:
        try:
            self.cleaned_data["value"] = _checked(value, channel)
        except phones.BadPhone as bad:
            self.add_error("value", ValidationError(str(phones.sentence(bad)), code=bad.code))
        except ValidationError as bad:
            self.add_error("value", bad)

    def point(self, safe: SafeContactForm | None = None) -> NewPoint:
        """Return the contact point, with the answers on safe contact; without them it is treated as shared."""
        first = safe.given("hours_from", None) if safe else None
        last = safe.given("hours_until", None) if safe else None
        return NewPoint(
            channel=self.given("channel", Channel.MOBILE),
            value=self.given("value"),
            whose=safe.given("whose", Whose.SHARED) if safe else Whose.SHARED,
            hours=(first, last) if first and last else None,
            language=safe.given("language") if safe else "",
        )


class SafeContactForm(SomeOfIt):
    """Whose phone is it, when and in which language may we use it, or never: I will ask."""

    whose = forms.ChoiceField(
        label=_("Whose is this number or address?"),
        choices=Whose.choices,
        widget=forms.RadioSelect,
        help_text=_("Where others may read or hear it, our messages name no ministry and no matter."),
    )
    hours_from = forms.TimeField(label=_("Use it only from"), required=False, widget=forms.TimeInput(format="%H:%M"))
    hours_until = forms.TimeField(
        label=pgettext_lazy("hour", "until"), required=False, widget=forms.TimeInput(format="%H:%M")
    )
    language = forms.ChoiceField(label=_("Language"), required=False, choices=[("", "—"), *LANGUAGES.items()])
    never_contact = forms.BooleanField(label=_("Never contact me: I will ask"), required=False)

    def clean(self) -> dict[str, Any]:
        """Check that the hours make a span."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = cleaned.get("hours_from"), cleaned.get("hours_until")
        if (first is None) != (last is None) and not {"hours_from", "hours_until"} & set(self.errors):
            self.add_error("hours_until", ValidationError(_("Give both hours, or none."), code="both"))
        elif first and last and first >= last:
            sentence = _("The first hour must come before the last one.")
            self.add_error("hours_until", ValidationError(sentence, code="order"))
        return cleaned


class RepresentationForm(SomeOfIt):
    """By what right one acts for another; of kin, heirs, guardians, prison officers no power of attorney is asked."""

    standing = forms.ChoiceField(
        label=_("By what right do you act for the person?"), choices=Standing.choices, widget=forms.RadioSelect
    )
    acts = forms.MultipleChoiceField(
        label=_("Limits"),
        required=False,
        choices=Act.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick only what is allowed. Nothing ticked means all that the standing covers."),
    )
    until = EitherDateField(label=_("Until when? (if it ends)"), required=False, tense="future")

    def words(self) -> dict[str, Any]:
        """Return what `moves.add_representation` takes beside the two persons and the standing."""
        until = self.given("until", None)
        return {"acts": self.given("acts", ()), "until": until.gregorian if until else None}


class ProofForm(HouseForm):
    """What an officer saw that shows a standing."""

    proof = forms.ChoiceField(label=_("What did you see?"))
    note = TextField(label=_("Where the proof is found"), required=False, max_length=200)

    def __init__(self, *args: Any, standing: str, **options: Any) -> None:
        """Offer only what can show this standing: nobody is asked for another paper."""
        super().__init__(*args, **options)
        fits = [one for one in Proof.choices if one[0] and rules.proof_fits(standing, one[0])]
        self.fields["proof"].choices = fits  # type: ignore[attr-defined]


class FindForm(HouseForm):
    """A person by what an officer types: an identity number or a telephone."""

    find = NumeralField(label=_("ID number or telephone"), max_length=40)


class WishesForm(HouseForm):
    """How a person wants to be served. Nothing is guessed: it is what he answered."""

    served_by = forms.ChoiceField(
        label=_("Who may meet, ring and serve the person?"), choices=ServedBy.choices, required=False
    )
    language = forms.ChoiceField(label=_("Language"), choices=list(LANGUAGES.items()))
    interpreter = forms.BooleanField(label=_("Needs an interpreter"), required=False)
    needs = forms.MultipleChoiceField(
        label=_("What the person needs"), required=False, choices=Need.choices, widget=forms.CheckboxSelectMultiple
    )
    never_contact = forms.BooleanField(label=_("Never contact: the person asks"), required=False)


class PointForm(SafeContactForm):
    """What may change of a way to reach a person: whose it is, its hours, its language, or that it is never used."""

    never = forms.BooleanField(label=_("Keep it on record, and never use it"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        """Leave out the wish that is the person's, not the number's."""
        super().__init__(*args, **options)
        del self.fields["never_contact"]

    def changes(self) -> dict[str, Any]:
        """Return what `moves.change_point` takes."""
        names = ("whose", "hours_from", "hours_until", "language", "never")
        return {name: self.cleaned_data[name] for name in names}


class MergeForm(HouseForm):
    """Why two records are one person."""

    reason = forms.ChoiceField(
        label=_("How do you know that they are one person?"), choices=MergeReason.choices, widget=forms.RadioSelect
    )


class OutageForm(HouseForm):
    """Which way to show who one is goes off, or on."""

    PROVIDERS = (("national", _("National sign-in")), ("approval", _("A number in the national app")))
    provider = forms.ChoiceField(choices=PROVIDERS)
    off = forms.BooleanField(required=False)


def _checked(value: str, channel: str) -> str:
    if channel in NUMBERS:
        number = phones.parse(value)
        if channel == Channel.MOBILE and not phones.is_mobile(number):
            raise ValidationError(
                _("This is not a mobile number. Choose landline, or give a mobile."), code="not_mobile"
            )
        return number
    if channel == Channel.EMAIL:
        try:
            validate_email(value)
        except ValidationError as bad:
            raise ValidationError(
                _("This is not an e-mail address. Write it like name@example.com."), code="mail"
            ) from bad
        return value.casefold()
    return value
