"""Calendar feeds: give one, take it back."""

from __future__ import annotations

import hashlib
import secrets

from django.core.exceptions import PermissionDenied

from majlis.audiences import rules
from majlis.audiences.models import Feed
from majlis.core import clock
from majlis.core.scope import house
from majlis.core.viewer import Viewer
from majlis.trail import moves as trail


def digest(key: str) -> str:
    """Return what is kept of a feed's key."""
    return hashlib.sha256(key.encode()).hexdigest()


def give_feed(*, by: Viewer) -> str:
    """Give the officer a new feed of the sessions and return its key, which is shown once; a former one ends.

    Raises 403 for who does not plan sessions.
    """
    if not rules.may_see_plan(by) or by.id is None:
        raise PermissionDenied
    key = secrets.token_urlsafe(32)
    with house():
        Feed.objects.filter(staff=by.id, ended_at=None).update(ended_at=clock.now())
        feed = Feed.objects.create(staff_id=by.id, digest=digest(key))
        trail.record("feed.given", by=by, subject=("feed", feed.pk))
    return key


def end_feed(*, by: Viewer) -> bool:
    """Take the officer's feed back: its address answers no more. Tells whether there was one."""
    with house():
        ended = Feed.objects.filter(staff=by.id, ended_at=None).update(ended_at=clock.now())
        if ended:
            trail.record("feed.ended", by=by, subject=("staff", by.id))
    return bool(ended)
