"""The acts of taking in."""

from majlis.intake.moves.drafts import begin, drop, keep, wipe_old
from majlis.intake.moves.duty import acknowledge, ring_duty, ring_next
from majlis.intake.moves.taking import Taken, pin_for, take_in

__all__ = ["Taken", "acknowledge", "begin", "drop", "keep", "pin_for", "ring_duty", "ring_next", "take_in", "wipe_old"]
