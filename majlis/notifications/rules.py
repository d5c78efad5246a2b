"""Who may do what here: predicates over values."""

from __future__ import annotations

from typing import Protocol

from majlis.core.viewer import Viewer
from majlis.notifications.states import CALL_ROLES, CallState

EDITORS = ("minister_office", "programme_director")
CALLERS = tuple(sorted(CALL_ROLES))
READERS_OF_THE_UNTOLD = (*CALLERS, "centre_manager", "programme_director")


class AnyCall(Protocol):
    """What the rules read of a call task."""

    state: str
    claimed_by_id: int | None
    women_only: bool
    barred: list[str]


class AnyNotice(Protocol):
    """What the rules read of a notice that reached nobody."""

    women_only: bool
    barred: list[str]


class AnyWords(Protocol):
    """What the rules read of new words."""

    edited_by_id: int


def may_edit_words(by: Viewer) -> bool:
    """Tell whether somebody may change what the ministry's messages say."""
    return by.is_staff and by.holds(*EDITORS)


def may_rule_on(by: Viewer, words: AnyWords) -> bool:
    """Tell whether somebody may approve new words or send them back: never who wrote them."""
    return may_edit_words(by) and words.edited_by_id != by.id


def may_ring(by: Viewer, call: AnyCall) -> bool:
    """Tell whether somebody may make a call: by his role, never a man where a woman was asked for, never one barred."""
    if not by.is_staff or not by.holds(*CALLERS) or set(call.barred) & (by.marks | {by.token}):
        return False
    return by.women or not call.women_only


def may_tell(by: Viewer, notice: AnyNotice) -> bool:
    """Tell whether somebody may say that he told a person whom no message reached: as for a call."""
    if not by.is_staff or not by.holds(*READERS_OF_THE_UNTOLD) or set(notice.barred) & (by.marks | {by.token}):
        return False
    return by.women or not notice.women_only


def has_claimed(by: Viewer, call: AnyCall) -> bool:
    """Tell whether somebody holds a call that he may make: then he alone writes down how it ended."""
    return may_ring(by, call) and call.state == CallState.CLAIMED and call.claimed_by_id == by.id
