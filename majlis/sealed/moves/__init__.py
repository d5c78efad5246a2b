"""The acts of the compartment. Rooms above and beside call `take_in`, `seal` and `seal_from_channel`."""

from majlis.sealed.moves.coming_back import Heard, come_back
from majlis.sealed.moves.keys import admit, hold_ceremony, make_key, retire_key, widen
from majlis.sealed.moves.taking_in import Code, seal, seal_from_channel, take_in
from majlis.sealed.moves.working import answer, close, look, look_at_paper, pass_on, reopen

__all__ = [
    "Code",
    "Heard",
    "admit",
    "answer",
    "close",
    "come_back",
    "hold_ceremony",
    "look",
    "look_at_paper",
    "make_key",
    "pass_on",
    "reopen",
    "retire_key",
    "seal",
    "seal_from_channel",
    "take_in",
    "widen",
]
