"""What the search shows of each case it found: where it matched, marked, and why."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from majlis.cases import finding
from majlis.cases.finding import Found, Sought
from majlis.cases.models import Case
from majlis.core import arabic
from majlis.core.errors import Refused
from majlis.core.viewer import Viewer
from majlis.desk import queries
from majlis.people import queries as people
from majlis.people import rules
from majlis.people.models import Beneficiary

AROUND = 9
LONGEST = 800
"""Characters of what was said in which a search can have found something: the search line holds no more."""
SIZE, MOST_PAGES = 20, 10
WHY: dict[str, str | Promise] = {
    "number": _("The number is the same"),
    "words": _("All words are in it"),
    "some": _("Some of the words are in it"),
    "like": _("It is written alike"),
}
Pieces = list[tuple[str, bool]]


@dataclass(frozen=True, slots=True)
class Line:
    """One case of the result. Each text is a list of pieces (text, whether it was sought)."""

    case: Case
    name: Pieces
    subject: Pieces
    words: Pieces
    why: str | Promise


@dataclass(frozen=True, slots=True)
class Holder:
    """A person whose number was sought. `opens` tells that the viewer may open the record: he reads a case of it."""

    person: people.Found
    opens: bool


def page(viewer: Viewer, sought: Sought, number: int) -> tuple[list[Line], bool]:
    """Return a page of what is found, best first, and whether another follows; in as many questions for one as for all.

    The pages end after MOST_PAGES: whoever has not found it by then seeks with other words.
    """
    begin = SIZE * (number - 1)
    found = finding.find(viewer, sought, most=begin + SIZE + 1)
    more = len(found) > begin + SIZE and number < MOST_PAGES
    return _lines(viewer, sought, found[begin : begin + SIZE]), more


def holders(viewer: Viewer, text: str) -> list[Holder]:
    """Return the persons whose identity number or own telephone was typed; in the book, as each look-up is.

    Nobody to whoever does not look people up, and for a text that is neither.
    """
    if not rules.may_look_up(viewer):
        return []
    try:
        found = people.find(viewer, text)
    except Refused:
        return []
    open_to_him = set(Beneficiary.objects.visible_to(viewer).filter(pk__in=[one.id for one in found]).values_list("pk"))
    return [Holder(one, (one.id,) in open_to_him and not one.hand_over) for one in found]


def _lines(viewer: Viewer, sought: Sought, found: list[Found]) -> list[Line]:
    names = queries.names_of(viewer, {one.case.beneficiary_id for one in found})
    texts = [text for one in found for text in (one.case.subject, one.case.words[:LONGEST])]
    hits = finding.hits(sought, [*texts, *names.values()])
    return [_line(one, names.get(one.case.beneficiary_id, ""), hits) for one in found]


def _line(found: Found, name: str, hits: frozenset[str]) -> Line:
    case = found.case
    subject, words = pieces(case.subject, hits), []
    if not any(hit for _text, hit in subject):
        words = pieces(_around(case.words[:LONGEST], hits), hits)
    return Line(case, pieces(name, hits), subject, words, WHY[found.why])


def pieces(text: str, hits: Iterable[str]) -> Pieces:
    """Return a text cut into pieces, at its spaces: each run of words in which a sought word is, or is not."""
    sought = frozenset(hits)
    runs = itertools.groupby(text.split(), lambda word: not sought.isdisjoint(_folded(word)))
    return [(" ".join(run), hit) for hit, run in runs]


@lru_cache(maxsize=20_000)
def _folded(word: str) -> frozenset[str]:
    return frozenset(arabic.words(word))


def _around(text: str, hits: frozenset[str]) -> str:
    """Return the words round the first one that was sought; nothing where none is."""
    words = text.split()
    first = next((place for place, word in enumerate(words) if not hits.isdisjoint(_folded(word))), None)
    if first is None:
        return ""
    begin, end = max(0, first - AROUND), first + AROUND + 1
    return f"{'… ' if begin else ''}{' '.join(words[begin:end])}{' …' if end < len(words) else ''}"
