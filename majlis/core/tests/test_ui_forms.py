"""What people type is cleaned at the door, and refused with a sentence that says what to do."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django import forms
from django.http import QueryDict
from django.utils import translation

from majlis.core import references
from majlis.core.ui.forms import (
    DigitsField,
    EitherDateField,
    GivenDate,
    HouseForm,
    IdentityField,
    NameField,
    PhoneField,
    ReferenceField,
    WordsField,
)

REFERENCE = references.draw()


class OneForm(HouseForm):
    """A form of one field, put in by the test."""

    def __init__(self, field: forms.Field, data: Any) -> None:
        super().__init__(data)
        self.fields["x"] = field


def given(field: forms.Field, text: Any) -> Any:
    """Return what a field makes of a text, through a form."""
    form = OneForm(field, {"x": text})
    assert form.is_valid(), form.errors
    return form.cleaned_data["x"]


def refused(field: forms.Field, text: Any) -> str:
    """Return the sentence with which a field refuses a text."""
    form = OneForm(field, {"x": text})
    assert not form.is_valid()
    return str(form.errors["x"][0])


def test_a_reference_is_taken_in_any_digits_and_spacing() -> None:
    spaced = f"{REFERENCE[:3]} {REFERENCE[3:6]}-{REFERENCE[6:]}"
    arabic = spaced.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert given(ReferenceField(), f"\u202e{arabic}\u200f") == REFERENCE


def test_a_wrong_digit_is_refused_and_what_was_typed_stays() -> None:
    wrong = REFERENCE[:-1] + str((int(REFERENCE[-1]) + 1) % 10)
    form = OneForm(ReferenceField(), {"x": wrong})
    assert "One digit" in str(form.errors["x"][0])
    assert wrong in str(form["x"])


@pytest.mark.parametrize(("text", "out"), [("٤٨٢ ٩١٠", "482910"), ("482-910", "482910"), ("۴۸۲۹۱۰", "482910")])
def test_digits_are_counted_after_cleaning(text: str, out: str) -> None:
    assert given(DigitsField(length=6), text) == out


@pytest.mark.parametrize("text", ["48291", "4829100", "48291a", "²48291"])
def test_other_counts_of_digits_are_refused(text: str) -> None:
    assert refused(DigitsField(length=6), text) == "Enter 6 digits."


def test_a_phone_comes_out_in_one_form_and_is_shown_as_people_read_it() -> None:
    assert given(PhoneField(), "٠٥٠ ١٢٣ ٤٥٦٧") == "+966501234567"
    assert OneForm(PhoneField(), None).fields["x"].prepare_value("+966501234567") == "050 123 4567"
    assert "too short" in refused(PhoneField(), "0501")


@pytest.mark.parametrize(
    ("text", "sentence"), [("1047720482", "One digit"), ("3047720482", "1 or 2"), ("10", "10 digits")]
)
def test_an_identity_is_refused_with_its_reason(text: str, sentence: str) -> None:
    assert sentence in refused(IdentityField(), text)


def test_an_identity_of_one_kind_is_judged_by_that_kind() -> None:
    assert given(IdentityField(kinds=("border",)), "3047720482") == "3047720482"


def test_a_name_keeps_its_letters_and_loses_what_is_hidden() -> None:
    assert given(NameField(), " نورة\u200f  النخيل ") == "نورة النخيل"
    assert "letters" in refused(NameField(), "نورة 3")


def test_words_keep_lines_and_digits_as_written() -> None:
    assert given(WordsField(), "سطر ١\r\nسطر ٢\u202e") == "سطر ١\nسطر ٢"
    assert "12" in refused(WordsField(max_length=12), "x" * 13)


def test_optional_fields_may_stay_empty() -> None:
    for field in (ReferenceField, PhoneField, IdentityField, NameField, WordsField):
        assert given(field(required=False), " \u200b ") == ""


def date_of(**parts: str) -> EitherForm:
    """Return the form of a date."""
    return EitherForm({f"born_{name}": value for name, value in parts.items()})


class EitherForm(HouseForm):
    """A date that has passed."""

    born = EitherDateField(tense="past", label="Date of birth")


@pytest.mark.parametrize(
    ("parts", "out", "gregorian"),
    [
        (("hijri", "٩", "٩", "١٤١٠"), GivenDate("hijri", 1410, 9, 9), dt.date(1990, 4, 4)),
        (("gregorian", "4", "4", "1990"), GivenDate("gregorian", 1990, 4, 4), dt.date(1990, 4, 4)),
        (("hijri", "4", "4", "1990"), GivenDate("gregorian", 1990, 4, 4), dt.date(1990, 4, 4)),
        (("", "9", "9", "1410"), GivenDate("hijri", 1410, 9, 9), dt.date(1990, 4, 4)),
    ],
)
def test_a_date_is_kept_as_given_beside_the_gregorian_one(
    parts: tuple[str, str, str, str], out: GivenDate, gregorian: dt.date
) -> None:
    calendar, day, month, year = parts
    form = date_of(calendar=calendar, day=day, month=month, year=year)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["born"] == out
    assert out.gregorian == gregorian


@time_machine.travel(dt.datetime(2026, 12, 2, 9, tzinfo=dt.UTC))
@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        (("hijri", "30", "2", "1410"), "no such day"),
        (("gregorian", "31", "2", "1990"), "no such day"),
        (("hijri", "1", "13", "1410"), "1 to 12"),
        (("hijri", "1", "1", "10"), "1410"),
        (("gregorian", "1", "1", "90"), "1990"),
        (("hijri", "x", "1", "1410"), "digits"),
        (("hijri", "", "1", "1410"), "Enter the day."),
        (("hijri", "1", "1", ""), "year"),
        (("gregorian", "3", "12", "2026"), "lies ahead"),
        (("", "", "", ""), "Write an answer: Date of birth"),
    ],
)
def test_a_date_is_refused_with_the_part_that_is_wrong(parts: tuple[str, str, str, str], sentence: str) -> None:
    calendar, day, month, year = parts
    form = date_of(calendar=calendar, day=day, month=month, year=year)
    assert sentence in str(form.errors["born"][0])


def test_a_day_may_be_missing_where_that_is_allowed() -> None:
    class Form(HouseForm):
        born = EitherDateField(day_optional=True)

    form = Form({"born_calendar": "hijri", "born_month": "9", "born_year": "1410"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["born"] == GivenDate("hijri", 1410, 9)
    assert form.cleaned_data["born"].gregorian is None


@time_machine.travel(dt.datetime(2026, 12, 2, 9, tzinfo=dt.UTC))
def test_a_date_to_come_may_be_today_but_not_before() -> None:
    class Form(HouseForm):
        on = EitherDateField(tense="future")

    assert Form({"on_day": "2", "on_month": "12", "on_year": "2026"}).is_valid()
    assert "has passed" in str(Form({"on_day": "1", "on_month": "12", "on_year": "2026"}).errors["on"][0])


def test_a_stored_date_fills_the_boxes() -> None:
    class Form(HouseForm):
        on = EitherDateField()

    boxes = str(Form(initial={"on": dt.date(1990, 4, 4)})["on"])
    assert 'value="1990"' in boxes
    assert 'value="gregorian"' in boxes


def test_everything_posted_is_cleaned_but_passwords() -> None:
    class Form(HouseForm):
        plain = forms.CharField()
        many = forms.MultipleChoiceField(choices=[("1", "one"), ("2", "two")])
        secret = forms.CharField(widget=forms.PasswordInput, strip=False)

    form = Form(QueryDict("plain=%E2%80%AE%D9%A1%00a&many=%D9%A1&many=2&secret=%20%D9%A1%E2%80%8B"))
    assert form.is_valid(), form.errors
    assert form.cleaned_data == {"plain": "1a", "many": ["1", "2"], "secret": " ١\u200b"}


def test_a_missing_answer_names_its_question_in_the_readers_language() -> None:
    class Form(HouseForm):
        name = NameField(label="Full name")
        way = forms.ChoiceField(choices=[("a", "A")], label="Way")
        agreed = forms.BooleanField(label="I agree")

    errors = {name: str(found[0]) for name, found in Form({}).errors.items()}
    assert errors == {
        "name": "Write an answer: Full name",
        "way": "Choose an answer: Way",
        "agreed": "Tick the box if this is so: I agree",
    }
    with translation.override("ar"):
        assert str(Form({}).errors["name"][0]) == "اكتب الجواب: Full name"


def test_words_field_shows_as_many_lines_as_it_is_given() -> None:
    assert WordsField(rows=3).widget.attrs["rows"] == 3


class ChoosingForm(HouseForm):
    """A form that offers something else each time."""

    what = forms.ChoiceField(label="What", choices=[("a", "A")])

    def __init__(self, data: Any = None, *, more: str = "") -> None:
        super().__init__(data)
        if more:
            field: Any = self.fields["what"]
            field.choices = [*field.choices, (more, more)]
            field.widget.attrs |= {"dir": "ltr"}
            field.error_messages["required"] = "Choose!"


def test_what_one_form_offers_another_does_not() -> None:
    first = ChoosingForm({"what": ""}, more="b")
    assert "Choose!" in str(first.errors)
    second = ChoosingForm({"what": "b"})
    assert not second.is_valid()
    offered: Any = second.fields["what"]
    assert list(offered.choices) == [("a", "A")]
    assert second.fields["what"].widget.attrs == {}
    assert ChoosingForm({"what": "b"}, more="b").is_valid()
    assert "Choose!" not in str(ChoosingForm({"what": ""}).errors)


def test_a_missing_answer_is_asked_for_by_the_label_that_the_form_gave() -> None:
    form = OneForm(forms.CharField(), {"x": ""})
    form.fields["x"].label = "Your wish"
    with translation.override("en"):
        assert form.errors["x"] == ["Write an answer: Your wish"]
