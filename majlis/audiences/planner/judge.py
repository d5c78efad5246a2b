"""Whether a plan keeps the rules.

The judge shares nothing with what makes plans but their values, and prefers plainness to speed: each rule is asked of
one audience, of two, or of one sitting.

Rules: "Appointment", "Sitting", "Opposed parties" of the domain.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations, product

from majlis.audiences.planner.plans import HeldOpen, Placed, Plan
from majlis.audiences.planner.problem import CLASSES, Absence, Held, Helper, Need, Place, Problem, Request, Sitting
from majlis.audiences.planner.weights import Settings


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """A rule that is broken, in which sitting, by whom (requests, the first being the one to blame)."""

    rule: str
    sitting: str
    requests: tuple[str, ...]


def faults(problem: Problem, plan: Plan, settings: Settings | None = None) -> list[Fault]:
    """Return every hard rule that a plan breaks, in order; none for a good plan.

    What was told or pinned is given: it is asked only to stay where it is, and counts against others.
    """
    judge = Judge(problem, settings or Settings())
    unknown = sorted(judge.unknown(plan))
    return unknown or sorted({*judge.of_all(plan), *judge.overtakings(plan)})


class Judge:
    """The rules of one problem."""

    def __init__(self, problem: Problem, settings: Settings):
        self.problem = problem
        self.settings = settings
        self.sittings = {one.id: one for one in problem.sittings}
        self.places = {one.id: one for one in problem.places}
        self.requests = {one.id: one for one in problem.requests}
        self.helpers = {one.id: one for one in problem.helpers}
        self.given = {one.request: one for one in problem.held if (one.told or one.pinned) and self.stands(one)}

    def unknown(self, plan: Plan) -> Iterator[Fault]:
        """Yield what names nothing of the problem, and who has two places."""
        for one in plan.placed:
            known = one.request in self.requests and one.sitting in self.sittings and one.place in self.places
            if not known or set(one.helpers) - set(self.helpers):
                yield Fault("unknown", one.sitting, (one.request,))
        yield from (Fault("unknown", one.sitting, ()) for one in plan.open if one.sitting not in self.sittings)
        for request, times in Counter(one.request for one in plan.placed).items():
            if times > 1:
                yield Fault("twice", "", (request,))

    def of_all(self, plan: Plan) -> Iterator[Fault]:
        """Yield all broken rules but the order of class and score."""
        yield from self._moved(plan)
        for one in plan.placed:
            if one.request not in self.given:
                yield from (Fault(rule, one.sitting, (one.request,)) for rule in self.of_one(one))
            if not self.is_reason(one):
                yield Fault("reason", one.sitting, (one.request,))
        days = defaultdict(list)
        for one in plan.placed:
            days[self.sittings[one.sitting].day].append(one)
        for audiences in days.values():
            for one, other in combinations(audiences, 2):
                if not {one.request, other.request} <= self.given.keys():
                    rules = self.of_two(one, other)
                    yield from (Fault(rule, one.sitting, (one.request, other.request)) for rule in rules)
        for sitting in self.sittings.values():
            inside = [one for one in plan.placed if one.sitting == sitting.id]
            held_open = [one for one in plan.open if one.sitting == sitting.id]
            rules = self.of_sitting(sitting, inside, held_open, self._others(plan, sitting))
            yield from (Fault(rule, sitting.id, ()) for rule in rules)
        yield from self._shares(plan)

    def stands(self, held: Held) -> bool:
        """Tell whether a given place can be kept: its sitting is held, at this seat, at these hours, the hall open."""
        sitting, place = self.sittings.get(held.sitting), self.places.get(held.place)
        if sitting is None or place is None or held.request not in self.requests or sitting.standing == "cancelled":
            return False
        if place.mode == "person" and place.centre != sitting.seat:
            return False
        start, end = held.start, held.start + held.minutes
        inside = sitting.start <= start and end <= sitting.end
        paused = any(start < pause.end and pause.start < end for pause in sitting.pauses)
        return inside and not paused and not is_away(place.closed, sitting, start, end)

    def _moved(self, plan: Plan) -> Iterator[Fault]:
        placed = {one.request: (one.sitting, one.place, one.start, one.minutes) for one in plan.placed}
        for name, held in self.given.items():
            if placed.get(name) != (held.sitting, held.place, held.start, held.minutes):
                yield Fault("told_moved" if held.told else "pinned_moved", held.sitting, (name,))

    @cached_property
    def owed(self) -> set[str]:
        """Return whose place we cancelled."""
        gone = {one.request for one in self.problem.held if one.told and one.request not in self.given}
        return {one.id for one in self.problem.requests if one.debt or one.id in gone}

    def is_reason(self, one: Placed) -> bool:
        """Tell whether the reason that is written for a place is true; a share is counted elsewhere."""
        held = self.given.get(one.request)
        true = {
            "told": held is not None and held.told,
            "pinned": held is not None and held.pinned,
            "debt": one.request in self.owed,
            "date": self.requests[one.request].latest is not None,
            "share": one.request in self._group(one.share),
            "grave": self.requests[one.request].priority == "critical",
        }
        return true.get(one.why, True)

    def of_one(self, one: Placed) -> Iterator[str]:
        """Yield the rules that an audience breaks by itself."""
        request, sitting, place = self.requests[one.request], self.sittings[one.sitting], self.places[one.place]
        yield from self._of_person(request, sitting, one)
        if one.minutes != request.minutes:
            yield "length"
        if one.start % self.problem.grid:
            yield "grid"
        if one.start < sitting.start or one.end > sitting.end:
            yield "hours"
        if any(one.start < pause.end and pause.start < one.end for pause in sitting.pauses):
            yield "pause"
        if is_away(place.closed, sitting, one.start, one.end):
            yield "closed"
        if not self._suits(request, sitting, place):
            yield "place"
        if not self._are_served(request, place, one.helpers):
            yield "needs"
        if any(is_away(self.helpers[name].away, sitting, one.start, one.end) for name in one.helpers):
            yield "away"

    def _of_person(self, request: Request, sitting: Sitting, one: Placed) -> Iterator[str]:
        day, today = sitting.day, self.problem.today
        if sitting.standing != "open" or day < today:
            yield "sitting"
        needed = min(self.settings.notice, self.settings.notice if request.notice is None else request.notice)
        if (day - today).days - 1 < needed:
            yield "notice"
        if request.unready or (request.ready is not None and day < request.ready):
            yield "ready"
        if sitting.id in request.cannot or (request.not_before is not None and day < request.not_before):
            yield "cannot"
        if request.hours and not any(span.start <= one.start and one.end <= span.end for span in request.hours):
            yield "cannot"
        if request.forbidden & {sitting.id, one.place, self.places[one.place].centre}:
            yield "forbidden"

    def _suits(self, request: Request, sitting: Sitting, place: Place) -> bool:
        if place.mode not in request.modes or (place.mode == "person" and place.centre != sitting.seat):
            return False
        if len(request.people) > place.seats:
            return False
        if not (place.who == request.who or (place.who == "both" and not request.women_only)):
            return False
        far = request.far_person if place.mode == "person" else request.far_video
        return far is None or place.centre == request.centre or 0 < self._km(request.centre, place.centre) <= far

    def _km(self, one: str, other: str) -> int:
        found = (way.km for way in self.problem.distances if {way.one, way.other} == {one, other})
        return next(found, 1)

    def _are_served(self, request: Request, place: Place, helpers: Sequence[str]) -> bool:
        if len(helpers) != len(request.needs) or len(set(helpers)) != len(helpers):
            return False
        pairs = zip(request.needs, helpers, strict=True)
        return all(_serves(self.helpers[name], need, request, place) for need, name in pairs)

    def of_two(self, one: Placed, other: Placed) -> Iterator[str]:
        """Yield the rules that two audiences of a day break together; opposed parties come on different days."""
        first, second = self.sittings[one.sitting], self.sittings[other.sitting]
        here, there = self.places[one.place], self.places[other.place]
        if first.principal == second.principal and _meet(one, other, max(first.gap, second.gap)):
            yield "principal"
        if here.id == there.id and _meet(one, other, here.turn):
            yield "hall"
        travel = 0 if here.centre == there.centre else self.settings.travel
        asked, too = self.requests[one.request], self.requests[other.request]
        if set(asked.people) & set(too.people) and _meet(one, other, travel):
            yield "person"
        if any(_meet(one, other, self.helpers[name].gap) for name in set(one.helpers) & set(other.helpers)):
            yield "helper"
        if self._are_opposed(one.request, other.request):
            yield "opposed"

    def _are_opposed(self, one: str, other: str) -> bool:
        pairs = (pair for group in self.problem.opposed for pair in combinations(group.sides, 2))
        return any((one in a and other in b) or (one in b and other in a) for a, b in pairs)

    def of_sitting(
        self,
        sitting: Sitting,
        inside: Sequence[Placed],
        held_open: Sequence[HeldOpen],
        others: Sequence[tuple[int, int]] = (),
    ) -> Iterator[str]:
        """Yield the rules that a sitting breaks as a whole; where all in it was given, it breaks none.

        `others` are the hours at which its principal has audiences that day.
        """
        if all(one.request in self.given for one in inside):
            return
        if sitting.audiences is not None and len(inside) > sitting.audiences:
            yield "audiences"
        present = [one for one in inside if self.places[one.place].mode == "person"]
        visitors = sum(len(self.requests[one.request].people) for one in present)
        if sitting.visitors is not None and visitors > sitting.visitors:
            yield "visitors"
        both = [(one.start, one.end) for one in inside] + [(one.start, one.end) for one in held_open]
        free = sitting.end - sitting.start - sum(pause.end - pause.start for pause in sitting.pauses)
        free -= sum(end - start for start, end in both) + sitting.gap * max(0, len(both) - len(sitting.pauses) - 1)
        if free < sitting.ease:
            yield "ease"
        if sorted(one.minutes for one in held_open) != sorted(sitting.open):
            yield "open"
        for number, place in enumerate(held_open):
            taken = [*others, *((one.start, one.end) for one in held_open[:number])]
            if any(place.start < end + sitting.gap and start < place.end + sitting.gap for start, end in taken):
                yield "open"

    def _others(self, plan: Plan, sitting: Sitting) -> list[tuple[int, int]]:
        days = ((one, self.sittings[one.sitting]) for one in plan.placed)
        return [
            (one.start, one.end) for one, its in days
            if its.principal == sitting.principal and its.day == sitting.day
        ]  # fmt: skip

    # The order of class and score.

    def overtakings(self, plan: Plan) -> Iterator[Fault]:
        """Yield who is overtaken past his twenty-ninth day without a written reason.

        He is heard late, or not at all, while somebody of lower class or score has an earlier place that he could
        have taken.
        """
        if self.settings.order == "none":
            return
        places = {one.request: one for one in plan.placed}
        excused = {one.by for one in plan.overtaken if self.settings.order == "class"}
        late = [one for one in self.problem.requests if one.id not in self.given and self._is_late(one, places)]
        for passed in plan.placed:
            for request in late:
                if self._ranks_above(request, passed) and not self._excuses(passed, request, excused):
                    own = places.get(request.id)
                    day = self.sittings[passed.sitting].day
                    if (own is None or self.sittings[own.sitting].day > day) and self.would_fit(plan, request, passed):
                        yield Fault("overtaken", passed.sitting, (request.id, passed.request))

    def _is_late(self, request: Request, places: dict[str, Placed]) -> bool:
        own = places.get(request.id)
        return own is None or (self.sittings[own.sitting].day - request.complete).days >= self.settings.promise

    def _ranks_above(self, request: Request, passed: Placed) -> bool:
        other = self.requests[passed.request]
        mine, his = CLASSES.index(request.priority), CLASSES.index(other.priority)
        above = (mine, -request.points) < (his, -other.points) or (
            request.id in self.owed and passed.request not in self.owed
        )
        return above and request.minutes <= passed.minutes and request.id != passed.request

    def _excuses(self, passed: Placed, request: Request, excused: set[str]) -> bool:
        same = request.priority == self.requests[passed.request].priority
        if passed.why == "share":
            return request.id not in self._group(passed.share) or (same and passed.request in excused)
        if passed.why in ("debt", "told", "pinned", "grave"):
            return True
        return same and (passed.why == "date" or passed.request in excused)

    def would_fit(self, plan: Plan, request: Request, passed: Placed | None = None, sitting: str = "") -> bool:
        """Tell whether a request would find a time in a sitting if one place of it (`passed`) were free."""
        gone = {request.id, passed.request if passed else ""}
        kept = replace(plan, placed=tuple(one for one in plan.placed if one.request not in gone))
        return next(self.times(kept, request, self.sittings[passed.sitting if passed else sitting]), None) is not None

    def times(self, plan: Plan, request: Request, sitting: Sitting) -> Iterator[Placed]:
        """Yield every audience of a request that could be added to a sitting of a plan."""
        day = [one for one in plan.placed if self.sittings[one.sitting].day == sitting.day]
        inside = [one for one in day if one.sitting == sitting.id]
        held_open = [one for one in plan.open if one.sitting == sitting.id]
        others = self._others(plan, sitting)
        grid = self.problem.grid
        for place in self.problem.places:
            if not self._suits(request, sitting, place):
                continue
            able = [
                [one.id for one in self.problem.helpers if _serves(one, need, request, place)] for need in request.needs
            ]
            for start in range(-(-sitting.start // grid) * grid, sitting.end - request.minutes + 1, grid):
                busy = any(start < end and begin < start + request.minutes for begin, end in others)
                for helpers in product(*able) if not busy else ():
                    one = Placed(request.id, sitting.id, place.id, start, request.minutes, helpers)
                    whole = self.of_sitting(sitting, [*inside, one], held_open, [*others, (one.start, one.end)])
                    pairs = (rule for other in day for rule in self.of_two(one, other))
                    if next(self.of_one(one), None) is None and not any(pairs) and not any(whole):
                        yield one

    def _group(self, name: str) -> set[str]:
        """Return who belongs to a group that is due a share."""
        kind, _, hall = name.partition(" ")
        if name == "long":
            return {one.id for one in self.problem.requests if one.minutes >= self.settings.long_minutes}
        place = self.places.get(hall) if kind == "place" else None
        if place is None:
            return {one.id for one in self.problem.requests if one.priority == name}
        near = (one for one in self.problem.requests if one.centre == place.centre and place.mode in one.modes)
        return {one.id for one in near if place.who in (one.who, "both")}

    def _shares(self, plan: Plan) -> Iterator[Fault]:
        """Yield groups of which more places are called a share than the group is due."""
        by = self.settings
        due = {"urgent": by.urgent_share, "normal": by.normal_share, "low": by.low_share, "long": by.long_share}
        ahead = (one for one in self.problem.sittings if one.standing == "open" and one.day >= self.problem.today)
        names = [one.id for one in sorted(ahead, key=lambda one: (one.day, one.start, one.id))]
        for at in range(0, len(names), max(1, by.block)):
            block = names[at : at + max(1, by.block)]
            inside = [one for one in plan.placed if one.sitting in block]
            for name, count in Counter(one.share for one in inside if one.why == "share").items():
                if count > int(due.get(name, by.place_share) * len(inside)):
                    yield Fault("share", block[0], (name,))


def is_away(absences: Iterable[Absence], sitting: Sitting, start: int, end: int) -> bool:
    """Tell whether one of some absences touches an hour of a sitting's day."""
    return any(one.day == sitting.day and start < one.end and one.start < end for one in absences)


def _meet(one: Placed, other: Placed, apart: int) -> bool:
    return one.start < other.end + apart and other.start < one.end + apart


def _serves(helper: Helper, need: Need, request: Request, place: Place) -> bool:
    speaks = not need.language or need.language in helper.languages
    woman = helper.women or not (need.women or request.women_only)
    return helper.kind == need.kind and speaks and woman and (not helper.centres or place.centre in helper.centres)
