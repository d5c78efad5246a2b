"""Who is looking or acting: the one value that acts, lists, the gate and the trail all take."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.http import HttpRequest


class Kind(StrEnum):
    """The kinds of viewer that the house knows."""

    STAFF = "staff"
    BENEFICIARY = "beneficiary"
    REPRESENTATIVE = "representative"
    LIAISON = "liaison"
    LINK = "link"
    MACHINE = "machine"
    SYSTEM = "system"
    ANONYMOUS = "anonymous"


@dataclass(frozen=True, slots=True)
class Grant:
    """One power: a role, in one centre (None: all of them) and one section (empty: all of them)."""

    role: str
    centre: int | None = None
    section: str = ""


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who is looking, and what he may look at. Built by accounts, people and referrals; never by a page.

    `desks` are words "centre:section", where either may be "*"; a case may be read by a desk that its own centre
    and section match. `marks` are the words by which a case may name this viewer as one who must not read it
    ("staff:7", "section:3", "body:5"). `women` is true for a woman on the staff.
    """

    kind: Kind
    id: int = 0
    label: str = ""
    grants: tuple[Grant, ...] = ()
    desks: frozenset[str] = frozenset()
    marks: frozenset[str] = frozenset()
    clearance: int = 0
    women: bool = False
    on_behalf_of: str = ""
    language: str = "ar"
    extra: tuple[tuple[str, str], ...] = field(default=())

    @property
    def token(self) -> str:
        """Return the word that names this viewer in the trail and in shares, such as "staff:7"."""
        return f"{self.kind}:{self.id}"

    @property
    def is_staff(self) -> bool:
        """Tell whether a member of the staff is looking."""
        return self.kind is Kind.STAFF

    @property
    def roles(self) -> frozenset[str]:
        """Return the names of all roles held, wherever they are held."""
        return frozenset(grant.role for grant in self.grants)

    def holds(self, *roles: str, centre: int | None = None, section: str = "") -> bool:
        """Tell whether one of the roles is held in this centre and section (None and empty: anywhere)."""
        return any(
            grant.role in roles
            and (centre is None or grant.centre in (None, centre))
            and (not section or grant.section in ("", section))
            for grant in self.grants
        )

    def sits_at(self, centre: int | None, section: str) -> bool:
        """Tell whether one of this viewer's desks covers a centre and a section."""
        here = "*" if centre is None else str(centre)
        return bool(self.desks & {f"{here}:{section}", f"{here}:*", f"*:{section}", "*:*"})


def system(name: str) -> Viewer:
    """Return the viewer for work that no person does, such as a task; `name` is kept in the trail."""
    return Viewer(kind=Kind.SYSTEM, label=name)


ANONYMOUS = Viewer(kind=Kind.ANONYMOUS)


def by(request: HttpRequest) -> Viewer:
    """Return who is looking at a page, or acting on it; the gate has put him there."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    return viewer
