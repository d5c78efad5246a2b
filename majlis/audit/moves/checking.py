"""What audit decides: each decision keeps its check in the same transaction."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext_lazy as _

from majlis.audit.checks import Answered
from majlis.audit.models import Check
from majlis.bodies.models import Body
from majlis.bodies.queries import may_receive
from majlis.cases import moves as cases
from majlis.cases.letters.page import Letter
from majlis.cases.models import Case, ChecklistItem, Outgoing
from majlis.cases.moves.outgoing import issue
from majlis.cases.queries_papers import missing
from majlis.cases.queries_withheld import respondents, shows_person
from majlis.core import clock, references
from majlis.core.errors import Refused
from majlis.core.scope import house
from majlis.core.viewer import Viewer
from majlis.people.models import Beneficiary
from majlis.trail import moves as trail


def _keep(case: Case, answered: Answered, decision: str, by: Viewer) -> Check:
    with house():
        check = Check.objects.create(
            case=case, by=by.token, by_label=by.label[:120], answers=answered.answers, decision=decision
        )
        if answered.faults:
            trail.record("audit.checked", by=by, subject=("check", check.pk), case=case.pk, faults=answered.faults)
        else:
            trail.record("audit.passed", by=by, subject=("check", check.pk), case=case.pk)
    return check


def accept(case: Case, *, by: Viewer, answered: Answered, road: str = "", version: int | None = None) -> Case:
    """Accept a case whose every question was answered, none with no."""
    if not answered.is_whole:
        raise Refused("unanswered", _("Answer every question of the check first."))
    if answered.faults:
        raise Refused("not_in_order", _("A question was answered with no. Ask for what is missing, or send it back."))
    with house():
        lacking = missing(case)
    if lacking:
        raise Refused("papers_missing", _("A required paper is missing. Ask for it, or waive it with a reason."))
    cases.accept(case, by=by, road=road, version=version)
    _keep(case, answered, "accept", by)
    return case


def ask_for_papers(
    case: Case,
    *,
    by: Viewer,
    answered: Answered,
    codes: list[str],
    words: str,
    due_on: dt.date,
    version: int | None = None,
) -> Case:
    """Ask the person once for everything that is missing, to come by a Riyadh day."""
    if due_on <= clock.today():
        raise Refused("due_past", _("Give the person a day that is still to come."))
    cases.ask_for_papers(case, by=by, codes=codes, words=words, due_on=due_on, version=version)
    _keep(case, answered, "ask_for_papers", by)
    return case


def send_back(case: Case, *, by: Viewer, answered: Answered, reason: str, version: int | None = None) -> Case:
    """Send our own slip back to operations; `reason` is a code of cases.reasons.SENT_BACK."""
    cases.send_back_to_operations(case, by=by, reason=reason, version=version)
    _keep(case, answered, "send_back", by)
    return case


def refuse(case: Case, *, by: Viewer, answered: Answered, reason: str, words: str, version: int | None = None) -> Case:
    """Refuse a case: a reason of cases.reasons.REFUSED, and words for the person."""
    if not words.strip():
        raise Refused("no_words", _("Write to the person, in plain words, why it was not accepted and what is left."))
    cases.refuse(case, by=by, reason=reason, words=words, version=version)
    _keep(case, answered, "refuse", by)
    return case


def hand_over_outside(
    case: Case, *, by: Viewer, answered: Answered, body: Body, words: str = "", version: int | None = None
) -> Outgoing:
    """Hand over a case that is not ours, by a numbered letter to the body that it belongs to.

    `words` stand in the letter; where the name is withheld they are all that it says of the matter. Raises Refused:
    `respondent` (the body is complained of), `no_words` and `names_person` (the name is withheld).
    """
    _refuse_body(case, body, words)
    cases.hand_over_outside(case, by=by, body={"ar": body.name_ar, "en": body.name_en}, version=version)
    _keep(case, answered, "not_ours", by)
    return issue(
        case, _letter(case, body, words), what="not_ours", by=by, secret=case.withhold_name or case.sensitivity > 0
    )


def _refuse_body(case: Case, body: Body, words: str) -> None:
    if not may_receive(body, respondents(case)):
        raise Refused("respondent", _("This body is complained of, or stands below one that is. Choose another one."))
    if not case.withhold_name:
        return
    if not words.strip():
        raise Refused("no_words", _("The name is withheld: write yourself what the body is to know of the matter."))
    if shows_person(case, words):
        raise Refused(
            "names_person",
            _("The person's name is withheld from the body, and the text shows it. Write it without name and numbers."),
        )


def _letter(case: Case, body: Body, words: str) -> Letter:
    """Return the letter; of a person who withheld the name it holds neither name, number nor his own words."""
    rows = [("رقم المعاملة", references.show(case.reference))]
    said = ["نحيل إليكم الطلب الآتي لأنه من اختصاصكم، وقد أبلغنا صاحبه بذلك."]
    if not case.withhold_name:
        with house():
            person = Beneficiary.objects.get(pk=case.beneficiary_id)
        rows.append(("صاحب الطلب", person.name.display or person.latin_name))
        rows += [("رقم الهوية", person.identity_number)] if person.identity_number else []
    said += [words] if words.strip() else []
    said += [] if case.withhold_name else [case.words]
    subject = "إحالة طلب إلى الجهة المختصة" if case.withhold_name else case.subject
    return Letter(to=body.name_ar, subject=subject, paragraphs=tuple(said), rows=tuple(rows), section="التدقيق")


def waive_paper(case: Case, *, by: Viewer, code: str, why: str) -> ChecklistItem:
    """Do without a required paper, for a reason that is kept."""
    return cases.waive_paper(case, by=by, code=code, why=why)
