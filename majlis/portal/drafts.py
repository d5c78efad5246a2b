"""The draft of whoever is writing: the cookie that opens it, what is kept of it, and the time that was spent on it.

The cookie holds the draft's key, signed, and nothing of what was typed. No address that a page shows holds the key,
but the link that the person has sent to his own safe phone.
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import hashlib
import json
import uuid
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import get_language

from majlis.cases.models import Paper
from majlis.cases.queries_papers import papers_of_draft
from majlis.catalogue import queries as catalogue
from majlis.catalogue.models import Service
from majlis.core import clock
from majlis.core.ui.forms import HouseForm
from majlis.core.viewer import Kind, Viewer
from majlis.intake import moves
from majlis.intake import queries as intake
from majlis.intake.models import KEPT_DAYS, Draft
from majlis.people.models import Beneficiary
from majlis.portal import queries
from majlis.portal.walk import FIELDS, SECONDS, Sent, Walk

COOKIE, SENT_COOKIE = "majlis_draft", "majlis_sent"
ONCE = "once"
_SALT = "majlis.portal.draft"
_DAY = 86_400
SENT_FOR = 3600
LONGEST_PAUSE = dt.timedelta(minutes=15)
"""Whoever is away from a page for longer has put the request aside: that time is not counted as spent on it."""
_MOST_CHARACTERS = 20_000


@dataclass(frozen=True, slots=True)
class Open:
    """An open draft and what its pages know."""

    draft: Draft
    walk: Walk
    papers: tuple[Paper, ...] = ()

    @property
    def ended(self) -> bool:
        """Tell whether the draft has become a case."""
        return self.draft.case_id is not None


# ---- the cookies --------------------------------------------------------------------------------------------


def remember(response: HttpResponse, draft: Draft) -> None:
    """Let this browser come back to a draft for fourteen days."""
    _set(response, COOKIE, {"d": draft.pk.hex}, KEPT_DAYS * _DAY)


def remember_sent(response: HttpResponse, draft: Draft, *, key: str, seconds: int | None) -> None:
    """Let this browser see the confirmation again for an hour; without a `key` it is shown without the PIN."""
    response.delete_cookie(COOKIE)
    _set(response, SENT_COOKIE, {"d": draft.pk.hex, "k": key, "s": seconds}, SENT_FOR)


def forget(response: HttpResponse) -> None:
    """Take both cookies away."""
    response.delete_cookie(COOKIE)
    response.delete_cookie(SENT_COOKIE)


def has_cookie(request: HttpRequest) -> bool:
    """Tell whether this browser brings a well-signed draft; the draft itself may be gone."""
    return bool(_read(request, COOKIE, KEPT_DAYS * _DAY))


def sent(request: HttpRequest) -> dict[str, Any]:
    """Return what the cookie of the confirmation holds: d (draft), k (the form's key), s (seconds); or nothing."""
    return _read(request, SENT_COOKIE, SENT_FOR)


def _set(response: HttpResponse, name: str, value: dict[str, Any], age: int) -> None:
    response.set_cookie(
        name,
        signing.dumps(value | {"t": int(clock.now().timestamp())}, salt=_SALT + name),
        max_age=age,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def _read(request: HttpRequest, name: str, age: int) -> dict[str, Any]:
    try:
        found: dict[str, Any] = signing.loads(request.COOKIES.get(name, ""), salt=_SALT + name)
    except signing.BadSignature:
        return {}
    return found if clock.now().timestamp() - found["t"] <= age else {}


# ---- the way back by a link ---------------------------------------------------------------------------------


def token_of(draft: Draft) -> str:
    """Return the word of the link by which a draft is opened on another device: its key, written short."""
    return base64.urlsafe_b64encode(draft.pk.bytes).decode().rstrip("=")


def by_token(token: str) -> Draft | None:
    """Return the draft that a link opens, or None for a wrong one, or one whose request was sent."""
    try:
        key = uuid.UUID(bytes=base64.urlsafe_b64decode(token + "=="))
    except (ValueError, binascii.Error):
        return None
    found = intake.draft(str(key))
    return found if found and found.case_id is None and found.channel == "portal" else None


# ---- opening and keeping ------------------------------------------------------------------------------------


def opened(request: HttpRequest, *, hold: bool = False) -> Open | None:
    """Return the draft that this browser brings, unless it is gone, or belongs to another person who signed in.

    `hold` lets nobody else write or send it meanwhile.
    """
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    brought = _read(request, COOKIE, KEPT_DAYS * _DAY)
    draft = intake.draft(brought["d"], hold=hold) if brought else None
    if draft is None or draft.channel != "portal" or _is_anothers(draft, viewer):
        return None
    try:
        service = catalogue.service(draft.service)
    except Service.DoesNotExist:
        return None
    papers = tuple(papers_of_draft(draft.pk, hold=hold))
    return Open(draft, _walk(draft, service, viewer, papers), papers)


def _is_anothers(draft: Draft, viewer: Viewer) -> bool:
    if viewer.kind is not Kind.BENEFICIARY or draft.beneficiary_id in (None, viewer.id):
        return False
    return (
        not Beneficiary.objects.visible_to(viewer).filter(pk=draft.beneficiary_id).exists()
    )  # a record merged into his


def _walk(draft: Draft, service: Service, viewer: Viewer, papers: tuple[Paper, ...]) -> Walk:
    return Walk(
        service=service,
        kept=draft.answers,
        language=(get_language() or "ar")[:2],
        centres=queries.centres(),
        respondents=queries.respondents(service),
        known=queries.known(viewer),
        papers=tuple(Sent(str(one.pk), one.name, one.item_code) for one in papers),
    )


def renewed(found: Open) -> Open:
    """Return an open draft with what was typed and sent since."""
    papers = papers_of_draft(found.draft.pk)
    sent = tuple(Sent(str(one.pk), one.name, one.item_code) for one in papers)
    return replace(found, walk=replace(found.walk, kept=found.draft.answers, papers=sent))


def keep(draft: Draft, code: str, form: HouseForm) -> None:
    """Keep what was typed at a step, as typed, with the time that was spent on it. Files are kept elsewhere.

    The form has been judged: hidden characters are gone from what it holds. More than a person types is not kept.
    """
    fields = as_typed(form)
    if sum(len(value) for values in fields.values() for value in values) > _MOST_CHARACTERS:
        return
    before = draft.answers.get(code, {}).get(SECONDS, 0)
    moves.keep(draft, code, {FIELDS: fields, SECONDS: before + last_pause(draft)})


def mark_of(draft: Draft, code: str) -> str:
    """Return a mark of what is kept of a step: it changes whenever an answer has arrived."""
    kept = json.dumps(draft.answers.get(code), sort_keys=True)
    return hashlib.blake2b(kept.encode(), digest_size=6).hexdigest()


def as_typed(form: HouseForm) -> dict[str, list[str]]:
    """Return the posted values that belong to a form's own fields; a date's parts are named after it."""
    own = {form.add_prefix(name) for name, field in form.fields.items() if not field.widget.needs_multipart_form}
    lists = form.data.lists() if isinstance(form.data, MultiValueDict) else []
    return {name: list(values) for name, values in lists if _belongs(name, own)}


def _belongs(name: str, own: Collection[str]) -> bool:
    parts = {f"{one}_{part}" for one in own for part in ("calendar", "day", "month", "year")}
    return name in own or name in parts


def last_pause(draft: Draft) -> int:
    """Return the seconds since the draft was touched; none when it was put aside meanwhile."""
    passed = clock.now() - draft.touched_at
    return int(passed.total_seconds()) if dt.timedelta(0) < passed <= LONGEST_PAUSE else 0


def spent(draft: Draft) -> int:
    """Return the seconds that the person has spent on the request until now."""
    kept: list[int] = [step.get(SECONDS, 0) for step in draft.answers.values()]
    return sum(kept) + last_pause(draft)
