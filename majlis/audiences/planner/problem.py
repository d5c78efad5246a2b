"""What is to be planned: sittings, places, helpers and the requests that wait. All values are frozen.

Times of the day are minutes since midnight in Riyadh; dates are Gregorian. Ids are words that the caller chooses.
Rules: "Appointment" and "Sitting" of the domain.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from majlis.audiences.planner.plans import Placed, Why

Mode = Literal["person", "video"]
Who = Literal["women", "men", "both"]
Class = Literal["critical", "urgent", "normal", "low"]
Kind = Literal["host", "interpreter"]
Standing = Literal["open", "closed", "cancelled", "extra"]

CLASSES: tuple[Class, ...] = ("critical", "urgent", "normal", "low")
"""The classes, the gravest first."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a day: from `start` up to, not including, `end`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Absence:
    """When a place is closed or a helper is away: a stretch of one day."""

    day: dt.date
    start: int = 0
    end: int = 24 * 60


@dataclass(frozen=True, slots=True)
class Distance:
    """The kilometres by road between two centres, in both directions."""

    one: str
    other: str
    km: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where a party sits: a video hall, or the room at a seat of the minister (`mode` person).

    It holds one party of at most `seats` persons at a time; `turn` minutes lie between two parties.
    """

    id: str
    centre: str
    mode: Mode
    who: Who = "both"
    turn: int = 5
    seats: int = 6
    closed: tuple[Absence, ...] = ()


@dataclass(frozen=True, slots=True)
class Helper:
    """A hall host or an interpreter. No `centres` means that he serves any of them, from afar."""

    id: str
    kind: Kind
    women: bool = False
    languages: frozenset[str] = frozenset()
    centres: frozenset[str] = frozenset()
    gap: int = 0
    away: tuple[Absence, ...] = ()


@dataclass(frozen=True, slots=True)
class Need:
    """A helper whom an audience needs: a host, a woman where asked, or an interpreter of a language."""

    kind: Kind
    language: str = ""
    women: bool = False


@dataclass(frozen=True, slots=True)
class Sitting:
    """One session of a principal, who sits at the centre `seat`.

    `gap` minutes lie between two of his audiences, `ease` minutes stay free for delay, and each of `open` is the
    length of a place held open for the urgent who will come. He may go on for `stretch` minutes after `end` when a
    grave case needs it. `audiences` and `visitors` (persons at the seat) are limits. In a `closed` sitting those who
    have a place keep it and nobody is added; an `extra` one is held only when it is called.
    """

    id: str
    day: dt.date
    principal: str
    seat: str
    start: int
    end: int
    pauses: tuple[Span, ...] = ()
    gap: int = 0
    ease: int = 4
    open: tuple[int, ...] = ()
    stretch: int = 0
    audiences: int | None = None
    visitors: int | None = None
    standing: Standing = "open"


@dataclass(frozen=True, slots=True)
class Request:
    """One accepted request that waits for an audience.

    `complete` is the day on which it was handed in complete, `asked` when it was first spoken of; `ready` from when
    its file can be put before the minister (None: now) and `unready` that nobody can say. After `latest` the audience
    comes too late. `modes` are those that the person accepts; `centre` is the nearest to him, `far_video` and
    `far_person` the kilometres that he can travel (None: any). `who` sits in a women's or a men's hall; `women_only`
    binds every helper too. `hours` are the parts of the day that suit him (none named: all), `cannot` the sittings
    that do not; `forbidden` the sittings, places or centres that the office forbade. `notice` are the days of notice
    to which he agreed, where they are fewer than the rule's. `debt`: we cancelled his place. `gives_way`: told, but
    he agreed to make room for a grave case.
    """

    id: str
    priority: Class
    points: int
    complete: dt.date
    minutes: int
    centre: str
    parties: tuple[str, ...] = ()
    representatives: tuple[str, ...] = ()
    companions: tuple[str, ...] = ()
    asked: dt.date | None = None
    latest: dt.date | None = None
    ready: dt.date | None = None
    unready: bool = False
    not_before: dt.date | None = None
    modes: frozenset[Mode] = frozenset({"person", "video"})
    who: Who = "men"
    women_only: bool = False
    far_video: int = 0
    far_person: int | None = None
    needs: tuple[Need, ...] = ()
    hours: tuple[Span, ...] = ()
    cannot: frozenset[str] = frozenset()
    forbidden: frozenset[str] = frozenset()
    notice: int | None = None
    debt: bool = False
    gives_way: bool = False

    @property
    def people(self) -> tuple[str, ...]:
        """Return everybody who comes; the request's own id stands for a party that was not named."""
        return (self.parties or (f"of {self.id}",)) + self.representatives + self.companions


@dataclass(frozen=True, slots=True)
class Opposed:
    """Parties who must not meet, so they come on different days: the ids of requests, side by side."""

    id: str
    sides: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Held:
    """A place that a request has already: only proposed, or told to the person, or pinned by the office."""

    request: str
    sitting: str
    place: str
    start: int
    minutes: int
    told: bool = False
    pinned: bool = False
    helpers: tuple[str, ...] = ()

    def placed(self, why: Why) -> Placed:
        """Return it as a place of a plan, with the reason why it is his."""
        return Placed(self.request, self.sitting, self.place, self.start, self.minutes, self.helpers, why)


@dataclass(frozen=True, slots=True)
class Problem:
    """All that a plan is made from. `today` counts the days of notice; starts are multiples of `grid` minutes."""

    today: dt.date
    sittings: tuple[Sitting, ...]
    places: tuple[Place, ...]
    requests: tuple[Request, ...]
    helpers: tuple[Helper, ...] = ()
    distances: tuple[Distance, ...] = ()
    opposed: tuple[Opposed, ...] = ()
    held: tuple[Held, ...] = ()
    grid: int = 5
