"""What the answers of a mail server mean (RFC 5321 for the codes, RFC 3463 and its registry for the finer ones)."""

from __future__ import annotations

import re
from dataclasses import dataclass

_FINER = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an answer means for us: whether another try is no use, and whether the address is at fault."""

    permanent: bool
    bad_address: bool
    words: str


TEMPORARY_BY_FINER = frozenset({"5.2.2", "5.3.1", "5.3.2", "5.7.8", "5.7.9", "5.7.11"})
"""Full mailbox, full or stopped system, our own sign-in: each may be mended, though the code says never."""
BAD_ADDRESS_BY_FINER = frozenset({"5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1", "5.4.4"})
"""No such mailbox, no such host, wrong syntax, moved away, no mail taken, mailbox disabled, no route."""
OURS = frozenset({500, 501, 502, 503, 504, 530, 534, 535, 538})
"""The server did not like what we said or who we are; the address has nothing to do with it."""
WORDS = {
    421: "server closing",
    450: "mailbox busy",
    451: "server error",
    452: "server full",
    454: "sign-in not possible now",
    530: "sign-in asked for",
    535: "sign-in refused",
    550: "no such mailbox",
    551: "user not local",
    552: "mailbox full",
    553: "mailbox name refused",
    554: "refused",
    556: "domain takes no mail",
}


def verdict(code: int, text: str, *, at_recipient: bool) -> Verdict:
    """Return what an answer means. `at_recipient` tells that it answered to the recipient's address, not to ours."""
    found = _FINER.search(text)
    finer = found[1] if found else ""
    words = f"{code} {finer} {WORDS.get(code, 'refused' if code >= 500 else 'not now')}".replace("  ", " ")
    if code < 500 or finer in TEMPORARY_BY_FINER or (code == 552 and not finer):
        return Verdict(False, False, words)
    if code in OURS and finer not in BAD_ADDRESS_BY_FINER:
        return Verdict(False, False, words)
    about_it = finer in BAD_ADDRESS_BY_FINER or (not finer and at_recipient and code in {550, 551, 553, 556})
    return Verdict(True, about_it, words)
