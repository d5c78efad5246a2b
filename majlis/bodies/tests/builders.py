"""Bodies for tests, straight into the tables."""

from __future__ import annotations

import itertools
from typing import Any

from majlis.bodies.models import Body, Contact, Handles

_next = itertools.count(1)


def a_body(code: str = "", *, handles: tuple[str, ...] = (), **words: Any) -> Body:
    """Return a body inside the ministry unless said otherwise, competent in the categories named."""
    given = {"name_ar": "المديرية العامة للجوازات", "name_en": "Directorate General of Passports"} | words
    body: Body = Body.objects.create(code=code or f"body-{next(_next)}", **given)
    for category in handles:
        Handles.objects.create(body=body, category=category)
    return body


def a_contact(body: Body, **words: Any) -> Contact:
    """Return a liaison of a body, reached by mail unless said otherwise."""
    given = {"name": "سالم العتيبي", "mail": f"liaison{next(_next)}@body.example"} | words
    return Contact.objects.create(body=body, **given)
