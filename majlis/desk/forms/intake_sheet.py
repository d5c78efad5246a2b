"""The whole sheet of an officer who takes a request in: its forms over what was typed, and the request they make."""

from __future__ import annotations

from typing import Any, TypeVar

from django.utils.datastructures import MultiValueDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from majlis.bodies.models import Body
from majlis.catalogue import queries as catalogue
from majlis.catalogue.models import Service
from majlis.centres.models import WOMEN, Centre, Section
from majlis.core.ui.forms import HouseForm
from majlis.core.viewer import Viewer
from majlis.desk.forms.intake import (
    CHANNEL,
    FindForm,
    KnownForm,
    QuestionsForm,
    ReachForm,
    RequestForm,
    SafeForm,
    WhoForm,
    calm,
)
from majlis.intake.answers import ForWhom, Request, Respondent
from majlis.intake.models import Draft
from majlis.people import queries as people
from majlis.people.models import Beneficiary, ContactPoint
from majlis.people.states import Level, ServedBy

STEP = "desk"
F = TypeVar("F", bound=HouseForm)
DECIDING = ("inquiries_officer", "operations_officer", "section_head")


class Sheet:
    """One page of forms. `judged` tells that errors are shown: the officer pressed send."""

    def __init__(self, draft: Draft, viewer: Viewer, *, judged: bool = False) -> None:
        """Read what was typed from the draft."""
        self.draft, self.viewer, self.judged = draft, viewer, judged
        self.typed: MultiValueDict[str, Any] = MultiValueDict(draft.answers.get(STEP) or {})

    @cached_property
    def services(self) -> list[Service]:
        """Return what can be asked for at a desk."""
        return catalogue.offered(CHANNEL)

    @cached_property
    def service(self) -> Service:
        """Return the service that is chosen now."""
        wanted = self.typed.get("service") or self.draft.service
        return next((one for one in self.services if one.code == wanted), self.services[0])

    @cached_property
    def known(self) -> tuple[Beneficiary, list[ContactPoint]] | None:
        """Return the person on record who was picked, with his contact points. Raises Refused "hand_over"."""
        picked = str(self.typed.get("person") or "")
        if not (picked.isascii() and picked.isdigit() and len(picked) < 16):
            return None
        try:
            return people.taken_up(self.viewer, int(picked))
        except Beneficiary.DoesNotExist:
            return None

    @cached_property
    def request_form(self) -> RequestForm:
        """Return the form of what is asked for."""
        options: dict[str, Any] = {
            "service": self.service,
            "services": [(one.code, str(one)) for one in self.services],
            "centres": self._centres(),
            "marks": _marks(self.service),
        }
        return self._form(RequestForm, initial={"service": self.service.code}, **options)

    @cached_property
    def questions_form(self) -> QuestionsForm:
        """Return the form of the service's own questions."""
        return self._form(QuestionsForm, prefix="q", service=self.service)

    @cached_property
    def who_form(self) -> WhoForm | KnownForm:
        """Return the form of the person: whole for a new one."""
        return self._form(KnownForm) if self.known else self._form(WhoForm, initial=self._of_this_section())

    @cached_property
    def reach_form(self) -> ReachForm:
        """Return the form of the telephone."""
        return self._form(ReachForm, prefix="r")

    @cached_property
    def safe_form(self) -> SafeForm:
        """Return the form of safe contact."""
        return self._form(SafeForm, prefix="r")

    @cached_property
    def find_form(self) -> FindForm:
        """Return the form by which a person is looked for."""
        return calm(FindForm(self.typed or None)) if self.typed else FindForm()

    def begin_at(self, place: str) -> None:
        """Let a field have the focus: its name, or "questions" for the service's first one."""
        asked = [self.request_form, self.questions_form, self.who_form, self.find_form]
        if place == "questions":
            asked, place = [self.questions_form], next(iter(self.questions_form.fields), "")
        for form in asked:
            if place in form.fields:
                form.fields[place].widget.attrs["autofocus"] = True
                return

    @property
    def forms(self) -> list[Any]:
        """Return all forms that are judged, in the order of the page."""
        reaching = [] if self.known and self.known[1] else [self.reach_form, self.safe_form]
        return [self.request_form, self.questions_form, self.who_form, *reaching]

    @property
    def womens_section(self) -> bool:
        """Tell whether the officer serves in a women's section."""
        return any(grant.section == WOMEN for grant in self.viewer.grants)

    @property
    def binds_women(self) -> bool:
        """Tell whether the person wants to be served by women only, as far as it was typed."""
        return self.typed.get("served_by") == ServedBy.WOMEN_ONLY

    def is_valid(self) -> bool:
        """Judge all forms, and what only the whole shows."""
        judged = [form.is_valid() for form in self.forms]  # all of them, so that all errors show
        good = all(judged)
        reaching = self.reach_form in self.forms
        if good and reaching and not (self.reach_form.given("value") or self.safe_form.given("never_contact", False)):
            self.reach_form.add_error("value", _("Write a number or address, or tick that the person will ask."))
            good = False
        elif good and reaching and self.reach_form.given("value") and not self.safe_form.given("whose"):
            self.safe_form.add_error("whose", _("Ask whose telephone it is."))
            good = False
        if self.binds_women and not self.viewer.women:
            self.who_form.add_error(None, _("She is served by women only. Hand her over to a woman on duty."))
            good = False
        return good

    def request(self, seconds: int) -> Request:
        """Return the request that the sheet makes; call it when it is valid. `seconds` is the person's own time."""
        said, seen = self.request_form.cleaned_data, bool(self.who_form.cleaned_data.get("card_seen"))
        new = self.known is None
        who: Any = self.who_form
        return Request(
            service=self.service.code,
            centre_id=int(said["centre"]),
            words=said["words"],
            channel=CHANNEL,
            language=who.given("language", "ar") if new else self.known[0].language,  # type: ignore[index]
            person=who.details(served_by=who.given("served_by")) if new else None,
            points=self._points() if new else (),
            beneficiary_id=None if new else self.known[0].pk,  # type: ignore[index]
            level=Level.ATTESTED if seen else Level.NONE,
            never_contact=new and bool(self.safe_form.given("never_contact", False)),
            womens_section=self.womens_section,
            answers=self.questions_form.answers(),
            danger=said["danger"],
            passes_on=said["passes_on"].gregorian if said["passes_on"] else None,
            respondent=Respondent(said.get("respondent") or self._named(), said.get("respondent_mark", "")),
            withhold_name=bool(said.get("withhold")),
            women_readers=said["women_readers"],
            for_whom=ForWhom(said.get("for_whom", ""), said.get("standing", "")),
            read_back=said["read_back"],
            seconds=seconds,
            ready=self.service.kind != "inquiry" and self.viewer.holds(*DECIDING, centre=int(said["centre"])),
        )

    def _points(self) -> tuple[Any, ...]:
        return (self.reach_form.point(self.safe_form),) if self.reach_form.given("value") else ()

    def _named(self) -> str:
        mark = self.request_form.cleaned_data.get("respondent_mark", "")
        return next((str(name) for code, name in _marks(self.service) if code == mark), "") if mark else ""

    def _form(self, kind: type[F], **options: Any) -> F:
        if not self.typed:
            return kind(None, **options)
        form = kind(self.typed, **options)
        return form if self.judged else calm(form)

    def _of_this_section(self) -> dict[str, str]:
        return {"served_by": ServedBy.WOMEN_ONLY, "sex": "woman"} if self.womens_section else {}

    def _centres(self) -> list[tuple[str, str]]:
        own = {grant.centre for grant in self.viewer.grants if grant.centre is not None}
        rows = Centre.objects.filter(open=True, **({"pk__in": own} if own else {})).order_by("code")
        return [(str(row.pk), str(row)) for row in rows]


def _marks(service: Service) -> list[tuple[str, str]]:
    """Return whom a complaint may name: sections of our centres, or bodies. A security body is not named."""
    if not service.asks_respondent:
        return []
    if service.road == "service":
        sections = Section.objects.filter(centre__open=True).select_related("centre").order_by("centre__code", "code")
        return [(f"section:{row.pk}", f"{row.centre} – {row}") for row in sections]
    bodies = Body.objects.filter(active=True, security=False)
    return sorted(((f"body:{row.pk}", str(row)) for row in bodies), key=lambda pair: pair[1])
