"""Take in staff, change their details, stop them, give them a first password."""

from __future__ import annotations

import datetime as dt
import secrets
from typing import Any

from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from majlis.accounts import facts, rules
from majlis.accounts.models import Staff
from majlis.core import clock, constraints, scope
from majlis.core.errors import Busy, Refused
from majlis.core.secrets import word_list
from majlis.core.viewer import Viewer
from majlis.trail import moves as trail
from majlis.trail.models import Entry

FIRST_PASSWORD_WORDS = 5
FIRST_PASSWORD_LASTS = dt.timedelta(days=3)
TWO_PEOPLE_WITHIN = dt.timedelta(days=7)
FIELDS = frozenset({"name_ar", "name_en", "woman", "language", "phone", "speaks", "home", "email"})

constraints.explain("accounts_staff_one_mail", "mail_taken", _("Another member of the staff has this e-mail."))
constraints.explain("accounts_staff_email_key", "mail_taken", _("Another member of the staff has this e-mail."))


@transaction.atomic
def take_in(email: str, *, by: Viewer, **words: Any) -> Staff:
    """Take in a member of the staff with the fields of `Staff`; he cannot sign in until he is given a password.

    Refuses "mail_taken". Raises PermissionDenied.
    """
    home = words.get("home")
    _allow(rules.may_keep(by, member=None, home=home.pk if home else None))
    mail = email.strip().lower()
    if Staff.objects.filter(email__iexact=mail).exists():
        raise Refused("mail_taken", _("Another member of the staff has this e-mail."))
    with scope.house():
        member = Staff(email=mail, **_known(words))
        member.set_unusable_password()
        member.save()
        trail.record(facts.TAKEN_IN.name, by=by, subject=("staff", member.pk))
    return member


@transaction.atomic
def change(member: Staff, *, by: Viewer, version: int, **words: Any) -> None:
    """Change details of a member, where `version` is still the one that the page showed; else Busy.

    Whoever moves him to another centre must be allowed to keep staff in both. Raises PermissionDenied.
    """
    member = _locked(member, by)
    if "home" in words:
        _allow(rules.may_keep(by, member=member.pk, home=words["home"].pk if words["home"] else None))
    if member.version != version:
        raise Busy
    for name, value in _known(words).items():
        setattr(member, name, value.strip().lower() if name == "email" else value)
    member.version += 1
    with scope.house():
        member.save()
        trail.record(facts.CHANGED.name, by=by, subject=("staff", member.pk), fields=" ".join(sorted(words)))


@transaction.atomic
def stop(member: Staff, *, by: Viewer) -> None:
    """Let a member sign in no more: his sessions end with their next request, his grants stay for the record."""
    member = _locked(member, by)
    with scope.house():
        Staff.objects.filter(pk=member.pk).update(active=False, version=member.version + 1)
        trail.record(facts.STOPPED.name, by=by, subject=("staff", member.pk))


@transaction.atomic
def let_in_again(member: Staff, *, by: Viewer) -> None:
    """Let a stopped member sign in again."""
    member = _locked(member, by)
    with scope.house():
        Staff.objects.filter(pk=member.pk).update(active=True, version=member.version + 1)
        trail.record(facts.LET_IN_AGAIN.name, by=by, subject=("staff", member.pk))


@transaction.atomic
def give_password(member: Staff, *, by: Viewer) -> str:
    """Give a member a first password of five words (50 bits), to be told to him; all his sessions end.

    It works for three days and must be changed at first use. Refuses "two_people" to whoever took away his second
    factors in the last week: no one person can take over another's account.
    """
    member = _locked(member, by)
    _two_people(member, by, facts.FACTORS_FORGOTTEN.name)
    words = " ".join(secrets.choice(word_list("en")) for _place in range(FIRST_PASSWORD_WORDS))
    member.set_password(words)
    member.password_until = clock.now() + FIRST_PASSWORD_LASTS
    with scope.house():
        member.save(update_fields=["password", "password_until"])
        trail.record(facts.PASSWORD_GIVEN.name, by=by, subject=("staff", member.pk))
    return words


@transaction.atomic
def own_password_set(member: Staff) -> None:
    """Keep that a member has chosen his own password: it has no end."""
    with scope.house():
        Staff.objects.filter(pk=member.pk).update(password_until=None)


@transaction.atomic
def forget_second_factors(member: Staff, *, by: Viewer) -> None:
    """Take away a member's second factors, because he lost them; he sets up a new one when he signs in.

    Refuses "two_people" to whoever gave him a password in the last week.
    """
    member = _locked(member, by)
    _two_people(member, by, facts.PASSWORD_GIVEN.name)
    with scope.house():
        Authenticator.objects.filter(user=member).delete()
        trail.record(facts.FACTORS_FORGOTTEN.name, by=by, subject=("staff", member.pk))


def _locked(member: Staff, by: Viewer) -> Staff:
    """Return the member as he stands now, locked, if the actor may keep him."""
    locked: Staff = Staff.objects.select_for_update(no_key=True).get(pk=member.pk)
    _allow(rules.may_keep(by, member=locked.pk, home=locked.home_id))
    return locked


def _two_people(member: Staff, by: Viewer, other_act: str) -> None:
    recent = Entry.objects.filter(
        kind=other_act,
        subject_kind="staff",
        subject_id=member.pk,
        at__gt=clock.now() - TWO_PEOPLE_WITHIN,
        actor_kind=str(by.kind),
        actor_id=by.id,
    )
    if not rules.is_house(by) and recent.exists():
        raise Refused(
            "two_people",
            _("You did the other half of this for him a short while ago. Somebody else must do this one."),
        )


def _known(words: dict[str, Any]) -> dict[str, Any]:
    if strange := set(words) - FIELDS:
        raise TypeError(f"not to be set here: {', '.join(sorted(strange))}")
    return words


def _allow(yes: bool) -> None:
    if not yes:
        raise PermissionDenied
