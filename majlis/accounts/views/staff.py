"""The list of the staff, one member, and what is done about him."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from majlis.accounts import gate, moves, queries, rules
from majlis.accounts.forms import staff as forms
from majlis.accounts.models import Grant, Staff
from majlis.accounts.views.common import page, tried
from majlis.core import clock
from majlis.core.ui.paging import keyset

KEEPERS = (*rules.STAFF_KEEPERS, "centre_manager", "security_reports_officer")
A_PAGE = 50


@require_GET
@gate.staff(*KEEPERS)
def members(request: Any) -> HttpResponse:
    """Show the staff whom the viewer may look at, fifty a page, found by name or mail."""
    found = Staff.objects.visible_to(request.viewer).select_related("home")
    if words := request.GET.get("q", "").strip():
        found = found.filter(Q(name_ar__icontains=words) | Q(name_en__icontains=words) | Q(email__icontains=words))
    shown = keyset(found, ["id"], request.GET.get("page", ""), A_PAGE)
    held = queries.grants_of(shown.rows)
    rows = [(member, held[member.pk]) for member in shown]
    return page(request, "members", {"rows": rows, "page": shown, "words": words, "tab": "staff"})


@require_http_methods(["GET", "POST"])
@gate.staff(*rules.STAFF_KEEPERS, "centre_manager")
def new(request: Any) -> HttpResponse:
    """Take in a member of the staff."""
    form = forms.StaffForm(request.POST or None, viewer=request.viewer)
    if form.is_valid():
        taken: list[Staff] = []
        if tried(form, lambda: taken.append(moves.take_in(by=request.viewer, **form.cleaned_data))):
            return redirect("accounts:member", pk=taken[0].pk)
    return page(request, "edit", {"form": form, "tab": "staff"}, bad=form.is_bound)


@require_GET
@gate.on(Staff, by="pk", roles=KEEPERS)
def member(request: Any, member: Staff) -> HttpResponse:
    """Show one member: his details, powers, and what may be done."""
    return _member(request, member)


def _member(request: Any, member: Staff, **changed: Any) -> HttpResponse:
    viewer = request.viewer
    keeps = rules.may_keep(viewer, member=member.pk, home=member.home_id)
    words: dict[str, Any] = {"member": member, "keeps": keeps, "tab": "staff", "grants": _grants(viewer, member)}
    if forms.grantable(viewer, member):
        words["grant_form"] = forms.GrantForm(viewer=viewer, member=member, prefix="grant")
    if roles := forms.lendable(viewer, member):
        words["loan_form"] = forms.LoanForm(viewer=viewer, roles=roles, prefix="loan")
    return page(request, "member", {**words, **changed}, bad="bad" in changed)


def _grants(viewer: Any, member: Staff) -> list[tuple[Grant, bool]]:
    found = member.grants.in_force(clock.now()).select_related("centre", "body", "granted_by", "approved_by")
    return [
        (row, rules.may_grant(viewer, row.role, centre=row.centre_id, to=member.pk)) for row in found.order_by("id")
    ]


@require_http_methods(["GET", "POST"])
@gate.on(Staff, lambda viewer, row: rules.may_keep(viewer, member=row.pk, home=row.home_id), by="pk")
def edit(request: Any, member: Staff) -> HttpResponse:
    """Change a member's details."""
    form = forms.StaffForm(request.POST or None, viewer=request.viewer, initial=forms.staff_initial(member))
    version = request.POST.get("version", "")
    if form.is_valid():
        given = {"by": request.viewer, "version": int(version) if version.isdecimal() else 0}
        if tried(form, lambda: moves.change(member, **given, **form.cleaned_data)):
            return redirect("accounts:member", pk=member.pk)
    return page(request, "edit", {"form": form, "member": member, "tab": "staff"}, bad=form.is_bound)


@require_POST
@gate.on(Staff, by="pk", roles=KEEPERS)
def grant(request: Any, member: Staff) -> HttpResponse:
    """Grant a role."""
    form = forms.GrantForm(request.POST, viewer=request.viewer, member=member, prefix="grant")
    if form.is_valid():
        role, words = form.cleaned_data["role"], form.words()
        if tried(form, lambda: moves.grant(member, role, by=request.viewer, **words)):
            return redirect("accounts:member", pk=member.pk)
    return _member(request, member, grant_form=form, bad=True)


@require_POST
@gate.on(Staff, by="pk", roles=KEEPERS)
def lend(request: Any, member: Staff) -> HttpResponse:
    """Lend a role for a few hours."""
    roles = forms.lendable(request.viewer, member)
    form = forms.LoanForm(request.POST, viewer=request.viewer, roles=roles, prefix="loan")
    if form.is_valid():
        role, words = form.cleaned_data["role"], form.words()
        if tried(form, lambda: moves.borrow(member, role, by=request.viewer, **words)):
            return redirect("accounts:member", pk=member.pk)
    return _member(request, member, loan_form=form, bad=True)


@require_POST
@gate.staff()
def end_grant(request: Any, pk: int) -> HttpResponse:
    """End a role of somebody whom the viewer may look at, or give back a borrowed one."""
    row = get_object_or_404(Grant, pk=pk, staff__in=Staff.objects.visible_to(request.viewer))
    moves.end(row, by=request.viewer)
    return redirect("accounts:me") if row.staff_id == request.viewer.id else redirect("accounts:member", row.staff_id)


@require_POST
@gate.on(Staff, lambda viewer, row: rules.may_keep(viewer, member=row.pk, home=row.home_id), by="pk")
def stop(request: Any, member: Staff) -> HttpResponse:
    """Let a member sign in no more, or again."""
    act = moves.stop if member.active else moves.let_in_again
    act(member, by=request.viewer)
    return redirect("accounts:member", pk=member.pk)


@require_POST
@gate.on(Staff, lambda viewer, row: rules.may_keep(viewer, member=row.pk, home=row.home_id), by="pk")
def password(request: Any, member: Staff) -> HttpResponse:
    """Give a first password, shown this once."""
    given = moves.give_password(member, by=request.viewer)
    return page(request, "password", {"member": member, "given": given, "tab": "staff"})


@require_POST
@gate.on(Staff, lambda viewer, row: rules.may_keep(viewer, member=row.pk, home=row.home_id), by="pk")
def factors(request: Any, member: Staff) -> HttpResponse:
    """Take away second factors that were lost."""
    moves.forget_second_factors(member, by=request.viewer)
    return redirect("accounts:member", pk=member.pk)


@require_GET
@gate.staff()
def me(request: Any) -> HttpResponse:
    """Show the viewer what he may do here, what he has borrowed, and his sign-in."""
    return _me(request)


@require_POST
@gate.staff()
def borrow(request: Any) -> HttpResponse:
    """Take a neighbour's role for a few hours."""
    roles = forms.lendable(request.viewer, request.user)
    form = forms.LoanForm(request.POST, viewer=request.viewer, roles=roles)
    if form.is_valid():
        role, words = form.cleaned_data["role"], form.words()
        if tried(form, lambda: moves.borrow(request.user, role, by=request.viewer, **words)):
            return redirect("accounts:me")
    return _me(request, loan_form=form, bad=True)


def _me(request: HttpRequest, **changed: Any) -> HttpResponse:
    viewer: Any = request.viewer  # type: ignore[attr-defined]
    own: Any = request.user
    grants = own.grants.in_force(clock.now()).select_related("centre", "body", "approved_by").order_by("id")
    words: dict[str, Any] = {"grants": grants, "tab": "me", "may_keep": viewer.holds(*KEEPERS)}
    if roles := forms.lendable(viewer, own):
        words["loan_form"] = forms.LoanForm(viewer=viewer, roles=roles)
    return page(request, "me", {**words, **changed}, bad="bad" in changed)
