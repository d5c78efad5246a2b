"""Two hundred cases of the sample, each led by the rooms' own acts, at hours gone by, to where it stands today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial

from majlis.audit import moves as audit
from majlis.audit.checks import QUESTIONS, Answered
from majlis.cases import moves as cases
from majlis.cases.models import Case, ChecklistItem
from majlis.cases.moves import daily
from majlis.cases.moves.opening import Asked
from majlis.cases.states import Road
from majlis.catalogue import queries as catalogue
from majlis.config.seed.stage import HOUSE, Stage
from majlis.config.seed.texts import ALL, Said
from majlis.core import clock
from majlis.core.scope import house, within
from majlis.core.viewer import Kind, Viewer
from majlis.desk.moves.sealing import seal_away
from majlis.notifications import moves as notifications
from majlis.office import moves as office
from majlis.office.moves import Said as Decided
from majlis.office.states import Decision
from majlis.people.models import Beneficiary
from majlis.people.states import ServedBy
from majlis.referrals import moves as referrals

MANY = 200
PIN = "482915"
FINE = Answered(dict.fromkeys(QUESTIONS, "yes"))
CHANNELS = ("portal", "portal", "portal", "desk", "desk", "phone", "email", "kiosk", "sms")
ENDS = (
    "submitted", "submitted", "sorted", "registered", "under_audit", "under_audit", "waiting_papers", "refused",
    "not_ours", "waiting", "waiting", "to_present", "to_present", "presented", "directed", "referred", "referred",
    "referred", "answered", "done", "closed", "closed", "closed", "reopened", "objected", "withdrawn", "joined",
    "lapsed", "sealed",
)  # fmt: skip
AGES = {
    "submitted": (0, 1), "sorted": (0, 2), "registered": (1, 3), "under_audit": (1, 5), "sealed": (2, 60),
    "closed": (20, 150), "refused": (15, 150), "not_ours": (15, 120), "withdrawn": (10, 120), "lapsed": (40, 120),
}  # fmt: skip
"""How many days ago, at the least and the most, a case began that stands so today."""
RESULTS = (
    "تمت الموافقة على طلبك، ويصلك إشعار من الجهة المختصة خلال أسبوع.",
    "نُفذ ما طلبته، ويمكنك مراجعة الجهة في أي يوم عمل ومعك هويتك.",
    "درست الجهة طلبك وتعذر تنفيذه لعدم انطباق الشروط، وقد شُرح لك البديل في خطابها.",
)


class Walk:
    """One case on its way. Each step happens some working hours after the one before."""

    def __init__(self, stage: Stage, said: Said, person: Beneficiary, opened: dt.datetime) -> None:
        """Begin the day on which the person came."""
        self.stage, self.said, self.person, self.at = stage, said, person, opened
        self.centre = stage.rng.choice(stage.centres)
        self.women = person.served_by == ServedBy.WOMEN_ONLY
        self.case: Case

    def on(self, hours: int) -> None:
        """Let some hours pass, into the next working morning when they end at night or on a day off."""
        self.at += dt.timedelta(hours=hours)
        local = self.at.astimezone(clock.RIYADH)
        while local.weekday() in (4, 5) or not 8 <= local.hour < 16:
            local = (local + dt.timedelta(days=local.hour >= 16)).replace(hour=8, minute=self.stage.rng.randrange(50))
            if local.weekday() in (4, 5):
                local += dt.timedelta(days=1)
        self.at = min(local.astimezone(dt.UTC), clock.now() - dt.timedelta(minutes=5))

    def actor(self, role: str) -> Viewer:
        """Return who acts at this centre's desks for this person."""
        return self.stage.actor(role, self.centre.code, woman=self.women)

    def to(self, end: str) -> Case:
        """Lead the case to where it stands."""
        self.open()
        if end == "submitted":
            return self.case
        if self.said.service == "inquiry" and end != "withdrawn":
            return self.answer()
        if end == "withdrawn":
            return self.withdraw()
        if end == "sealed":
            return self.seal()
        self.sort()
        if end == "sorted":
            return self.case
        self.register(hand_on=end != "registered")
        if end in ("registered", "under_audit"):
            return self.case
        if end in ("waiting_papers", "lapsed", "refused", "not_ours", "objected"):
            return self.audit_otherwise(end)
        self.accept()
        return self.beyond(end)

    def open(self) -> None:
        """The person asks."""
        said, asked_on = self.said, self.at
        with clock.pretend(asked_on), within(HOUSE):
            self.case = cases.open_case(
                Asked(
                    service=catalogue.service(said.service),
                    category=catalogue.category(said.category),
                    centre_id=self.centre.pk,
                    beneficiary_id=self.person.pk,
                    subject=said.subject,
                    words=said.words,
                    channel=self.stage.rng.choice(CHANNELS),
                    pin=PIN,
                    language=said.language,
                    danger=said.danger,
                    women_only=self.women,
                    withhold_name=said.service == "complaint_body" and self.stage.rng.random() < 0.3,
                ),
                by=HOUSE,
            )

    def _do(self, act: Callable[..., object], by: Viewer, hours: int, **words: object) -> None:
        self.on(hours)
        with clock.pretend(self.at), within(by):
            act(self.case, by=by, **words)

    def answer(self) -> Case:
        """An inquiry is answered at first contact."""
        words = (
            "نعم، يمكن ذلك. أحضر الجواز والإقامة وعقد العمل إلى أي فرع، أو قدّم عبر المنصة، وتُنجز خلال ثلاثة أيام عمل."
        )
        self._do(cases.answer_at_once, self.actor("inquiries_officer"), 2, words=words)
        return self.case

    def withdraw(self) -> Case:
        """The person withdraws."""
        me = Viewer(kind=Kind.BENEFICIARY, id=self.person.pk)
        self._do(cases.withdraw, me, 20, phone="8000000000")
        return self.case

    def seal(self) -> Case:
        """It is a security matter: no word of it stays here."""
        self._do(seal_away, self.actor("inquiries_officer"), 2)
        return self.case

    def join(self, main: Case) -> Case:
        """The same was asked before: both go on as one."""
        self.open()
        self._do(cases.join, self.actor("inquiries_officer"), 3, main=main)
        return self.case

    def sort(self) -> None:
        """Inquiries decide the service."""
        service, category = catalogue.service(self.said.service), catalogue.category(self.said.category)
        self._do(
            cases.sort,
            self.actor("inquiries_officer"),
            self.stage.rng.randint(1, 5),
            service=service,
            category=category,
        )

    def register(self, *, hand_on: bool) -> None:
        """Operations register it."""
        act = cases.register_and_hand_on if hand_on else cases.register
        self._do(act, self.actor("operations_officer"), self.stage.rng.randint(1, 6))

    def audit_otherwise(self, end: str) -> Case:
        """Audit does not accept it."""
        auditor = self.stage.actor("audit_officer")
        if end == "waiting_papers":
            due = clock.today() + dt.timedelta(days=self.stage.rng.randint(2, 12))
            with within(HOUSE):
                codes = _required(self.case)
            more = "" if codes else "صورة واضحة من القرار"
            self._do(audit.ask_for_papers, auditor, 6, answered=FINE, codes=codes, words=more, due_on=due)
            return self.case
        if end == "lapsed":
            return self.lapse(auditor)
        if end == "not_ours":
            body = self.stage.rng.choice([one for one in self.stage.bodies if not one.inside])
            words = "طلب يخص اختصاصكم، نأمل التواصل معنا لتسلّم تفاصيله." if self.case.withhold_name else ""
            self._do(audit.hand_over_outside, auditor, 6, answered=FINE, body=body, words=words)
            return self.case
        words = "راجعنا ما ذكرته فلم نجد ما يثبته في الأوراق. إن كان لديك ما يثبت فاعترض خلال ثلاثين يومًا وأرفقه."
        self._do(audit.refuse, auditor, 7, answered=FINE, reason="proof", words=words)
        if end == "objected":
            me = Viewer(kind=Kind.BENEFICIARY, id=self.person.pk)
            self._do(cases.object_, me, 30, words="عندي خطاب من الجهة يثبت ما قلته، وأرفقه الآن.")
        return self.case

    def lapse(self, auditor: Viewer) -> Case:
        """The papers were asked for, reminded of, and did not come."""
        due = clock.day_of(self.at) + dt.timedelta(days=14)
        words = "صورة واضحة من القرار"
        self._do(audit.ask_for_papers, auditor, 6, answered=FINE, codes=[], words=words, due_on=due)
        for act, days in ((daily.remind_of_papers, -2), (partial(daily.lapse_due, by=HOUSE), 1)):
            at = clock.start_of(due + dt.timedelta(days=days)) + dt.timedelta(hours=1)
            with clock.pretend(at), within(HOUSE):
                act()
        return self.case

    def accept(self) -> None:
        """Audit accepts it; a paper that did not come is done without."""
        auditor = self.stage.actor("audit_officer")
        self.on(5)
        with clock.pretend(self.at), within(auditor):
            for code in _required(self.case):
                audit.waive_paper(self.case, by=auditor, code=code, why="موجودة لدى الجهة")
            audit.accept(self.case, by=auditor, answered=FINE)

    def beyond(self, end: str) -> Case:
        """The minister's office, the bodies, the end."""
        case = self.case
        if end in ("waiting", "to_present") or case.road == Road.AUDIENCE:
            return case
        if case.road == Road.PAPER:
            self.present()
            if end == "presented":
                return case
        self.decide()
        if end in ("directed", "presented") or case.road == Road.SERVICE:
            return self.finish(end) if case.road == Road.SERVICE and end in ("done", "closed", "reopened") else case
        self.refer()
        if end == "referred":
            return case
        self.reply()
        return case if end == "answered" else self.finish(end)

    def present(self) -> None:
        """The office writes the brief and puts it before the minister."""
        officer = self.stage.actor("minister_office")
        words = {
            "lines": self.said.words[:300],
            "asked": self.said.subject,
            "proposed": "إحالة إلى الجهة المختصة للدراسة والرد",
        }
        self.on(12)
        with clock.pretend(self.at), within(officer):
            office.write_brief(self.case, words, by=officer)
            folder = office.make_folder([self.case], by=officer)
            office.present(folder, by=officer)
        with within(HOUSE):
            self.case.refresh_from_db()

    def decide(self) -> None:
        """The minister, his office or the level above decides."""
        self.on(20)
        said = Decided(Decision.REFER, "تُحال إلى الجهة المختصة للدراسة والرد خلال عشرة أيام عمل")
        act: Callable[..., object] = office.give
        by = self.stage.actor("minister")
        if self.case.road == Road.DELEGATED:
            by, act = self.stage.actor("minister_office"), office.decide_delegated
        elif self.case.road == Road.SERVICE:
            by, act = self.stage.actor("programme_director"), office.decide_service
            said = Decided(Decision.THANK, "يُشكر، ويُعمل باقتراحه في المركزين")
        with clock.pretend(self.at), within(by):
            act(self.case, said, by=by)

    def refer(self) -> None:
        """Follow-up refers it to the body that handles its category."""
        follower = self.stage.actor("followup_officer")
        self.on(3)
        handles = [
            body for body in self.stage.bodies if self.said.category in body.handles.values_list("category", flat=True)
        ]
        body = handles[0] if handles else self.stage.bodies[0]
        with clock.pretend(self.at), within(follower):
            due = clock.today() + dt.timedelta(days=14)
            ask = referrals.Ask(body=body, words="للدراسة والرد خلال عشرة أيام عمل", due_on=due)
            referrals.refer(self.case, [ask], by=follower)
        with within(HOUSE):
            self.case.refresh_from_db()

    def reply(self) -> None:
        """The body answers on paper."""
        follower = self.stage.actor("followup_officer")
        self.on(60)
        with within(HOUSE):
            referral = self.case.referrals.get()
        with clock.pretend(self.at), within(follower):
            referrals.record_answer(
                referral, by=follower, words="دُرس الطلب وأُنجز حسب التعليمات", number="4471", day=clock.today()
            )
        with within(HOUSE):
            self.case.refresh_from_db()

    def finish(self, end: str) -> Case:
        """Follow-up proposes the result, the office approves it, the person is told and says how it was."""
        follower, officer = self.stage.actor("followup_officer"), self.stage.actor("minister_office")
        self._do(cases.finish, follower, 4, words=self.stage.rng.choice(RESULTS))
        if end == "done":
            return self.case
        self._do(cases.approve_result, officer, 3)
        me = Viewer(kind=Kind.BENEFICIARY, id=self.person.pk)
        with clock.pretend(self.at), within(me):
            notifications.read_on_page(self.case.pk, me)
        self._do(cases.close, follower, 8)
        if end == "reopened":
            self._do(cases.reopen, follower, 20, reason="not_carried_out")
            return self.case
        if self.stage.rng.random() < 0.6:
            with within(HOUSE), clock.pretend(self.at):
                closure = self.case.closures.order_by("-id").first()
                if closure:
                    cases.say_score(closure, by=HOUSE, score=self.stage.rng.choice((3, 4, 5, 5)), opinion="")
        return self.case


def _required(case: Case) -> list[str]:
    """Return the codes of the required papers of a case."""
    with house():
        return list(ChecklistItem.objects.filter(case=case, required=True).values_list("code", flat=True))


def everything(stage: Stage, many: int) -> list[Case]:
    """Make `many` cases, spread over five months; two hundred show every state."""
    for number in range(many):
        said = ALL[number % len(ALL)]
        end = ENDS[(number * 7) % len(ENDS)]
        first, last = AGES.get(end, (4, 45) if said.service.startswith("audience") else (5, 24))
        days = stage.rng.randint(first, last)
        opened = clock.now() - dt.timedelta(days=days, hours=stage.rng.randint(1, 5))
        person = stage.persons[(number * 11) % len(stage.persons)]
        main = _twin(stage) if end == "joined" else None
        if main:
            said, person, opened = stage.said[main.pk], main.beneficiary, main.opened_at + dt.timedelta(minutes=40)
        walk = Walk(stage, said, person, opened)
        walk.on(0)
        stage.made.append(walk.join(main) if main else walk.to("closed" if end == "joined" else end))
        stage.said[walk.case.pk] = said
    return stage.made


def _twin(stage: Stage) -> Case | None:
    """Return the last case that goes on and was opened days ago, for a second one to be joined to."""
    before = clock.now() - dt.timedelta(days=1)
    with house():
        known = Case.objects.filter(pk__in=stage.said, opened_at__lt=before, joined__isnull=True).open()
        return known.select_related("beneficiary").order_by("-pk").first()
