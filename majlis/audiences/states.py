"""The lives of a sitting and of an appointment as data."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from majlis.core.moves import Move, words

PLACERS = words("operations_officer", "minister_office", "section_head")
OFFICE = words("minister_office")
HOSTS = words("hall_host", "gate_officer", "reception_officer", "operations_officer", "minister_office")


class SittingState(TextChoices):
    """Where a sitting is."""

    PLANNED = "planned", _("planned")
    PUBLISHED = "published", _("published")
    HELD = "held", _("held")
    CANCELLED = "cancelled", _("cancelled")


class State(TextChoices):
    """Where an appointment is."""

    PROPOSED = "proposed", _("proposed")
    OFFERED = "offered", _("offered")
    TOLD = "told", _("told")
    CONFIRMED = "confirmed", _("confirmed")
    ARRIVED = "arrived", _("arrived")
    IN = "in", _("with the minister now")
    ATTENDED = "attended", _("attended")
    ABSENT = "absent", _("did not come")
    MOVED = "moved", _("moved")
    WITHDRAWN = "withdrawn", _("given up")
    CANCELLED = "cancelled", _("cancelled by us")
    RELEASED = "released", _("released")


class Mode(TextChoices):
    """How a person is heard."""

    PERSON = "person", _("in person")
    VIDEO = "video", _("by video")


class Source(TextChoices):
    """How a place came about."""

    HAND = "hand", _("placed by hand")
    PLAN = "plan", _("by the plan")
    STANDBY = "standby", _("from the standby list")
    URGENT = "urgent", _("put in as urgent")


class PlanState(TextChoices):
    """Where a proposed plan is."""

    ASKED = "asked", _("waits to be reckoned")
    RECKONING = "reckoning", _("is being reckoned")
    PROPOSED = "proposed", _("proposed")
    APPROVED = "approved", _("approved")
    DROPPED = "dropped", _("dropped")
    FAILED = "failed", _("could not be reckoned")


class PlanKind(TextChoices):
    """What a plan was asked for."""

    WEEKS = "weeks", _("the weeks ahead")
    CHANGE = "change", _("after a change")


class Change(TextChoices):
    """What a line of a plan does to somebody."""

    NEW = "new", _("gets a place")
    KEPT = "kept", _("keeps his place")
    MOVED = "moved", _("gets another time")
    AGAIN = "again", _("gets a place again, which we owe him")
    OUT = "out", _("waits on")


class WishKind(TextChoices):
    """What the minister's office wants of the planner for one case."""

    PIN = "pin", _("must be in this session")
    FORBID = "forbid", _("must not be in this session")


class OfferState(TextChoices):
    """Where an offer of a freed place is."""

    OPEN = "open", _("offered")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
    LAPSED = "lapsed", _("no answer in time")
    RECALLED = "recalled", _("taken back")


class OfferKind(TextChoices):
    """What a person is asked."""

    PLACE = "place", _("whether he takes a place that became free")
    YIELD = "yield", _("whether he gives his place to a graver case")


S, P = State, SittingState

HOLDING = frozenset({S.PROPOSED, S.OFFERED, S.TOLD, S.CONFIRMED, S.ARRIVED, S.IN})
"""States in which an appointment holds its place against others."""
UNTOLD = frozenset({S.PROPOSED, S.OFFERED})
"""Those of them in which the person has no appointment yet."""

SITTING_MOVES: dict[str, Move] = {
    "publish": Move(words(P.PLANNED), P.PUBLISHED, roles=OFFICE | words("operations_officer")),
    "hold": Move(words(P.PUBLISHED), P.HELD, roles=OFFICE),
    "cancel": Move(words(P.PLANNED, P.PUBLISHED), P.CANCELLED, roles=OFFICE),
    "change_hours": Move(words(P.PLANNED, P.PUBLISHED), roles=OFFICE),
    "shift": Move(words(P.PLANNED, P.PUBLISHED), roles=OFFICE),
    "reseat": Move(words(P.PLANNED, P.PUBLISHED), roles=OFFICE),
    "pause": Move(words(P.PUBLISHED), roles=OFFICE),
    "resume": Move(words(P.PUBLISHED), roles=OFFICE),
    "tell_delay": Move(words(P.PUBLISHED), roles=OFFICE | words("operations_officer")),
}

PLAN_MOVES: dict[str, Move] = {
    "begin": Move(words(PlanState.ASKED, PlanState.RECKONING), PlanState.RECKONING, system=True),
    "propose": Move(words(PlanState.RECKONING), PlanState.PROPOSED, system=True),
    "fail": Move(words(PlanState.ASKED, PlanState.RECKONING), PlanState.FAILED, system=True),
    "approve": Move(words(PlanState.PROPOSED), PlanState.APPROVED, roles=OFFICE),
    "drop": Move(words(PlanState.ASKED, PlanState.PROPOSED, PlanState.FAILED), PlanState.DROPPED, roles=PLACERS),
}

OFFER_MOVES: dict[str, Move] = {
    "accept": Move(words(OfferState.OPEN), OfferState.ACCEPTED, roles=PLACERS | HOSTS, public=True),
    "decline": Move(words(OfferState.OPEN), OfferState.DECLINED, roles=PLACERS | HOSTS, public=True),
    "lapse": Move(words(OfferState.OPEN), OfferState.LAPSED, system=True),
    "recall": Move(words(OfferState.OPEN), OfferState.RECALLED, roles=PLACERS),
}

MOVES: dict[str, Move] = {
    "propose": Move(frozenset(), S.PROPOSED, roles=PLACERS),
    "release": Move(words(S.PROPOSED), S.RELEASED, roles=PLACERS),
    "tell": Move(words(S.PROPOSED), S.TOLD, turn="beneficiary", roles=PLACERS),
    "confirm": Move(words(S.TOLD), S.CONFIRMED, turn="office", roles=PLACERS | HOSTS, public=True),
    "ask_to_move": Move(words(S.TOLD, S.CONFIRMED), S.MOVED, roles=PLACERS | HOSTS, public=True),
    "move": Move(words(S.PROPOSED), roles=PLACERS),
    "move_told": Move(words(S.TOLD, S.CONFIRMED), S.TOLD, turn="beneficiary", roles=PLACERS),
    "withdraw": Move(words(S.TOLD, S.CONFIRMED), S.WITHDRAWN, roles=PLACERS | HOSTS, public=True),
    "let_go": Move(words(S.TOLD), S.RELEASED, roles=PLACERS),
    "give_back": Move(words(S.PROPOSED, S.OFFERED, S.TOLD, S.CONFIRMED), S.WITHDRAWN, system=True),
    "cancel": Move(words(S.TOLD, S.CONFIRMED, S.ARRIVED), S.CANCELLED, roles=OFFICE),
    "arrive": Move(words(S.TOLD, S.CONFIRMED), S.ARRIVED, roles=HOSTS),
    "go_in": Move(words(S.ARRIVED), S.IN, roles=HOSTS),
    "attend": Move(words(S.ARRIVED, S.IN), S.ATTENDED, roles=HOSTS),
    "miss": Move(words(S.TOLD, S.CONFIRMED), S.ABSENT, roles=HOSTS),
    "leave_undecided": Move(words(S.ATTENDED), roles=OFFICE),
    "note_gate": Move(
        words(S.TOLD, S.CONFIRMED, S.ARRIVED),
        roles=PLACERS | HOSTS | words("toll_free_agent", "inquiries_officer"),
        public=True,
    ),
    # a freed place, offered to one person at a time
    "offer": Move(frozenset(), S.OFFERED, turn="beneficiary", roles=PLACERS),
    "accept": Move(words(S.OFFERED), S.CONFIRMED, turn="office", roles=PLACERS | HOSTS, public=True),
    "decline": Move(words(S.OFFERED), S.RELEASED, roles=PLACERS | HOSTS, public=True),
    "lapse": Move(words(S.OFFERED), S.RELEASED, system=True),
    "recall": Move(words(S.OFFERED), S.RELEASED, roles=PLACERS),
    # a told person is asked to give way to a graver case
    "ask_to_yield": Move(words(S.TOLD, S.CONFIRMED), roles=OFFICE),
    "agree_to_yield": Move(words(S.TOLD, S.CONFIRMED), roles=PLACERS),
    "keep_place": Move(words(S.TOLD, S.CONFIRMED), roles=PLACERS),
    # the day itself
    "pass_gate": Move(words(S.TOLD, S.CONFIRMED, S.ARRIVED, S.IN), roles=words("gate_officer", "reception_officer")),
    "insert": Move(frozenset(), S.CONFIRMED, roles=OFFICE),
    "note_late": Move(words(S.TOLD, S.CONFIRMED), roles=HOSTS),
    "call": Move(words(S.TOLD, S.CONFIRMED, S.ARRIVED), system=True),
    "step_out": Move(words(S.IN), S.ARRIVED, roles=HOSTS),
    "put_later": Move(words(S.TOLD, S.CONFIRMED, S.ARRIVED), roles=HOSTS),
    "swap_today": Move(words(S.TOLD, S.CONFIRMED, S.ARRIVED), roles=PLACERS),
}
