"""The roles of the staff, as data: what each is called, where it may be granted, which desks it opens, how far it sees.

A desk is "centre:section"; "*" stands for all. In this table "own" stands for the centre or section of the grant.
Clearance is the highest sensitivity (0 to 2) of a case that the role reads. Whoever has no desk reads no case by
himself: only what is shared with him.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from majlis.centres.models import WOMEN

INQUIRIES, OPERATIONS, AUDIT = "inquiries", "operations", "audit"
OFFICE, FOLLOWUP, ARCHIVE, SECURITY_REPORTS = "office", "followup", "archive", "security_reports"
SECTIONS: dict[str, str | Promise] = {
    INQUIRIES: _("Inquiries"),
    OPERATIONS: _("Operations"),
    AUDIT: _("Audit"),
    OFFICE: _("Minister's office"),
    FOLLOWUP: _("Follow-up"),
    ARCHIVE: _("Archive"),
    SECURITY_REPORTS: _("Security reports"),
    WOMEN: _("Women's section"),
}
"""What each section is called, by its code. The archive holds closed cases and has no desk of its own."""
SPOKEN: dict[str, str | Promise] = {
    "ar": _("Arabic"),
    "en": _("English"),
    "ur": _("Urdu"),
    "bn": _("Bengali"),
    "hi": _("Hindi"),
    "id": _("Indonesian"),
    "fil": _("Filipino"),
    "am": _("Amharic"),
    "sdl": _("Saudi sign language"),
}
"""Languages that staff may speak with those who come, by their code (BCP 47)."""
DESK_SECTIONS = (INQUIRIES, OPERATIONS)
"""The sections that every centre has, and that its women's section holds too."""


class Place(StrEnum):
    """Where a role may be granted."""

    CENTRE = "centre"
    MINISTRY = "ministry"
    EITHER = "either"
    SECTION = "section"
    BODY = "body"


@dataclass(frozen=True, slots=True)
class Role:
    """One role. `home` is the section in which its holder works, empty where there is none."""

    code: str
    name: str | Promise
    place: Place
    desks: tuple[str, ...] = ()
    clearance: int = 0
    home: str = ""
    second_factor: bool = True
    lendable: bool = True

    def opens(self, centre: int | None, section: str) -> frozenset[str]:
        """Return the desks that a grant of this role in a centre (None: the ministry) and section opens."""
        where = "*" if centre is None else str(centre)
        own = DESK_SECTIONS if section == WOMEN else (section,)
        pairs = (desk.split(":") for desk in self.desks)
        return frozenset(
            f"{where if place == 'own' else place}:{word}"
            for place, part in pairs
            for word in (own if part == "own" else (part,))
            if word
        )

    def called(self, *, woman: bool) -> str:
        """Return what somebody in the role is called."""
        return str(HER.get(self.code, self.name) if woman else self.name)

    def fits(self, centre: int | None, section: str, body: int | None) -> bool:
        """Tell whether the role may be granted in a centre, section and body (None and empty: none)."""
        if self.place is Place.BODY:
            return body is not None and centre is None and not section
        if body is not None:
            return False
        if self.place is Place.MINISTRY:
            return centre is None and not section
        if self.place is Place.SECTION:
            return bool(section)
        return centre is not None or (self.place is Place.EITHER and not section)


_ALL = (
    Role("reception_officer", _("Reception officer"), Place.CENTRE, ("own:inquiries", "own:archive"), home=INQUIRIES),
    Role("inquiries_officer", _("Inquiries officer"), Place.CENTRE, ("own:inquiries", "own:archive"), home=INQUIRIES),
    Role(
        "operations_officer", _("Operations officer"), Place.CENTRE, ("own:operations", "own:archive"), home=OPERATIONS
    ),
    Role("audit_officer", _("Audit officer"), Place.MINISTRY, ("*:audit",), clearance=1, home=AUDIT),
    Role("section_head", _("Section head"), Place.SECTION, ("own:own",), clearance=1),
    Role(
        "minister_office", _("Minister's office"), Place.MINISTRY, ("*:office", "*:archive"), clearance=2, home=OFFICE
    ),
    Role("minister", _("Minister"), Place.MINISTRY, ("*:*",), clearance=2, lendable=False),
    Role("followup_officer", _("Follow-up officer"), Place.MINISTRY, ("*:followup",), clearance=1, home=FOLLOWUP),
    Role("body_liaison", _("Body liaison"), Place.BODY, lendable=False),
    Role("hall_host", _("Hall host"), Place.CENTRE),
    Role("interpreter", _("Interpreter"), Place.EITHER),
    Role("gate_officer", _("Gate officer"), Place.CENTRE),
    Role("toll_free_agent", _("Toll-free number agent"), Place.MINISTRY, ("*:inquiries",), home=INQUIRIES),
    Role("duty_officer", _("Duty officer"), Place.MINISTRY, ("*:inquiries", "*:operations"), clearance=2),
    Role("centre_manager", _("Centre manager"), Place.CENTRE, ("own:*",)),
    Role("programme_director", _("Programme director"), Place.MINISTRY, ("*:*",), clearance=2, lendable=False),
    Role(
        "security_reports_officer", _("Security reports officer"), Place.MINISTRY, home=SECURITY_REPORTS, lendable=False
    ),
    Role("system_administrator", _("System administrator"), Place.MINISTRY, lendable=False),
)
ROLES: dict[str, Role] = {role.code: role for role in _ALL}
HER: dict[str, str | Promise] = {
    "reception_officer": pgettext_lazy("woman", "Reception officer"),
    "inquiries_officer": pgettext_lazy("woman", "Inquiries officer"),
    "operations_officer": pgettext_lazy("woman", "Operations officer"),
    "audit_officer": pgettext_lazy("woman", "Audit officer"),
    "section_head": pgettext_lazy("woman", "Section head"),
    "followup_officer": pgettext_lazy("woman", "Follow-up officer"),
    "body_liaison": pgettext_lazy("woman", "Body liaison"),
    "hall_host": pgettext_lazy("woman", "Hall host"),
    "interpreter": pgettext_lazy("woman", "Interpreter"),
    "gate_officer": pgettext_lazy("woman", "Gate officer"),
    "toll_free_agent": pgettext_lazy("woman", "Toll-free number agent"),
    "duty_officer": pgettext_lazy("woman", "Duty officer"),
    "centre_manager": pgettext_lazy("woman", "Centre manager"),
    "programme_director": pgettext_lazy("woman", "Programme director"),
    "security_reports_officer": pgettext_lazy("woman", "Security reports officer"),
    "system_administrator": pgettext_lazy("woman", "System administrator"),
}
"""What a woman in the role is called, where her language tells women from men."""
