"""The reporter's pages under /safe/, the officers' under /desk/sealed/."""

from __future__ import annotations

from django.urls import path

from majlis.sealed.views import keys, reports, safe, taking

app_name = "sealed"
urlpatterns = [
    path("safe/", safe.start, name="start"),
    path("safe/write/", safe.write, name="write"),
    path("safe/answer/", safe.answer, name="come-back"),
    path("desk/sealed/", reports.listed, name="list"),
    path("desk/sealed/new", taking.new, name="take-down"),
    path("desk/sealed/keys/", keys.keys, name="keys"),
    path("desk/sealed/keys/new", keys.new, name="key-new"),
    path("desk/sealed/keys/<int:pk>/admission", keys.admission, name="admission"),
    path("desk/sealed/keys/<int:pk>/wraps", keys.wraps, name="wraps"),
    path("desk/sealed/keys/<int:pk>/retirement", keys.retirement, name="retirement"),
    path("desk/sealed/<int:pk>/", reports.report, name="report"),
    path("desk/sealed/<int:pk>/papers/<int:number>", reports.paper, name="paper"),
    path("desk/sealed/<int:pk>/answer", reports.answer, name="answer"),
    path("desk/sealed/<int:pk>/passing-on", reports.pass_on, name="pass-on"),
    path("desk/sealed/<int:pk>/closure", reports.closure, name="closure"),
    path("desk/sealed/<int:pk>/reopening", reports.reopening, name="reopening"),
]
