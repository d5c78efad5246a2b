"""Who may do what here, and how a person may be reached: predicates over values, without a query.

The rules of safe contact, of standings and of who serves a woman are the house's rules of safety and dignity; every
room asks them here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Protocol

from majlis.core.viewer import Kind as Looking
from majlis.core.viewer import Viewer
from majlis.people.states import (
    RUNG,
    STANDINGS,
    Act,
    Level,
    Need,
    Proof,
    ServedBy,
    Standing,
    Style,
    Whose,
)

REGISTERING = frozenset(
    {
        "reception_officer",
        "inquiries_officer",
        "operations_officer",
        "audit_officer",
        "section_head",
        "minister_office",
        "toll_free_agent",
        "duty_officer",
        "centre_manager",
    }
)
"""Roles that write a person's record, and so may look one up by his number."""

SEEING_CARDS = frozenset(
    {"reception_officer", "inquiries_officer", "operations_officer", "section_head", "duty_officer", "centre_manager"}
)
"""Roles that have the person before them, and can say that they saw his card."""

MERGING = frozenset({"operations_officer", "audit_officer", "section_head", "centre_manager"})
"""Roles that may say that two records are one person, and take it back."""

RUNNING = frozenset({"system_administrator", "duty_officer", "programme_director"})
"""Roles that switch an identity provider off while it is down."""

_OUTSIDE = frozenset({Looking.ANONYMOUS, Looking.BENEFICIARY, Looking.REPRESENTATIVE, Looking.LINK, Looking.MACHINE})


class AnyPoint(Protocol):
    """What the rules of safe contact read of a contact point."""

    channel: str
    whose: str
    never: bool
    bad_since: dt.datetime | None
    retired_at: dt.datetime | None


class AnyPerson(Protocol):
    """What the rules read of a beneficiary."""

    id: int
    served_by: str
    needs: list[str]
    never_contact: bool


class AnyRepresentation(Protocol):
    """What the rules read of a representation. Days are Gregorian, in Riyadh."""

    standing: str
    acts: list[str]
    since: dt.date
    until: dt.date | None
    ended_at: dt.datetime | None
    proof_kind: str
    proof_seen_at: dt.datetime | None


# ---- safe contact -------------------------------------------------------------------------------------------


def notice_style(point: AnyPoint) -> Style:
    """Return how much a message to this point may say.

    A phone not the person's alone gets neutral words: no ministry, no kind, no subject. A point that is retired,
    bad, or never to be used gets nothing.
    """
    if point.never or point.bad_since is not None or point.retired_at is not None:
        return Style.NONE
    return Style.FULL if point.whose == Whose.MINE else Style.NEUTRAL


def matched_on_screen(point: AnyPoint) -> bool:
    """Tell whether a call from this number may bring the person's cases onto an agent's screen."""
    return point.whose == Whose.MINE and point.bad_since is None and point.retired_at is None


def reply_counts(point: AnyPoint, *, pin_given: bool) -> bool:
    """Tell whether a reply from this point may change something; from a phone not his alone only with the PIN."""
    return pin_given or (matched_on_screen(point) and not point.never)


def may_be_rung(person: AnyPerson, point: AnyPoint) -> bool:
    """Tell whether a call to this point is allowed. A deaf person is never rung."""
    return (
        point.channel in RUNG
        and Need.DEAF not in person.needs
        and not person.never_contact
        and notice_style(point) is not Style.NONE
    )


def opens_with_code(person: AnyPerson, point: AnyPoint) -> bool:
    """Tell whether a code sent to this point may stand for the person himself: his alone, in use, not forbidden."""
    return not person.never_contact and notice_style(point) is Style.FULL


# ---- who serves her -----------------------------------------------------------------------------------------


def may_serve(viewer: Viewer, person: AnyPerson) -> bool:
    """Tell whether this viewer may meet, ring, host, interpret or type for the person.

    It binds staff only; reading in audit, office and bodies goes by need.
    """
    return not viewer.is_staff or viewer.women or person.served_by != ServedBy.WOMEN_ONLY


def served_by_default(given: str, *, womens_section: bool) -> ServedBy:
    """Return the preference to keep: what was answered, else women only in a women's section, else not asked."""
    if given:
        return ServedBy(given)
    return ServedBy.WOMEN_ONLY if womens_section else ServedBy.NOT_ASKED


# ---- standings ----------------------------------------------------------------------------------------------


def proofs_for(standing: str) -> frozenset[str]:
    """Return the papers of which one must be shown for a standing; empty when none is asked for."""
    return STANDINGS[Standing(standing)].proofs


def may_ask_power_of_attorney(standing: str) -> bool:
    """Tell whether a power of attorney may be asked for; never of kin, heirs, guardians, prison officers."""
    return STANDINGS[Standing(standing)].power_of_attorney


def proof_fits(standing: str, proof: str) -> bool:
    """Tell whether a paper shows the standing; a standing without papers takes any, or a person's word."""
    wanted = proofs_for(standing)
    return proof in wanted if wanted else proof != Proof.POWER_OF_ATTORNEY


def acts_for(standing: str, limits: Collection[str] = ()) -> frozenset[str]:
    """Return the acts that a standing covers within the limits written down (empty: none written)."""
    most = STANDINGS[Standing(standing)].acts
    return most & frozenset(limits) if limits else most


def in_force(representation: AnyRepresentation, on: dt.date) -> bool:
    """Tell whether a representation holds on a day, both its first and its last day included."""
    return (
        representation.ended_at is None
        and representation.since <= on
        and (representation.until is None or on <= representation.until)
    )


def covers(representation: AnyRepresentation, act: str, on: dt.date) -> bool:
    """Tell whether a representation covers an act on a day.

    Nobody is kept from being heard: a request may be put before any proof was seen. All else waits until an officer
    has seen the proof, or has heard the word of kin, of whom no paper is asked; else whoever claims to be kin could
    read what is hers.
    """
    if not in_force(representation, on) or act not in acts_for(representation.standing, representation.acts):
        return False
    return representation.proof_seen_at is not None or act == Act.FILE


# ---- who may ------------------------------------------------------------------------------------------------


def is_self(viewer: Viewer, person: AnyPerson) -> bool:
    """Tell whether the viewer is the person, signed in."""
    return viewer.kind is Looking.BENEFICIARY and viewer.id == person.id


def may_register(viewer: Viewer) -> bool:
    """Tell whether the viewer may put a new person on record: whoever stands outside may say who he is."""
    return viewer.kind in _OUTSIDE or _works(viewer, REGISTERING)


def may_change(viewer: Viewer, person: AnyPerson) -> bool:
    """Tell whether the viewer may correct the record or its contact points.

    Not whoever only holds a case's number and PIN: an employer or a husband may have them.
    """
    return is_self(viewer, person) or (_works(viewer, REGISTERING) and may_serve(viewer, person))


def may_look_up(viewer: Viewer) -> bool:
    """Tell whether the viewer may look a person up by a number."""
    return _works(viewer, REGISTERING)


def may_attest(viewer: Viewer, person: AnyPerson) -> bool:
    """Tell whether the viewer can say that he saw the person's card."""
    return _works(viewer, SEEING_CARDS) and may_serve(viewer, person)


def may_add_representation(viewer: Viewer, principal: AnyPerson, representative: AnyPerson) -> bool:
    """Tell whether the viewer may write down that one acts for the other.

    Either of the two may say so from outside; it takes an officer to see the proof.
    """
    return is_self(viewer, principal) or is_self(viewer, representative) or _works(viewer, REGISTERING)


def may_see_proof(viewer: Viewer) -> bool:
    """Tell whether the viewer can say that he saw the proof of a standing, or heard the word of kin."""
    return _works(viewer, REGISTERING)


def may_merge(viewer: Viewer) -> bool:
    """Tell whether the viewer may make two records one, or two again."""
    return _works(viewer, MERGING)


def may_declare_outage(viewer: Viewer) -> bool:
    """Tell whether the viewer may say that an identity provider is down or up again."""
    return _works(viewer, RUNNING)


def is_verified(level: int) -> bool:
    """Tell whether an identity at this level belongs to the person beyond his own word."""
    return level >= Level.ATTESTED


def _works(viewer: Viewer, roles: frozenset[str]) -> bool:
    return viewer.kind is Looking.SYSTEM or (viewer.is_staff and viewer.holds(*roles))
