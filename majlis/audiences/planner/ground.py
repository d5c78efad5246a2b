"""Where and when each request could be heard at all, whoever else is: what the rules allow before anybody sits."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property

from majlis.audiences.planner.plans import Placed
from majlis.audiences.planner.problem import (
    CLASSES,
    Absence,
    Held,
    Helper,
    Need,
    Place,
    Problem,
    Request,
    Sitting,
    Span,
)
from majlis.audiences.planner.table import Table
from majlis.audiences.planner.weights import Prices, Settings, rank

WHOLE_DAY = (Span(0, 24 * 60),)
PARTS = 8  # parts of a day, beside the whole, of which somebody keeps account


@dataclass(frozen=True, slots=True)
class Way:
    """A place in a sitting for a request: the parts of the day in which the sitting, the place and he are free.

    `helpers` are those who could serve each of his needs, `km` how far the place is from the centre nearest to him.
    """

    place: Place
    km: int
    spans: tuple[Span, ...]
    helpers: tuple[tuple[Helper, ...], ...] = ()

    @property
    def longest(self) -> int:
        """Return the minutes of the longest part."""
        return max((span.end - span.start for span in self.spans), default=0)


def common(some: tuple[Span, ...], others: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return the parts that lie in both."""
    met = (Span(max(a.start, b.start), min(a.end, b.end)) for a in some for b in others)
    return tuple(sorted(span for span in met if span.start < span.end))


def without(spans: tuple[Span, ...], taken: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return the parts of `spans` that are not taken."""
    for gone in taken:
        before = (Span(span.start, min(span.end, gone.start)) for span in spans)
        after = (Span(max(span.start, gone.end), span.end) for span in spans)
        spans = tuple(sorted(span for span in (*before, *after) if span.start < span.end))
    return spans


def _away(absences: tuple[Absence, ...], sitting: Sitting) -> tuple[Span, ...]:
    return tuple(Span(one.start, one.end) for one in absences if one.day == sitting.day)


class Ground:
    """The indexes of a problem, and the ways that its rules leave open."""

    def __init__(self, problem: Problem, settings: Settings):
        self.problem = problem
        self.settings = settings
        self.prices = Prices(problem, settings)
        self.sittings = {one.id: one for one in sorted(problem.sittings, key=lambda one: (one.day, one.start, one.id))}
        self.places = {one.id: one for one in problem.places}
        self.helpers = {one.id: one for one in problem.helpers}
        self.requests = {one.id: one for one in problem.requests}
        self._km = {frozenset((way.one, way.other)): way.km for way in problem.distances}
        self._helpers: dict[object, tuple[Helper, ...]] = {}
        self._rooms: dict[str, int] = {}
        self._parts: dict[str, tuple[tuple[Span, ...], ...]] = {}
        self._signatures: dict[tuple[object, ...], int] = {}
        self._signed: dict[str, int] = {}
        self._ways: dict[tuple[str, int], tuple[Way, ...]] = {}

    @cached_property
    def open(self) -> list[Sitting]:
        """Return the sittings that take people, by day and hour."""
        today = self.problem.today
        return [one for one in self.sittings.values() if one.standing == "open" and one.day >= today]

    @cached_property
    def sides(self) -> dict[str, list[tuple[str, int]]]:
        """Return for each opposed request its groups and its side in each."""
        found = defaultdict(list)
        for group in self.problem.opposed:
            for side, members in enumerate(group.sides):
                for request in sorted(members):
                    found[request].append((group.id, side))
        return dict(found)

    @cached_property
    def fixed(self) -> tuple[Placed, ...]:
        """Return the places that were told or pinned and still stand: nothing moves them."""
        standing = (held for held in self.problem.held if (held.told or held.pinned) and self.stands(held))
        return tuple(held.placed("told" if held.told else "pinned") for held in standing)

    @cached_property
    def owed(self) -> frozenset[str]:
        """Return the requests whose place we cancelled: those marked so, and those told a place that fell away."""
        gone = {held.request for held in self.problem.held if held.told} - {placed.request for placed in self.fixed}
        return frozenset(one.id for one in self.problem.requests if one.debt or one.id in gone)

    def stands(self, held: Held) -> bool:
        """Tell whether a place that was given can still be kept: its sitting, hours and hall are still there."""
        sitting, place = self.sittings.get(held.sitting), self.places.get(held.place)
        if sitting is None or place is None or held.request not in self.requests:
            return False
        if sitting.standing == "cancelled" or (place.mode == "person" and place.centre != sitting.seat):
            return False
        free = without(self.net(sitting), _away(place.closed, sitting))
        return any(span.start <= held.start and held.start + held.minutes <= span.end for span in free)

    @cached_property
    def ranked(self) -> list[Request]:
        """Return the requests in strict order: what we owe, then class, score, day of the complete request."""
        owed = self.owed
        return sorted(self.problem.requests, key=lambda one: (one.id not in owed, rank(one), one.complete, one.id))

    @cached_property
    def table(self) -> Table:
        """Return the requests in strict order as numbers."""
        return Table(self.ranked, self.open, self.problem, self.settings)

    @cached_property
    def unlinked(self) -> frozenset[str]:
        """Return the requests that share no person with another and are opposed to none."""
        times = Counter(person for one in self.problem.requests for person in set(one.people))
        alone = (one for one in self.problem.requests if all(times[person] == 1 for person in one.people))
        return frozenset(one.id for one in alone if one.id not in self.sides)

    def group(self, name: str) -> frozenset[str]:
        """Return who belongs to a group that is due a share."""
        return self.groups.get(name, frozenset())

    @cached_property
    def groups(self) -> dict[str, frozenset[str]]:
        """Return the groups that are due a share: classes, long audiences, those who live near a place."""
        by, everyone = self.settings, self.problem.requests
        found: dict[str, frozenset[str]] = {
            name: frozenset(one.id for one in everyone if one.priority == name) for name in CLASSES
        }
        found["long"] = frozenset(one.id for one in everyone if one.minutes >= by.long_minutes)
        for hall in self.problem.places:
            found[f"place {hall.id}"] = frozenset(
                one.id for one in everyone
                if one.centre == hall.centre and hall.mode in one.modes and hall.who in (one.who, "both")
            )  # fmt: skip
        return found

    def km(self, one: str, other: str) -> int:
        """Return the kilometres between two centres; those of unknown pairs count as none."""
        return 0 if one == other else self._km.get(frozenset((one, other)), 0)

    def notice(self, sitting: Sitting) -> int:
        """Return the full days of notice that are left before a sitting."""
        return (sitting.day - self.problem.today).days - 1

    def barred(self, request: Request, sitting: Sitting) -> str:
        """Return why a request cannot be heard in a sitting whoever else is, as a code; empty where it can."""
        day, notice = sitting.day, self.settings.notice
        codes = (
            ("sitting", sitting.standing != "open" or day < self.problem.today),
            ("unready", request.unready),
            ("ready_later", request.ready is not None and day < request.ready),
            ("not_before", request.not_before is not None and day < request.not_before),
            ("cannot", sitting.id in request.cannot),
            ("forbidden", sitting.id in request.forbidden),
            ("notice", self.notice(sitting) < (notice if request.notice is None else min(request.notice, notice))),
        )
        return next((code for code, holds in codes if holds), "")

    def may_come(self, request: Request, sitting: Sitting) -> bool:
        """Tell whether nothing bars a request from an open sitting."""
        return bool(self.table.allowed[self.table.row[request.id], self.table.column[sitting.id]])

    def ways(self, request: Request, sitting: Sitting) -> tuple[Way, ...]:
        """Return the places in a sitting where a request fits by itself, the nearest first; `barred` is not asked."""
        return tuple(way for way in self.all_ways(request, sitting) if way.longest >= request.minutes)

    def all_ways(self, request: Request, sitting: Sitting) -> tuple[Way, ...]:
        """Return the same without a look at how long the audience is: equal for all of one `signature`."""
        key = (sitting.id, self.signature(request))
        found = self._ways.get(key)
        if found is None:
            found = self._ways[key] = self._find(request, sitting)
        return found

    def signature(self, request: Request) -> int:
        """Return a number: the same for all who can be heard in the same places, by the same helpers and hours."""
        number = self._signed.get(request.id)
        if number is None:
            crowd = len(request.people)
            key = (
                request.centre, request.modes, request.who, request.women_only, request.far_video, request.far_person,
                request.needs, request.hours, request.forbidden,
                sum(place.seats < crowd for place in self.problem.places),
            )  # fmt: skip
            number = self._signed[request.id] = self._signatures.setdefault(key, len(self._signatures))
        return number

    def _find(self, request: Request, sitting: Sitting) -> tuple[Way, ...]:
        hours = common(self.net(sitting), request.hours or WHOLE_DAY)
        found = []
        for place in self.problem.places:
            if not self.suits(request, sitting, place):
                continue
            helpers = tuple(self._able(need, request, place, sitting) for need in request.needs)
            spans = without(hours, _away(place.closed, sitting))
            if spans and all(helpers):
                found.append(Way(place, self.km(request.centre, place.centre), spans, helpers))
        return tuple(sorted(found, key=lambda way: (way.km, way.place.mode, way.place.id)))

    def parts(self, sitting: Sitting) -> tuple[tuple[Span, ...], ...]:
        """Return the parts of a sitting in which many can come and others cannot: the most asked for, at most eight."""
        found = self._parts.get(sitting.id)
        if found is None:
            net = self.net(sitting)
            asked: Counter[tuple[Span, ...]] = Counter()
            for hours, times in self._hours.items():
                asked[common(net, hours)] += times
            most = sorted(asked, key=lambda part: (-asked[part], part))
            found = self._parts[sitting.id] = tuple(part for part in most if part and part != net)[:PARTS]
        return found

    @cached_property
    def _hours(self) -> Counter[tuple[Span, ...]]:
        return Counter(one.hours for one in self.problem.requests if one.hours)

    def net(self, sitting: Sitting) -> tuple[Span, ...]:
        """Return the parts of a sitting in which somebody can be heard."""
        return without((Span(sitting.start, sitting.end),), sitting.pauses)

    def room(self, sitting: Sitting) -> int:
        """Return the minutes of a sitting and the gaps that follow its parts."""
        found = self._rooms.get(sitting.id)
        if found is None:
            net = self.net(sitting)
            found = self._rooms[sitting.id] = sum(span.end - span.start + sitting.gap for span in net)
        return found

    def suits(self, request: Request, sitting: Sitting, place: Place) -> bool:
        """Tell whether a place suits a request: how he is heard, how far it is, women or men, how many they are."""
        if place.mode not in request.modes or (place.mode == "person" and place.centre != sitting.seat):
            return False
        if {place.id, place.centre} & request.forbidden or len(request.people) > place.seats:
            return False
        far = request.far_person if place.mode == "person" else request.far_video
        if far is not None and self.km(request.centre, place.centre) > far:
            return False
        if request.centre != place.centre and far == 0:
            return False
        return place.who == request.who or (place.who == "both" and not request.women_only)

    def _able(self, need: Need, request: Request, place: Place, sitting: Sitting) -> tuple[Helper, ...]:
        key = (need, request.women_only, place.id, sitting.id)
        found = self._helpers.get(key)
        if found is None:
            able = (one for one in self.problem.helpers if is_able(one, need, request, place))
            present = (one for one in able if without(self.net(sitting), _away(one.away, sitting)))
            found = self._helpers[key] = tuple(sorted(present, key=lambda one: one.id))
        return found


def is_able(helper: Helper, need: Need, request: Request, place: Place) -> bool:
    """Tell whether a helper could serve a need of a request at a place, if he were free."""
    if helper.kind != need.kind or (need.language and need.language not in helper.languages):
        return False
    if (need.women or request.women_only) and not helper.women:
        return False
    return not helper.centres or place.centre in helper.centres
