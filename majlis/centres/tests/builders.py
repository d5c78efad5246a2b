"""Places for tests, straight into the tables."""

from __future__ import annotations

import itertools
from typing import Any

from majlis.centres.models import WOMEN, Centre, Counter, Hall, Section

_next = itertools.count(1)


def a_centre(code: str = "", **words: Any) -> Centre:
    """Return a centre with its inquiries, operations and women's sections; a code of its own unless given."""
    code = code or f"centre-{next(_next)}"
    given = {"name_ar": "مركز الرياض", "name_en": "Riyadh centre", "city_ar": "الرياض", "city_en": "Riyadh"}
    centre: Centre = Centre.objects.create(code=code, **(given | words))
    a_section(centre, "inquiries", name_ar="الاستفسارات", name_en="Inquiries")
    a_section(centre, "operations", name_ar="العمليات", name_en="Operations")
    a_section(centre, WOMEN, name_ar="القسم النسائي", name_en="Women's section", women=True)
    return centre


def a_section(centre: Centre | None, code: str, **words: Any) -> Section:
    """Return the section of a centre, or of the ministry for None; made when it is not there."""
    given = {"name_ar": code, "name_en": code} | words
    return Section.objects.get_or_create(centre=centre, code=code, defaults=given)[0]


def a_counter(centre: Centre, number: int = 1, **words: Any) -> Counter:
    """Return a counter."""
    return Counter.objects.create(centre=centre, number=number, **words)


def a_hall(centre: Centre, code: str = "", **words: Any) -> Hall:
    """Return a hall, for men unless said otherwise."""
    given = {"name_ar": "قاعة", "name_en": "Hall"} | words
    return Hall.objects.create(centre=centre, code=code or f"hall-{next(_next)}", **given)
