"""The kinds of trail entry of sittings and appointments."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from majlis.trail.kinds import kind

WHY = {
    "sitting_cancelled": _("the session was cancelled"),
    "hours_changed": _("the session's hours changed"),
    "graver": _("a graver case took the place"),
    "minister": _("the minister's duties"),
    "holiday": _("a holiday"),
    "travel": _("a journey"),
    "hall_closed": _("the hall is closed"),
}

PAUSES = {
    "prayer": _("prayer"),
    "called": _("the minister was called away"),
    "rest": _("a rest"),
    "picture": _("picture or sound"),
    "other": _("another reason"),
}

kind("feed.given", staff=_("A calendar address was given"), public=None)
kind("feed.ended", staff=_("A calendar address was taken back"), public=None)
kind("pattern.laid_down", staff=_("A weekly session was laid down from %(day_on)s on"), public=None)
kind("pattern.ended", staff=_("The weekly session ends with %(day_on)s"), public=None)
kind(
    "pattern.left_out",
    staff=_("No session on %(day_on)s: %(why)s"),
    public=None,
    codes={"why": WHY},
)
kind("pattern.taken_back", staff=_("The session of %(day_on)s takes place after all"), public=None)
kind("plan.asked", staff=_("A plan of the sessions ahead was asked for"), public=None)
kind("plan.proposed", staff=_("The plan was reckoned"), public=None)
kind("plan.approved", staff=_("The plan was approved"), public=None)
kind("plan.dropped", staff=_("The plan was put aside"), public=None)
kind("plan.pinned", staff=_("Pinned to the session of %(day_on)s"), public=None)
kind("plan.forbidden", staff=_("Kept out of a session or a place by the office"), public=None)
kind("plan.wish_ended", staff=_("The office's wish for the plan was taken back"), public=None)
kind("sitting.opened", staff=_("A session was put on %(day_on)s"), public=None)
kind("sitting.publish", staff=_("The plan of %(day_on)s was published"), public=None)
kind("sitting.hold", staff=_("The session of %(day_on)s was held"), public=None)
kind("sitting.cancel", staff=_("The session of %(day_on)s was cancelled: %(why)s"), public=None, codes={"why": WHY})
kind("sitting.change_hours", staff=_("The hours of %(day_on)s were changed"), public=None)
kind(
    "sitting.shift",
    staff=_("The session of %(from_on)s was moved to %(day_on)s: %(why)s"),
    public=None,
    codes={"why": WHY},
)
kind("sitting.reseat", staff=_("The seat of %(day_on)s is elsewhere: %(why)s"), public=None, codes={"why": WHY})
kind("appointment.propose", staff=_("Placed on %(day_on)s at %(at)s"), public=None)
kind("appointment.release", staff=_("The place of %(day_on)s was given up before it was told"), public=None)
kind("appointment.tell", staff=_("Told of %(day_on)s at %(at)s"), public=_("Your appointment: %(day_on)s at %(at)s"))
kind("appointment.confirm", staff=_("Confirmed for %(day_on)s"), public=_("You confirmed your appointment"))
kind("appointment.ask_to_move", staff=_("Asked for another time"), public=_("You asked for another time"))
kind("appointment.move", staff=_("Put on %(day_on)s at %(at)s instead"), public=None)
kind(
    "appointment.move_told",
    staff=_("Put on %(day_on)s at %(at)s instead, and told so"),
    public=_("Your appointment is now %(day_on)s at %(at)s"),
)
kind("appointment.give_back", staff=_("The place became free: the case needs it no more"), public=None)
kind("appointment.leave_undecided", staff=_("Heard, and not decided: waits again"), public=None)
kind("appointment.withdraw", staff=_("Given up by the person"), public=_("You gave up your appointment"))
kind(
    "appointment.cancel",
    staff=_("Cancelled by us: %(why)s. The person comes first at the next"),
    public=_("We had to cancel your appointment. You come first at the next"),
    codes={"why": WHY},
)
kind("appointment.let_go", staff=_("Not confirmed in time: the place is free"), public=_("Waiting for a new time"))
kind(
    "appointment.offer",
    staff=_("A place that became free is offered: %(day_on)s at %(at)s, until %(until_on)s, %(until)s"),
    public=_("A time that became free was offered to you: %(day_on)s at %(at)s"),
)
kind("appointment.accept", staff=_("Took the place offered"), public=_("You took the time: %(day_on)s at %(at)s"))
kind(
    "appointment.decline",
    staff=_("Did not want the place offered; keeps his turn"),
    public=_("You did not want this time, and keep your turn"),
)
kind(
    "appointment.lapse",
    staff=_("The offer was not answered in time; keeps his turn"),
    public=_("The time offered went to the next; you keep your turn"),
)
kind(
    "appointment.recall",
    staff=_("The offer was taken back"),
    public=_("The time offered can no longer be had; you keep your turn"),
)
kind("appointment.ask_to_yield", staff=_("Asked to give way to a graver case"), public=None)
kind("appointment.agree_to_yield", staff=_("Agreed to give way to a graver case"), public=None)
kind("appointment.keep_place", staff=_("Keeps his place; nothing is held against him"), public=None)
kind("appointment.arrive", staff=_("Arrived"), public=_("You arrived"))
kind("appointment.go_in", staff=_("Went in"), public=None)
kind("appointment.attend", staff=_("Was heard"), public=_("You were heard"))
kind("appointment.miss", staff=_("Did not come; is rung today"), public=_("We missed you at your appointment"))
kind(
    "appointment.insert",
    staff=_("Put into the session of the same day, %(at)s, as a grave case"),
    public=_("Your appointment: %(day_on)s at %(at)s"),
)
kind("appointment.note_late", staff=_("Not here at his hour; his place is kept for a while"), public=None)
kind("appointment.call", staff=_("Told that he is next"), public=None)
kind("appointment.step_out", staff=_("Came out before he was heard, and waits again"), public=None)
kind("appointment.put_later", staff=_("Put later the same day, at %(at)s"), public=_("Your time today is now %(at)s"))
kind(
    "appointment.swap_today",
    staff=_("Changed places with another the same day: now at %(at)s"),
    public=_("Your time today is now %(at)s"),
)
kind("sitting.pause", staff=_("The session was interrupted: %(why)s"), public=None, codes={"why": PAUSES})
kind("sitting.resume", staff=_("The session goes on"), public=None)
kind("sitting.tell_delay", staff=_("Those who are not here yet were told of the delay: %(count)s"), public=None)
kind(
    "appointment.note_gate",
    staff=_("Noted who comes along, the car, the wheelchair"),
    public=_("It was noted who comes with you"),
)
kind("appointment.pass_gate", staff=_("Passed the gate"), public=None)
kind("gate.handed", staff=_("The list of %(day_on)s was handed to the gate"), public=None)
