"""What is written on a referral: by the follow-up desk, and by a body's liaison."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from majlis.bodies.models import HEAD_OFFICE, LIAISON, Body
from majlis.cases.models import Paper
from majlis.cases.models.closing import Urgency
from majlis.cases.papers.kinds import ACCEPT
from majlis.catalogue.queries import categories
from majlis.core.ui.forms import EitherDateField, HouseForm, PhoneField, TextField, WordsField
from majlis.referrals.moves import Ask
from majlis.referrals.states import Level


def _paper(label: Any) -> forms.FileField:
    return forms.FileField(
        label=label, required=False, widget=forms.FileInput(attrs={"accept": ACCEPT}), help_text=_("PDF or photograph.")
    )


def _day(given: Any) -> dt.date | None:
    return given.gregorian if given else None


class ReferForm(HouseForm):
    """Send a case to a body, or to two with the same words."""

    body = forms.ChoiceField(label=_("To which body"))
    also = forms.ChoiceField(label=_("And to another, with the same words"), required=False)
    level = forms.ChoiceField(label=_("To whom there"), choices=Level.choices, widget=forms.RadioSelect)
    subject = TextField(label=_("Subject of the letter"), max_length=160)
    words = WordsField(label=_("What the body is asked to do"), max_length=4000, rows=6)
    due_on = EitherDateField(label=_("Answer due on"), tense="future")
    urgency = forms.ChoiceField(label=_("Urgency of the letter"), choices=Urgency.choices)
    papers = forms.MultipleChoiceField(
        label=_("Papers that go along"), required=False, widget=forms.CheckboxSelectMultiple
    )
    withhold = forms.BooleanField(label=_("Do not show the body who the person is"), required=False)

    def __init__(self, *args: Any, bodies: list[Body], papers: list[Paper], withheld: bool, **options: Any) -> None:
        """Take who may receive the case, and what may go along."""
        super().__init__(*args, **options)
        self.bodies = {str(body.pk): body for body in bodies}
        self.enclosable = {str(paper.pk): paper for paper in papers}
        chosen: Any = self.fields
        names = [(pk, str(body)) for pk, body in self.bodies.items()]
        chosen["body"].choices = names
        chosen["also"].choices = [("", _("No other body")), *names]
        chosen["papers"].choices = [
            (pk, paper.item.name if paper.item else paper.name) for pk, paper in self.enclosable.items()
        ]
        if not self.enclosable:
            del self.fields["papers"]
        if withheld:
            del self.fields["withhold"]

    def clean(self) -> dict[str, Any]:
        """Ask for a whole day, and for two bodies that differ."""
        data = super().clean() or self.cleaned_data
        if data.get("due_on") and not _day(data["due_on"]):
            self.add_error("due_on", _("Enter the day."))
        if data.get("also") and data.get("also") == data.get("body"):
            self.add_error("also", _("This is the same body. Choose another, or none."))
        return data

    def asks(self) -> list[Ask]:
        """Return what each chosen body is asked."""
        data = self.cleaned_data
        due = _day(data["due_on"])
        assert due is not None  # noqa: S101 - `clean` has seen to it
        papers = tuple(self.enclosable[pk] for pk in data.get("papers", []))
        chosen = [pk for pk in (data["body"], data.get("also")) if pk]
        return [
            Ask(
                self.bodies[pk], data["words"], due, data["subject"], data["urgency"], data["level"],
                bool(data.get("withhold")), papers,
            )
            for pk in chosen
        ]  # fmt: skip


class AnswerForm(HouseForm):
    """The answer of a liaison."""

    words = WordsField(label=_("The answer of your body"), max_length=8000, rows=6)
    paper = _paper(_("A letter or paper, if there is one"))


class PaperAnswerForm(HouseForm):
    """An answer that came on paper."""

    number = TextField(label=_("Number of the body's letter"), max_length=40, required=False)
    day = EitherDateField(label=_("Date of the body's letter"), required=False, tense="past")
    words = WordsField(label=_("What it says"), max_length=8000, rows=6)
    paper = _paper(_("The letter, scanned"))

    def given_day(self) -> dt.date | None:
        """Return the day of the letter, or None."""
        return _day(self.cleaned_data.get("day"))


class SendBackForm(HouseForm):
    """Why an answer does not settle the matter."""

    words = WordsField(label=_("What is still needed from the body"), max_length=2000, rows=4)
    due_on = EitherDateField(label=_("Answer due on"), tense="future")

    def due(self) -> dt.date:
        """Return the day by which the body answers."""
        day = _day(self.cleaned_data["due_on"])
        assert day is not None  # noqa: S101 - the day is required
        return day


class TellForm(HouseForm):
    """The answer to a question of the body."""

    words = WordsField(label=_("Your answer to the body"), max_length=2000, rows=4)


class QuestionForm(HouseForm):
    """A question of the body."""

    words = WordsField(label=_("What do you need to know before you can answer?"), max_length=2000, rows=3)


class PromiseForm(HouseForm):
    """A day for which the body promises its answer."""

    day = EitherDateField(label=_("By which day will you answer?"), tense="future")


class ReceiptForm(HouseForm):
    """The number and date under which the body entered the letter in its own book."""

    number = TextField(label=_("Your incoming number"), max_length=40, required=False)
    day = EitherDateField(label=_("Its date"), required=False, tense="past")


class BodyForm(HouseForm):
    """A body: how it is called, where it stands, what it handles."""

    code = TextField(label=_("Code"), max_length=40, help_text=_("Small Latin letters and hyphens; it stays."))
    name_ar = TextField(label=_("Name in Arabic"), max_length=120)
    name_en = TextField(label=_("Name in English"), max_length=120)
    inside = forms.BooleanField(label=_("Inside the ministry"), required=False)
    parent = forms.ModelChoiceField(
        label=_("The body above it"), queryset=Body.objects.none(), required=False, empty_label="–"
    )
    inspecting = forms.ModelChoiceField(
        label=_("Who looks into complaints about it"),
        queryset=Body.objects.none(),
        required=False,
        empty_label="–",
        help_text=_("Where none is named, the body above it."),
    )
    head_office_ar = TextField(label=_("Office of its head, in Arabic"), max_length=120, required=False)
    head_office_en = TextField(label=_("Office of its head, in English"), max_length=120, required=False)
    security = forms.BooleanField(
        label=_("Security body"), required=False, help_text=_("It is never named to the public.")
    )
    active = forms.BooleanField(label=_("Receives referrals"), required=False, initial=True)
    categories = forms.MultipleChoiceField(
        label=_("What it handles"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, body: Body | None = None, handled: list[str] | None = None, **options: Any) -> None:
        """Show a body as it stands; its code is asked for a new one only."""
        if body is not None:
            names = ("name_ar", "name_en", "inside", "head_office_ar", "head_office_en", "security", "active")
            shown = {name: getattr(body, name) for name in names}
            options["initial"] = {**shown, "parent": body.parent_id, "inspecting": body.inspecting_id}
            options["initial"]["categories"] = handled or []
        super().__init__(*args, **options)
        others = Body.objects.exclude(pk=body.pk) if body else Body.objects.all()
        self.fields["parent"].queryset = self.fields["inspecting"].queryset = others  # type: ignore[attr-defined]
        self.fields["categories"].choices = [(one.code, str(one)) for one in categories()]  # type: ignore[attr-defined]
        if body is not None:
            del self.fields["code"]

    def clean_code(self) -> str:
        """Return a code that can stand in an address and that no other body has."""
        code = str(self.cleaned_data["code"]).lower()
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code):
            raise forms.ValidationError(_("Write the code with small Latin letters, digits and hyphens."), code="code")
        if Body.objects.filter(code=code).exists():
            raise forms.ValidationError(_("Another body has this code."), code="taken")
        return code

    def words(self) -> dict[str, Any]:
        """Return the fields of `Body` beside its code."""
        return {name: value for name, value in self.cleaned_data.items() if name not in {"code", "categories"}}

    def handles(self) -> list[str]:
        """Return the codes of the categories that it handles."""
        return list(self.cleaned_data["categories"])


class ContactForm(HouseForm):
    """Whom to reach in a body, by mail or telephone."""

    name = TextField(label=_("Name"), max_length=120)
    post = TextField(label=_("Post"), max_length=120, required=False)
    level = forms.TypedChoiceField(
        label=_("Where he stands"),
        choices=[(LIAISON, _("Liaison")), (HEAD_OFFICE, _("Office of the head"))],
        coerce=int,
        widget=forms.RadioSelect,
    )
    mail = forms.EmailField(label=_("E-mail"), max_length=254, required=False)
    phone = PhoneField(label=_("Telephone"), required=False)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, **options: Any) -> None:
        """Let the address read from left to right."""
        super().__init__(*args, **options)
        self.fields["mail"].widget.attrs["dir"] = "ltr"
