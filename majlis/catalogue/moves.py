"""Lay out the catalogue from its shipped lines."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from majlis.catalogue.models import Category, Service
from majlis.catalogue.questions import AskedPaper, Question
from majlis.core.scope import house
from majlis.core.viewer import Viewer
from majlis.trail import moves as trail

DATA = Path(__file__).parent / "data"
_LISTS = {"questions": "question_lines", "papers": "paper_lines"}


def load(*, by: Viewer) -> int:
    """Add the shipped categories and services that are not there yet; what the ministry edited stays as it is.

    Returns the number of services added.
    """
    with house():
        for place, line in enumerate(_lines("categories.toml", "category")):
            code = line.pop("code")
            Category.objects.get_or_create(code=code, defaults={**line, "place": place})
        known = {category.code: category for category in Category.objects.all()}
        added = 0
        for place, line in enumerate(_lines("services.toml", "service")):
            code, values = line.pop("code"), _values(line, known)
            added += Service.objects.get_or_create(code=code, defaults={**values, "place": place})[1]
        trail.record("catalogue.loaded", by=by, subject=("catalogue", 0), services=added)
    return added


def _lines(name: str, table: str) -> list[dict[str, Any]]:
    lines: list[dict[str, Any]] = tomllib.loads((DATA / name).read_text("utf-8"))[table]
    return lines


def _values(line: dict[str, Any], known: dict[str, Category]) -> dict[str, Any]:
    for question in line.get("questions", []):
        Question.read(question)
    for paper in line.get("papers", []):
        AskedPaper.read(paper)
    values = {_LISTS.get(name, name): value for name, value in line.items()}
    if "category" in values:
        values["category"] = known[values["category"]]
    return values
