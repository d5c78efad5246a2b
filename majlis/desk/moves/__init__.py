"""The acts of the desk itself."""

from majlis.desk.moves.own import drop_view, lend, note_reveal, save_view
from majlis.desk.moves.sealing import seal_away

__all__ = ["drop_view", "lend", "note_reveal", "save_view", "seal_away"]
