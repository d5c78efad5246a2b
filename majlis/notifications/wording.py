"""The strict formatter of templates: plain words and named facts, nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

_PLACE = re.compile(r"%\((?P<old>\w+)\)s|\{(?P<new>\w+)\}|%%")


def names(text: str) -> list[str]:
    """Return the names of the facts that a text uses, in order, each once."""
    found = (match["old"] or match["new"] for match in _PLACE.finditer(text))
    return list(dict.fromkeys(name for name in found if name))


def unknown(text: str, known: Collection[str]) -> list[str]:
    """Return the names in a text that are no fact of its kind."""
    return [name for name in names(text) if name not in known]


def braces(text: str) -> str:
    """Return the text with its facts written `{name}`, as people edit them."""
    return _PLACE.sub(lambda match: "%" if match[0] == "%%" else "{%s}" % (match["old"] or match["new"]), text)


def fill(text: str, show: Callable[[str], str]) -> str:
    """Return the text with each fact replaced by what `show` says for its name. Raises KeyError as `show` does."""
    return _PLACE.sub(lambda match: "%" if match[0] == "%%" else show(match["old"] or match["new"]), text)
