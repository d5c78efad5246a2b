"""How the house says no. Anything else that is raised is a defect."""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Refused(Exception):
    """The house says no: a code for programs, a sentence for people that says what to do next.

    `facts` are values for the sentence and for the caller; they never hold free words of a person.
    """

    status = 422

    def __init__(self, code: str, sentence: str | Promise, **facts: Any) -> None:
        """Keep the code, the sentence and the facts."""
        super().__init__(code)
        self.code = code
        self.sentence = sentence
        self.facts = facts

    def __str__(self) -> str:
        """Return the sentence with its facts filled in."""
        text = str(self.sentence)
        return text % self.facts if self.facts and "%(" in text else text


class Busy(Refused):
    """A race was lost: somebody else acted first. Nothing was changed; look again, then decide."""

    status = 409

    def __init__(self, code: str = "busy", sentence: str | Promise = "", **facts: Any) -> None:
        """Keep who did what, when it is known."""
        super().__init__(
            code,
            sentence or _("Someone else has just changed this. Nothing of yours was saved: look again, then decide."),
            **facts,
        )
