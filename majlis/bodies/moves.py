"""Set up bodies, what they handle, and their contacts. Each act asks the rule, writes, and tells the book."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from majlis.bodies import facts, queries, rules
from majlis.bodies.models import Body, Contact, Handles
from majlis.core import constraints, scope
from majlis.core.errors import Refused
from majlis.core.viewer import Viewer
from majlis.trail import moves as trail

constraints.explain(
    "bodies_contact_reachable", "contact_unreachable", _("Give a contact an e-mail or a phone, or both.")
)


@transaction.atomic
def set_up(code: str, *, by: Viewer, handles: Iterable[str] = (), **words: Any) -> Body:
    """Set up a body with the fields of `Body` and the codes of the categories it handles. Raises PermissionDenied."""
    _allow(rules.may_set_up(by))
    with scope.house():
        body: Body = Body.objects.create(code=code, **words)
        trail.record(facts.BODY_SET_UP.name, by=by, subject=("body", body.pk), code=code)
        set_handles(body, handles, by=by)
    return body


@transaction.atomic
def change(body: Body, *, by: Viewer, **words: Any) -> None:
    """Change fields of a body. Refuses "body_circle" when it would stand above itself."""
    _allow(rules.may_set_up(by))
    for name, value in words.items():
        setattr(body, name, value)
    if body.parent is not None and body in queries.line_of(body.parent):
        raise Refused("body_circle", _("A body cannot stand above itself. Choose another body above it."))
    with scope.house():
        body.save(update_fields=list(words))
        trail.record(facts.BODY_CHANGED.name, by=by, subject=("body", body.pk), code=body.code)


@transaction.atomic
def set_handles(body: Body, categories: Iterable[str], *, by: Viewer) -> None:
    """Say which categories a body handles, by their codes; the ranks of those that stay are kept."""
    _allow(rules.may_set_up(by))
    wanted = sorted(set(categories))
    with scope.house():
        body.handles.exclude(category__in=wanted).delete()
        Handles.objects.bulk_create(
            [Handles(body=body, category=category) for category in wanted], ignore_conflicts=True
        )
        trail.record(facts.HANDLES_SET.name, by=by, subject=("body", body.pk), categories=" ".join(wanted))


@transaction.atomic
def add_contact(body: Body, *, by: Viewer, **words: Any) -> Contact:
    """Add a contact with the fields of `Contact`. Refuses "contact_unreachable" without mail and phone."""
    _allow(rules.may_keep_contacts(by))
    if not (words.get("mail") or words.get("phone")):
        raise Refused("contact_unreachable", _("Give a contact an e-mail or a phone, or both."))
    with scope.house():
        contact = Contact.objects.create(body=body, **words)
        trail.record(facts.CONTACT_ADDED.name, by=by, subject=("body", body.pk), contact=contact.pk)
    return contact


@transaction.atomic
def end_contact(contact: Contact, *, by: Viewer) -> None:
    """Take a contact out of use; what was sent to him stays as it was."""
    _allow(rules.may_keep_contacts(by))
    contact.active = False
    with scope.house():
        contact.save(update_fields=["active"])
        trail.record(facts.CONTACT_ENDED.name, by=by, subject=("body", contact.body_id), contact=contact.pk)


def _allow(yes: bool) -> None:
    if not yes:
        raise PermissionDenied
