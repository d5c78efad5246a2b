"""What referrals show on the case page and in the rail."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from majlis.cases.models import Case
from majlis.core.parts import Act, Part, RailLine
from majlis.core.viewer import Viewer
from majlis.referrals import queries, rules

_READERS = ("followup_officer", "minister_office", "minister", "programme_director")


def on_case(case: Case, viewer: Viewer) -> Part | None:
    """Show the referrals of a case to those who follow it up."""
    if not viewer.holds(*_READERS):
        return None
    found = queries.of_case(case, viewer)
    if not found:
        return None
    shown = {"referrals": found, "acts": rules.holds_followup(viewer, case)}
    return Part("referrals", _("Referrals"), "referrals/parts/referrals.html", shown, place=500)


def acts_on_case(case: Case, viewer: Viewer) -> list[Act]:
    """Offer to send the case to a body, and what its referrals wait for from this desk."""
    if not rules.holds_followup(viewer, case):
        return []
    acts = []
    if rules.may_refer(viewer, case):
        rank = 20 if case.state == "directed" else 300
        address = reverse("referrals:refer", args=[case.reference])
        acts.append(Act("refer", _("Refer to a body"), address, rank=rank, key="KeyR", icon="refer"))
    for ready in queries.prepared_in(case, viewer):
        address = f"{reverse('referrals:refer', args=[case.reference])}?prepared={ready.pk}"
        words = _("Look over and send: %(body)s") % {"body": ready.body}
        acts.append(Act(f"prepared-{ready.pk}", words, address, rank=18, icon="refer"))
    for one in queries.of_case(case, viewer):
        if rules.may(viewer, "tell", one):
            address = reverse("referrals:tell", args=[one.pk])
            acts.append(Act(f"tell-{one.pk}", _("Answer the body's question"), address, rank=25, icon="ask"))
    return acts


def rail(viewer: Viewer) -> list[RailLine]:
    """Offer a liaison the list of his body, follow-up what directives ordered, who writes to bodies their book."""
    lines = []
    if viewer.holds("followup_officer"):
        address = reverse("referrals:prepared")
        lines.append(RailLine("prepared", _("Ordered, to be looked over"), address, place=505, icon="refer"))
    if viewer.holds("followup_officer", "minister_office"):
        lines.append(RailLine("bodies", _("Bodies"), reverse("referrals:bodies"), place=560, icon="scale"))
    if not viewer.holds("body_liaison"):
        return lines
    return [*lines, RailLine("body", _("Referred to us"), reverse("referrals:body-list"), place=500, icon="inbox")]
