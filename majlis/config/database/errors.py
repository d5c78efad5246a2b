"""What the private database says when it cannot do its work."""

from __future__ import annotations


class Unable(Exception):
    """The database cannot be started or reached; the message is one sentence for the person at the terminal."""
