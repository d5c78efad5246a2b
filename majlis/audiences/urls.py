"""Where the pages of the weekly session stand."""

from django.urls import path

from majlis.audiences.views import day, feed, persons, placing, plans, promises, sittings, weeks

app_name = "audiences"
urlpatterns = [
    path("", sittings.ahead, name="list"),
    path("new/", sittings.new, name="new"),
    path("today/", day.today, name="today"),
    path("ring/", day.ring, name="ring"),
    path("calendar/", weeks.calendar, name="calendar"),
    path("calendar/address/", feed.address, name="feed_address"),
    path("calendar/address/ending/", feed.ending, name="feed_ending"),
    path("calendar/<str:key>.ics", feed.feed, name="feed"),
    path("promises/", promises.report, name="promises"),
    path("plans/", plans.proposals_list, name="plans"),
    path("plans/new/", plans.new, name="plan_new"),
    path("plans/<int:pk>/", plans.proposal, name="proposal"),
    path("plans/<int:pk>/progress/", plans.progress, name="plan_progress"),
    path("plans/<int:pk>/comparison/", plans.comparison, name="plan_comparison"),
    path("plans/<int:pk>/approval/", plans.approval, name="plan_approval"),
    path("plans/<int:pk>/dropping/", plans.dropping, name="plan_dropping"),
    path("plans/<int:pk>/cases/<str:reference>/", plans.case, name="proposal_case"),
    path("wishes/<int:pk>/ending/", plans.wish_ending, name="wish_ending"),
    path("patterns/new/", weeks.new_pattern, name="pattern_new"),
    path("patterns/<int:pk>/", weeks.pattern, name="pattern"),
    path("patterns/<int:pk>/opening/", weeks.pattern_opening, name="pattern_opening"),
    path("patterns/<int:pk>/ending/", weeks.pattern_ending, name="pattern_ending"),
    path("exceptions/<int:pk>/", weeks.taking_back, name="taking_back"),
    path("<int:pk>/", sittings.plan, name="plan"),
    path("<int:pk>/publication/", sittings.publication, name="publication"),
    path("<int:pk>/cancellation/", sittings.cancellation, name="cancellation"),
    path("<int:pk>/hours/", sittings.hours, name="hours"),
    path("<int:pk>/another-day/", weeks.other_day, name="other_day"),
    path("<int:pk>/seat/", weeks.seat, name="seat"),
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
