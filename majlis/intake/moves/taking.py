"""Take a request in: once, whole, with everything it brings."""

from __future__ import annotations

import datetime as dt
import hmac
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from majlis.cases import moves as cases
from majlis.cases.models import Case, Paper
from majlis.cases.models.about import Role
from majlis.cases.moves.opening import Asked, PartyLine
from majlis.cases.moves.papers import adopt
from majlis.catalogue import queries as catalogue
from majlis.core import clock, jobs, rows, secrets
from majlis.core.errors import Refused
from majlis.core.scope import house
from majlis.core.viewer import Viewer
from majlis.intake.answers import Request, first_line
from majlis.intake.models import Draft, Incoming
from majlis.notifications import addressees
from majlis.notifications.addressees import Addressee
from majlis.people import moves as people
from majlis.people import queries as persons
from majlis.people.models import Beneficiary
from majlis.people.states import Level, ServedBy
from majlis.trail import moves as trail

NEAR_DAYS = 7


@dataclass(frozen=True, slots=True)
class Taken:
    """What the person takes away: the case and the PIN in clear, shown this once."""

    case: Case
    pin: str


def pin_for(key: str) -> str:
    """Return the PIN that belongs to a form's key, the same each time, so that a repeated form shows the same one.

    It is drawn from the key by HMAC under the house's secret; the key is a random one that only this form had.
    """
    for turn in range(100):
        digest = hmac.digest(settings.SECRET_KEY.encode(), f"pin:{key}:{turn}".encode(), "sha256")
        pin = f"{int.from_bytes(digest[:8]) % 1_000_000:06d}"
        if not secrets.is_weak_pin(pin):
            return pin
    raise RuntimeError("no PIN could be drawn")


def take_in(
    request: Request, *, key: str, by: Viewer, draft: Draft | None = None, papers: Sequence[Paper] | None = None
) -> Taken:
    """Take a request in and open its case. The same `key` a second time returns the same case and PIN.

    `papers` are those of the draft, where the caller holds them. Call it within `by`'s scope. Raises Refused when the
    service is not offered or the words are missing.
    """
    body = {"draft": str(draft.pk) if draft else "", "words": request.words, "service": request.service}
    before = trail.first_time(key, by=by, act="intake.take_in", body=body)
    if before is not None:
        with house():
            return Taken(Case.objects.get(pk=before["case"]), pin_for(key))
    with house():
        if not request.words.strip():
            raise Refused("no_words", _("Tell us in a few words what you ask for."))
        person, addressee = _person(request, by)
        case = cases.open_case(_asked(request, person, addressee, pin_for(key)), by=by)
        _keep_as_said(request, case, by)
        if draft is not None:
            adopt(draft.pk, case, by=by, held=papers)
            ended = Draft(pk=draft.pk, case_id=case.pk, answers={}, touched_at=clock.now())
            rows.write(ended, "case_id", "answers", "touched_at")
        if case.danger or _is_near(request.passes_on):
            _ring_duty(case, by)
        trail.remember(key, {"case": case.pk})
    return Taken(case, pin_for(key))


def _is_near(day: dt.date | None) -> bool:
    return day is not None and (day - clock.today()).days <= NEAR_DAYS


def _person(request: Request, by: Viewer) -> tuple[Beneficiary, Addressee | None]:
    """Return who asks, and how he is told where that is known already."""
    if request.beneficiary_id is not None:
        return persons.canonical(request.beneficiary_id), None
    if request.person is None:
        raise Refused("no_person", _("Tell us who asks."))
    if request.level >= Level.ATTESTED:
        known = persons.holder_of(
            request.person.identity_kind, request.person.identity_number, request.person.identity_country
        )
        if known is not None:
            return known, None
    new = people.enrol(
        request.person,
        by=by,
        points=request.points,
        level=request.level,
        womens_section=request.womens_section,
        never_contact=request.never_contact,
    )
    return new.person, addressees.reached(persons.reach_of(new.person, new.points))


def _asked(request: Request, person: Beneficiary, addressee: Addressee | None, pin: str) -> Asked:
    parties = [PartyLine(Role.APPLICANT, mark=f"beneficiary:{person.pk}")]
    if request.respondent.name or request.respondent.mark:
        parties.append(PartyLine(Role.RESPONDENT, mark=request.respondent.mark, name=request.respondent.name))
    if request.for_whom.name:
        parties.append(PartyLine(Role.FOR_WHOM, name=request.for_whom.name, standing=request.for_whom.standing))
    return Asked(
        service=catalogue.service(request.service),
        category=catalogue.category(request.category) if request.category else None,
        centre_id=request.centre_id,
        beneficiary_id=person.pk,
        subject=request.subject or first_line(request.words),
        words=request.words,
        answers=dict(request.answers),
        channel=request.channel,
        pin=pin,
        language=request.language,
        danger=request.danger,
        passes_on=request.passes_on,
        women_only=person.served_by == ServedBy.WOMEN_ONLY,
        women_readers=request.women_readers,
        withhold_name=request.withhold_name,
        parties=parties,
        ready=request.ready,
        addressee=addressee,
    )


def _keep_as_said(request: Request, case: Case, by: Viewer) -> None:
    said = Incoming(
        channel=request.channel,
        outside_id=request.outside_id,
        words=request.words,
        answers=dict(request.answers),
        language=request.language,
        by=by.token,
        case_id=case.pk,
        seconds=request.seconds,
        read_back=request.read_back,
    )
    rows.put(said)
    if request.seconds is not None:
        minutes = max(1, round(request.seconds / 60))
        trail.record("intake.taken", by=by, subject=("case", case.pk), case=case.pk, minutes=minutes)
    if request.read_back:
        trail.record("intake.read_back", by=by, subject=("case", case.pk), case=case.pk)


def _ring_duty(case: Case, by: Viewer) -> None:
    trail.record("intake.duty_rung", by=by, subject=("case", case.pk), case=case.pk)
    jobs.enqueue("majlis.intake.tasks.ring_duty", once=f"duty:{case.pk}", case=case.pk)
