"""Background work of this room."""

from __future__ import annotations

from majlis.cases.tasks_papers import repair_papers, scan, sweep_papers

__all__ = ["repair_papers", "scan", "sweep_papers"]
