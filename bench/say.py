"""What a measurement says: figures as JSON lines on standard output, everything else on standard error."""

from __future__ import annotations

import json
import sys
from typing import Any


def figure(bench: str, name: str, value: float, unit: str, *, digits: int = 2, **context: Any) -> None:
    """Print one figure with what it was measured under, to so many digits after the point."""
    line = {"bench": bench, "name": name, "value": round(value, digits), "unit": unit, "context": context}
    print(json.dumps(line), flush=True)


def tell(words: str) -> None:
    """Say how far the measurement is."""
    print(f"bench: {words}", file=sys.stderr, flush=True)
