"""Send the way back to a draft to the phone that its writer called his own."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from majlis.core.clock import day_of
from majlis.core.errors import Refused
from majlis.core.viewer import Viewer
from majlis.intake import moves
from majlis.intake.models import Draft
from majlis.notifications import addressees
from majlis.notifications import moves as notifications
from majlis.people.states import Whose
from majlis.portal import notices
from majlis.portal.drafts import token_of
from majlis.portal.forms.person import ContactForm
from majlis.portal.walk import Walk

MOST = 3
_SENT = "links"


def safe_mobile(walk: Walk) -> str:
    """Return the mobile (E.164) that is the writer's alone and may be used; empty when he named none."""
    form = ContactForm(walk.typed("contact"))
    if not form.is_valid() or form.cleaned_data["never"] or form.cleaned_data["whose"] != Whose.MINE:
        return ""
    return str(form.cleaned_data["mobile"])


def left(draft: Draft) -> int:
    """Return how many times the link may still be sent."""
    return MOST - int(draft.answers.get(_SENT, {}).get("times", 0))


def send(draft: Draft, walk: Walk, *, by: Viewer) -> None:
    """Owe the link to the safe phone. Raises Refused "no_safe_phone", "links_sent"."""
    mobile = safe_mobile(walk)
    if not mobile:
        raise Refused("no_safe_phone", _("Answer first how we may reach you, with a phone that is yours alone."))
    times = MOST - left(draft) + 1
    if times > MOST:
        raise Refused("links_sent", _("The link was sent to your phone three times. Look for it there."))
    moves.keep(draft, _SENT, {"times": times})
    notifications.owe(
        notices.LINK,
        to=addressees.address_alone("mobile", mobile, walk.language),
        facts={
            "address": settings.ORIGIN + reverse("portal:come-back", args=[token_of(draft)]),
            "until": day_of(draft.expires_at),
        },
        about=("draft", draft.pk.int >> 66),
        version=times,
        not_after=draft.expires_at,
    )
