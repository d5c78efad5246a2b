"""A reporter comes back with his seven words and reads the answer. It leaves no trace."""

from __future__ import annotations

from dataclasses import dataclass

from majlis.core.scope import house
from majlis.core.secrets import WORDS_IN_A_CODE, fold_words, words_digest
from majlis.sealed.crypto import codes
from majlis.sealed.models import Report


@dataclass(frozen=True, slots=True)
class Heard:
    """What a reporter is shown: how far it is, and the answers, the first one first. Nothing of it is kept."""

    words: str
    answers: tuple[str, ...]


def come_back(code: str) -> Heard | None:
    """Return what the holder of a code may read, or None when no report has this code.

    The answers are opened here, in the request, with the key that follows from the words; neither the words, nor the
    key, nor the answer in plain text is written anywhere. All spellings that fold alike are one code.
    """
    if len(fold_words(code).split()) != WORDS_IN_A_CODE:
        return None
    digest = words_digest(code)
    with house():
        report = Report.objects.filter(code=digest).first()
        if report is None:
            return None
        sealed = [bytes(answer.to_reporter) for answer in report.answers.all()]
    seed = codes.seed_of(code, bytes(report.salt)) if sealed else b""
    return Heard(report.public_words, tuple(filter(None, (_opened(seed, one) for one in sealed))))


def _opened(seed: bytes, sealed: bytes) -> str:
    try:
        return codes.opened(seed, sealed)
    except ValueError:  # a browser sealed something else than words to this lock: there is nothing to show
        return ""
