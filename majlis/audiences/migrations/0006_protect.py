"""Appointments and what hangs on them: by the case, and by the work of those who arrange or host sittings.

An appointment names nobody; who comes is told by the case, which has a net of its own. What the gate knows of
companions, and what a person asked for in his own words, goes by the same rule as the appointment.
"""

from __future__ import annotations

from django.db import migrations

from majlis.core import rls

READERS = (
    "minister_office", "minister", "operations_officer", "programme_director", "centre_manager", "hall_host",
    "gate_officer", "reception_officer", "followup_officer", "section_head", "interpreter",
)  # fmt: skip
PLANNERS = ("minister_office", "minister", "operations_officer", "programme_director", "centre_manager")
OF_A_CASE = "EXISTS (SELECT 1 FROM cases_case c WHERE c.id = case_id)"
OF_AN_APPOINTMENT = "EXISTS (SELECT 1 FROM audiences_appointment a WHERE a.id = appointment_id)"
APPOINTMENT = f"{rls.holds(*READERS)} OR {OF_A_CASE}"
PLANNED = f"{rls.holds(*PLANNERS)} OR ({rls.STAFF} AND {OF_A_CASE})"


class Migration(migrations.Migration):
    """Row-level security of the weekly session."""

    dependencies = [("audiences", "0005_day"), ("cases", "0008_net")]

    operations = [
        rls.protect("audiences_appointment", may_read=APPOINTMENT),
        rls.protect("audiences_booking", may_read=OF_AN_APPOINTMENT),
        rls.protect("audiences_gatenote", may_read=OF_AN_APPOINTMENT),
        rls.protect("audiences_offer", may_read=OF_AN_APPOINTMENT),
        rls.protect("audiences_line", may_read=PLANNED),
        rls.protect("audiences_planwish", may_read=PLANNED),
        rls.protect("audiences_overtaking", may_read=PLANNED),
    ]
