"""What other rooms ask of the catalogue. Single services and categories are kept in the process: read, never change."""

from __future__ import annotations

from majlis.catalogue.models import Category, Service
from majlis.core import editions

editions.changes(Category, Service)

_ROADS = {
    "audience": {
        "ar": "ينتظر طلبك مكانًا في الجلسة الأسبوعية، ونبلغك بموعدك قبله بثلاثة أيام على الأقل.",
        "en": "It waits for a place in the weekly session; we tell you the time at least three days before.",
    },
    "paper": {
        "ar": "يُعرض طلبك على الوزير، ونبلغك بما يوجّه به.",
        "en": "It is put before the minister, and we tell you what he decides.",
    },
    "delegated": {
        "ar": "يقرر فيه مكتب الوزير بتوجيه دائم منه، ونبلغك.",
        "en": "The minister's office decides on it under his standing directive, and we tell you.",
    },
    "service": {
        "ar": "يقرر فيه المسؤول الأعلى، ونبلغك.",
        "en": "The one in charge above decides on it, and we tell you.",
    },
}


def road_words(road: str) -> dict[str, str]:
    """Return what a road means to the person, by language."""
    return dict(_ROADS[road])


def offered(channel: str) -> list[Service]:
    """Return the services that a channel offers, in the catalogue's order."""
    return list(Service.objects.filter(active=True, channels__contains=[channel]).select_related("category"))


@editions.kept("catalogue")
def service(code: str) -> Service:
    """Return an active service by its code; raises Service.DoesNotExist."""
    return Service.objects.select_related("category").get(code=code, active=True)


def categories() -> list[Category]:
    """Return the categories that can be chosen, in order."""
    return list(Category.objects.filter(active=True))


@editions.kept("catalogue")
def category(code: str) -> Category | None:
    """Return an active category by its code, or None."""
    return Category.objects.filter(code=code, active=True).first()
