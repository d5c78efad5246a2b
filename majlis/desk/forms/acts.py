"""What each act on a case asks of the officer. A form knows its case; what it gives back is typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from majlis.accounts.models import Staff
from majlis.cases import reasons
from majlis.cases.models import Case
from majlis.cases.models.about import Role
from majlis.cases.states import Kind, Priority, Road
from majlis.catalogue import queries as catalogue
from majlis.centres.models import Centre
from majlis.core import references
from majlis.core.ui.forms import HouseForm, ReferenceField, TextField, WordsField
from majlis.core.viewer import Viewer
from majlis.desk import guess, queries

GUESSES, WAYS = 5, 4


class DeedForm(HouseForm):
    """The base: it asks nothing, and only wants to be sent."""

    def __init__(self, *args: Any, case: Case, viewer: Viewer, **options: Any) -> None:
        """Keep the case and who acts, then let the form choose its fields by them."""
        self.case, self.viewer = case, viewer
        super().__init__(*args, **options)
        self.choose()

    def choose(self) -> None:
        """Fill in what depends on the case."""

    def begin_at_the_first(self) -> None:
        """Let the first field have the focus: on a page of its own, and where the form is laid into another page."""
        for field in list(self.fields.values())[:1]:
            field.widget.attrs["autofocus"] = True

    def offer(self, name: str, choices: Sequence[tuple[Any, Any]]) -> None:
        """Give a field its choices."""
        field: Any = self.fields[name]
        field.choices = list(choices)


class SortForm(DeedForm):
    """What kind of case it is: what it is about, and how it is to be seen."""

    category = forms.ChoiceField(label=_("What is it about?"), widget=forms.RadioSelect, required=False)
    other_category = forms.ChoiceField(label=_("Or about something else"), required=False)
    service = forms.ChoiceField(label=_("How is it to be seen?"), widget=forms.RadioSelect, required=False)
    other_service = forms.ChoiceField(label=_("Or in another way"), required=False)

    def choose(self) -> None:
        """Offer the likeliest first, each on a key; the others stand in the two lists.

        Every one is taken in both places, for the order may change between the showing and the sending.
        """
        self.categories = {one.code: one for one in guess.categories(self.case, catalogue.categories())}
        self.services = {one.code: one for one in guess.services(self.case, catalogue.offered("desk"))}
        if self.case.service.code not in self.services:
            self.services = {self.case.service.code: self.case.service, **self.services}
        about = [(one.code, str(one)) for one in self.categories.values()]
        ways = [(one.code, str(one)) for one in self.services.values()]
        self.offer("category", about)
        self.offer("other_category", [("", "…"), *about])
        self.offer("service", ways)
        self.offer("other_service", [("", "…"), *ways])
        if self.case.category:
            self.initial.setdefault("category", self.case.category.code)
        self.initial.setdefault("service", self.case.service.code)

    @property
    def groups(self) -> list[tuple[forms.BoundField, list[Any], forms.BoundField, int]]:
        """Return each group as it is shown: its field, the choices on keys, the list of all, the first key."""
        keys = (("category", GUESSES, 1), ("service", WAYS, GUESSES + 1))
        return [(self[name], list(self[name].subwidgets)[:most], self[f"other_{name}"], at) for name, most, at in keys]

    def clean(self) -> dict[str, Any]:
        """Take the lists before the keys; refuse a form in which nothing was chosen."""
        data = super().clean() or self.cleaned_data
        about = data.get("other_category") or data.get("category")
        way = data.get("other_service") or data.get("service")
        if not about:
            self.add_error("category", _("Choose what the case is about."))
        if not way:
            self.add_error("service", _("Choose how the case is to be seen."))
        return {"category": self.categories.get(about or ""), "service": self.services.get(way or "")}


class AnswerForm(DeedForm):
    """The answer to an inquiry."""

    words = WordsField(label=_("Your answer, in plain words"), rows=5, max_length=4000)


class RegisterForm(DeedForm):
    """The one line by which a case is known."""

    subject = TextField(label=_("What is asked, in one line"), max_length=160)

    def choose(self) -> None:
        """Begin with the person's own first words."""
        self.initial.setdefault("subject", self.case.subject)


class ReasonForm(DeedForm):
    """A reason out of a list; the subclass names the list."""

    codes: reasons.Reasons = {}
    reason = forms.ChoiceField(label=_("Reason"), widget=forms.RadioSelect)

    def choose(self) -> None:
        """Offer the reasons of this act."""
        self.offer("reason", list(self.codes.items()))


class ReturnForm(ReasonForm):
    """Why a case goes back to inquiries."""

    codes = reasons.RETURNED


class ClockForm(ReasonForm):
    """Why the clock is stopped."""

    codes = reasons.CLOCK


class ReopenForm(ReasonForm):
    """Why a closed case is opened again."""

    codes = reasons.REOPENED


class RejectForm(ReasonForm):
    """Why the wording of a result is not approved."""

    codes = reasons.RESULT


class RecheckForm(ReasonForm):
    """Why the office sends a case back to audit."""

    codes = reasons.SENT_BACK


class RoadForm(ReasonForm):
    """Another road, and why."""

    codes = reasons.ROAD_CHANGED
    road = forms.TypedChoiceField(label=_("The road"), coerce=Road, widget=forms.RadioSelect)
    field_order = ("road", "reason")

    def choose(self) -> None:
        """Offer every road but the one that the case is on; the level above decides on what is said about us only."""
        super().choose()
        others = [road for road in Road if road != self.case.road]
        if self.case.kind not in (Kind.COMPLAINT, Kind.SUGGESTION):
            others = [road for road in others if road != Road.SERVICE]
        self.offer("road", [(road.value, road.label) for road in others])


class CategoryForm(DeedForm):
    """What a case is about."""

    category = forms.ChoiceField(label=_("What is it about?"))

    def choose(self) -> None:
        """Offer every category, the likeliest first."""
        self.categories = {one.code: one for one in guess.categories(self.case, catalogue.categories())}
        self.offer("category", [(code, str(one)) for code, one in self.categories.items()])

    def clean(self) -> dict[str, Any]:
        """Return the category itself."""
        data = super().clean() or self.cleaned_data
        return data | {"category": self.categories.get(data.get("category", ""))}


class PriorityForm(DeedForm):
    """Another class, and why."""

    to = forms.TypedChoiceField(
        label=_("Class"), choices=Priority.choices, coerce=lambda value: Priority(int(value)), widget=forms.RadioSelect
    )
    reason = forms.ChoiceField(label=_("Reason"), choices=list(reasons.PRIORITY.items()))

    def choose(self) -> None:
        """Begin with the class that the case has."""
        self.initial.setdefault("to", self.case.priority)


class JoinForm(DeedForm):
    """The case that goes on."""

    main = forms.ChoiceField(label=_("This person's other open cases"), widget=forms.RadioSelect, required=False)
    reference = ReferenceField(label=_("Or the number of another case of this person"), required=False)

    def choose(self) -> None:
        """Suggest what the same person has open."""
        self.mains = {one.reference: one for one in queries.duplicates(self.viewer, self.case)}
        shown = [(one.reference, f"{references.show(one.reference)} · {one.subject}") for one in self.mains.values()]
        self.offer("main", shown)
        if not shown:
            del self.fields["main"]

    def clean(self) -> dict[str, Any]:
        """Return the case itself; refuse a number that is no open case of the same person."""
        data = super().clean() or self.cleaned_data
        wanted = data.get("reference") or data.get("main", "")
        found = self.mains.get(wanted) or (queries.same_person(self.viewer, self.case, wanted) if wanted else None)
        if not wanted and not self.errors:
            self.add_error("reference", _("Choose the case that goes on, or enter its number."))
        elif found is None and not self.errors:
            self.add_error("reference", _("This is no other case of the same person. Compare the number."))
        return data | {"main": found}


class PartyForm(DeedForm):
    """Somebody with a part in the case, and by what the house knows him."""

    ROLES = (Role.RESPONDENT, Role.OPPOSED, Role.FOR_WHOM, Role.REPRESENTATIVE, Role.COMPANION, Role.INTERPRETER)
    role = forms.TypedChoiceField(
        label=_("Which part?"), coerce=Role, choices=[(one, one.label) for one in ROLES], widget=forms.RadioSelect
    )
    name = TextField(label=_("Name"), max_length=160, required=False)
    reference = ReferenceField(label=_("The number of his own case, if he has one"), required=False)
    body = forms.ChoiceField(label=_("If it is a body: which one"), required=False)
    officer = TextField(label=_("If he is an officer here: his e-mail"), max_length=254, required=False)

    def choose(self) -> None:
        """Offer the bodies."""
        self.offer("body", [("", "…"), *((str(one.pk), str(one)) for one in queries.bodies())])

    def clean(self) -> dict[str, Any]:
        """Return the mark by which the house knows him; refuse a number or an address that it does not know."""
        data = super().clean() or self.cleaned_data
        marks = {"reference": "", "officer": "", "body": f"body:{data['body']}" if data.get("body") else ""}
        if data.get("reference"):
            marks["reference"] = queries.person_mark(data["reference"])
        if data.get("officer"):
            marks["officer"] = queries.staff_mark(data["officer"])
        for name in ("reference", "officer"):
            if data.get(name) and not marks[name]:
                self.add_error(name, _("Nobody is known by this here. Compare it, or enter the name."))
        mark = next((one for one in marks.values() if one), "")
        if not (mark or data.get("name") or self.errors):
            self.add_error("name", _("Say who it is: a name, a body, an officer, or the number of his own case."))
        shown = data.get("name") or (references.show(data["reference"]) if data.get("reference") else "")
        return data | {"mark": mark, "name": shown}


class WithdrawForm(DeedForm):
    """The person's own wish."""

    asked = forms.BooleanField(label=_("The person asked for it himself, and I have checked who he is"))


class PaperForm(DeedForm):
    """One paper, and which of the papers asked for it is."""

    paper = forms.FileField(label=_("Paper"))
    item = forms.ChoiceField(label=_("Which paper is it?"), required=False)

    def choose(self) -> None:
        """Offer the lines of the case's checklist."""
        lines = [(one.code, one.name) for one in self.case.checklist.order_by("id")]
        self.offer("item", [("", _("Another paper")), *lines])


class AddWordsForm(DeedForm):
    """What the person adds."""

    words = WordsField(label=_("What the person adds, in his own words"), rows=6)


class NoteForm(DeedForm):
    """A remark for the staff."""

    words = WordsField(
        label=_("Note"), rows=3, max_length=4000, help_text=_("For the staff only; the person never reads it.")
    )


class NumberForm(DeedForm):
    """A number from before, as the person's paper shows it."""

    number = TextField(
        label=_("The number on the paper"),
        max_length=40,
        help_text=_("A number from before this system. The case is found by it from now on."),
    )


class CentreForm(DeedForm):
    """Another centre."""

    centre = forms.ChoiceField(label=_("Which centre takes it over?"))

    def choose(self) -> None:
        """Offer the other open centres."""
        self.centres: dict[str, Centre] = {str(one.pk): one for one in queries.other_centres(self.case)}
        self.offer("centre", [(pk, str(one)) for pk, one in self.centres.items()])

    def clean(self) -> dict[str, Any]:
        """Return the centre itself."""
        data = super().clean() or self.cleaned_data
        return data | {"centre": self.centres.get(data.get("centre", ""))}


class ObjectForm(DeedForm):
    """What the person objects to."""

    words = WordsField(label=_("What does the person object to, in his own words?"), rows=6)


class ResultForm(DeedForm):
    """What the person will read as the result."""

    words = WordsField(
        label=_("The result, in plain words for the person"),
        rows=6,
        max_length=4000,
        help_text=_("Somebody else approves the wording before the person reads it."),
    )


class LendForm(DeedForm):
    """A colleague, and for how long."""

    MINUTES = ((30, _("Half an hour")), (60, _("One hour")), (240, _("Four hours")))
    officer = forms.ChoiceField(label=_("To whom?"))
    minutes = forms.TypedChoiceField(
        label=_("For how long?"), choices=MINUTES, coerce=int, initial=60, widget=forms.RadioSelect
    )

    def choose(self) -> None:
        """Offer the colleagues of the case's centre who may serve its person."""
        self.colleagues: dict[str, Staff] = {str(one.pk): one for one in queries.colleagues(self.viewer, self.case)}
        self.offer("officer", [(pk, str(one)) for pk, one in self.colleagues.items()])

    def clean(self) -> dict[str, Any]:
        """Return the colleague himself."""
        data = super().clean() or self.cleaned_data
        return data | {"officer": self.colleagues.get(data.get("officer", ""))}


class SealForm(HouseForm):
    """The one tick before a case is emptied."""

    sure = forms.BooleanField(label=_("It is a security matter: its words and papers are to be destroyed here"))
