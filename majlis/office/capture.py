"""How a directive is taken down, in seconds: the one form for every page, and what it means.

Other rooms may show it beside their own work; they hand it back to `take_down`.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.forms import BoundField
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from majlis.bodies import queries as bodies
from majlis.bodies.models import Body
from majlis.cases.models import Case, Paper
from majlis.cases.moves.papers import take_paper
from majlis.cases.papers import store
from majlis.cases.queries_withheld import respondents
from majlis.cases.states import Road
from majlis.cases.states import State as CaseState
from majlis.centres.queries import ministry_calendar
from majlis.core import clock
from majlis.core.errors import Refused
from majlis.core.ui.forms import EitherDateField, HouseForm, TextField, WordsField
from majlis.core.viewer import Viewer
from majlis.office import moves, page_code, queries, rules
from majlis.office.models import Brief, Directive, Phrase
from majlis.office.moves import Ordered, Said
from majlis.office.moves.directives import WRONG_PAGE
from majlis.office.queries import PAGE_PREFIX
from majlis.office.states import EFFECTS, Decision

ROWS = 4
"""How many things one directive can order on one page."""
OFFICE = "office"
NOT_ITS_CODE = _("This is not the code of this case's page. Scan the code at its foot.")
DAYS = (3, 5, 10, 30)
SCRIPTS = {"majlis/phrases": "office/js/phrases.js"}
FIELDS = "office/parts/capture.html"
"""The template of the form's fields; takes `form`, `how`, and `brisk` for the number keys."""


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


class PageForm(HouseForm):
    """The minister's handwritten page, come back."""

    scan = forms.FileField(label=_("The minister's handwritten page, scanned"))
    code = TextField(label=_("The code at the foot of the page"), max_length=60)

    def __init__(self, *args: Any, brief: Brief, **options: Any) -> None:
        """Take the brief whose page it is."""
        super().__init__(*args, **options)
        self.brief = brief

    def clean_code(self) -> str:
        """Refuse the code of another page."""
        if not _is_of(self.brief, self.cleaned_data["code"]):
            raise forms.ValidationError(NOT_ITS_CODE)
        return str(self.cleaned_data["code"])


def _is_of(brief: Brief, code: str) -> bool:
    return code.strip().removeprefix(PAGE_PREFIX) == brief.code


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
        offered: Sequence[str],
        **options: Any,
    ) -> None:
        """Take the brief whose page may come back with the directive, and what may be decided where the case stands.

        Without a brief no page is asked for.
        """
        super().__init__(*args, **options)
        self.brief = brief
        self.bodies = {str(body.pk): body for body in bodies}
        self.phrases = {one.code: one for one in phrases}
        fields: dict[str, Any] = self.fields
        fields["phrase"].choices = [
            ("", _("In his own words")),
            *((one.code, str(one)) for one in self.phrases.values()),
        ]
        fields["decision"].choices = [(code, words) for code, words in Decision.choices if code in offered]
        if Decision.KEEP not in offered:
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
        """Return the rows of what is ordered; the first stands open, the further ones when something is in them."""
        return [Row(self, number) for number in range(1, ROWS + 1)]

    @property
    def orders_more(self) -> bool:
        """Tell whether something stands in a further row."""
        return any(row.is_used for row in self.rows[1:])

    def clean(self) -> dict[str, Any]:
        """Ask for what the decision needs; fill empty words from the ready ones that were chosen."""
        data = super().clean() or self.cleaned_data
        chosen = self.phrases.get(data.get("phrase", ""))
        if chosen and not data.get("words"):
            data["words"] = chosen.words
        if self.brief and data.get("scan") and not _is_of(self.brief, data.get("code", "")):
            self.add_error("code", NOT_ITS_CODE)
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
    """Return the form for a case, filled with what was sent.

    `at_once`: the person sits there, and to hear him another time is no directive.

    Bodies stand in the order of their competence; none that is complained of, or below one that is.
    """
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    accused = respondents(case)
    found = bodies.competent_first(case.category.code if case.category else "")
    return DirectiveForm(
        *sent,
        brief=queries.brief_of(case) if how(case, viewer) == "note" and not at_once else None,
        bodies=[body for body in found if bodies.may_receive(body, accused)],
        phrases=queries.phrases(),
        offered=[code for code in rules.decisions(case) if not at_once or EFFECTS[code].directs],
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
        scan = _scanned(form, form.brief, case, by)
        return moves.give_by_page(case, said, by=by, scan=scan, brief=form.brief)
    act = {
        "level": moves.decide_service,
        "minister": moves.give,
        "standing": moves.decide_delegated,
        "note": moves.note,
    }[how(case, by)]
    return act(case, said, by=by)


def confirm_by_page(directive: Directive, form: PageForm, *, by: Viewer) -> Directive:
    """Confirm a noted directive by the handwritten page that a rightly filled form holds. Refuses as the act does."""
    scan = _scanned(form, form.brief, directive.case, by)
    return moves.confirm_by_page(directive, by=by, scan=scan, brief=form.brief)


def _scanned(form: DirectiveForm | PageForm, brief: Brief, case: Case, by: Viewer) -> Paper:
    scan = take_paper(form.cleaned_data["scan"], by=by, case=case, staff_only=True, trusted=True)
    _refuse_foreign(scan, brief)
    return scan


def _refuse_foreign(scan: Paper, brief: Brief) -> None:
    """Refuse a picture that shows the code of another case's page, whatever was typed beside it."""
    file = store.open_whole(scan.pk, scan.sha256)
    with file or io.BytesIO() as whole:
        codes = page_code.codes_in(whole)
    if codes and brief.code not in codes:
        raise Refused("wrong_page", WRONG_PAGE)
