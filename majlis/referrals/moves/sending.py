"""Send a case to one or more bodies: package, letter, what is awaited, and the word to those who speak for them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from majlis.bodies.models import Body
from majlis.bodies.queries import may_receive
from majlis.cases import moves as cases
from majlis.cases import queries as case_queries
from majlis.cases.letters.page import Letter
from majlis.cases.models import Case, Paper
from majlis.cases.models.closing import Urgency
from majlis.cases.moves.door import lock
from majlis.cases.moves.outgoing import issue
from majlis.cases.queries_withheld import respondents, shows_person
from majlis.core import arabic, clock, references
from majlis.core.errors import Refused
from majlis.core.scope import house
from majlis.core.viewer import Viewer
from majlis.people.models import Beneficiary
from majlis.referrals import queries, rules
from majlis.referrals.models import Enclosure, Prepared, Referral
from majlis.referrals.moves.telling import tell
from majlis.referrals.states import OPEN, Level
from majlis.trail import moves as trail


@dataclass(frozen=True, slots=True)
class Ask:
    """What one body is asked. `words` is the officer's text; `due_on` a Riyadh day; `papers` go along.

    `withhold` hides the person also where he did not ask for it himself.
    """

    body: Body
    words: str
    due_on: dt.date
    subject: str = ""
    urgency: str = Urgency.NORMAL
    level: str = Level.OWN
    withhold: bool = False
    papers: tuple[Paper, ...] = ()


def refer(case: Case, asks: list[Ask], *, by: Viewer, version: int | None = None) -> list[Referral]:
    """Send a case to bodies, each with its own words and due day. The person is told once.

    Raises PermissionDenied; Busy when the case has gone on; Refused: `no_body`, `empty`, `past`, `respondent`,
    `already` (the body has not answered yet), `names_person` (the name is withheld, and the text or a paper shows it).
    """
    if not rules.holds_followup(by, case):
        raise PermissionDenied
    if not asks:
        raise Refused("no_body", _("Choose at least one body."))
    return send(case, asks, by=by, version=version)


def send(case: Case, asks: list[Ask], *, by: Viewer, version: int | None = None) -> list[Referral]:
    """Do what `refer` does for somebody whose power the caller has asked for already."""
    with house():
        held = lock(case.pk)
        if held.state not in rules.STARTS or (version is not None and held.version != version):
            raise case_queries.busy(held.pk, by)
        accused = respondents(held)
        for one in asks:
            _check(held, one, accused)
    last = max(one.due_on for one in asks)
    cases.refer(case, by=by, body=queries.names_of(one.body for one in asks), due_on=last)
    with house():
        made = [_send(case, one, by) for one in asks]
        for referral, one in zip(made, asks, strict=True):  # the counter of letters is locked last of all
            _write_letter(case, referral, len(one.papers), by)
            tell(referral, "came")
            settle(case, referral, by)
    return made


def settle(case: Case, referral: Referral, by: Viewer) -> None:
    """End what was prepared for a body that has now been asked. The caller works as the house."""
    for one in Prepared.objects.filter(case=case, body=referral.body_id, ended_at__isnull=True):
        end_prepared(one, by, referral)


def end_prepared(one: Prepared, by: Viewer, referral: Referral | None = None) -> None:
    """Take a prepared referral off the list: it was sent, or it is not needed. The caller works as the house."""
    Prepared.objects.filter(pk=one.pk, ended_at__isnull=True).update(ended_at=clock.now(), referral=referral)
    cases.end_pending(one.case, "prepared", str(one.pk), by=by)


def _check(case: Case, one: Ask, accused: set[int]) -> None:
    if not arabic.clean(one.words):
        raise Refused("empty", _("Write what the body is asked to do."))
    if one.due_on <= clock.today():
        raise Refused("past", _("The day by which the body answers must be still to come."))
    if not may_receive(one.body, accused):
        other = queries.instead_of(one.body, accused)
        if other is None:
            raise Refused("respondent", _("This body is complained of, or stands below one that is."))
        raise Refused(
            "respondent_above",
            _("This body is complained of, or stands below one that is. Send it to: %(body)s."),
            body=str(other),
        )
    if Referral.objects.filter(case=case, body=one.body, state__in=sorted(OPEN)).exists():
        raise Refused("already", _("This body has not answered the last referral yet: %(body)s."), body=str(one.body))
    _keep_name(case, one)


def _keep_name(case: Case, one: Ask) -> None:
    withheld = case.withhold_name or one.withhold
    if any(paper.case_id != case.pk or not rules.may_go_along(paper, withheld=withheld) for paper in one.papers):
        raise Refused("paper_not_fit", _("One of the papers may not go to this body. Choose again."))
    if withheld and shows_person(case, one.words, one.subject or case.subject):
        raise Refused(
            "names_person",
            _("The person's name is withheld from the body, and the text shows it. Write it without name and numbers."),
        )


def _send(case: Case, one: Ask, by: Viewer) -> Referral:
    withheld = case.withhold_name or one.withhold
    person = Beneficiary.objects.get(pk=case.beneficiary_id)
    shown = {
        "person_name": person.name.display or person.latin_name,
        "person_number": person.identity_number,
        "said": case.words,
    }
    referral = Referral.objects.create(
        case=case,
        body=one.body,
        level=one.level,
        urgency=one.urgency,
        due_on=one.due_on,
        barred=case.barred,
        reference=case.reference,
        subject=(arabic.clean(one.subject) or case.subject)[:160],
        words=arabic.clean(one.words),
        withheld=withheld,
        by=by.token,
        by_label=by.label[:120],
        **({} if withheld else shown),
    )
    Enclosure.objects.bulk_create([Enclosure(referral=referral, paper=paper) for paper in one.papers])
    cases.await_(case, "referral", str(referral.pk), by=by, due_at=clock.start_of(one.due_on + dt.timedelta(days=1)))
    names = {"ar": one.body.name_ar, "en": one.body.name_en}
    trail.record("referral.sent", by=by, subject=("referral", referral.pk), case=case.pk, body=names, due_on=one.due_on)
    return referral


def _write_letter(case: Case, referral: Referral, enclosures: int, by: Viewer) -> None:
    body = referral.body
    to = (body.head_office_ar or f"مكتب رئيس {body.name_ar}") if referral.level == Level.ABOVE else body.name_ar
    rows = [("رقم المعاملة", references.show(case.reference))]
    if not referral.withheld:
        rows.append(("صاحب الطلب", referral.person_name))
        rows += [("رقم الهوية", referral.person_number)] if referral.person_number else []
    letter = Letter(
        to=to,
        subject=referral.subject,
        paragraphs=(referral.words,),
        rows=tuple(rows),
        due_on=referral.due_on,
        enclosures=enclosures,
    )
    referral.outgoing = issue(
        case,
        letter,
        what="referral",
        by=by,
        urgency=referral.urgency,
        secret=case.sensitivity > 0 or referral.withheld,
        about=f"referral:{referral.pk}",
    )
    referral.letter, referral.letter_paper = str(referral.outgoing), referral.outgoing.paper_id
    referral.save(update_fields=["outgoing", "letter", "letter_paper"])
