"""Read the bodies: who is competent, whom to reach there, who looks into a complaint about one of them."""

from __future__ import annotations

from majlis.bodies.models import Body, Contact

_HIGHEST = 8
"""Levels of parents that are followed: more would be a circle."""


def who_handles(category: str) -> list[Body]:
    """Return the bodies that handle a category, named by its code, and receive referrals; the first choice first."""
    found = Body.objects.filter(handles__category=category, active=True)
    return list(found.order_by("handles__rank", "code"))


def competent_first(category: str) -> list[Body]:
    """Return all bodies that receive referrals, those competent in a category (its code, or empty) first."""
    first = who_handles(category) if category else []
    return [*first, *Body.objects.filter(active=True).exclude(pk__in=[body.pk for body in first])]


def categories_of(body: Body) -> list[str]:
    """Return the codes of the categories that a body handles, in alphabetical order."""
    return list(body.handles.order_by("category").values_list("category", flat=True))


def contacts(body: Body, *, level: int | None = None) -> list[Contact]:
    """Return the contacts in use of a body, liaisons first; of one level only when it is given."""
    found = body.contacts.filter(active=True)
    return list(found if level is None else found.filter(level=level))


def above(body: Body) -> Body | None:
    """Return who looks into a complaint about a body: its inspecting body, else its parent, else None.

    The respondent is never the one to whom a complaint about him is referred.
    """
    return body.inspecting or body.parent


def line_of(body: Body) -> list[Body]:
    """Return a body and those above it, the nearest first."""
    line: list[Body] = []
    step: Body | None = body
    while step is not None and step not in line and len(line) < _HIGHEST:
        line.append(step)
        step = step.parent
    return line


def may_receive(body: Body, respondents: set[int]) -> bool:
    """Tell whether a matter may be referred to a body, when the bodies with these ids are complained of.

    A body below a respondent may not receive it either: it would report to him.
    """
    return body.active and not any(step.pk in respondents for step in line_of(body))
