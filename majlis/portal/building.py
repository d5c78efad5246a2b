"""Make a request of a walk's answers. Pure: values in, one value out."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from majlis.catalogue.forms import asked_on, kept
from majlis.core.identity_numbers import Kind as Paper
from majlis.core.ui.forms import GivenDate, HouseForm
from majlis.intake.answers import ForWhom, Request, Respondent
from majlis.people.details import Details, NewPoint
from majlis.people.forms import details_of
from majlis.people.states import Kind
from majlis.portal import steps
from majlis.portal.forms.person import UNSAID, ContactForm
from majlis.portal.forms.request import DANGER, DATE
from majlis.portal.walk import Walk

ABOUT_HIM = ("identity", "name", "needs", "you")
KINDS: dict[str, Kind] = {
    Paper.NATIONAL: Kind.CITIZEN,
    Paper.RESIDENT: Kind.RESIDENT,
    Paper.GCC: Kind.GCC,
    Paper.BORDER: Kind.VISITOR,
    Paper.PASSPORT: Kind.VISITOR,
}
"""What a paper says of its holder; without one nothing is said."""


class NotComplete(ValueError):
    """A step that applies is not answered, or its answer is no longer good. `code` names it."""

    def __init__(self, code: str) -> None:
        """Keep the step's code."""
        super().__init__(code)
        self.code = code


def build(walk: Walk, *, seconds: int | None = None) -> Request:
    """Return the request that a walk's answers make; `seconds` is the person's own time.

    Only the steps that apply now count: what was typed before another answer made it pointless is left out. Raises
    NotComplete with the first step that has no good answer.
    """
    forms = _judged(walk)
    given = {code: form.cleaned_data for code, form in forms.items()}
    urgent, you, contact = given["urgent"], given.get("you", {}), given.get("contact", {})
    words = given["words"]["words"] or _("Said in the attached recording or photograph.")
    return Request(
        service=walk.service.code,
        centre_id=int(given["centre"]["centre"] if "centre" in given else walk.centres[0].code),
        words=words,
        channel=steps.CHANNEL,
        language=given.get("needs", {}).get("language") or walk.language,
        person=_person(given) if walk.known is None else None,
        points=_points(forms["contact"]) if contact else (),
        beneficiary_id=walk.known.id if walk.known else None,
        level=walk.known.level if walk.known else 0,
        never_contact=bool(contact.get("never")),
        answers=_answers(walk, given),
        danger=urgent["urgent"] == DANGER,
        passes_on=_day(urgent["passes_on"]) if urgent["urgent"] == DATE else None,
        respondent=_respondent(walk, given.get("respondent", {})),
        withhold_name=given.get("withhold", {}).get("withhold") == "yes",
        women_readers=bool(you.get("women_readers")),
        for_whom=ForWhom(**given["standing"]) if "standing" in given else ForWhom(),
        seconds=seconds,
    )


def _judged(walk: Walk) -> dict[str, HouseForm]:
    """Return the form of each step with its good answer."""
    found = {}
    for step in steps.steps(walk):
        form = steps.answered(walk, step)
        if not form.is_valid():
            raise NotComplete(step.code)
        found[step.code] = form
    return found


def _person(given: dict[str, dict[str, Any]]) -> Details:
    """Return who asks: what was answered at several steps, each judged for itself, put together."""
    said = {name: value for code in ABOUT_HIM for name, value in given.get(code, {}).items()}
    if said.get("sex") == UNSAID:
        said["sex"] = ""
    return details_of(said | {"kind": KINDS.get(str(said.get("identity_kind")), Kind.UNKNOWN)})


def _points(form: HouseForm) -> tuple[NewPoint, ...]:
    return form.points() if isinstance(form, ContactForm) else ()


def _answers(walk: Walk, given: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Return the answers to the service's own questions, as they are kept; those left open are not there."""
    said = {
        question.code: kept(question, given[steps.QUESTION + question.code]["answer"])
        for question in asked_on(walk.service, steps.CHANNEL)
    }
    return {code: answer for code, answer in said.items() if answer is not None}


def _respondent(walk: Walk, given: dict[str, Any]) -> Respondent:
    """Return who is complained of; the mark of a body or section bars those who belong to it."""
    mark = str(given.get("known") or "")
    named = next((one.name for one in walk.respondents if one.code == mark), "")
    return Respondent(name=given.get("name") or named, mark=mark)


def _day(given: GivenDate | None) -> Any:
    return given.gregorian if given else None
