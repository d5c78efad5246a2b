"""Where the pages of the weekly session stand."""

from django.urls import path

from majlis.audiences.views import day, persons, placing, sittings

app_name = "audiences"
urlpatterns = [
    path("", sittings.ahead, name="list"),
    path("new/", sittings.new, name="new"),
    path("today/", day.today, name="today"),
    path("ring/", day.ring, name="ring"),
    path("<int:pk>/", sittings.plan, name="plan"),
    path("<int:pk>/publication/", sittings.publication, name="publication"),
    path("<int:pk>/cancellation/", sittings.cancellation, name="cancellation"),
    path("<int:pk>/hours/", sittings.hours, name="hours"),
    path("<int:pk>/holding/", sittings.holding, name="holding"),
    path("<int:pk>/day/", day.day, name="day"),
    path("<int:pk>/order/", day.order, name="order"),
    path("<int:pk>/places/<str:reference>/", placing.place, name="place"),
    path("cases/<str:reference>/", placing.choose, name="choose"),
    path("appointments/<int:pk>/", persons.appointment, name="appointment"),
    path("appointments/<int:pk>/time/", placing.time, name="time"),
    path("appointments/<int:pk>/exchange/", persons.exchange, name="exchange"),
    path("appointments/<int:pk>/wish/", persons.wish, name="wish"),
    path("appointments/<int:pk>/cancellation/", persons.cancellation, name="take_out"),
    path("appointments/<int:pk>/<slug:noun>/", persons.act, name="act"),
]
