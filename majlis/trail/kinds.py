"""The kinds of entry, each with its two sentences. Rooms declare theirs in `facts.py`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from majlis.core.languages import pick
from majlis.core.ui import dates
from majlis.core.ui.due import said

Words = str | Promise

_KINDS: dict[str, KindOfEntry] = {}


@dataclass(frozen=True, slots=True)
class KindOfEntry:
    """A kind of entry. `staff` is the sentence that staff read; `public` the one for the beneficiary, or None.

    The public sentence never holds a directive's words, an officer, a security body or another party. Sentences
    take facts as `%(name)s`. A fact is shown by its form: a code by the words in `codes[name]`, names kept by
    language in the reader's language, a date under a name that ends in `_on` in both calendars, a list joined.
    """

    name: str
    staff: Words
    public: Words | None
    codes: Mapping[str, Mapping[str, Words]] = field(default_factory=dict)

    def sentence(self, facts: Mapping[str, Any], *, public: bool) -> SafeString | None:
        """Return the sentence with facts filled in, safe for a page, or None when the public may not read of it."""
        words = self.public if public else self.staff
        if words is None:
            return None
        return said(str(words), **{name: self._shown(name, value) for name, value in facts.items()})

    def _shown(self, name: str, value: Any) -> Any:
        if isinstance(value, list):
            return gettext(", ").join(str(self._shown(name, part)) for part in value)
        if isinstance(value, dict):
            return pick(value)
        if name.endswith("_on") and isinstance(value, str):
            return dates.both(dt.date.fromisoformat(value), "short")
        known = self.codes.get(name, {})
        return str(known[value]) if value in known else value


def kind(
    name: str, *, staff: Words, public: Words | None, codes: Mapping[str, Mapping[str, Words]] | None = None
) -> KindOfEntry:
    """Declare a kind of entry under a name such as "case.closed"; a name is declared once."""
    if name in _KINDS:
        raise RuntimeError(f"trail kind {name} is declared twice")
    _KINDS[name] = KindOfEntry(name, staff, public, codes or {})
    return _KINDS[name]


def known(name: str) -> KindOfEntry:
    """Return a declared kind; an unknown name is a defect (KeyError)."""
    return _KINDS[name]


def all_kinds() -> dict[str, KindOfEntry]:
    """Return every declared kind by name."""
    return dict(_KINDS)
