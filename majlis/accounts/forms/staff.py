"""Forms for the administration of staff, grants and duty."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from majlis.accounts import rules
from majlis.accounts.models import LONGEST_LOAN_HOURS, Grant, Staff
from majlis.accounts.roles import ROLES, SECTIONS, SPOKEN, Place
from majlis.bodies.models import Body
from majlis.centres.models import Centre
from majlis.core import clock
from majlis.core.ui.forms import EitherDateField, HouseForm, NumeralField, PhoneField, TextField
from majlis.core.viewer import Viewer

NOWHERE = _("– the ministry –")


class StaffForm(HouseForm):
    """Who somebody is. Whether she is a woman is asked, never guessed."""

    name_ar = TextField(label=_("Name in Arabic"), max_length=120)
    name_en = TextField(label=_("Name in English"), max_length=120, required=False)
    email = forms.EmailField(label=_("E-mail"), max_length=254)
    phone = PhoneField(label=_("Mobile"), required=False)
    woman = forms.TypedChoiceField(
        label=_("Who is it?"),
        choices=[("no", _("A man")), ("yes", _("A woman"))],
        widget=forms.RadioSelect,
        coerce=lambda word: word == "yes",
    )
    language = forms.ChoiceField(label=_("Language of the pages"), choices=settings.COMPLETE_LANGUAGES)
    home = forms.ModelChoiceField(
        label=_("Works in"), queryset=Centre.objects.none(), required=False, empty_label=NOWHERE
    )
    speaks = forms.MultipleChoiceField(
        label=_("Languages spoken"),
        choices=list(SPOKEN.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, viewer: Viewer, **options: Any) -> None:
        """Offer the centres in which the viewer keeps staff."""
        super().__init__(*args, **options)
        home: Any = self.fields["home"]
        home.queryset = Centre.objects.visible_to(viewer)
        if not viewer.holds(*rules.STAFF_KEEPERS):
            home.required, home.empty_label = True, None
        self.fields["email"].widget.attrs["dir"] = "ltr"


def staff_initial(member: Staff) -> dict[str, Any]:
    """Return what a `StaffForm` shows of a member."""
    names = ("name_ar", "name_en", "email", "phone", "language")
    return {
        **{name: getattr(member, name) for name in names},
        "woman": "yes" if member.woman else "no",
        "home": member.home_id,
        "speaks": member.speaks,
    }


class _PlaceForm(HouseForm):
    """A role and the place where it holds."""

    role = forms.ChoiceField(label=_("Role"))
    centre = forms.ModelChoiceField(
        label=_("Centre"), queryset=Centre.objects.none(), required=False, empty_label=NOWHERE
    )
    section = forms.ChoiceField(
        label=_("Section"),
        required=False,
        help_text=_("Only where the role asks for one, such as the head of a section."),
    )

    def __init__(self, *args: Any, viewer: Viewer, roles: list[str], **options: Any) -> None:
        """Offer these roles, and the centres of the viewer."""
        super().__init__(*args, **options)
        role, centre, section = (self.fields[name] for name in ("role", "centre", "section"))
        role.choices = [(code, ROLES[code].name) for code in roles]  # type: ignore[attr-defined]
        centre.queryset = Centre.objects.visible_to(viewer)  # type: ignore[attr-defined]
        section.choices = [("", "–"), *SECTIONS.items()]  # type: ignore[attr-defined]


class GrantForm(_PlaceForm):
    """A role that is granted, until a day or for good."""

    body = forms.ModelChoiceField(
        label=_("Body"),
        queryset=Body.objects.none(),
        required=False,
        empty_label="–",
        help_text=_("For a liaison only."),
    )
    until = EitherDateField(label=_("Until the end of"), required=False, tense="future")

    def __init__(self, *args: Any, viewer: Viewer, member: Staff, **options: Any) -> None:
        """Offer what the viewer may grant this member."""
        super().__init__(*args, viewer=viewer, roles=grantable(viewer, member), **options)
        self.fields["body"].queryset = Body.objects.visible_to(viewer)  # type: ignore[attr-defined]

    def words(self) -> dict[str, Any]:
        """Return what `moves.grant` takes beside the role; a last day ends at its midnight in Riyadh."""
        given = {name: self.cleaned_data[name] for name in ("centre", "section", "body")}
        until = self.cleaned_data["until"]
        last = until.gregorian if until else None
        return {**given, "until": clock.start_of(last + dt.timedelta(days=1)) if last else None}


class LoanForm(_PlaceForm):
    """A role for a few hours."""

    hours = forms.TypedChoiceField(
        label=_("For how many hours"),
        choices=[(hour, str(hour)) for hour in range(1, LONGEST_LOAN_HOURS + 1)],
        coerce=int,
    )
    why = TextField(
        label=_("Why is it needed?"),
        help_text=_("It stays on record: one line, without the name of any person served."),
        max_length=250,
    )

    def words(self) -> dict[str, Any]:
        """Return what `moves.borrow` takes beside the role."""
        return {name: self.cleaned_data[name] for name in ("centre", "section", "hours", "why")}


class DutyForm(HouseForm):
    """A turn of duty."""

    staff = forms.ModelChoiceField(label=_("Duty officer"), queryset=Staff.objects.none(), empty_label=None)
    day = EitherDateField(label=_("Day"), tense="future")
    begins = forms.TimeField(label=_("From"), input_formats=["%H:%M", "%H"])
    hours = NumeralField(label=_("For how many hours"), max_length=3)
    rank = forms.TypedChoiceField(
        label=_("Order of ringing"), choices=[(rank, str(rank)) for rank in range(1, 6)], coerce=int
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        """Offer the duty officers."""
        super().__init__(*args, **options)
        officers = Staff.objects.active().filter(grants__in=_duty_grants()).distinct()
        self.fields["staff"].queryset = officers  # type: ignore[attr-defined]
        self.fields["begins"].widget.attrs |= {"dir": "ltr", "placeholder": "16:00"}

    def clean_hours(self) -> int:
        """Return the hours as a number."""
        typed = self.cleaned_data["hours"]
        if not typed.isdecimal() or not int(typed):
            raise ValidationError(_("Enter the hours as a number."), code="hours")
        return int(typed)

    def turn(self) -> tuple[dt.datetime, dt.datetime]:
        """Return the instants from and to which the turn lasts."""
        begins = dt.datetime.combine(self.cleaned_data["day"].gregorian, self.cleaned_data["begins"], clock.RIYADH)
        return begins, begins + dt.timedelta(hours=self.cleaned_data["hours"])


def grantable(viewer: Viewer, member: Staff) -> list[str]:
    """Return the codes of the roles that a viewer may grant a member somewhere, in the order of the table."""
    centres: list[int | None] = [None, *(grant.centre for grant in viewer.grants if grant.centre is not None)]
    return [code for code in ROLES if any(rules.may_grant(viewer, code, centre=one, to=member.pk) for one in centres)]


def lendable(viewer: Viewer, member: Staff) -> list[str]:
    """Return the codes of the roles that a viewer may lend a member, or take himself on his own word."""
    if viewer.id != member.pk:
        return [code for code in grantable(viewer, member) if ROLES[code].lendable and ROLES[code].place != Place.BODY]
    centres = [grant.centre for grant in viewer.grants]
    return [code for code in ROLES if any(rules.may_borrow(viewer, code, centre=one) for one in centres)]


def _duty_grants() -> Any:
    return Grant.objects.in_force(clock.now()).filter(role="duty_officer")
