"""Draw `docs/flow.md` from the tables of moves: `python -m majlis.config.flow`.

Every dictionary of moves in a room's `states` whose name is MOVES or ends so is one machine. The page is
the same for the same tables; a house test sees that it is current. Needs no settings and no database.
"""

from __future__ import annotations

import configparser
import importlib
import importlib.util
import pkgutil
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[2]
PAGE: Final = ROOT / "docs" / "flow.md"
MANY: Final = 6
_HEAD: Final = """# The flow

Each machine below is drawn from the table of moves of its room, by `python -m majlis.config.flow`; do not edit this
page. A move is one function of the room's `moves`. *Turn* says who must act afterwards, *section* where the thing then
lies, *who* which roles may make the move; a dash means that it stays as it was. *The house* makes a move by rule, or
because another room asks for it.
"""


@dataclass(frozen=True, slots=True)
class Act:
    """One move, as it is drawn: the state that each start becomes, who must act then, where, who may, the clock."""

    ways: dict[str, str]
    turn: str = ""
    section: str = ""
    who: str = ""
    clock: str = ""

    @property
    def moved(self) -> dict[str, str]:
        """Return the ways that change the state."""
        return {start: end for start, end in self.ways.items() if start != end}


@dataclass(frozen=True, slots=True)
class Machine:
    """One life: the room, what lives, its states in the order of their definition, its acts by name."""

    room: str
    thing: str
    states: tuple[str, ...]
    acts: dict[str, Act]


def order() -> list[str]:
    """Return the rooms as a request walks them, from the ground up, as the import contract lists them."""
    contract = configparser.ConfigParser()
    contract.read(ROOT / ".importlinter", encoding="utf-8")
    layers = contract["importlinter:contract:rooms"]["layers"].split("\n")
    return [name.strip(" ()") for layer in reversed(layers) for name in layer.split("|") if name.strip()]


def machines(rooms: list[str] | None = None) -> Iterator[Machine]:
    """Yield the machines of the rooms, in the order of the rooms and then of the tables in their files."""
    for room in rooms if rooms is not None else order():
        seen: list[object] = []
        for module in _states(f"majlis.{room}"):
            for name, table in vars(module).items():
                if name.endswith("MOVES") and not name.startswith("_") and _is_table(table) and table not in seen:
                    seen.append(table)
                    yield machine(room, name.removesuffix("MOVES").strip("_").replace("_", " ").lower() or room, table)


def machine(room: str, thing: str, table: Mapping[str, Any]) -> Machine:
    """Return the machine of a table of moves."""
    return Machine(room, thing, _states_of(table), {name: act(move) for name, move in table.items()})


def act(move: Any) -> Act:
    """Return a move as it is drawn. `ends` is one state for all starts, empty for none, or a state for each start."""
    ends = move.ends if isinstance(move.ends, Mapping) else dict.fromkeys(move.starts, move.ends)
    roles = sorted(role.replace("_", " ") for role in getattr(move, "roles", ()))
    others = {"*the beneficiary*": getattr(move, "public", False), "*the house*": getattr(move, "system", False)}
    return Act(
        ways={_name(start): _name(ends[start] or start) for start in move.starts},
        turn=str(getattr(move, "turn", "")),
        section=str(getattr(move, "section", "")),
        who=", ".join([*roles, *(name for name, may in others.items() if may)]),
        clock=str(getattr(move, "clock", "")),
    )


def _name(state: object) -> str:
    """Return a state's name; the empty one is that of what waits."""
    return str(state) or "waits"


def _states(package: str) -> Iterator[object]:
    name = f"{package}.states"
    if importlib.util.find_spec(package) is None or (spec := importlib.util.find_spec(name)) is None:
        return
    yield importlib.import_module(name)
    for part in pkgutil.iter_modules(spec.submodule_search_locations or []):
        yield importlib.import_module(f"{name}.{part.name}")


def _is_table(table: object) -> bool:
    return isinstance(table, dict) and all(hasattr(move, "starts") and hasattr(move, "ends") for move in table.values())


def _states_of(table: Mapping[str, Any]) -> tuple[str, ...]:
    used = [state or "waits" for move in table.values() for state in sorted(move.starts)]
    used += [state for move in table.values() for state in act(move).ways.values()]
    kinds = {type(state) for state in used if isinstance(state, Enum)}
    defined = [str(member.value) for kind in kinds for member in kind] if len(kinds) == 1 else []
    first = ["waits"] if "waits" in used else []
    return tuple(dict.fromkeys([*first, *defined, *map(str, used)]))


def drawing(machine: Machine) -> str:
    """Return the Mermaid diagram of a machine; acts that start from many states stand below it in words."""
    arrows: dict[tuple[str, str], list[str]] = {}
    for name, act in machine.acts.items():
        if len(act.moved) <= MANY:
            for start in _in_order(machine, act.moved):
                arrows.setdefault((start, act.moved[start]), []).append(name)
    lines = ["```mermaid", "stateDiagram-v2", f"    [*] --> {machine.states[0]}"]
    lines += [f"    {start} --> {end}: {', '.join(names)}" for (start, end), names in arrows.items()]
    left = {state for act in machine.acts.values() for state in act.moved}
    lines += [f"    {state} --> [*]" for state in machine.states if state not in left]
    wide = [f"`{name}` → {_ends(act)}" for name, act in machine.acts.items() if len(act.moved) > MANY]
    note = [f"\nNot drawn, because they start from many states: {', '.join(wide)}."] if wide else []
    return "\n".join([*lines, "```", *note])


def table(machine: Machine) -> str:
    """Return the table of a machine's acts in Markdown, without the columns that say nothing."""
    rows = [("move", "from", "to", "turn", "section", "who", "clock")]
    rows += [
        (f"`{name}`", _starts(machine, act), _ends(act), act.turn, act.section, act.who, act.clock)
        for name, act in machine.acts.items()
    ]
    columns = [column for column in zip(*rows, strict=True) if any(column[1:])]
    lines = ["| " + " | ".join(str(cell) or "-" for cell in row) + " |" for row in zip(*columns, strict=True)]
    return "\n".join([lines[0], "|---" * len(columns) + "|", *lines[1:]])


def _in_order(machine: Machine, states: Container[str]) -> list[str]:
    return [state for state in machine.states if state in states]


def _starts(machine: Machine, act: Act) -> str:
    given = _in_order(machine, act.ways)
    others = [state for state in machine.states if state not in act.ways]
    if len(given) <= MANY:
        return ", ".join(given)
    return f"any but {', '.join(others)}" if others else "any"


def _ends(act: Act) -> str:
    return ", ".join(dict.fromkeys(act.moved.values()))


def text() -> str:
    """Return the whole page."""
    parts = [_HEAD]
    for machine in machines():
        title = machine.room if machine.thing == machine.room else f"{machine.room}: {machine.thing}"
        parts += [f"## {title}\n", drawing(machine) + "\n", table(machine) + "\n"]
    return "\n".join(parts)


if __name__ == "__main__":
    PAGE.write_text(text(), encoding="utf-8")
