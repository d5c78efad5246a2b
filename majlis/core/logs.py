"""Keep personal things out of the logs, whatever library writes them."""

from __future__ import annotations

import logging
import re
import traceback
from collections.abc import Iterator

_LONG_NUMBER = re.compile(r"(?<![^\W_])(?<!\d[.])\+?\d[\d -]{5,}\d(?![^\W_])")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")
_MOST_CAUSES = 8


def masked(text: str) -> str:
    """Return `text` with every number of seven digits or more and every mail address replaced by a sign."""
    return _MAIL.sub("[mail]", _LONG_NUMBER.sub("[number]", text))


class Masked(logging.Filter):
    """A logging filter that masks the finished message, so that no identity, phone or reference is written."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record in place; never drops one. Arguments that do not fit the words are left out."""
        try:
            words = record.getMessage()
        except (TypeError, ValueError, KeyError):
            words = f"{record.msg} [with arguments that do not fit]"
        record.msg, record.args = masked(words), None
        return True


class Lines(logging.Formatter):
    """Writes of an error where it happened and the first line of what it said, masked.

    What follows the first line may be a whole row of the database: name, words and number of a person.
    """

    def formatException(self, ei: object) -> str:  # noqa: N802 - the library's name
        """Return the causes of an error, the first of them first."""
        error = ei[1] if isinstance(ei, tuple) else None
        if not isinstance(error, BaseException):
            return ""
        return "\nwhich led to\n".join(_told(cause) for cause in reversed(list(_causes(error))))

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, without what another formatter wrote of the error."""
        record.exc_text = None
        return super().format(record)


def _causes(error: BaseException) -> Iterator[BaseException]:
    found: BaseException | None = error
    for _turn in range(_MOST_CAUSES):
        if found is None:
            return
        yield found
        found = found.__cause__ or (None if found.__suppress_context__ else found.__context__)


def _told(error: BaseException) -> str:
    where = "".join(traceback.format_tb(error.__traceback__))
    said = str(error).partition("\n")[0]
    return f"{where}{type(error).__qualname__}: {masked(said)}"
