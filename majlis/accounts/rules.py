"""Who may take in staff, grant and lend powers, set the roster. Predicates over values, and the tables they read.

Nobody grants himself anything. A centre's manager grants only the roles of his own centre. The sealed compartment
grants itself: the administrator who runs the machine cannot let anybody into it.
"""

from __future__ import annotations

from majlis.core.viewer import Kind, Viewer

_CENTRE_ROLES = frozenset(
    {
        "reception_officer",
        "inquiries_officer",
        "operations_officer",
        "section_head",
        "hall_host",
        "gate_officer",
        "interpreter",
    }
)
_COMMON_ROLES = _CENTRE_ROLES | {
    "audit_officer",
    "minister_office",
    "followup_officer",
    "body_liaison",
    "toll_free_agent",
    "duty_officer",
    "centre_manager",
}
GRANTS: dict[str, frozenset[str]] = {
    "minister": _COMMON_ROLES | {"minister", "programme_director", "security_reports_officer", "system_administrator"},
    "programme_director": _COMMON_ROLES | {"system_administrator"},
    "system_administrator": _COMMON_ROLES,
    "security_reports_officer": frozenset({"security_reports_officer"}),
}
"""Which roles each role may grant anywhere; `CENTRE_GRANTS` are those that a manager may grant in his centre."""
CENTRE_GRANTS = _CENTRE_ROLES

BORROWS: dict[str, frozenset[str]] = {
    "reception_officer": frozenset({"inquiries_officer", "operations_officer", "hall_host"}),
    "inquiries_officer": frozenset({"reception_officer", "operations_officer", "hall_host"}),
    "operations_officer": frozenset({"reception_officer", "inquiries_officer", "hall_host"}),
    "hall_host": frozenset({"reception_officer"}),
    "section_head": frozenset({"reception_officer", "inquiries_officer", "operations_officer", "hall_host"}),
}
"""Which roles somebody may take for a few hours on his own word, in the centre where he already holds the first."""

STAFF_KEEPERS = ("minister", "programme_director", "system_administrator")
ROSTER_KEEPERS = ("minister_office", "programme_director", "system_administrator")


def is_house(viewer: Viewer) -> bool:
    """Tell whether the house itself acts, at set-up."""
    return viewer.kind is Kind.SYSTEM


def may_grant(viewer: Viewer, role: str, *, centre: int | None, to: int) -> bool:
    """Tell whether somebody may grant, lend or end a role in a centre (None: the ministry) for the staff `to`."""
    if is_house(viewer):
        return True
    if not viewer.is_staff or viewer.id == to:
        return False
    anywhere = any(role in GRANTS.get(held, frozenset()) for held in viewer.roles)
    manages = any(grant.role == "centre_manager" and grant.centre == centre for grant in viewer.grants)
    return anywhere or (centre is not None and manages and role in CENTRE_GRANTS)


def may_borrow(viewer: Viewer, role: str, *, centre: int | None) -> bool:
    """Tell whether somebody may take a role for a few hours on his own word: a neighbour's, in his own centre."""
    return viewer.is_staff and any(
        role in BORROWS.get(grant.role, frozenset()) and centre is not None and grant.centre == centre
        for grant in viewer.grants
    )


def may_keep(viewer: Viewer, *, member: int | None, home: int | None) -> bool:
    """Tell whether somebody may take in staff (member None) or change a member who works in `home` (None: ministry).

    Nobody changes himself here: what is his own to change stands on his own page.
    """
    if is_house(viewer):
        return True
    if not viewer.is_staff or viewer.id == member:
        return False
    manages = any(grant.role == "centre_manager" and grant.centre == home for grant in viewer.grants)
    return viewer.holds(*STAFF_KEEPERS) or (home is not None and manages)


def may_set_roster(viewer: Viewer) -> bool:
    """Tell whether somebody may say who is on duty when."""
    return is_house(viewer) or (viewer.is_staff and viewer.holds(*ROSTER_KEEPERS))
