"""The minister's office as data: folders, directives, what each decision does to a case."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from majlis.core.moves import Move, words

OFFICE = words("minister_office")
CONFIRMERS = words("minister")
DECIDERS = words("programme_director", "minister_office")


class FolderState(TextChoices):
    """Where a folder is."""

    OPEN = "open", _("being prepared")
    PRESENTED = "presented", _("before the minister")
    RETURNED = "returned", _("returned")


class Decision(TextChoices):
    """What was decided."""

    APPROVE = "approve", _("Approved as asked")
    REFER = "refer", _("Referred to a competent body")
    DECLINE = "decline", _("Declined, with the reason")
    THANK = "thank", _("Thanked")
    KEEP = "keep", _("Kept until a day")
    LET_COME = "let_come", _("Let him come")


class KnownBy(TextChoices):
    """How it is known that the directive is the minister's."""

    SIGN_IN = "sign_in", _("his own sign-in")
    SCAN = "scan", _("his handwritten page, scanned back")
    NOTE = "note", _("an officer's note, to be confirmed")
    STANDING = "standing", _("the standing directive")
    LEVEL = "level", _("the level above the section meant")


class What(TextChoices):
    """What an item of a directive orders."""

    REFER = "refer", _("A body acts")
    TASK = "task", _("The office acts")


class State(TextChoices):
    """Where a directive is."""

    UNCONFIRMED = "unconfirmed", _("waits for the minister's confirmation")
    GIVEN = "given", _("given")
    DISOWNED = "disowned", _("not confirmed by the minister")
    TAKEN_BACK = "taken_back", _("taken back")


MOVES: dict[str, Move] = {
    "confirm": Move(words(State.UNCONFIRMED), State.GIVEN, roles=CONFIRMERS),
    "confirm_by_page": Move(words(State.UNCONFIRMED), State.GIVEN, roles=OFFICE),
    "disown": Move(words(State.UNCONFIRMED), State.DISOWNED, roles=CONFIRMERS),
    "take_back": Move(words(State.UNCONFIRMED), State.TAKEN_BACK, roles=OFFICE, system=True),
}

FOLDER_MOVES: dict[str, Move] = {
    "add": Move(words(FolderState.OPEN), roles=OFFICE),
    "take_out": Move(words(FolderState.OPEN), roles=OFFICE),
    "present": Move(words(FolderState.OPEN), FolderState.PRESENTED, roles=OFFICE),
    "return": Move(words(FolderState.PRESENTED), FolderState.RETURNED, roles=OFFICE),
    "put_back": Move(words(FolderState.PRESENTED, FolderState.RETURNED), roles=OFFICE),
}


@dataclass(frozen=True, slots=True)
class Effect:
    """What a decision needs: a day, words; whether it ends the decision-making (`direct`); in which states it fits."""

    needs_day: bool = False
    needs_words: bool = True
    directs: bool = True
    states: frozenset[str] = words("accepted", "scheduled", "presented")


EFFECTS: dict[str, Effect] = {
    Decision.APPROVE: Effect(),
    Decision.REFER: Effect(),
    Decision.DECLINE: Effect(),
    Decision.THANK: Effect(needs_words=False),
    Decision.KEEP: Effect(needs_day=True, needs_words=False, directs=False, states=words("presented")),
    Decision.LET_COME: Effect(needs_words=False, directs=False, states=words("accepted", "presented")),
}
