"""The acts of referrals."""

from majlis.referrals.moves.answering import answer, record_answer, send_back
from majlis.referrals.moves.ending import bar, end_all, wipe, withdraw
from majlis.referrals.moves.liaison import acknowledge, ask, note_opening, promise, see, tell
from majlis.referrals.moves.sending import Ask, refer
from majlis.referrals.moves.telling import remind

__all__ = [
    "Ask",
    "acknowledge",
    "answer",
    "ask",
    "bar",
    "end_all",
    "note_opening",
    "promise",
    "record_answer",
    "refer",
    "remind",
    "see",
    "send_back",
    "tell",
    "wipe",
    "withdraw",
]
