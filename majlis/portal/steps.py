"""The questions of a request as data: each step's form, and when it applies. One view asks them all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from majlis.catalogue.forms import asked_on
from majlis.catalogue.questions import Question
from majlis.core.ui.forms import HouseForm
from majlis.people import rules
from majlis.people.states import Proof, Standing
from majlis.portal.forms.papers import Line, PapersForm
from majlis.portal.forms.person import NAME, ContactForm, IdentityForm, NameForm, NeedsForm, YouForm
from majlis.portal.forms.request import (
    OTHER,
    SAID,
    CentreForm,
    QuestionForm,
    RespondentForm,
    StandingForm,
    UrgentForm,
    WhomForm,
    WithholdForm,
    WordsForm,
)
from majlis.portal.walk import Walk

CHANNEL = "portal"
PROOF = "standing"
"""The line that files answer which show a standing."""

QUESTION = "q-"
IDENTITY = ("identity_kind", "identity_number", "identity_country")
NEEDS = ("language", "interpreter", "needs")

Make = Callable[[Walk, Any, Any], HouseForm]
Applies = Callable[[Walk], bool]


@dataclass(frozen=True, slots=True)
class Step:
    """One page of the request.

    `make(walk, data, files)` gives its form, bound when there is data. Without a `heading` the first field's label
    is the heading of the page; `help` stands under a heading. `page` is its template, `icon` its pictogram.
    """

    code: str
    make: Make
    applies: Applies = lambda walk: True
    heading: str | Promise = ""
    help: str | Promise = ""
    page: str = "portal/question.html"
    icon: str = "ask"


_FEW_WORDS = _("Two or three sentences are enough. Do not write your identity number here.")
_WISHED = _("What happened, and when? Two or three sentences are enough. On the next pages you say what you ask for.")
_LABELS: dict[str, str | Promise] = {
    "suggestion": _("What is your opinion or suggestion?"),
    "complaint": _("What happened?"),
    "report": _("What happened, or may happen?"),
    "inquiry": _("What do you want to know?"),
}


def _words(walk: Walk, data: Any, files: Any) -> HouseForm:
    wishes = any(question.code == "wish" for question in walk.service.questions)
    label = _("What happened?") if wishes else _LABELS.get(walk.service.kind, _("What do you ask for?"))
    help_text = _WISHED if wishes else _FEW_WORDS
    has_files = bool(walk.sent(SAID))
    return WordsForm(data, files, label=str(label), help_text=str(help_text), has_files=has_files)


def _urgent(walk: Walk, data: Any, files: Any) -> HouseForm:
    return UrgentForm(data, emergency=settings.EMERGENCY_NUMBER)


def _respondent(walk: Walk, data: Any, files: Any) -> HouseForm:
    return RespondentForm(data, offered=walk.respondents)


def _papers(walk: Walk, data: Any, files: Any) -> HouseForm:
    return PapersForm(data, files, lines=paper_lines(walk))


def _identity(walk: Walk, data: Any, files: Any) -> HouseForm:
    return IdentityForm(data, only=IDENTITY, initial={"identity_kind": ""})


def _name(walk: Walk, data: Any, files: Any) -> HouseForm:
    return NameForm(data, only=NAME, in_parts=walk.chosen("identity", "identity_kind") in {"", "national", "gcc"})


def _needs(walk: Walk, data: Any, files: Any) -> HouseForm:
    return NeedsForm(data, only=NEEDS, initial={"language": walk.language})


def _centre(walk: Walk, data: Any, files: Any) -> HouseForm:
    return CentreForm(data, offered=walk.centres)


def _is_new(walk: Walk) -> bool:
    return walk.known is None


def _for_another(walk: Walk) -> bool:
    return walk.service.asks_whom_for and walk.chosen("whom", "whom") == OTHER


def _complains(walk: Walk) -> bool:
    return walk.service.asks_respondent


def _may_withhold(walk: Walk) -> bool:
    return walk.service.kind == "complaint" or _complains(walk)


FIRST = (
    Step("words", _words, page="portal/words.html", icon="message"),
    Step("urgent", _urgent, icon="bell"),
)
LAST = (
    Step("respondent", _respondent, _complains, heading=_("Of whom do you complain?"), help=_(
        "Whoever you name does not read your complaint and does not decide on it."
    ), icon="flag"),
    Step("withhold", lambda walk, data, files: WithholdForm(data), _may_withhold, icon="user-lock"),
    Step("whom", lambda walk, data, files: WhomForm(data), lambda walk: walk.service.asks_whom_for, icon="people"),
    Step(
        "standing", lambda walk, data, files: StandingForm(data), _for_another,
        heading=_("For whom do you ask?"), icon="people",
    ),
    Step(
        "papers", _papers, lambda walk: bool(paper_lines(walk)), heading=_("Papers"), page="portal/papers.html",
        help=_("A photograph taken with a phone is enough. What you do not have does not stop your request."),
        icon="paper",
    ),
    Step(
        "identity", _identity, _is_new, page="portal/identity.html", icon="card"
    ),
    Step(
        "name", _name, _is_new, heading=_("What is your name?"), help=_("As it stands in your paper."),
        page="portal/name.html", icon="person",
    ),
    Step(
        "you", lambda walk, data, files: YouForm(data), lambda walk: walk.known is None or not walk.known.asked,
        icon="person",
    ),
    Step("needs", _needs, _is_new, heading=_("How shall we speak with you?"), icon="globe"),
    Step(
        "contact", lambda walk, data, files: ContactForm(data),
        lambda walk: walk.known is None or not walk.known.reachable,
        heading=_("How may we reach you safely?"), page="portal/contact.html", icon="phone",
    ),
    Step("centre", _centre, lambda walk: len(walk.centres) > 1, icon="building"),
)  # fmt: skip


def _asking(question: Question) -> Step:
    """Return the step of one question of the service."""
    return Step(QUESTION + question.code, lambda walk, data, files: QuestionForm(data, question=question))


def steps(walk: Walk) -> list[Step]:
    """Return the steps that apply to a request as far as it is known now, in order."""
    asked = (_asking(question) for question in asked_on(walk.service, CHANNEL))
    return [step for step in (*FIRST, *asked, *LAST) if step.applies(walk)]


def step_of(walk: Walk, code: str) -> Step | None:
    """Return the step of a code, or None when there is none, or it does not apply."""
    return next((step for step in steps(walk) if step.code == code), None)


def answered(walk: Walk, step: Step) -> HouseForm:
    """Return the form of a step with what was typed there; unbound when nothing was."""
    return step.make(walk, walk.typed(step.code), None)


def first_open(walk: Walk) -> Step | None:
    """Return the first step whose answer is missing or no longer good; None when all are answered."""
    return next((step for step in steps(walk) if not answered(walk, step).is_valid()), None)


def after(walk: Walk, step: Step) -> Step | None:
    """Return the step that follows, None after the last."""
    codes = [one.code for one in steps(walk)]
    following = codes.index(step.code) + 1
    return steps(walk)[following] if following < len(codes) else None


def before(walk: Walk, step: Step) -> Step | None:
    """Return the step before, None before the first."""
    every = steps(walk)
    place = [one.code for one in every].index(step.code)
    return every[place - 1] if place else None


def paper_lines(walk: Walk) -> list[Line]:
    """Return the papers that are asked for: those of the service, and what shows the standing of who acts."""
    lines = [
        Line(paper.code, str(paper), paper.hint, required=paper.required, sent=walk.sent(paper.code))
        for paper in walk.service.papers
    ]
    standing = walk.chosen("standing", "standing") if _for_another(walk) else ""
    if standing in Standing.values and rules.proofs_for(standing):
        hint = " · ".join(sorted(str(Proof(one).label) for one in rules.proofs_for(standing)))
        name = str(_("The paper that shows your standing"))
        lines.append(Line(PROOF, name, hint, required=False, sent=walk.sent(PROOF)))
    return lines
