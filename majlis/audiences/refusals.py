"""What it means to a person when the database refuses a place."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from majlis.core.constraints import explain

explain(
    "audiences_no_double_place",
    "place_taken",
    _("This time is taken: the minister, the hall or the person has another audience then. Choose another time."),
)
explain(
    "audiences_one_place_a_case",
    "has_a_place",
    _("This case has a place already. Move that one instead."),
)
explain(
    "audiences_one_sitting_a_day",
    "sitting_there",
    _("There is a session on this day already. Change that one instead."),
)
explain("audiences_sitting_forwards", "hours", _("The session must end after it begins."))
