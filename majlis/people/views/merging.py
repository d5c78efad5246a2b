"""Two records that may be one person: compared side by side, made one, made two again."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from majlis.accounts import gate
from majlis.core.viewer import Viewer, by
from majlis.people import forms, moves, queries, rules
from majlis.people.models import Beneficiary
from majlis.people.queries import record as reading
from majlis.people.views.record import tried

_merging = gate.on(
    Beneficiary, lambda viewer, _person: rules.may_merge(viewer), by="pk", roles=tuple(sorted(rules.MERGING))
)


@require_http_methods(["GET", "POST"])
@_merging
def compare(request: HttpRequest, person: Beneficiary, other: int) -> HttpResponse:
    """Show both records side by side, and make the other a part of this one."""
    likeness = _likeness(by(request), person, other)
    form = forms.MergeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        if tried(form, lambda: moves.merge(person, likeness.beneficiary, by=by(request), reason=reason)):
            messages.success(request, _("The two records are one. It can be taken back on this page."))
            return redirect("people:record", pk=person.pk)
    shown = {
        "person": person,
        "lines": reading.compared(person, likeness.beneficiary),
        "reasons": [why.label for why in likeness.reasons],
        "against": likeness.against,
        "form": form,
    }
    return render(request, "people/compare.html", shown, status=422 if form.errors else 200)


@require_POST
@_merging
def part(request: HttpRequest, person: Beneficiary, merge: int) -> HttpResponse:
    """Take a merge back: the two are two again."""
    row = reading.merge_of(by(request), person, merge)
    if row is None:
        raise Http404
    moves.unmerge(row, by=by(request))
    messages.success(request, _("Taken back: they are two records again."))
    return redirect("people:record", pk=person.pk)


def _likeness(viewer: Viewer, person: Beneficiary, other: int) -> queries.Likeness:
    """Return the other record as a look-alike of this one; 404 for a record that does not look alike."""
    found = queries.look_alikes(viewer, person)
    for one in found:
        if one.beneficiary.pk == other and rules.may_serve(viewer, one.beneficiary):
            return one
    raise Http404
