"""Forms that other rooms ask with: what people really type comes out typed, or is told what to do."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.utils import translation

from majlis.core.ui.either_date import GivenDate
from majlis.people.countries import countries, country_name
from majlis.people.forms import ContactForm, PersonForm, ProofForm, RepresentationForm, SafeContactForm, ServedByForm
from majlis.people.states import LANGUAGES, Channel, Proof, Standing, Whose

PERSON = {
    "kind": "resident",
    "given_name": "محمد",
    "father": "رفيق",
    "identity_kind": "resident",
    "identity_number": "٢٠٠٠٠٠٠٠٠٦",
    "birth_calendar": "gregorian",
    "birth_day": "",
    "birth_month": "3",
    "birth_year": "1987",
    "language": "ur",
    "interpreter": "on",
    "needs": "deaf",
}


def errors(form: Any) -> set[str]:
    form.is_valid()
    return set(form.errors)


def test_a_person_comes_out_as_typed_values() -> None:
    form = PersonForm(PERSON)
    assert form.is_valid(), form.errors
    said = form.details(served_by="either")
    assert (said.name.display, said.identity_number, said.needs) == ("محمد رفيق", "2000000006", ("deaf",))
    assert said.birth == GivenDate("gregorian", 1987, 3)
    assert (said.language, said.interpreter, said.served_by) == ("ur", True, "either")


@pytest.mark.parametrize(
    ("instead", "wrong"),
    [
        ({"given_name": "", "father": ""}, "given_name"),
        ({"given_name": ""}, "given_name"),
        ({"given_name": "محمد2"}, "given_name"),
        ({"identity_number": "2000000007"}, "identity_number"),
        ({"identity_number": ""}, "identity_number"),
        ({"identity_kind": "none"}, "identity_number"),
        ({"identity_kind": "passport"}, "identity_country"),
        ({"identity_kind": "gcc", "identity_country": "PK"}, "identity_country"),
        ({"birth_year": "2099"}, "birth"),
        ({"kind": "king"}, "kind"),
        ({"nationality": "ZZ"}, "nationality"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(instead: dict[str, str], wrong: str) -> None:
    assert errors(PersonForm(PERSON | instead)) == {wrong}


def test_a_person_without_any_paper_is_heard() -> None:
    form = PersonForm({"kind": "unknown", "free_name": "Amina", "identity_kind": "none", "language": "am"})
    assert form.is_valid(), form.errors
    assert form.details().identity_number == ""


def test_a_country_is_kept_only_with_a_paper_that_has_one() -> None:
    form = PersonForm(PERSON | {"identity_country": "PK"})
    assert form.is_valid()
    assert form.details().identity_country == ""
    passport = PersonForm(
        PERSON | {"identity_kind": "passport", "identity_number": "ab 123-45", "identity_country": "PK"}
    )
    assert passport.is_valid(), passport.errors
    assert (passport.details().identity_number, passport.details().identity_country) == ("AB12345", "PK")


@pytest.mark.parametrize(
    ("only", "data"),
    [
        (("given_name", "father", "grandfather", "family"), {"given_name": "سالم"}),
        (("free_name",), {"free_name": "Amina"}),
        (("latin_name", "free_name"), {"latin_name": "Amina"}),
    ],
)
def test_one_question_a_page_is_asked_and_checked_by_itself(only: tuple[str, ...], data: dict[str, str]) -> None:
    form = PersonForm(data, only=only)
    assert set(form.fields) == set(only)
    assert form.is_valid(), form.errors
    assert form.details().name.display in {"سالم", "Amina"}


def test_a_page_without_a_name_asks_for_none() -> None:
    form = PersonForm({"kind": "citizen"}, only=("kind",))
    assert form.is_valid(), form.errors


@pytest.mark.parametrize(
    ("channel", "typed", "kept"),
    [
        ("mobile", "٠٥٠ ١٢٣ ٤٥٦٧", "+966501234567"),
        ("landline", "011 234 5678", "+966112345678"),
        ("whatsapp", "+92 300 1234567", "+923001234567"),
        ("email", "Some.One@Example.com", "some.one@example.com"),
        ("letter", "ص ب 12, الرياض", "ص ب 12, الرياض"),
    ],
)
def test_an_address_is_read_by_its_channel(channel: str, typed: str, kept: str) -> None:
    form = ContactForm({"channel": channel, "value": typed})
    assert form.is_valid(), form.errors
    assert form.point().value == kept


@pytest.mark.parametrize(
    ("channel", "typed"), [("mobile", "0112345678"), ("mobile", "05"), ("email", "x@"), ("telegram", "")]
)
def test_a_bad_address_is_said_at_once(channel: str, typed: str) -> None:
    assert errors(ContactForm({"channel": channel, "value": typed})) == {"value"}


def test_a_point_is_treated_as_shared_when_nobody_asked_whose_it_is() -> None:
    form = ContactForm({"channel": "mobile", "value": "0501234567"})
    assert form.is_valid()
    assert form.point().whose == Whose.SHARED


def test_safe_contact_goes_with_the_point() -> None:
    form = ContactForm({"value": "0501234567"}, only=("value",))
    safe = SafeContactForm({"whose": "mine", "hours_from": "١٦:٠٠", "hours_until": "20:00", "language": "bn"})
    assert form.is_valid()
    assert safe.is_valid(), safe.errors
    point = form.point(safe)
    assert (point.channel, point.whose, point.language) == (Channel.MOBILE, Whose.MINE, "bn")
    assert point.hours == (dt.time(16), dt.time(20))


@pytest.mark.parametrize("hours", [("16:00", ""), ("", "16:00"), ("20:00", "16:00"), ("16:00", "16:00")])
def test_hours_make_a_span_or_are_left_out(hours: tuple[str, str]) -> None:
    form = SafeContactForm({"whose": "mine", "hours_from": hours[0], "hours_until": hours[1]})
    assert errors(form) == {"hours_until"}


def test_whose_it_is_must_be_answered() -> None:
    assert errors(SafeContactForm({})) == {"whose"}


def test_who_serves_her_is_never_filled_in_beforehand() -> None:
    form = ServedByForm()
    assert form.initial.get("served_by") is None
    assert form.fields["served_by"].initial is None
    assert errors(ServedByForm({})) == {"served_by"}


def test_every_standing_can_be_chosen_and_no_power_of_attorney_is_asked() -> None:
    for standing in Standing.values:
        assert RepresentationForm({"standing": standing}, only=("standing",)).is_valid()
    assert "proof" not in RepresentationForm().fields
    assert errors(ProofForm({"proof": ""}, standing="relative_of_prisoner")) == {"proof"}
    assert ProofForm({"proof": Proof.WORD}, standing="relative_of_prisoner").is_valid()
    assert errors(ProofForm({"proof": Proof.WORD}, standing="agent")) == {"proof"}
    assert errors(ProofForm({"proof": Proof.POWER_OF_ATTORNEY}, standing="blood_heir")) == {"proof"}


@pytest.mark.parametrize("language", ["ar", "en"])
def test_countries_are_listed_in_the_readers_language_and_order(language: str) -> None:
    with translation.override(language):
        listed = countries()
    assert listed[0] == ("", "—")
    assert len({code for code, _name in listed}) == len(listed) > 190
    assert all(name for _code, name in listed)
    assert dict(listed)["PK"] == ("باكستان" if language == "ar" else "Pakistan")
    names = [name for _code, name in listed[1:]]
    assert names[0] in {"إثيوبيا", "Afghanistan"}


def test_an_unknown_country_is_shown_by_its_letters() -> None:
    assert country_name("ZZ") == "ZZ"
    assert country_name("PK", "ur") == "باكستان"


@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_form_says_everything_in_the_readers_language(language: str) -> None:
    with translation.override(language):
        shown = "".join(
            f"{field.label}{field.help_text}"
            for form in (PersonForm(), ContactForm(), SafeContactForm(), ServedByForm(), RepresentationForm())
            for field in form.fields.values()
        )
        shown += "".join(str(label) for label in LANGUAGES.values())
    assert shown
    arabic_letters = sum("\u0621" <= letter <= "\u064a" for letter in shown)
    latin_letters = sum(letter.isascii() and letter.isalpha() for letter in shown)
    assert (latin_letters == 0) if language == "ar" else (arabic_letters == 0)
