"""Where the pages of referrals stand: acts of the follow-up desk, and the desk of a body's liaison."""

from __future__ import annotations

from django.urls import path

from majlis.referrals.views import bodies, body, desk

app_name = "referrals"
urlpatterns = [
    path("desk/referrals/prepared/", desk.prepared, name="prepared"),
    path("desk/referrals/prepared/<int:pk>/dropping/", desk.dropping, name="dropping"),
    path("desk/referrals/<str:reference>/new/", desk.refer, name="refer"),
    path("desk/referrals/<int:pk>/answer/", desk.paper_answer, name="paper-answer"),
    path("desk/referrals/<int:pk>/return/", desk.send_back, name="send-back"),
    path("desk/referrals/<int:pk>/question/", desk.tell, name="tell"),
    path("desk/referrals/<int:pk>/withdrawal/", desk.withdrawal, name="withdrawal"),
    path("desk/bodies/", bodies.bodies, name="bodies"),
    path("desk/bodies/new/", bodies.new, name="body-new"),
    path("desk/bodies/<slug:code>/", bodies.body, name="body"),
    path("desk/bodies/<slug:code>/change/", bodies.edit, name="body-edit"),
    path("desk/bodies/<slug:code>/contacts/new/", bodies.contact, name="body-contact"),
    path("desk/bodies/<slug:code>/contacts/<int:pk>/end/", bodies.contact_end, name="body-contact-end"),
    path("body/", body.referrals, name="body-list"),
    path("body/<int:pk>/", body.referral, name="of-body"),
    path("body/<int:pk>/receipt/", body.acknowledge, name="acknowledge"),
    path("body/<int:pk>/question/", body.ask, name="ask"),
    path("body/<int:pk>/promise/", body.promise, name="promise"),
    path("body/<int:pk>/answer/", body.answer, name="answer"),
    path("body/<int:pk>/papers/<uuid:paper>/", body.paper, name="paper"),
]
