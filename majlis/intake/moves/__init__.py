"""The acts of taking in."""

from majlis.intake.moves.drafts import begin, keep, wipe_old
from majlis.intake.moves.taking import Taken, pin_for, take_in

__all__ = ["Taken", "begin", "keep", "pin_for", "take_in", "wipe_old"]
