"""What the supervisor says when the house cannot be opened."""

from __future__ import annotations


class Closed(Exception):
    """The house cannot be run; the message is one sentence for the person at the terminal."""
