"""Names of people: four parts (given, father, grandfather, family), or one free line for those who have no such.

Nothing is ever concluded from a name: no gender, no nationality, no faith.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from majlis.core import arabic

LONGEST = 150

# "Son of" and "daughter of": written or left out at will between the parts of one and the same name.
_CONNECTIVES = frozenset({"بن", "ابن", "بنت", "ابنه", "bin", "ibn", "bint"})
_SIGNS = frozenset(" '’-.")


class BadName(ValueError):
    """The name cannot stand; `code` is "empty", "given", "long", "characters"."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


_SENTENCES = {
    "empty": _("Enter the name."),
    "given": _("Enter the given name too."),
    "long": _("This name is too long. Shorten it to 150 characters."),
    "characters": _("A name is written with letters only."),
}


def sentence(error: BadName) -> Promise | str:
    """Return what to tell the person who typed the name."""
    return _SENTENCES[error.code]


@dataclass(frozen=True)
class FourNames:
    """A name in its parts, each already cleaned. The family name may be missing; `free` stands instead of all."""

    given: str = ""
    father: str = ""
    grandfather: str = ""
    family: str = ""
    free: str = ""

    @property
    def display(self) -> str:
        """The whole name as it is shown, one space between its parts."""
        return self.free or " ".join(part for part in self._parts if part)

    @property
    def short(self) -> str:
        """Given and family name, as a person is called; the free line whole, for its parts are not known."""
        return self.free or " ".join(part for part in (self.given, self.family or self.father) if part)

    @property
    def match_key(self) -> str:
        """The key by which this name is matched; see the function of the same name."""
        return match_key(self.display)

    @property
    def _parts(self) -> tuple[str, str, str, str]:
        return self.given, self.father, self.grandfather, self.family


def check(given: str = "", father: str = "", grandfather: str = "", family: str = "", free: str = "") -> FourNames:
    """Return the name as typed, cleaned, one space between words.

    Raises BadName: "empty" (nothing given), "given" (other parts without it), "long" (over 150 characters in
    all), "characters" (a digit, or a sign other than an apostrophe, a hyphen or a full stop).
    """
    name = FourNames(*(" ".join(arabic.clean(part).split()) for part in (given, father, grandfather, family, free)))
    if not name.display:
        raise BadName("empty")
    if not (name.free or name.given):
        raise BadName("given")
    if len(name.display) > LONGEST:
        raise BadName("long")
    if not _is_written_with_letters(name.display):
        raise BadName("characters")
    return name


def display(given: str = "", father: str = "", grandfather: str = "", family: str = "", free: str = "") -> str:
    """Return the one line that shows a name given in stored parts."""
    return FourNames(given, father, grandfather, family, free).display


def match_key(name: str) -> str:
    """Return the key by which two writings of one name are equal: folded, without spaces, signs and "son of".

    عبدالله بن علي القحطانى and عبد الله علي القحطاني have one key. Equal keys are a reason to look, not a proof.
    """
    first, *rest = arabic.words(name) or [""]
    return first + "".join(word for word in rest if word not in _CONNECTIVES)


def _is_written_with_letters(name: str) -> bool:
    others = {char for char in name if unicodedata.category(char)[0] not in "LM"}
    return others <= _SIGNS and any(char.isalpha() for char in arabic.fold(name))
