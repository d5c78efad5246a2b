"""What the public pages offer to choose from, and what they know of whoever signed in."""

from __future__ import annotations

from majlis.bodies.models import Body
from majlis.catalogue.models import Service
from majlis.centres.models import Section
from majlis.centres.queries import open_centres
from majlis.core.viewer import Kind, Viewer
from majlis.people import queries as persons
from majlis.people.models import Beneficiary
from majlis.people.states import Level
from majlis.portal.walk import Choice, Known


def centres() -> tuple[Choice, ...]:
    """Return the centres that receive people, headquarters first."""
    return tuple(Choice(str(row.pk), str(row), row.address or row.city) for row in open_centres())


def respondents(service: Service) -> tuple[Choice, ...]:
    """Return whom a complaint may name, by mark: sections of our centres, or bodies. A security body is not named."""
    if not service.asks_respondent:
        return ()
    if service.road == "service":
        rows = Section.objects.filter(centre__open=True).select_related("centre").order_by("centre__code", "code")
        return tuple(Choice(f"section:{row.pk}", f"{row.centre} – {row}") for row in rows)
    bodies = Body.objects.filter(active=True, security=False)
    named = [Choice(f"body:{body.pk}", str(body)) for body in bodies]
    return tuple(sorted(named, key=lambda one: one.name))


def known(viewer: Viewer) -> Known | None:
    """Return the beneficiary who is signed in; None for anyone else."""
    if viewer.kind is not Kind.BENEFICIARY:
        return None
    try:
        person = persons.canonical(viewer.id)
    except Beneficiary.DoesNotExist:
        return None
    level = Level[dict(viewer.extra).get("level", "none").upper()]
    return Known(
        id=person.pk,
        name=person.name.short or person.latin_name,
        level=int(level),
        asked=bool(person.served_by) or person.sex == "man",
        reachable=person.never_contact or person.points.in_use().exists(),
        version=person.version,
    )
