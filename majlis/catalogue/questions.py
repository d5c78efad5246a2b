"""Questions and papers of a service as typed values, read from the catalogue's lines."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from majlis.core.languages import Words, pick

QuestionType = Literal["line", "words", "choice", "yes_no", "date", "digits", "centre"]


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that can be chosen."""

    code: str
    names: Words
    hints: Words = field(default_factory=dict)

    def __str__(self) -> str:
        """Return the words in the language in use."""
        return pick(self.names)

    @property
    def hint(self) -> str:
        """Return the help in the language in use."""
        return pick(self.hints)


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a service: its code, how it is answered, and its words by language.

    `unless` names a channel on which the question is not asked, such as "phone".
    """

    code: str
    type: QuestionType
    names: Words
    hints: Words = field(default_factory=dict)
    required: bool = True
    options: tuple[Option, ...] = ()
    longest: int = 400
    unless: str = ""

    @classmethod
    def read(cls, line: dict[str, Any]) -> Question:
        """Make a question of a catalogue line; an unknown type is refused with ValueError."""
        if line["type"] not in get_args(QuestionType):
            raise ValueError(f"question {line['code']}: unknown type {line['type']}")
        options = tuple(Option(o["code"], o["names"], o.get("hints", {})) for o in line.get("options", []))
        if (line["type"] == "choice") != bool(options):
            raise ValueError(f"question {line['code']}: options belong to a choice")
        return cls(
            code=line["code"],
            type=line["type"],
            names=line["names"],
            hints=line.get("hints", {}),
            required=line.get("required", True),
            options=options,
            longest=line.get("longest", 400),
            unless=line.get("unless", ""),
        )

    def __str__(self) -> str:
        """Return the words in the language in use."""
        return pick(self.names)

    @property
    def hint(self) -> str:
        """Return the help in the language in use."""
        return pick(self.hints)


@dataclass(frozen=True, slots=True)
class AskedPaper:
    """One paper that a service asks for. Not required: it helps, and the request goes on without it."""

    code: str
    names: Words
    hints: Words = field(default_factory=dict)
    required: bool = True

    @classmethod
    def read(cls, line: dict[str, Any]) -> AskedPaper:
        """Make a paper of a catalogue line."""
        return cls(line["code"], line["names"], line.get("hints", {}), line.get("required", True))

    def __str__(self) -> str:
        """Return the name in the language in use."""
        return pick(self.names)

    @property
    def hint(self) -> str:
        """Return the help in the language in use."""
        return pick(self.hints)
