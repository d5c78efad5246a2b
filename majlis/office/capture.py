"""How a directive is taken down, in seconds: the one form for every page, and what it means.

Other rooms may show it beside their own work; they hand it back to `take_down`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.forms import BoundField
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from majlis.bodies import queries as bodies
from majlis.bodies.models import Body
from majlis.cases.models import Case
from majlis.cases.moves.papers import take_paper
from majlis.cases.queries import respondents
from majlis.cases.states import Road
from majlis.cases.states import State as CaseState
from majlis.centres.queries import ministry_calendar
from majlis.core import clock
from majlis.core.ui.forms import EitherDateField, HouseForm, TextField, WordsField
from majlis.core.viewer import Viewer
from majlis.office import moves, queries, rules
from majlis.office.models import Brief, Directive, Phrase
from majlis.office.moves import Ordered, Said
from majlis.office.queries import PAGE_PREFIX
from majlis.office.states import EFFECTS, Decision

ROWS = 4
"""How many things one directive can order on one page."""
OFFICE = "office"
DAYS = (3, 5, 10, 30)
SCRIPTS = {"majlis/phrases": "office/js/phrases.js"}
FIELDS = "office/parts/capture.html"
"""The template of the form's fields; takes `form`, `how`, and `brisk` for the number keys."""
AT_ONCE = (Decision.APPROVE, Decision.REFER, Decision.DECLINE, Decision.THANK)
"""What can be decided while the person sits there: to hear him another time is no directive."""


class Row:
    """One thing to be ordered, as the page shows it: to whom, what, within how many working days."""

    def __init__(self, form: forms.Form, number: int) -> None:
        """Take the three fields of a row."""
        self.number = number
        self.to: BoundField = form[f"to_{number}"]
        self.ask: BoundField = form[f"ask_{number}"]
        self.days: BoundField = form[f"days_{number}"]

    @property
    def is_used(self) -> bool:
        """Tell whether something stands in it."""
        return bool(self.to.value() or self.ask.value() or self.ask.errors)


class DirectiveForm(HouseForm):
    """What was decided, and what is ordered by it."""

    decision = forms.ChoiceField(label=_("What was decided?"), choices=Decision.choices, widget=forms.RadioSelect)
    phrase = forms.ChoiceField(label=_("Ready words"), required=False)
    words = WordsField(label=_("The directive's words"), max_length=2000, rows=4, required=False)
    until = EitherDateField(label=_("Kept until"), required=False, tense="future")
    scan = forms.FileField(label=_("The minister's handwritten page, scanned"), required=False)
    code = TextField(label=_("The code at the foot of the page"), max_length=60, required=False)

    def __init__(
        self,
        *args: Any,
        brief: Brief | None,
        bodies: Sequence[Body] = (),
        phrases: Iterable[Phrase] = (),
        decisions: Sequence[Decision] = (),
        **options: Any,
    ) -> None:
        """Take the brief whose page may come back with the directive; without one no page is asked for."""
        super().__init__(*args, **options)
        self.brief = brief
        self.bodies = {str(body.pk): body for body in bodies}
        self.phrases = {one.code: one for one in phrases}
        fields: dict[str, Any] = self.fields
        fields["phrase"].choices = [
            ("", _("In his own words")),
            *((one.code, str(one)) for one in self.phrases.values()),
        ]
        if decisions:
            fields["decision"].choices = [(str(one.value), one.label) for one in decisions]
            del fields["until"]
        if brief is None:
            del fields["scan"], fields["code"]
        self._add_rows(fields)

    def _add_rows(self, fields: dict[str, Any]) -> None:
        to = [
            ("", _("Nobody yet")),
            (OFFICE, _("The minister's office")),
            *((pk, str(one)) for pk, one in self.bodies.items()),
        ]
        days = [(n, ngettext_lazy("%(count)s day", "%(count)s days", n) % {"count": n}) for n in DAYS]
        for number in range(1, ROWS + 1):
            fields[f"to_{number}"] = forms.ChoiceField(label=_("To whom"), choices=to, required=False)
            fields[f"ask_{number}"] = WordsField(label=_("What is to be done"), max_length=1000, rows=2, required=False)
            fields[f"days_{number}"] = forms.TypedChoiceField(
                label=_("Within how many working days"),
                choices=days,
                coerce=int,
                empty_value=None,
                initial=10,
                required=False,
                widget=forms.RadioSelect,
            )

    @property
    def rows(self) -> list[Row]:
        """Return the rows of what is ordered; the first stands open, a further one when something is in it."""
        return [Row(self, number) for number in range(1, ROWS + 1)]

    def clean(self) -> dict[str, Any]:
        """Ask for what the decision needs; fill empty words from the ready ones that were chosen."""
        data = super().clean() or self.cleaned_data
        chosen = self.phrases.get(data.get("phrase", ""))
        if chosen and not data.get("words"):
            data["words"] = chosen.words
        code = data.get("code", "").removeprefix(PAGE_PREFIX)
        if self.brief and data.get("scan") and code != self.brief.code:
            self.add_error("code", _("This is not the code of this case's page. Scan the code at its foot."))
        effect = EFFECTS.get(data.get("decision", ""))
        if effect and effect.needs_words and not data.get("words"):
            self.add_error("words", _("Write the directive's words first."))
        if effect and effect.needs_day and not (data.get("until") and data["until"].gregorian):
            self.add_error("until", _("Say until which day it is kept; the day must be still to come."))
        self._clean_rows(data)
        return data

    def _clean_rows(self, data: dict[str, Any]) -> None:
        for number in range(1, ROWS + 1):
            to, ask = data.get(f"to_{number}", ""), data.get(f"ask_{number}", "")
            if ask and not to:
                self.add_error(f"to_{number}", _("Say to whom this goes."))
            if to and not ask and not data.get("words"):
                self.add_error(f"ask_{number}", _("Write what is to be done."))

    def said(self) -> Said:
        """Return what was decided. Where a row says nothing of its own, the directive's words go there."""
        data = self.cleaned_data
        until = data["until"].gregorian if data.get("until") else None
        asked = [number for number in range(1, ROWS + 1) if data.get(f"to_{number}")]
        items = (
            Ordered(
                data.get(f"ask_{number}") or data["words"],
                due_in(data.get(f"days_{number}") or 10),
                self.bodies.get(data[f"to_{number}"]),
            )
            for number in asked
        )
        return Said(Decision(data["decision"]), data["words"], until, tuple(items))


def due_in(days: int) -> dt.date:
    """Return the Riyadh day that lies so many working days of the ministry ahead."""
    return clock.day_of(ministry_calendar().add_days(clock.now(), days))


def form_for(case: Case, viewer: Viewer, request: HttpRequest, *, at_once: bool = False) -> DirectiveForm:
    """Return the form for a case, filled with what was sent. `at_once`: the person sits there.

    Bodies stand in the order of their competence; none that is complained of, or below one that is.
    """
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    accused = respondents(case)
    found = bodies.competent_first(case.category.code if case.category else "")
    return DirectiveForm(
        *sent,
        brief=queries.brief_of(case) if how(case, viewer) == "note" else None,
        bodies=[body for body in found if bodies.may_receive(body, accused)],
        phrases=queries.phrases(),
        decisions=AT_ONCE if at_once else (),
        initial={"code": request.GET.get("page", "")},
    )


def how(case: Case, viewer: Viewer) -> str:
    """Return by which way a directive of this viewer on this case is known: a code of the templates."""
    if case.road == Road.SERVICE and rules.may_decide_service(viewer):
        return "level"
    if rules.is_minister(viewer):
        return "minister"
    return "standing" if case.state == CaseState.ACCEPTED and queries.standing_for(case) else "note"


def take_down(case: Case, form: DirectiveForm, *, by: Viewer) -> Directive:
    """Keep the directive that a rightly filled form holds, by the way in which it is known. Refuses as the acts do."""
    said = form.said()
    if form.brief and form.cleaned_data.get("scan"):
        scan = take_paper(form.cleaned_data["scan"], by=by, case=case, staff_only=True, trusted=True)
        return moves.give_by_page(case, said, by=by, scan=scan, brief=form.brief)
    act = {
        "level": moves.decide_service,
        "minister": moves.give,
        "standing": moves.decide_delegated,
        "note": moves.note,
    }[how(case, by)]
    return act(case, said, by=by)
