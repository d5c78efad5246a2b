"""Who asks during a measurement: signed-in officers, drafts ready to be sent, cases to be looked up.

Made with the app's own code, in a process of its own that is not the server but knows its secret.
"""

from __future__ import annotations

import itertools
import uuid
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core import signing

from majlis.accounts.models import Grant, Staff
from majlis.accounts.queries import viewer_for
from majlis.cases.models import Case
from majlis.cases.states import Section, State
from majlis.centres.models import Centre
from majlis.config.seed import load, load_rows, load_words
from majlis.core import clock
from majlis.core.scope import house, within
from majlis.core.secrets import check_pin
from majlis.intake.models import Draft
from majlis.portal import drafts
from majlis.portal.walk import FIELDS, SECONDS

_SALT = "majlis.portal.draft"


@dataclass(frozen=True, slots=True)
class Ready:
    """A draft whose questions are all answered: the cookie that opens it and the key of its form."""

    cookie: str
    once: str


def officer(role: str = "operations_officer") -> Staff:
    """Return a man who holds a role at the desk of a whole centre."""
    held = Grant.objects.filter(role=role, section="", staff__woman=False, staff__active=True)
    return held.select_related("staff").order_by("pk")[0].staff


def session(member: Staff) -> str:
    """Return the key of a new session in which the officer is signed in and has shown his second factor."""
    store = SessionStore()
    store[SESSION_KEY] = str(member.pk)
    store[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    store[HASH_SESSION_KEY] = member.get_session_auth_hash()
    store["second_factor_of"] = member.pk
    store.save()
    return str(store.session_key)


def ready_drafts(count: int) -> list[Ready]:
    """Make that many drafts of petitions, answered to the end by the questions of the portal."""
    centre = str(Centre.objects.filter(open=True).order_by("pk")[0].pk)
    made = [_draft(number, centre) for number in range(count)]
    with within(load.HOUSE), house():
        Draft.objects.bulk_create([draft for draft, _once in made], batch_size=500)
    stamp = int(clock.now().timestamp())
    return [
        Ready(signing.dumps({"d": draft.pk.hex, "t": stamp}, salt=_SALT + drafts.COOKIE), once) for draft, once in made
    ]


def _draft(number: int, centre: str) -> tuple[Draft, str]:
    once = str(uuid.uuid4())
    said = (
        ". ".join(itertools.islice(itertools.cycle(load_words.SENTENCES[number % 40 :]), 14))
        .replace("{", "")
        .replace("}", "")
    )
    typed: dict[str, dict[str, Any]] = {
        "words": {"words": said},
        "urgent": {"urgent": "no"},
        "q-wish": {"answer": "أرجو الموافقة على الزيارة"},
        "whom": {"whom": "me"},
        "papers": {"none_support": "on"},
        "identity": {"identity_kind": "resident", "identity_number": load_rows.identity(50_000_000 + number)},
        "name": {"given_name": "سالم", "father": "علي", "grandfather": "محمد", "family": "الحربي"},
        "you": {"sex": "unsaid"},
        "needs": {"language": "ar"},
        "contact": {"mobile": f"05{number % 100_000_000:08d}", "whose": "mine"},
        "centre": {"centre": centre},
    }
    kept: dict[str, Any] = {
        step: {FIELDS: {name: [value] for name, value in fields.items()}, SECONDS: 12} for step, fields in typed.items()
    }
    kept[drafts.ONCE] = {"key": once}
    return Draft(service="petition", channel="portal", language="ar", answers=kept), once


def unfinished() -> str:
    """Return the first question that a ready draft leaves open, empty when none."""
    from majlis.catalogue import queries as catalogue
    from majlis.portal import queries, steps
    from majlis.portal.walk import Walk

    draft, _once = _draft(0, str(Centre.objects.filter(open=True).order_by("pk")[0].pk))
    service = catalogue.service(draft.service)
    walk = Walk(service, draft.answers, "ar", queries.centres(), queries.respondents(service))
    step = steps.first_open(walk)
    return step.code if step else ""


def on_desk(member: Staff, count: int) -> list[str]:
    """Return references of open cases that lie on the officer's desk, from all ages."""
    viewer = viewer_for(member)
    with within(viewer):
        found = Case.objects.visible_to(viewer).filter(section=Section.OPERATIONS).exclude(state=State.CLOSED)
        every = list(found.order_by("id").values_list("reference", flat=True)[:20_000])
    return every[:: max(1, len(every) // count)][:count]


def any_cases(count: int) -> list[str]:
    """Return references of cases of all ages that were made for load; load.PIN opens them."""
    with within(load.HOUSE):
        last = Case.objects.order_by("-id").values_list("id", flat=True)[0]
        wanted = [1 + last * place // count for place in range(count)]
        found = list(Case.objects.filter(pk__in=wanted).order_by("id").values_list("reference", "pin_hash"))
    return [reference for reference, kept in found if check_pin(load.PIN, kept)]


def marked(member: Staff) -> str:
    """Return the reference, as pages show it, of a case that says load_rows.MARK and that the officer may read."""
    viewer = viewer_for(member)
    with within(viewer):
        found = Case.objects.visible_to(viewer).filter(words__contains=load_rows.MARK).order_by("-id")
        return str(found[0]) if found else ""
