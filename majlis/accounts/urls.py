"""Pages under /staff/: signing in, and the administration of staff, places and duty."""

from __future__ import annotations

from django.conf import settings
from django.urls import include, path

from majlis.accounts.sign_in.paths import paths
from majlis.accounts.views import centres, duty, staff

_pages = [
    path("me/", staff.me, name="me"),
    path("me/borrow/", staff.borrow, name="borrow"),
    path("people/", staff.members, name="members"),
    path("people/new/", staff.new, name="new"),
    path("people/<int:pk>/", staff.member, name="member"),
    path("people/<int:pk>/edit/", staff.edit, name="edit"),
    path("people/<int:pk>/grants/", staff.grant, name="grant"),
    path("people/<int:pk>/loans/", staff.lend, name="lend"),
    path("people/<int:pk>/stop/", staff.stop, name="stop"),
    path("people/<int:pk>/password/", staff.password, name="password"),
    path("people/<int:pk>/factors/", staff.factors, name="factors"),
    path("grants/<int:pk>/end/", staff.end_grant, name="end_grant"),
    path("duty/", duty.roster, name="roster"),
    path("duty/<int:pk>/end/", duty.take_off, name="take_off"),
    path("centres/", centres.centres, name="centres"),
    path("centres/<slug:code>/", centres.centre, name="centre"),
    path("centres/<slug:code>/hours/", centres.week, name="week"),
    path("centres/<slug:code>/breaks/", centres.breaks, name="breaks"),
    path("centres/<slug:code>/seasons/", centres.season, name="season"),
    path("centres/<slug:code>/seasons/<int:pk>/remove/", centres.no_season, name="no_season"),
    path("centres/<slug:code>/closed/", centres.close, name="close"),
    path("centres/<slug:code>/closed/<int:pk>/remove/", centres.open_again, name="open_again"),
    path("holidays/", centres.holidays, name="holidays"),
    path("holidays/month/", centres.month, name="month"),
]
urlpatterns = [
    *paths(oidc=settings.OIDC is not None),
    path("", include((_pages, "accounts"))),
]
