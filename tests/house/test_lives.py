"""Every table of moves of the house, read as data: each move stands in the book, and is told when the turn changes."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from majlis.cases.notices import NOTICE_OF
from majlis.cases.states import MOVES as CASE_MOVES
from majlis.cases.states import Turn
from majlis.config.flow import Machine, machines
from tests.house.test_trail import all_kinds

# The word before the dot of a move's entry, for each table of the rooms beyond intake; and where it is said otherwise.
ENTRY = {
    ("cases", "cases"): "case",
    ("audiences", "audiences"): "appointment",
    ("audiences", "sitting"): "sitting",
    ("referrals", "referrals"): "referral",
    ("office", "office"): "office.directive",
}
OTHERWISE = {
    "office.directive.confirm": "office.directive_confirmed",
    "office.directive.confirm_by_page": "office.directive_paged",
    "office.directive.disown": "office.directive_disowned",
    "office.directive.take_back": "office.directive_taken_back",
}
OUTSIDE = {Turn.BENEFICIARY, Turn.BODY, Turn.NOBODY}
TOLD_BY_ANOTHER_ROOM = {
    # The session tells its person of each change of his place, and its notices are tested there.
    "await_answer_to_appointment", "await_sitting", "place", "return_to_waiting_list",
    # The result was told when its wording was approved; closing tells nothing new.
    "close",
}  # fmt: skip
INSIDE = {Turn.INQUIRIES, Turn.OPERATIONS, Turn.AUDIT, Turn.OFFICE, Turn.FOLLOWUP}


def lives() -> Iterator[tuple[Machine, str]]:
    """Yield the machines whose moves are written into the book, each with the first word of its entries."""
    for machine in machines():
        if (machine.room, machine.thing) in ENTRY:
            yield machine, ENTRY[machine.room, machine.thing]


LIVES = [(machine, word, name) for machine, word in lives() for name in machine.acts]


def test_every_life_is_known_here() -> None:
    found = {(machine.room, machine.thing) for machine, _word in lives()}
    assert found == set(ENTRY)


@pytest.mark.parametrize(("machine", "word", "name"), LIVES, ids=[f"{word}.{name}" for _m, word, name in LIVES])
def test_move_has_its_entry_with_a_sentence_for_the_staff(machine: Machine, word: str, name: str) -> None:
    kind = OTHERWISE.get(f"{word}.{name}", f"{word}.{name}")
    assert kind in all_kinds(), f"{machine.room}: {kind} is written nowhere"
    assert str(all_kinds()[kind].staff)


@pytest.mark.parametrize(("machine", "word", "name"), LIVES, ids=[f"{word}.{name}" for _m, word, name in LIVES])
def test_move_is_one_function_of_the_room_or_asked_for_by_it(machine: Machine, word: str, name: str) -> None:
    """A table has no arrow that nothing can walk: its name stands in the room's moves, or in those that call them."""
    room = importlib.import_module(f"majlis.{machine.room}.moves")
    folder = next(iter(room.__path__))
    written = "\n".join(path.read_text("utf-8") for path in Path(folder).glob("*.py"))
    assert f'"{name}"' in written or f"def {name}" in written or f"def {name}_" in written


def _turn_before(starts: frozenset[str]) -> set[str]:
    """Return whose turn it can be in the states from which a move starts: that of the moves that lead there."""
    return {move.turn for move in CASE_MOVES.values() if move.ends in starts and move.turn}


@pytest.mark.parametrize("name", CASE_MOVES)
def test_person_hears_of_it_exactly_when_his_case_leaves_the_house_or_comes_back(name: str) -> None:
    """A hand-over from desk to desk is no news; what makes it his turn, a body's, or the end of it, is."""
    move = CASE_MOVES[name]
    if not move.turn or name in TOLD_BY_ANOTHER_ROOM:
        return
    if move.turn in OUTSIDE:
        assert name in NOTICE_OF, f"{name}: the turn leaves the house and nobody tells the person"
    elif _turn_before(move.starts) <= INSIDE and name in NOTICE_OF:
        # Acceptance, the decision and the approved result are the three steps inside that change what he waits for.
        assert name in {"accept", "direct", "approve_result"}, f"{name}: nothing changed for the person"
