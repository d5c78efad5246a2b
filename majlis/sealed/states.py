"""The life of a security report, as data. A report is no case and has its own small machine."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

OFFICER = "security_reports_officer"
"""The only role that this room knows."""


class State(StrEnum):
    """Where a report is."""

    RECEIVED = "received"
    BEING_READ = "being_read"
    ANSWERED = "answered"
    PASSED_ON = "passed_on"
    CLOSED = "closed"


OPEN = frozenset({State.RECEIVED, State.BEING_READ, State.ANSWERED, State.PASSED_ON})


@dataclass(frozen=True, slots=True)
class Move:
    """An act: the state that each state becomes, and the button that does it. A state that is missing refuses."""

    ends: dict[State, State]
    label: str | Promise

    @property
    def starts(self) -> frozenset[State]:
        """Return the states from which the act is possible."""
        return frozenset(self.ends)


MOVES: dict[str, Move] = {
    "read": Move({State.RECEIVED: State.BEING_READ}, _("Begin reading")),
    "answer": Move(
        {
            State.BEING_READ: State.ANSWERED,
            State.ANSWERED: State.ANSWERED,
            State.PASSED_ON: State.PASSED_ON,
        },
        _("Seal and send the answer"),
    ),
    "pass_on": Move(
        {
            State.BEING_READ: State.PASSED_ON,
            State.ANSWERED: State.PASSED_ON,
            State.PASSED_ON: State.PASSED_ON,
        },
        _("Record that it was passed on"),
    ),
    "close": Move(
        {
            State.BEING_READ: State.CLOSED,
            State.ANSWERED: State.CLOSED,
            State.PASSED_ON: State.CLOSED,
        },
        _("Close the report"),
    ),
    "reopen": Move({State.CLOSED: State.BEING_READ}, _("Open it again")),
}

STAFF_WORDS: dict[State, str | Promise] = {
    State.RECEIVED: _("Received, not yet read"),
    State.BEING_READ: _("Being read"),
    State.ANSWERED: _("Answer sent"),
    State.PASSED_ON: _("Passed on"),
    State.CLOSED: _("Work finished"),
}

# To whom a report was passed on is never told, so that it was passed on is not told either.
PUBLIC_WORDS: dict[State, str | Promise] = {
    State.RECEIVED: _("Your words have arrived. They have not been opened yet."),
    State.BEING_READ: _("An officer has opened your words and is working on them."),
    State.ANSWERED: _("An officer has opened your words and answered you."),
    State.PASSED_ON: _("An officer has opened your words and is working on them."),
    State.CLOSED: _("The work on your words is finished."),
}


def after(act: str, state: State) -> State | None:
    """Return the state to which an act leads from a state, or None when it is not possible there."""
    return MOVES[act].ends.get(state)
