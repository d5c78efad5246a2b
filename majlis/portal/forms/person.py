"""The questions about the person who asks: a woman's wish, and the way that is safe to reach him."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from majlis.core import phones
from majlis.core.ui.forms import HouseForm, PhoneField, TextField
from majlis.people.details import NewPoint
from majlis.people.forms import PersonForm
from majlis.people.states import Channel, Need, ServedBy, Sex, Whose

NAME = ("given_name", "father", "grandfather", "family", "free_name")
UNSAID = "unsaid"
_NEEDS = {
    Need.DEAF: _("I am deaf: do not ring me"),
    Need.WHEELCHAIR: _("I use a wheelchair"),
    Need.INFIRM: _("It is hard for me to stand or walk"),
    Need.BLIND: _("I cannot see print"),
    Need.CANNOT_READ: _("I do not read"),
}


class IdentityForm(PersonForm):
    """The paper that the person has, or none; whoever has one writes its number."""

    judged_whole = ("identity_number", "identity_country")


class NameForm(PersonForm):
    """The name: in four parts, or whole in one line; `in_parts` tells which of them is shown first."""

    judged_whole = NAME

    def __init__(self, *args: Any, in_parts: bool, **options: Any) -> None:
        """Keep which writing is shown first."""
        super().__init__(*args, **options)
        self.in_parts = in_parts
        self.fields["free_name"].help_text = ""

    @property
    def parts(self) -> list[BoundField]:
        """Return the four parts."""
        return [self[name] for name in NAME[:-1]]

    def _check_name(self) -> None:
        """Tell at the box that is shown first that a name is missing."""
        super()._check_name()
        if self.has_error("given_name", "empty") and not self.in_parts:
            for error in self.errors.pop("given_name").as_data():
                self.add_error("free_name", error)


class NeedsForm(PersonForm):
    """The language, an interpreter, and what the person needs, in his own words."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """Say each need as the person says it."""
        super().__init__(*args, **options)
        self.fields["needs"].choices = list(_NEEDS.items())  # type: ignore[attr-defined]


class YouForm(HouseForm):
    """Woman or man, only as the person says; who may serve a woman is asked once."""

    judged_whole = ("served_by",)

    sex = forms.ChoiceField(
        label=_("Are you a woman or a man?"),
        choices=[(Sex.WOMAN, _("Woman")), (Sex.MAN, _("Man")), (UNSAID, _("I would rather not say"))],
        widget=forms.RadioSelect,
        help_text=_("We ask so that a woman can choose who serves her. It changes nothing in your request."),
    )
    served_by = forms.ChoiceField(
        label=_("Who may meet, ring and serve you?"),
        required=False,
        choices=[choice for choice in ServedBy.choices if choice[0]],
        widget=forms.RadioSelect,
        help_text=_("You may change this at any time."),
    )
    women_readers = forms.BooleanField(
        label=_("Only women may read my papers, except the minister himself"), required=False
    )

    def clean(self) -> dict[str, Any]:
        """Ask a woman for her wish; of others none is kept."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if found.get("sex") != Sex.WOMAN:
            found |= {"served_by": "", "women_readers": False}
        elif not found.get("served_by") and "served_by" not in self.errors:
            self.add_error("served_by", ValidationError(_("Choose who may serve you."), code="required"))
        return found


class ContactForm(HouseForm):
    """How the person may be reached without harm, or that he wants no contact."""

    judged_whole = ("mobile", "whose")

    mobile = PhoneField(
        label=_("Mobile number"),
        required=False,
        help_text=_("Begin a number from abroad with + and its country code."),
    )
    whose = forms.ChoiceField(
        label=_("Whose phone is it?"),
        required=False,
        choices=Whose.choices,
        widget=forms.RadioSelect,
        help_text=_("To a phone that others use, we send neutral words only: no ministry, no matter."),
    )
    hours_from = forms.TimeField(
        label=_("Use it only from"), required=False, widget=forms.TimeInput({"type": "time"}, format="%H:%M")
    )
    hours_until = forms.TimeField(
        label=pgettext_lazy("hour", "until"), required=False, widget=forms.TimeInput({"type": "time"}, format="%H:%M")
    )
    email = TextField(
        label=_("E-mail"),
        required=False,
        max_length=320,
        widget=forms.TextInput({"inputmode": "email", "dir": "ltr", "autocomplete": "email", "autocapitalize": "none"}),
    )
    email_alone = forms.BooleanField(label=_("Nobody else reads this mailbox"), required=False)
    never = forms.BooleanField(label=_("Never contact me: I will ask"), required=False)

    def clean_mobile(self) -> str:
        """Refuse a landline: messages would not arrive."""
        number: str = self.cleaned_data["mobile"]
        if number and not phones.is_mobile(number):
            raise ValidationError(_("This is not a mobile number. Write one that takes messages."), code="not_mobile")
        return number

    def clean_email(self) -> str:
        """Refuse what is no address."""
        address: str = self.cleaned_data["email"]
        if address:
            try:
                validate_email(address)
            except ValidationError as bad:
                sentence = _("This is not an e-mail address. Write it like name@example.com.")
                raise ValidationError(sentence, code="mail") from bad
        return address.casefold()

    def clean(self) -> dict[str, Any]:
        """Ask for one way, or for the wish not to be contacted; and whose the phone is."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if not ({"mobile", "email"} & set(self.errors) or found.get("mobile") or found.get("email")):
            if not found.get("never"):
                sentence = _("Write a mobile number or an e-mail, or choose that we never contact you.")
                self.add_error("mobile", ValidationError(sentence, code="required"))
        elif found.get("mobile") and not found.get("whose"):
            self.add_error("whose", ValidationError(_("Say whose phone it is."), code="required"))
        self._check_hours(found.get("hours_from"), found.get("hours_until"))
        return found

    def _check_hours(self, first: Any, last: Any) -> None:
        if {"hours_from", "hours_until"} & set(self.errors):
            return
        if (first is None) != (last is None):
            self.add_error("hours_until", ValidationError(_("Give both hours, or none."), code="both"))
        elif first and last and first >= last:
            sentence = _("The first hour must come before the last one.")
            self.add_error("hours_until", ValidationError(sentence, code="order"))

    def points(self) -> tuple[NewPoint, ...]:
        """Return the ways to reach the person; call it on a valid form. What he never wants used is marked so."""
        given = self.cleaned_data
        hours = (given["hours_from"], given["hours_until"]) if given["hours_from"] else None
        found = []
        if given["mobile"]:
            found.append(NewPoint(Channel.MOBILE, given["mobile"], given["whose"], hours, never=given["never"]))
        if given["email"]:
            whose = Whose.MINE if given["email_alone"] else Whose.SHARED
            found.append(NewPoint(Channel.EMAIL, given["email"], whose, never=given["never"]))
        return tuple(found)
