"""Acts on the margin of a case: claim, notes, parties, shares, what is awaited, the clock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from majlis.cases import finding, rules
from majlis.cases.models import Case, Note, OtherNumber, Party, Pending, Share, Source
from majlis.cases.models.about import Role
from majlis.cases.moves.door import act, lock, require, wake_search
from majlis.core import arabic, clock
from majlis.core.errors import Busy, Refused
from majlis.core.scope import house
from majlis.core.viewer import Viewer
from majlis.trail import moves as trail


def claim(case: Case, *, by: Viewer) -> Case:
    """Take a case up, so that others see who works on it. A claim that is twenty minutes old may be taken over."""
    with house():
        held = lock(case.pk)
    if rules.is_held_from(by, held):
        who = held.claimed_by
        raise Busy("claimed", _("%(who)s is working on this case."), who=str(who))
    return act(case, "claim", by=by, claimed_by_id=by.id, claimed_at=clock.now())


def release(case: Case, *, by: Viewer) -> Case:
    """Put a case back that one had taken up."""
    return act(case, "release", by=by, claimed_by_id=None, claimed_at=None)


def note(case: Case, *, by: Viewer, words: str) -> Note:
    """Write a remark on the margin, for staff only."""
    text = arabic.clean(words)
    if not text:
        raise Refused("empty", _("Write the note first."))
    act(case, "note", by=by)
    with house():
        return Note.objects.create(case=case, by=by.token, by_label=by.label[:120], words=text)


def add_words(case: Case, *, by: Viewer, words: str) -> Case:
    """Add to what the beneficiary said. What was said before stays as it was."""
    text = arabic.clean(words)
    if not text:
        raise Refused("empty", _("Write what you want to add first."))
    return act(case, "add_words", by=by, words=added(text))


def added(text: str) -> Callable[[Case], str]:
    """Return how words are added, with their day, to what the row holds once it is locked: nothing said is lost."""
    stamp = clock.local_now().strftime("%Y-%m-%d")
    return lambda held: f"{held.words}\n\n[{stamp}]\n{text}"


def know_by(case: Case, *, by: Viewer, number: str, source: Source, day: dt.date | None = None) -> OtherNumber | None:
    """Keep a number that is not ours, by which the case is found from now on; None for one without letters and digits.

    Called by staff for a number from before, and by referrals for a body's letter of a Riyadh day.
    """
    written = arabic.clean(number)[:40]
    sought = finding.squeezed(written)
    if not sought:
        return None
    with house():
        held = lock(case.pk)
        known, new = OtherNumber.objects.get_or_create(
            case=held, sought=sought, defaults={"source": source, "number": written, "day": day}
        )
        if new:
            trail.record("case.known_by", by=by, subject=("case", held.pk), case=held.pk, source=str(source))
            wake_search(held)
    return known


def add_old_number(case: Case, *, by: Viewer, number: str) -> OtherNumber:
    """Keep the number that a case had before this system, as the person's paper shows it."""
    require(by, "note", case)
    known = know_by(case, by=by, number=number, source=Source.OLD)
    if known is None:
        raise Refused("no_number", _("Write the number as it stands on the paper."))
    return known


def add_party(
    case: Case,
    *,
    by: Viewer,
    role: Role,
    mark: str = "",
    name: str = "",
    standing: str = "",
    version: int | None = None,
) -> Party:
    """Add a party. A respondent whom the house knows is barred from reading the case from this moment.

    `mark` such as "staff:7" says who it is. Refuses one without a mark and a name, and the person himself.
    """
    require(by, "add_party", case)
    if not (mark or name.strip()):
        raise Refused("nobody", _("Say who it is: a name, a body, an officer, or the number of his own case."))
    if mark == f"beneficiary:{case.beneficiary_id}":
        raise Refused("himself", _("This is the person of the case himself."))
    with house():
        party, _new = Party.objects.get_or_create(
            case=lock(case.pk), role=role, mark=mark, name=name.strip()[:160], defaults={"standing": standing}
        )
        accused = [mark] if role is Role.RESPONDENT and mark else []
        act(
            case,
            "add_party",
            by=by,
            version=version,
            trusted=True,
            facts={"role": str(role)},
            barred=lambda held: [*held.barred, *(one for one in accused if one not in held.barred)],
        )
    return party


def share(case: Case, *, by: Viewer, viewer: str, why: str, until: dt.datetime) -> Share:
    """Open one case to one viewer (a token such as "staff:7") until an instant; `why` is a code of facts.SHARES."""
    with house():
        lock(case.pk)
        given, _new = Share.objects.update_or_create(case=case, viewer=viewer, why=why, defaults={"until": until})
        trail.record("case.shared", by=by, subject=("share", given.pk), case=case.pk, viewer=viewer, why=why)
    return given


def unshare(case: Case, *, viewer: str, why: str) -> None:
    """End a share at once."""
    with house():
        Share.objects.filter(case=case, viewer=viewer, why=why, until__gt=clock.now()).update(until=clock.now())


def await_(case: Case, kind: str, key: str, *, by: Viewer, due_at: dt.datetime | None = None) -> Pending:
    """Place something that must end before the case can be finished; `kind` is a code of facts.AWAITED."""
    with house():
        lock(case.pk)
        pending, new = Pending.objects.get_or_create(
            case=case, kind=kind, key=key, ended_at=None, defaults={"due_at": due_at}
        )
        if new:
            trail.record("case.pending_opened", by=by, subject=("pending", pending.pk), case=case.pk, what=kind)
    return pending


def end_pending(case: Case, kind: str, key: str, *, by: Viewer) -> None:
    """End something awaited; nothing happens when it has ended already."""
    with house():
        lock(case.pk)
        pending = Pending.objects.filter(case=case, kind=kind, key=key, ended_at__isnull=True).first()
        if pending is None:
            return
        Pending.objects.filter(pk=pending.pk).update(ended_at=clock.now())
        trail.record("case.pending_ended", by=by, subject=("pending", pending.pk), case=case.pk, what=kind)


def stop_clock(case: Case, *, by: Viewer, reason: str, version: int | None = None) -> Case:
    """Stop the service clock; `reason` is a code of reasons.CLOCK."""
    return act(case, "stop_clock", by=by, version=version, facts={"reason": reason})


def start_clock(case: Case, *, by: Viewer, version: int | None = None) -> Case:
    """Let the service clock run again."""
    return act(case, "start_clock", by=by, version=version)


def hand_to_centre(
    case: Case, *, by: Viewer, centre_id: int, names: dict[str, str], version: int | None = None
) -> Case:
    """Hand a case to another centre, at whose desks it then lies; `names` is that centre's name by language."""
    return act(case, "hand_to_centre", by=by, version=version, facts={"centre": names}, centre_id=centre_id)
