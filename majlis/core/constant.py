"""Words of our own inside a statement, where a value would hide from the planner what a partial index holds."""

from __future__ import annotations

import re
from typing import Any

from django.db.models import Value

_PLAIN = re.compile(r"[a-z_]+")


class Constant(Value):
    """A plain word that goes into the statement as it is. Never one that somebody typed: ValueError for another form.

    The plan of a prepared statement is made without its values: `state <> $1` may be any state, so that an index of
    the open cases is of no use to it, while `state <> 'closed'` says what the index says.
    """

    def __init__(self, word: str) -> None:
        """Take the word."""
        if not _PLAIN.fullmatch(word):
            raise ValueError("a constant is a plain word of our own")
        super().__init__(str(word))

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[()]]:
        """Return the word between quotes, and no value."""
        return f"'{self.value}'", ()
