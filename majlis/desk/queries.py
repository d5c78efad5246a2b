"""What the workbench reads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, Value
from django.utils.translation import gettext_lazy as _

from majlis.accounts.models import Staff
from majlis.bodies.models import Body
from majlis.cases import deadlines
from majlis.cases.models import Case, Closure, Note, OtherNumber, Party, Share
from majlis.cases.models.about import Role
from majlis.cases.rules import CLAIM_HOLDS, holds_power, is_held_from
from majlis.cases.states import MOVES, Priority, State
from majlis.centres.models import Centre
from majlis.core import clock
from majlis.core.errors import Busy
from majlis.core.scope import house
from majlis.core.ui.due import Due
from majlis.core.ui.paging import Page, keyset
from majlis.core.viewer import Viewer
from majlis.desk import lists
from majlis.desk.models import SavedView
from majlis.desk.place import Place
from majlis.desk.words import channel
from majlis.people.models import Beneficiary, ContactPoint
from majlis.trail.models import Entry

SIZE = 30
MOST_COUNTED = 50
HELD = _("%(who)s is working on this case now. Ask, or wait until it is put back.")
WENT_ON = _("%(who)s has worked on this case, and it has gone on.")
NOT_HERE = _("No case of this number lies before you. It may have gone on, or lie at another desk.")
MOVED_ON = _("This case has gone on, and this can no longer be done to it. Look at it again.")
WITH_CASE = ("service", "category", "centre", "claimed_by", "beneficiary")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list. `busy` names who works on it now, `left` who claimed it and has not touched it since."""

    case: Case
    name: str
    due: Due | None
    mine: bool
    busy: str
    left: str
    url: str

    @property
    def icon(self) -> str:
        """Return the sign of the channel by which it came."""
        return channel(self.case.channel)[0]

    @property
    def channel(self) -> str:
        """Return the name of the channel by which it came."""
        return str(channel(self.case.channel)[1])


@dataclass(frozen=True, slots=True)
class Claim:
    """What the pane must know of the case that is open: who else works on it now, or that it no longer lies here."""

    busy: str = ""
    gone: str = ""


def claim_on(viewer: Viewer, reference: str, case: Case | None) -> Claim:
    """Return how it stands with the case of a reference, None where the viewer may not, or no longer, read it."""
    if not reference:
        return Claim()
    if case is not None:
        return Claim(busy=str(case.claimed_by) if is_held_from(viewer, case) else "")
    left = Case.gone(viewer, reference)
    return Claim(gone=str(WENT_ON) % left.facts if left else str(NOT_HERE))


def page(viewer: Viewer, place: Place) -> Page[Case]:
    """Return a page of the list at which the viewer stands."""
    found = lists.cases(viewer, place.work, place.filter).select_related("service", "centre", "claimed_by")
    return keyset(found, place.work.order, place.page, SIZE)


def rows(viewer: Viewer, place: Place, cases: Iterable[Case]) -> list[Row]:
    """Return the lines of a page, with the names of the persons."""
    listed = list(cases)
    names = names_of(viewer, {case.beneficiary_id for case in listed})
    return [
        Row(
            case=case,
            name=names.get(case.beneficiary_id, ""),
            due=due_of(case),
            mine=case.claimed_by_id == viewer.id,
            busy=str(case.claimed_by) if is_held_from(viewer, case) else "",
            left=_left(viewer, case),
            url=place.home(open_case=case.reference),
        )
        for case in listed
    ]


def _left(viewer: Viewer, case: Case) -> str:
    other = case.claimed_by if case.claimed_by_id != viewer.id else None
    return str(other) if other and not is_held_from(viewer, case) else ""


def names_of(viewer: Viewer, ids: Iterable[int]) -> dict[int, str]:
    """Return the names of persons by id, of those that the viewer may see."""
    found = Beneficiary.objects.visible_to(viewer).filter(pk__in=ids)
    return {person.pk: name_of(person) for person in found}


def name_of(person: Beneficiary) -> str:
    """Return the name by which a person stands in a list."""
    return person.name.display or person.latin_name


def due_of(case: Case) -> Due | None:
    """Return the due clock of a case's present step, None where none runs."""
    left, whole = deadlines.left(case), deadlines.minutes_for(case, case.section)
    if left is None or whole is None:
        return None
    day = 1440 if case.priority == Priority.CRITICAL else deadlines.DAY
    return Due(left, whole, day, held=case.clock_stopped)


def counts(viewer: Viewer) -> dict[str, str]:
    """Return how much lies on each list of the viewer's, "50+" for more, in one question to the database."""
    among = lists.open_cases(viewer).order_by()
    each = [
        lists.cases(viewer, one, among=among).annotate(code=Value(one.code)).values_list("code")[: MOST_COUNTED + 1]
        for one in lists.of_viewer(viewer)
    ]
    if not each:
        return {}
    found: dict[str, int] = {}
    for (code,) in each[0].union(*each[1:], all=True) if len(each) > 1 else each[0]:
        found[code] = found.get(code, 0) + 1
    return {code: str(number) if number <= MOST_COUNTED else f"{MOST_COUNTED}+" for code, number in found.items()}


def whole(viewer: Viewer, case: Case) -> Case:
    """Return a case with all that its page names."""
    return Case.objects.visible_to(viewer).select_related(*WITH_CASE, "joined_to").get(pk=case.pk)


def is_seen(viewer: Viewer, case: Case) -> bool:
    """Tell whether the viewer can still read a case after an act: another category may hide it from him."""
    return Case.objects.visible_to(viewer).filter(pk=case.pk).exists()


def by_reference(viewer: Viewer, reference: str) -> Case | None:
    """Return a case with all that the reading pane names, as far as the viewer may read it."""
    return Case.objects.visible_to(viewer).select_related(*WITH_CASE, "joined_to").filter(reference=reference).first()


def held(case: Case) -> Busy:
    """Return the kind word for somebody who would act on a case that a colleague has claimed."""
    return Busy("claimed", HELD, who=str(case.claimed_by))


def after(viewer: Viewer, place: Place, case: Case) -> str:
    """Return the reference of the case that follows on the list, the first of the list at its end, empty for none.

    What a colleague works on now is left to him.
    """
    if not place.list:
        return ""
    order = place.work.order
    others = lists.cases(viewer, place.work, place.filter).exclude(pk=case.pk).exclude(_held(viewer)).order_by(*order)
    following = others.filter(_beyond(case, order)).values_list("reference", flat=True).first()
    return following or others.values_list("reference", flat=True).first() or ""


def _held(viewer: Viewer) -> Q:
    return Q(claimed_at__gt=clock.now() - CLAIM_HOLDS) & ~Q(claimed_by=viewer.id)


def _beyond(case: Case, order: Iterable[str]) -> Q:
    beyond, equal = Q(), Q()
    for name in order:
        field = name.lstrip("-")
        value = getattr(case, field)
        if value is None:
            return Q()
        beyond |= equal & Q(**{f"{field}__{'lt' if name.startswith('-') else 'gt'}": value})
        equal &= Q(**{field: value})
    return beyond


def is_shared(viewer: Viewer, case: Case) -> bool:
    """Tell whether a case was opened to the viewer for a while."""
    return Share.objects.filter(case=case, viewer=viewer.token, until__gt=clock.now()).exists()


def may(viewer: Viewer, move: str, case: Case) -> bool:
    """Tell whether the viewer holds the power for a move, by his role or because the case was opened to him."""
    if holds_power(viewer, move, case):
        return True
    if not (viewer.is_staff and MOVES[move].public and viewer.holds(*MOVES[move].roles)):
        return False
    return is_shared(viewer, case) and holds_power(viewer, move, case, shared=True)


def saved_views(viewer: Viewer) -> list[SavedView]:
    """Return the viewer's own views, in the order in which he saved them."""
    return list(SavedView.objects.visible_to(viewer))


def proposed(case: Case) -> Closure | None:
    """Return the result that waits for approval or was told last, or None."""
    return Closure.objects.filter(case=case, undone_at__isnull=True).order_by("-id").first()


def others_of_person(viewer: Viewer, case: Case) -> list[Case]:
    """Return the person's other cases that the viewer may read, newest first, at most ten."""
    found = Case.objects.visible_to(viewer).filter(beneficiary=case.beneficiary_id).exclude(pk=case.pk)
    return list(found.select_related("service").order_by("-id")[:10])


def duplicates(viewer: Viewer, case: Case) -> list[Case]:
    """Return the person's other open cases that the viewer may read: what a case can be joined to."""
    return [one for one in others_of_person(viewer, case) if one.is_open]


def same_person(viewer: Viewer, case: Case, reference: str) -> Case | None:
    """Return another open case of the same person by its number, wherever it lies; none that bars the viewer."""
    with house():
        found = Case.objects.filter(reference=reference, beneficiary=case.beneficiary_id).exclude(pk=case.pk).first()
    if found is None or set(found.barred) & (viewer.marks | {viewer.token}):
        return None
    return found


def points_of(viewer: Viewer, case: Case) -> list[ContactPoint]:
    """Return the ways in which the case's person can be reached, in his order."""
    found = ContactPoint.objects.visible_to(viewer).in_use()
    return list(found.filter(beneficiary=case.beneficiary_id, never=False))


def notes_of(case: Case) -> list[Note]:
    """Return what staff wrote on the margin of a case, oldest first."""
    return list(Note.objects.filter(case=case))


def numbers_of(case: Case) -> list[OtherNumber]:
    """Return the numbers that are not ours, by which a case is known."""
    return list(OtherNumber.objects.filter(case=case).order_by("id"))


def parties_of(case: Case) -> list[Party]:
    """Return who else has a part in a case: for whom it is, who is complained of, who speaks for the person."""
    return list(Party.objects.filter(case=case).exclude(role=Role.APPLICANT).order_by("id"))


def bodies() -> list[Body]:
    """Return the bodies in use, by name of the page's language."""
    return list(Body.objects.filter(active=True))


def person_mark(reference: str) -> str:
    """Return the mark of the person of a case, wherever it lies, empty for a number that no case has."""
    with house():
        found = Case.objects.filter(reference=reference).values_list("beneficiary_id", flat=True).first()
    return f"beneficiary:{found}" if found else ""


def staff_mark(mail: str) -> str:
    """Return the mark of a member of the staff by his e-mail, empty when nobody has it."""
    found = Staff.objects.filter(email__iexact=mail.strip()).values_list("pk", flat=True).first()
    return f"staff:{found}" if found else ""


def other_centres(case: Case) -> list[Centre]:
    """Return the open centres to which a case can be handed."""
    return list(Centre.objects.filter(open=True).exclude(pk=case.centre_id).order_by("code"))


def colleagues(viewer: Viewer, case: Case) -> list[Staff]:
    """Return the officers to whom a case can be opened: of its centre, not complained of in it, not the viewer."""
    found = Staff.objects.active().filter(home=case.centre_id).exclude(pk=viewer.id).order_by("name_ar", "pk")
    fit = [one for one in found[:200] if f"staff:{one.pk}" not in case.barred]
    return [one for one in fit if one.woman] if case.women_only else fit


def sorted_by(viewer: Viewer, reference: str) -> Case | None:
    """Return a case that lies at operations because the viewer sorted it last, or None."""
    with house():
        case = Case.objects.filter(reference=reference, state=State.SUBMITTED).first()
        if case is None:
            return None
        last = Entry.objects.filter(case_id=case.pk).order_by("-seq").first()
    mine = last is not None and last.kind == "case.sort" and (last.actor_kind, last.actor_id) == ("staff", viewer.id)
    return case if mine else None
