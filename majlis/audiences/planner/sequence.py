"""The order of the day: at which minute each audience of a day begins, by CP-SAT.

All sittings of a day are one question, for they may share halls, hosts, interpreters and persons.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from majlis.audiences.planner.deadline import Deadline
from majlis.audiences.planner.ground import Way
from majlis.audiences.planner.ledger import Ledger
from majlis.audiences.planner.plans import HeldOpen
from majlis.audiences.planner.problem import Helper, Request, Sitting

WORK = 0.06  # of the solver's own measure of time, which is the same on every machine
TIDY = 0.01  # of it, for having the persons in the room and those on video each in one piece
SHORT = 0.02  # seconds


@dataclass(frozen=True, slots=True)
class Audience:
    """Someone who is to be heard in a sitting, at a place."""

    request: Request
    sitting: Sitting
    way: Way
    value: float = 1.0


@dataclass
class _Day:
    """The question of a day as the solver sees it."""

    ledger: Ledger
    alone: bool
    model: cp_model.CpModel = field(default_factory=cp_model.CpModel)
    starts: list[cp_model.IntVar] = field(default_factory=list)
    present: list[cp_model.IntVar] = field(default_factory=list)
    opens: list[tuple[Sitting, int, cp_model.IntVar]] = field(default_factory=list)
    helpers: dict[tuple[int, int], dict[str, cp_model.IntVar]] = field(default_factory=dict)
    lines: dict[tuple[str, str], list[cp_model.IntervalVar]] = field(default_factory=lambda: defaultdict(list))


def sequence(
    ledger: Ledger,
    sittings: Sequence[Sitting],
    audiences: Sequence[Audience],
    deadline: Deadline,
    seed: int,
    *,
    tidy: bool = False,
) -> list[Audience]:
    """Write the audiences of one day, and its open places, into the ledger; return those for whom it has no time.

    The ledger holds what is fixed on that day and nothing else of it. First everybody is asked for (`tidy`: those in
    the room in one piece, then in any order); if that has no answer, the most valuable that fit.
    """
    for in_piece, whole in ((True, True),) * tidy + ((False, True), (False, False)):
        if deadline.left <= 0:
            break
        day = _ask(ledger, sittings, audiences, tidy=in_piece, whole=whole)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = seed
        solver.parameters.max_deterministic_time = TIDY if in_piece else WORK
        solver.parameters.max_time_in_seconds = max(SHORT, deadline.left)
        if solver.solve(day.model) in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return _write(day, audiences, solver)
    for sitting in sittings:
        ledger.hold_open(sitting)
    return list(audiences)


def _ask(
    ledger: Ledger, sittings: Sequence[Sitting], audiences: Sequence[Audience], *, tidy: bool, whole: bool
) -> _Day:
    """Return the question: everybody, or (not `whole`) the most valuable of them."""
    day = _Day(ledger, alone=len({one.principal for one in sittings}) < 2)
    for number, one in enumerate(audiences):
        _put(day, number, one, whole)
    _put_open(day, sittings)
    _part_people(day, audiences)
    if tidy:
        _in_one_piece(day, audiences)
    for line in day.lines.values():
        day.model.add_no_overlap(line)
    if not whole:
        weighed = (round(100 * one.value) * day.present[number] for number, one in enumerate(audiences))
        day.model.maximize(sum(weighed))
    return day


def _put(day: _Day, number: int, one: Audience, whole: bool) -> None:
    """Put an audience on the lines of its principal, its place and its scarce helpers."""
    model, minutes = day.model, one.request.minutes
    allowed = day.ledger.starts(one.request, one.sitting, one.way)
    present = model.new_bool_var("")
    day.present.append(present)
    day.starts.append(model.new_int_var_from_domain(cp_model.Domain.from_values(allowed or [0]), ""))
    if whole:
        model.add(present == 1)
    if not allowed:
        model.add(present == 0)
    _on(day, ("principal", one.sitting.principal), number, minutes + one.sitting.gap, present)
    _on(day, ("place", one.way.place.id), number, minutes + one.way.place.turn, present)
    for which, able in enumerate(one.way.helpers):
        if is_scarce(able, one, alone=day.alone):
            chosen = {helper.id: model.new_bool_var("") for helper in able}
            model.add_exactly_one([*chosen.values(), present.negated()])
            for helper in able:
                _on(day, ("helper", helper.id), number, minutes + helper.gap, chosen[helper.id])
                free = day.ledger.helper_starts(helper, one.sitting, allowed, minutes)
                domain = cp_model.Domain.from_values(free or [-1])
                model.add_linear_expression_in_domain(day.starts[number], domain).only_enforce_if(chosen[helper.id])
            day.helpers[number, which] = chosen


def is_scarce(able: tuple[Helper, ...], one: Audience, *, alone: bool) -> bool:
    """Tell whether an audience must reserve its helper.

    Where one principal sits alone that day, one of two who are always there is free: his line lets two audiences in
    a row overlap by the helper's gap at most.
    """
    day, minutes = one.sitting.day, one.request.minutes
    there = [one for one in able if one.gap <= minutes and not any(gone.day == day for gone in one.away)]
    return len(there) < 2 or not alone


def _on(day: _Day, line: tuple[str, str], number: int, size: int, present: cp_model.IntVar) -> None:
    interval = day.model.new_optional_fixed_size_interval_var(day.starts[number], size, present, "")
    day.lines[line].append(interval)


def _put_open(day: _Day, sittings: Sequence[Sitting]) -> None:
    """Put the places that stay open on the principal's line; where one has no room left, nobody new may come in."""
    for sitting in sittings:
        for minutes in sitting.open:
            allowed = day.ledger.open_starts(sitting, minutes)
            if not allowed:
                day.ledger.unheld.add(sitting.id)
            else:
                start = day.model.new_int_var_from_domain(cp_model.Domain.from_values(allowed), "")
                interval = day.model.new_fixed_size_interval_var(start, minutes + sitting.gap, "")
                day.lines["principal", sitting.principal].append(interval)
                day.opens.append((sitting, minutes, start))


def _part_people(day: _Day, audiences: Sequence[Audience]) -> None:
    """Keep a person from being in two audiences at a time, and let him travel between two centres."""
    of: dict[str, list[int]] = defaultdict(list)
    for number, one in enumerate(audiences):
        for person in one.request.people:
            of[person].append(number)
    pairs = {(a, b) for numbers in of.values() for a in numbers for b in numbers if a < b}
    for a, b in sorted(pairs):
        apart = audiences[a].way.place.centre != audiences[b].way.place.centre
        wide = day.ledger.ground.settings.travel if apart else 0
        for number in (a, b):
            _on(day, ("pair", f"{a} {b}"), number, audiences[number].request.minutes + wide, day.present[number])


def _in_one_piece(day: _Day, audiences: Sequence[Audience]) -> None:
    """Ask that in each sitting those in the room come one after the other, and those on video before or after."""
    for sitting in {one.sitting.id: one.sitting for one in audiences}.values():
        modes = {number: one.way.place.mode for number, one in enumerate(audiences) if one.sitting.id == sitting.id}
        if set(modes.values()) != {"person", "video"}:
            continue
        begin = day.model.new_int_var(sitting.start, sitting.end, "")
        end = day.model.new_int_var(sitting.start, sitting.end, "")
        length = day.model.new_int_var(0, sitting.end - sitting.start, "")
        piece = day.model.new_interval_var(begin, length, end, "")
        day.lines["piece", sitting.id].append(piece)
        for number, mode in modes.items():
            if mode == "person":
                day.model.add(begin <= day.starts[number])
                day.model.add(end >= day.starts[number] + audiences[number].request.minutes)
            else:
                _on(day, ("piece", sitting.id), number, audiences[number].request.minutes, day.present[number])


def _write(day: _Day, audiences: Sequence[Audience], solver: cp_model.CpSolver) -> list[Audience]:
    """Write the answer into the ledger, and return who is not in it."""
    left = []
    ledger = day.ledger
    ledger.reopen(HeldOpen(sitting.id, solver.value(start), minutes) for sitting, minutes, start in day.opens)
    for number, one in sorted(enumerate(audiences), key=lambda pair: solver.value(day.starts[pair[0]])):
        if not solver.value(day.present[number]):
            left.append(one)
            continue
        at = solver.value(day.starts[number])
        reserved = {
            which: next(name for name, var in chosen.items() if solver.value(var))
            for (owner, which), chosen in day.helpers.items() if owner == number
        }  # fmt: skip
        helpers = ledger.helpers_at(one.request, one.sitting, one.way, at, reserved)
        if helpers is None:
            left.append(one)
            continue
        ledger.seat(one.request, one.sitting, one.way, at, helpers)
    return left
