"""What every staff page knows of who is working: his name and roles, and the power that he has borrowed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from majlis.accounts.roles import ROLES
from majlis.accounts.rules import ROSTER_KEEPERS, STAFF_KEEPERS
from majlis.centres.rules import MINISTRY_KEEPERS
from majlis.core.ui import dates
from majlis.core.viewer import Viewer

_LOAN = "loan:"


@dataclass(frozen=True, slots=True)
class Link:
    """A page of the administration, and the roles that it is shown to."""

    tab: str
    name: str
    icon: str
    label: str | Promise
    roles: tuple[str, ...]


_LINKS = (
    Link("staff", "members", "people", _("Staff"), (*STAFF_KEEPERS, "centre_manager", "security_reports_officer")),
    Link("duty", "roster", "bell", _("Duty"), (*ROSTER_KEEPERS, "minister", "duty_officer", "followup_officer")),
    Link("centres", "centres", "building", _("Centres"), ("centre_manager", *MINISTRY_KEEPERS)),
    Link("holidays", "holidays", "calendar", _("Holidays and months"), MINISTRY_KEEPERS),
)


def staff(request: HttpRequest) -> dict[str, Any]:
    """Return what the shell shows of a signed-in member, and the outside sign-in for everybody. No query.

    `me` is his name and roles; `strips` are sentences that stand above every page: the powers that he has borrowed.
    """
    known: dict[str, Any] = {"oidc": _outside(settings.OIDC)} if settings.OIDC else {}
    viewer = getattr(request, "viewer", None)
    if not isinstance(viewer, Viewer) or not viewer.is_staff:
        return known
    woman = bool(getattr(request.user, "woman", False))
    roles = dict.fromkeys(ROLES[grant.role].called(woman=woman) for grant in viewer.grants)
    links = [link for link in _LINKS if viewer.holds(*link.roles)]
    administration = [
        {"tab": link.tab, "icon": link.icon, "label": link.label, "url": reverse(f"accounts:{link.name}")}
        for link in links
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
