"""The acts of audit."""

from majlis.audit.moves.checking import accept, ask_for_papers, hand_over_outside, refuse, send_back, waive_paper
from majlis.audit.moves.lists import make_list, sign_list

__all__ = [
    "accept",
    "ask_for_papers",
    "hand_over_outside",
    "make_list",
    "refuse",
    "send_back",
    "sign_list",
    "waive_paper",
]
