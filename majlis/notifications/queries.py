"""Read what was owed: on a case, to a person, and what nobody has been told yet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.utils.translation import get_language

from majlis.accounts.models import Grant, Staff
from majlis.core import clock
from majlis.core.viewer import Viewer
from majlis.notifications import rendering
from majlis.notifications.models import CallTask, Delivery, Notice, Ruling, Template
from majlis.notifications.states import CALL_ROLES


def notices_about(kind: str, about_id: int) -> QuerySet[Notice]:
    """Return the notices about one thing, such as ("appointment", 7), newest first, with their deliveries."""
    return _with_deliveries(Notice.objects.filter(about_kind=kind, about_id=about_id))


def notices_of_case(case_id: int) -> QuerySet[Notice]:
    """Return the notices that stand on the page of a case, newest first, with their deliveries."""
    return _with_deliveries(Notice.objects.filter(case_id=case_id))


def is_told(kind: str, about_id: int) -> bool:
    """Tell whether the newest notice about a thing reached the person."""
    newest = notices_about(kind, about_id).filter(recalled_at=None).first()
    return bool(newest and newest.told_at)


def told_of(kind: str, about_ids: Iterable[int]) -> set[int]:
    """Return, of the things named, those of which the newest notice reached the person, by one question."""
    rows = Notice.objects.filter(about_kind=kind, about_id__in=list(about_ids), recalled_at=None)
    newest = rows.order_by("about_id", "-created_at", "-id").distinct("about_id")
    return {row.about_id for row in newest if row.told_at}


def owed_and_untold(viewer: Viewer) -> QuerySet[Notice]:
    """Return the notices that no way could bring to the person, with their deliveries: a person must act."""
    rows = Notice.objects.visible_to(viewer).owed().filter(unreached_at__isnull=False)
    return _with_deliveries(rows)


@dataclass(frozen=True, slots=True)
class Message:
    """A notice as its person reads it on his own page. `at` is UTC."""

    at: dt.datetime
    subject: str
    words: str


def messages_for(viewer: Viewer, case_id: int) -> list[Message]:
    """Return what the person of a case was or would have been told, newest first, in the language of the page."""
    rows = Notice.objects.visible_to(viewer).filter(case_id=case_id, recalled_at=None).order_by("-created_at")
    return [_message(row) for row in rows if not row.says.secret]


def women_may_ring() -> bool:
    """Tell whether any woman of the staff holds a role that makes calls."""
    grants = Grant.objects.in_force(clock.now()).filter(role__in=sorted(CALL_ROLES))
    return bool(Staff.objects.active().filter(woman=True, pk__in=grants.values("staff")).exists())


def calls_for_women_waiting() -> int:
    """Return how many calls wait for a woman of the staff. Read within the house's scope: it tells a number only."""
    return CallTask.objects.open().filter(women_only=True, not_before__lte=clock.now()).count()


def versions(kind: str, channel: str, language: str) -> QuerySet[Template]:
    """Return the ministry's words for a kind, a channel and a language, newest first."""
    rows = Template.objects.filter(kind=kind, channel=rendering.form_of(channel), language=language)
    return rows.select_related("edited_by", "ruling__by").order_by("-version")


def ruling_on(row: Template) -> Ruling | None:
    """Return what a second person said of words, None while they wait for it."""
    return Ruling.objects.filter(template=row).first()


def words_waiting() -> list[Template]:
    """Return the words that wait for a second person, the oldest first, at most a hundred."""
    newer = Template.objects.filter(
        kind=OuterRef("kind"), channel=OuterRef("channel"), language=OuterRef("language"),
        version__gt=OuterRef("version"),
    )  # fmt: skip
    rows = Template.objects.filter(ruling=None).exclude(Exists(newer)).select_related("edited_by")
    return list(rows.order_by("edited_at")[:100])


def edited() -> dict[str, set[tuple[str, str]]]:
    """Return, by kind of notice, the (channel, language) for which words of the ministry's own are in force."""
    found: dict[str, set[tuple[str, str]]] = {}
    rows = Template.objects.filter(ruling__approved=True).order_by()
    for kind, channel, language in rows.values_list("kind", "channel", "language").distinct():
        found.setdefault(kind, set()).add((channel, language))
    return found


def _with_deliveries(rows: QuerySet[Notice]) -> QuerySet[Notice]:
    deliveries = Delivery.objects.order_by("id")
    return rows.order_by("-created_at", "-id").prefetch_related(Prefetch("deliveries", deliveries))


def _message(row: Notice) -> Message:
    language = (get_language() or "ar").split("-")[0]
    said = rendering.render(row.says, "email", language, row.facts, neutral=False)
    return Message(row.created_at, said.subject, said.words)
