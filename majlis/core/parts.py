"""What a room shows on pages that are not its own: a part of the case page, acts on a case, lines of the rail.

A room offers them in its `parts.py`; the workbench collects them. Rooms need not know each other for it.

    def on_case(case, viewer) -> Part | None          what the room has to say of a case
    def acts_on_case(case, viewer) -> list[Act]       what the viewer may do to it in this room, now
    def rail(viewer) -> list[RailLine]                the room's work lists that the viewer has
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the case page: a template of the room, rendered with `context` beside `case` and `viewer`.

    `place` orders the parts (the request first, 100; papers 300; appointments 400; referrals 500 ...). `side` puts
    it into the side column.
    """

    code: str
    title: Words
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    place: int = 500
    side: bool = False


@dataclass(frozen=True, slots=True)
class Act:
    """Something the viewer may do to a case: `url` opens its page (or fragment).

    The act with the lowest `rank` is the page's one primary action; `key` is its key on the keyboard, by the
    physical key's name ("KeyP"), empty for none. `direct`: its button acts at once, by a post to `url`.
    """

    code: str
    words: Words
    url: str
    rank: int = 500
    key: str = ""
    icon: str = ""
    danger: bool = False
    direct: bool = False


@dataclass(frozen=True, slots=True)
class RailLine:
    """One line of the workbench's rail: a work list of the viewer's. `count` is shown when it is cheap to know."""

    code: str
    words: Words
    url: str
    place: int = 500
    icon: str = ""
    count: int | None = None
    group: Words = ""
