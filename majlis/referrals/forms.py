"""What is written on a referral: by the follow-up desk, and by a body's liaison."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from majlis.bodies.models import Body
from majlis.cases.models import Paper
from majlis.cases.models.closing import Urgency
from majlis.cases.papers.kinds import ACCEPT
from majlis.core.ui.forms import EitherDateField, HouseForm, TextField, WordsField
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
