"""Keep personal numbers out of the logs, whatever library writes them."""

from __future__ import annotations

import logging
import re

_LONG_NUMBER = re.compile(r"(?<![\w.])\+?\d[\d -]{5,}\d(?!\w)")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")


def masked(text: str) -> str:
    """Return `text` with every number of seven digits or more and every mail address replaced by a sign."""
    return _MAIL.sub("[mail]", _LONG_NUMBER.sub("[number]", text))


class Masked(logging.Filter):
    """A logging filter that masks the finished message, so that no identity, phone or reference is written."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record in place; never drops one."""
        record.msg, record.args = masked(record.getMessage()), None
        return True
