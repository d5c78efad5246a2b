"""Set up centres, sections, counters and halls."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from majlis.centres import facts, rules
from majlis.centres.models import Centre, Counter, Hall, Section
from majlis.centres.moves.common import allow
from majlis.core import scope
from majlis.core.viewer import Viewer
from majlis.trail import moves as trail


@transaction.atomic
def set_up(code: str, *, by: Viewer, **words: Any) -> Centre:
    """Set up a centre under a code, with the fields of `Centre`. Raises PermissionDenied."""
    allow(rules.may_set_up(by))
    with scope.house():
        centre = Centre.objects.create(code=code, **words)
        trail.record(facts.CENTRE_SET_UP.name, by=by, subject=("centre", centre.pk), code=code)
    return centre


@transaction.atomic
def add_section(
    centre: Centre | None, code: str, *, by: Viewer, name_ar: str, name_en: str, women: bool = False
) -> Section:
    """Add a section to a centre, or to the ministry for None; an existing one is returned. Raises PermissionDenied."""
    allow(rules.may_set_up(by))
    with scope.house():
        found, _new = Section.objects.get_or_create(
            centre=centre, code=code, defaults={"name_ar": name_ar, "name_en": name_en, "women": women}
        )
    return found


@transaction.atomic
def add_counter(centre: Centre, number: int, *, by: Viewer, women: bool = False) -> Counter:
    """Add a counter to a centre; an existing one is returned. Raises PermissionDenied."""
    allow(rules.may_set_up(by))
    with scope.house():
        found, _new = Counter.objects.get_or_create(centre=centre, number=number, defaults={"women": women})
    return found


@transaction.atomic
def add_hall(centre: Centre, code: str, *, by: Viewer, **words: Any) -> Hall:
    """Add a hall to a centre, with the fields of `Hall`; an existing one is returned. Raises PermissionDenied."""
    allow(rules.may_set_up(by))
    with scope.house():
        found, _new = Hall.objects.get_or_create(centre=centre, code=code, defaults=words)
    return found
