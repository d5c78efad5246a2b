"""The acts of this room. Others call `owe`, `recall`, `told`, `read_on_page` and `receipt`."""

from majlis.notifications.moves.calls import claim, finish, open_call, put_off, release
from majlis.notifications.moves.deliveries import forget_secrets, give_up_on, hand_over, lose_stale, receipt, take
from majlis.notifications.moves.notices import blank, owe, read_on_page, recall, told, told_before
from majlis.notifications.moves.steps import begin, climb
from majlis.notifications.moves.words import SURE, approve_words, check_words, propose_words, send_words_back

__all__ = [
    "SURE",
    "approve_words",
    "begin",
    "blank",
    "check_words",
    "claim",
    "climb",
    "finish",
    "forget_secrets",
    "give_up_on",
    "hand_over",
    "lose_stale",
    "open_call",
    "owe",
    "propose_words",
    "put_off",
    "read_on_page",
    "recall",
    "receipt",
    "release",
    "send_words_back",
    "take",
    "told",
    "told_before",
]
