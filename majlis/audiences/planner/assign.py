"""Who is heard in which sitting: the program of `model` solved by HiGHS, with a bound that no plan can pass.

First the relaxed program, over those who promise most and then over whoever its prices show to be worth a place; its
value is the bound. Then whole numbers: those whom it places in full stay, the rest are chosen by the solver; then a
few sittings at a time are opened again and solved, as long as it pays. All limits are counts of nodes and rounds, so
that a seed gives one answer on every machine; the deadline only cuts them short.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np
from numpy.typing import NDArray

from majlis.audiences.planner.deadline import Deadline
from majlis.audiences.planner.ground import Ground
from majlis.audiences.planner.model import Column, Floats, Model
from majlis.audiences.planner.problem import Request, Sitting
from majlis.audiences.planner.weights import rank

GOOD = 1e-3  # of the gain, at which a choice is good enough
FIRST = 700  # requests with which the relaxed program begins
MORE = 1500  # requests that join it at most in one round
WHOLE = 600  # columns up to which the program is solved as a whole
FREE = 500  # columns that are free beside those placed in full
OPENED = 220  # columns that are free when some sittings are opened again
WINDOW = 4  # sittings that are opened at a time
ROUNDS = 24
NODES = 5
TINY = 1e-6
SHORT = 0.05  # seconds that the solver is given at least

Bools = NDArray[np.bool_]
Place = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Relaxed:
    """The answer of the relaxed program: how much of each column, the price of each row, and the bound."""

    values: Floats
    prices: Floats
    bound: float


def begin(model: Model, start: frozenset[Place], deadline: Deadline, seed: int) -> Search | None:
    """Return a search with a first good choice; None where there was no time for the bound.

    `start` holds (request, sitting, place) of a plan that keeps all rows.
    """
    relaxed = _relax(model, start, deadline.part(0.7), seed)
    return None if relaxed is None else Search(model, relaxed, start, deadline, seed)


def _relax(model: Model, start: frozenset[Place], deadline: Deadline, seed: int) -> Relaxed | None:
    """Solve the relaxed program, letting requests join until nobody outside is worth a place.

    Where the time ends before, what those outside are worth at most is added to the bound.
    """
    promising = sorted(model.waiting, key=lambda one: (-model.promise(one), one.id))
    begun = {name for name, _, _ in start}
    model.join([*promising[:FIRST], *(one for one in model.waiting if one.id in begun), *model.of_groups()])
    best = None
    while deadline.left > 0:
        solver = _solver(deadline, seed)
        size = len(model.columns)
        if not size:
            return Relaxed(np.zeros(0), np.zeros(0), 0.0)
        solver.passModel(_program(model))
        solver.run()
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            break
        solution = solver.getSolution()
        value = float(solver.getInfo().objective_function_value)
        wanted = model.worth(np.array(solution.row_dual))
        more = sum(one for one, _ in wanted)
        best = Relaxed(np.array(solution.col_value)[:size], np.array(solution.row_dual), value + more)
        if more < GOOD / 50 * value:
            break
        wanted.sort(key=lambda pair: (-pair[0], pair[1].id))
        model.join(one for _, one in wanted[:MORE])
    return best


class Search:
    """The search for whole numbers, from a first choice. `bound` is what no choice passes."""

    def __init__(self, model: Model, relaxed: Relaxed, start: frozenset[Place], deadline: Deadline, seed: int):
        self.model = model
        self.deadline = deadline
        self.seed = seed
        self.bound = relaxed.bound
        self._dice = random.Random(seed)  # noqa: S311 - which sittings are opened next, no secret
        self._duals = relaxed.prices
        self._passed: set[int] = set()
        keys = ((one.request.id, one.sitting.id, one.way.place.id) for one in model.columns)
        self.best: Bools = np.array([key in start for key in keys], dtype=np.bool_)
        self._read()
        if len(model.columns) <= WHOLE:
            every: Bools = np.ones(len(model.columns), dtype=np.bool_)
            self.bound = min(self.bound, self._solve(every, nodes=2000, gap=GOOD / 10))
        else:
            later = np.zeros(len(model.columns) - len(relaxed.values))
            self._round(np.concatenate([relaxed.values, later]))
            self._improve(range(ROUNDS))

    def _read(self) -> None:
        """Read the model's columns and rows, which may have become more."""
        model = self.model
        self.gains = model.gains
        numbers: dict[str, int] = {}
        self.owner = np.array([numbers.setdefault(one.request.id, len(numbers)) for one in model.columns])
        days = {cap.sitting.id: number for number, cap in enumerate(model.caps)}
        self.sitting = np.array([days[one.sitting.id] for one in model.columns])
        self.starts, self.rows, self.values = model.matrix()
        self.low, self.high = np.array(model.low), np.array(model.high)
        self.shares = np.array(model.shares, dtype=np.int64)
        self.order = np.array([row for name, row in model.rows.items() if name[0] == "order"], dtype=np.int64)
        duals = np.zeros(len(self.low))
        duals[: len(self._duals)] = self._duals
        pays = np.add.reduceat(duals[self.rows] * self.values, self.starts[:-1]) if len(self.rows) else np.zeros(0)
        self.price = pays - self.gains
        self.best = np.concatenate([self.best, np.zeros(len(self.gains) - len(self.best), dtype=np.bool_)])

    def chosen(self) -> tuple[Column, ...]:
        """Return the chosen columns."""
        return tuple(self.model.columns[number] for number in np.nonzero(self.best)[0])

    @property
    def value(self) -> float:
        """Return what the choice spares, less the price of shares that it leaves short."""
        return self._value(self.best)

    def _value(self, choice: Bools) -> float:
        short = np.maximum(0.0, self.low[self.shares] - self._taken(choice)[self.shares]).sum()
        return float(self.gains[choice].sum() - self.model.ground.settings.short * short)

    @property
    def is_good(self) -> bool:
        """Tell whether the choice is near enough to the bound, or the time is over."""
        return self.deadline.left <= 0 or self.bound - self.value <= GOOD * abs(self.value)

    def mend(self, pairs: Sequence[tuple[Request, Request, Sitting]]) -> None:
        """Let the second of each pair sit in the sitting only if the first is heard by then, or on time.

        The same holds for whoever else ranks below the first, and takes as long.
        """
        model, ground = self.model, self.model.ground
        for first, other, sitting in pairs:
            model.put_before(first, other, sitting)
        for first, sitting in {(first.id, sitting.id): (first, sitting) for first, _, sitting in pairs}.values():
            below = {
                one.request.id: one.request for one in model.columns
                if one.sitting.id == sitting.id and one.request.minutes >= first.minutes
                and one.request.id not in ground.owed and _below(ground, one.request, first)
            }  # fmt: skip
            for other in below.values():
                model.put_before(first, other, sitting)
        self._read()
        numbers = {column.request.id: int(owner) for column, owner in zip(model.columns, self.owner, strict=True)}
        self._passed |= {numbers[first.id] for first, _, _ in pairs if first.id in numbers}
        gone = {(other.id, sitting.id) for _, other, sitting in pairs}
        for number in np.nonzero(self.best)[0]:
            column = model.columns[number]
            if (column.request.id, column.sitting.id) in gone:
                self.best[number] = False
        at = {cap.sitting.id: number for number, cap in enumerate(model.caps)}
        for place in sorted({at[sitting.id] for _, _, sitting in pairs}):
            self._open_window(range(place - 1, place - 1 + WINDOW))
        self._improve(range(WINDOW))

    def _round(self, values: Floats) -> None:
        """Keep those whom the relaxed program places in full; let the solver choose for the rest."""
        whole = values > 1 - TINY
        free = self._cheapest(~whole & ~np.isin(self.owner, self.owner[whole]), FREE)
        self._solve(free, nodes=300, gap=GOOD / 4, base=whole)

    def _improve(self, rounds: range) -> None:
        """Open a few sittings at a time, those in a row and others by turns, and solve them anew."""
        count = len(self.model.caps)
        for number in rounds:
            if self.is_good:
                return
            first = (2 * number) % max(1, count - WINDOW + 1)
            in_row = range(first, first + WINDOW)
            self._open_window(in_row if number % 2 == 0 else self._dice.sample(range(count), min(WINDOW, count)))

    def _open_window(self, window: Sequence[int]) -> None:
        """Choose anew for some sittings, with those who sit in them and those who sit nowhere."""
        inside = np.isin(self.sitting, list(window))
        elsewhere = self.owner[self.best & ~inside]
        able = inside & ~np.isin(self.owner, elsewhere)
        free = self._cheapest(able, OPENED) | (able & np.isin(self.owner, list(self._passed)))
        self._solve(free | (inside & self.best), nodes=NODES, gap=GOOD / 2)

    def _cheapest(self, able: Bools, most: int) -> Bools:
        """Return those of the able columns that the relaxed program would take at the lowest price."""
        numbers = np.nonzero(able)[0]
        order = np.argsort(self.price[numbers], kind="stable")[:most]
        free: Bools = np.zeros(len(able), dtype=np.bool_)
        free[numbers[order]] = True
        return free

    def _solve(self, free: Bools, *, nodes: int, gap: float, base: Bools | None = None) -> float:
        """Choose among the free columns, all others staying as in `base` or in the choice so far; keep what is better.

        Returns the solver's bound, which holds for all where every column was free.
        """
        base = self.best if base is None else base
        numbers = np.nonzero(free)[0]
        fixed = base & ~free
        taken = self._taken(fixed)
        solver = _solver(self.deadline, self.seed)
        for name, option in (("mip_rel_gap", gap), ("mip_max_nodes", nodes), ("mip_allow_restart", False)):
            solver.setOptionValue(name, option)
        program, short = self._part(numbers, taken)
        solver.passModel(program)
        known = highspy.HighsSolution()
        known.col_value = [*self.best[numbers].astype(np.float64), *short]
        solver.setSolution(known)
        solver.run()
        info, values = solver.getInfo(), np.array(solver.getSolution().col_value)
        found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
        if found and len(values) >= len(numbers):
            new = fixed.copy()
            new[numbers] = values[: len(numbers)] > 1 / 2
            if self._value(new) > self.value + TINY:
                self.best = new
        return float(info.mip_dual_bound) if found else float("inf")

    def _taken(self, fixed: Bools) -> Floats:
        """Return how much of each row some columns take."""
        inside = np.repeat(fixed, np.diff(self.starts))
        weights = self.values[inside]
        taken: Floats = np.bincount(self.rows[inside], weights, len(self.low)).astype(np.float64)
        return taken

    def _part(self, numbers: NDArray[np.int64], taken: Floats) -> tuple[Any, Floats]:
        """Return the program of some columns, with what is left of each row, and how short each share is now.

        What the choice breaks already (the order, where somebody sits by a share) may stay as it is.
        """
        inside = np.zeros(len(self.gains), dtype=np.bool_)
        inside[numbers] = True
        places = np.repeat(inside, np.diff(self.starts))
        starts = np.concatenate([[0], np.cumsum(np.diff(self.starts)[numbers])])
        rows = np.unique(np.concatenate([self.rows[places], self.shares]))
        place = np.zeros(len(self.low), dtype=np.int32)
        place[rows] = np.arange(len(rows))
        now = self._taken(self.best & inside)
        low, high = self.low - taken, self.high - taken
        high[self.order] = np.maximum(high, now)[self.order]
        short = np.maximum(0.0, low[self.shares] - now[self.shares])
        program = _fill(self.gains[numbers], starts, place[self.rows[places]], self.values[places])
        _soften(program, place[self.shares], self.model.ground.settings.short)
        program.num_row_ = len(rows)
        program.row_lower_, program.row_upper_ = low[rows], high[rows]
        whole, part = highspy.HighsVarType.kInteger, highspy.HighsVarType.kContinuous
        program.integrality_ = [whole] * len(numbers) + [part] * len(short)
        return program, short


def _below(ground: Ground, request: Request, first: Request) -> bool:
    """Tell whether the order lets nobody of a request's kind sit before another."""
    by = 2 if ground.settings.order == "score" else 1
    return rank(request)[:by] > rank(first)[:by]


class _Quiet(highspy.Highs):
    """The solver without the words with which it greets on standard output."""

    def enableCallbacks(self) -> None:  # noqa: N802 - the name is the solver's; it is called before anything is said
        """Be silent from now on."""
        self.silent()


def _solver(deadline: Deadline, seed: int) -> Any:
    solver: Any = _Quiet()  # type: ignore[no-untyped-call]
    options: dict[str, Any] = {
        "threads": 1, "parallel": "off", "random_seed": seed,
        "time_limit": max(SHORT, deadline.left),
    }  # fmt: skip
    for name, value in options.items():
        solver.setOptionValue(name, value)
    return solver


def _program(model: Model) -> Any:
    program = _fill(model.gains, *model.matrix())
    _soften(program, np.array(model.shares, dtype=np.int32), model.ground.settings.short)
    program.num_row_ = len(model.low)
    program.row_lower_, program.row_upper_ = np.array(model.low), np.array(model.high)
    return program


def _fill(gains: Floats, starts: NDArray[Any], rows: NDArray[np.int32], values: Floats) -> Any:
    program = highspy.HighsLp()
    program.num_col_ = len(gains)
    program.sense_ = highspy.ObjSense.kMaximize
    program.col_cost_ = gains
    program.col_lower_, program.col_upper_ = np.zeros(len(gains)), np.ones(len(gains))
    program.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    program.a_matrix_.start_, program.a_matrix_.index_, program.a_matrix_.value_ = starts.astype(np.int32), rows, values
    return program


def _soften(program: Any, rows: NDArray[Any], price: float) -> None:
    """Let each share fall short at a price: a column of its own that fills its row."""
    size, matrix = len(rows), program.a_matrix_
    last = len(matrix.index_)
    program.num_col_ += size
    program.col_cost_ = np.concatenate([program.col_cost_, np.full(size, -price)])
    program.col_lower_ = np.concatenate([program.col_lower_, np.zeros(size)])
    program.col_upper_ = np.concatenate([program.col_upper_, np.full(size, highspy.kHighsInf)])
    matrix.start_ = np.concatenate([matrix.start_, last + 1 + np.arange(size)]).astype(np.int32)
    matrix.index_ = np.concatenate([matrix.index_, rows]).astype(np.int32)
    matrix.value_ = np.concatenate([matrix.value_, np.ones(size)])
