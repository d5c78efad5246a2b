"""The forms of the page on which an officer takes a request in, with the person before him."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from majlis.catalogue.forms import asked_on, field_for, kept
from majlis.catalogue.models import Service
from majlis.core.ui.forms import EitherDateField, HouseForm, NameField, TextField, WordsField
from majlis.people.forms import ContactForm, PersonForm, SafeContactForm
from majlis.people.states import ServedBy, Standing

CHANNEL = "desk"
F = TypeVar("F", bound=HouseForm)
Choices = Sequence[tuple[str, Any]]


def calm(form: F) -> F:
    """Return a bound form that shows what was typed and judges nothing yet."""
    form.cleaned_data = {}
    form._errors = ErrorDict()  # type: ignore[attr-defined]
    return form


class RequestForm(HouseForm):
    """What is asked for, how urgent it is, and of whom or for whom."""

    words = WordsField(label=_("What the person says"), rows=7, max_length=8000)
    service = forms.ChoiceField(label=_("Service"))
    centre = forms.ChoiceField(label=_("Centre"))
    danger = forms.BooleanField(label=_("Someone is in danger now"), required=False)
    passes_on = EitherDateField(label=_("A date that passes"), required=False, tense="future")
    respondent = TextField(label=_("Of whom the person complains"), required=False, max_length=160)
    respondent_mark = forms.ChoiceField(label=_("If the house knows him: body or section"), required=False)
    withhold = forms.BooleanField(label=_("Withhold the name of the person"), required=False)
    for_whom = NameField(label=_("For whom, if not for oneself"), required=False)
    standing = forms.ChoiceField(label=_("By what right"), required=False, choices=[("", "—"), *Standing.choices])
    women_readers = forms.BooleanField(label=_("Only women may read the papers below the minister"), required=False)
    read_back = forms.BooleanField(label=_("Read back in the person's language, and agreed"), required=False)

    def __init__(
        self, *args: Any, service: Service, services: Choices, centres: Choices, marks: Choices, **options: Any
    ):
        """Offer what the catalogue, the officer's centres and the service allow."""
        super().__init__(*args, **options)
        self._choose("service", services)
        self._choose("centre", centres)
        self._choose("respondent_mark", [("", "—"), *marks])
        gone = [] if service.asks_respondent else ["respondent", "respondent_mark", "withhold"]
        gone += [] if service.asks_whom_for else ["for_whom", "standing"]
        for name in gone:
            del self.fields[name]

    def _choose(self, name: str, choices: Choices) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the types
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        """A name of another needs a standing, and the other way round."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if found.get("for_whom") and not found.get("standing"):
            self.add_error("standing", ValidationError(_("Say by what right the person speaks for the other.")))
        if found.get("standing") and not found.get("for_whom"):
            self.add_error("for_whom", ValidationError(_("Write the name of the one for whom the person speaks.")))
        return found


class QuestionsForm(HouseForm):
    """The service's own questions, as the catalogue has them."""

    def __init__(self, *args: Any, service: Service, **options: Any) -> None:
        """Make a field of each question that is asked at a desk."""
        super().__init__(*args, **options)
        self.questions = asked_on(service, CHANNEL)
        for question in self.questions:
            self.fields[question.code] = field_for(question)

    def answers(self) -> dict[str, Any]:
        """Return the answers as they are kept; those left open are not there."""
        said = {one.code: kept(one, self.cleaned_data.get(one.code)) for one in self.questions}
        return {code: answer for code, answer in said.items() if answer is not None}


class WhoForm(PersonForm):
    """Who the person is, in the words of an officer."""

    served_by = forms.ChoiceField(label=_("Served by (ask a woman once)"), required=False, choices=ServedBy.choices)
    card_seen = forms.BooleanField(label=_("I saw the card in the person's hand"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        """Ask by lists that take one key, not by cards."""
        super().__init__(*args, **options)
        for name, label in _SHORT.items():
            self.fields[name].label = label
        for name in ("kind", "identity_kind", "sex"):
            field: Any = self.fields[name]
            field.widget = forms.Select(choices=field.choices)
        self.fields["identity_kind"].help_text = ""
        self.initial.setdefault("kind", "unknown")

    def clean(self) -> dict[str, Any]:
        """A card that was seen has a number."""
        found = super().clean()
        if found.get("card_seen") and self.given("identity_kind", "none") == "none":
            self.add_error("identity_number", ValidationError(_("Enter the number of the paper that was seen.")))
        return found


class KnownForm(HouseForm):
    """What is still asked of a person on record."""

    card_seen = forms.BooleanField(label=_("I saw the card in the person's hand"), required=False)


class ReachForm(ContactForm):
    """How the person may be reached; nothing for whoever wants to ask himself."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """Ask by lists; the number may stay empty where the person will not be contacted."""
        super().__init__(*args, **options)
        channel: Any = self.fields["channel"]
        channel.widget, channel.label = forms.Select(choices=channel.choices), _("Reached by")
        self.fields["value"].required = False


class SafeForm(SafeContactForm):
    """Whose the telephone is, and when it may be used."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """Ask whose it is by a list; nothing is taken for granted."""
        super().__init__(*args, **options)
        whose: Any = self.fields["whose"]
        whose.choices = [("", "—"), *whose.choices]
        whose.widget, whose.required, whose.help_text = forms.Select(choices=whose.choices), False, ""
        whose.label = _("Whose it is")


class FindForm(HouseForm):
    """By what an officer looks for a person."""

    find = TextField(label=_("Identity number or mobile"), required=False, max_length=40)


_SHORT = {
    "kind": _("Who the person is"),
    "identity_kind": _("Paper shown"),
    "interpreter": pgettext_lazy("at the desk", "Needs an interpreter"),
    "needs": _("Needs, to be served"),
}
