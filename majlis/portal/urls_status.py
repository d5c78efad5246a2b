"""What stands on an existing case: the status by reference and PIN, and its acts."""

from __future__ import annotations

from django.urls import URLPattern, path

from majlis.portal.views import (
    contact,
    mine,
    status,
    status_acts,
    status_appointment,
    status_call,
    status_papers,
    status_pass,
    status_said,
)

urlpatterns: list[URLPattern] = [
    path("mine/", mine.mine, name="mine"),
    path("mine/contact/", contact.contact, name="mine-contact"),
    path("mine/contact/<int:pk>/removal/", contact.removal, name="mine-contact-removal"),
    path("s/", status.ask, name="status-ask"),
    path("s/code/", status.code, name="status-code"),
    path("s/code/wanted/", status.code_wanted, name="status-code-wanted"),
    path("s/<str:reference>", status.ask, name="status-of"),
    path("s/<str:reference>/", status.status, name="status"),
    path("s/<str:reference>/said/", status_said.said, name="status-said"),
    path("s/<str:reference>/receipt/", status.receipt, name="status-receipt"),
    path("s/<str:reference>/leave/", status.leave, name="status-leave"),
    path("s/<str:reference>/papers/", status_papers.papers, name="status-papers"),
    path("s/<str:reference>/words/", status_acts.words, name="status-words"),
    path("s/<str:reference>/call-back/", status_call.call_back, name="status-call-back"),
    path("s/<str:reference>/withdrawal/", status_acts.withdrawal, name="status-withdrawal"),
    path("s/<str:reference>/objection/", status_acts.objection, name="status-objection"),
    path("s/<str:reference>/opinion/", status_acts.opinion, name="status-opinion"),
    path("s/<str:reference>/appointment/confirmation/", status_appointment.confirmation, name="status-confirm"),
    path("s/<str:reference>/appointment/offer/", status_appointment.offer, name="status-offer"),
    path("s/<str:reference>/appointment/another/", status_appointment.another, name="status-another"),
    path("s/<str:reference>/appointment/pass/", status_pass.shown, name="status-pass"),
    path("s/<str:reference>/appointment/companions/", status_pass.companions, name="status-companions"),
    path("s/<str:reference>/appointment/end/", status_appointment.end, name="status-end"),
]
