"""What every staff page knows of who is working: his name and roles, and the power that he has borrowed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from majlis.accounts.roles import ROLES
from majlis.accounts.rules import ROSTER_KEEPERS, STAFF_KEEPERS
from majlis.bodies.rules import CONTACT_KEEPERS
from majlis.centres.rules import MINISTRY_KEEPERS
from majlis.core.ui import dates
from majlis.core.viewer import Viewer

_LOAN = "loan:"


@dataclass(frozen=True, slots=True)
class Link:
    """A page of the administration, by the name of its address, and the roles that it is shown to.

    Pages of rooms above stand here too: who keeps the house finds all of its books in one place.
    """

    tab: str
    name: str
    icon: str
    label: str | Promise
    roles: tuple[str, ...]


_LINKS = (
    Link(
        "staff",
        "accounts:members",
        "people",
        _("Staff"),
        (*STAFF_KEEPERS, "centre_manager", "security_reports_officer"),
    ),
    Link(
        "duty", "accounts:roster", "bell", _("Duty"), (*ROSTER_KEEPERS, "minister", "duty_officer", "followup_officer")
    ),
    Link("centres", "accounts:centres", "building", _("Centres"), ("centre_manager", *MINISTRY_KEEPERS)),
    Link("holidays", "accounts:holidays", "calendar", _("Holidays and months"), MINISTRY_KEEPERS),
    Link("bodies", "referrals:bodies", "scale", _("Bodies"), CONTACT_KEEPERS),
    Link("words", "notifications:all_words", "message", _("Messages"), ("minister_office", "programme_director")),
    Link(
        "identity",
        "people:outages",
        "card",
        _("Sign-in of the public"),
        ("system_administrator", "duty_officer", "programme_director"),
    ),
)


def staff(request: HttpRequest) -> dict[str, Any]:
    """Return what the shell shows of a signed-in member, and the outside sign-in for everybody. No query.

    `me` is his name and roles; `strips` are sentences that stand above every page: the powers that he has borrowed.
    """
    known: dict[str, Any] = {"oidc": _outside(settings.OIDC)} if settings.OIDC else {}
    viewer = getattr(request, "viewer", None)
    if not isinstance(viewer, Viewer) or not viewer.is_staff:
        return known
    roles = dict.fromkeys(str(ROLES[grant.role].name) for grant in viewer.grants)
    links = [link for link in _LINKS if viewer.holds(*link.roles)]
    administration = [
        {"tab": link.tab, "icon": link.icon, "label": link.label, "url": url}
        for link in links
        if (url := _address(link.name))
    ]
    name = getattr(request.user, "name", viewer.label)  # in the language of the page
    me = {"name": name, "role": gettext(", ").join(roles), "url": reverse("accounts:me")}
    return {
        **known,
        "me": me,
        "strips": [_strip(loan) for loan in loans(viewer)],
        "administration": administration,
        "home_url": settings.LOGIN_REDIRECT_URL,
    }


def _address(name: str) -> str:
    """Return the address of a page; empty where a table of addresses of its own stands without that room."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def loans(viewer: Viewer) -> list[dict[str, Any]]:
    """Return the borrowed roles in force: `role`, its name, and `until`, an instant in UTC."""
    return [
        {"role": str(ROLES[name.removeprefix(_LOAN)].name), "until": dt.datetime.fromisoformat(until)}
        for name, until in viewer.extra
        if name.startswith(_LOAN)
    ]


def _strip(loan: dict[str, Any]) -> SafeString:
    words = gettext("You have borrowed this role: %(role)s. It ends by itself: %(until)s.")
    return mark_safe(words % {"role": escape(loan["role"]), "until": dates.both(loan["until"], "time")})  # noqa: S308


def _outside(provider: dict[str, Any]) -> dict[str, str]:
    return {
        "name": provider["name"],
        "address": reverse("openid_connect_login", kwargs={"provider_id": "ministry"}),
    }
