"""The acts of follow-up."""

from majlis.followup.moves.chasing import chase, leave, raise_
from majlis.followup.moves.days import close_day, forget, open_day, settle

__all__ = ["chase", "close_day", "forget", "leave", "open_day", "raise_", "settle"]
