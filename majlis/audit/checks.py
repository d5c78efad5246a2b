"""What audit looks at, as data: the questions of a check, and what may be decided."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

QUESTIONS: dict[str, str | Promise] = {
    "identity": _("The identity is taken down as shown"),
    "papers": _("The papers are complete and legible"),
    "service": _("It is the right service"),
    "priority": _("Priority and road are right"),
    "entries": _("The entries are true to what was said"),
    "body": _("It is ours to decide, and the body is right"),
    "answered": _("It was not answered already"),
    "duplicate": _("There is no other open case on the same matter"),
}

ANSWERS: dict[str, str | Promise] = {"yes": _("Yes"), "no": _("No"), "na": _("Does not apply")}

DECISIONS: dict[str, str | Promise] = {
    "accept": _("Accept"),
    "ask_for_papers": _("Ask for what is missing"),
    "send_back": _("Send back to operations"),
    "refuse": _("Do not accept"),
    "not_ours": _("Not ours: hand over"),
}


@dataclass(frozen=True, slots=True)
class Answered:
    """The answers of one check by question."""

    answers: dict[str, str]

    @property
    def faults(self) -> list[str]:
        """Return the questions answered with no."""
        return [code for code in QUESTIONS if self.answers.get(code) == "no"]

    @property
    def is_whole(self) -> bool:
        """Tell whether every question was answered."""
        return all(self.answers.get(code) in ANSWERS for code in QUESTIONS)
