"""The staff of the sample: about forty, each section with women and men."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache

from django.contrib.auth.hashers import make_password

from majlis.accounts import moves as accounts
from majlis.accounts.models import Staff
from majlis.accounts.queries import viewer_for
from majlis.bodies.models import Body
from majlis.centres.models import WOMEN, Centre
from majlis.core import clock
from majlis.core.viewer import Viewer

PASSWORD = "open door, warm coffee"  # noqa: S105 - the sample's, printed at the start and refused in production

AT_A_CENTRE = (
    ("reception_officer", "", "هند الريحان", "Hind Al-Raihan", True),
    ("reception_officer", "", "سالم الوادي", "Salem Al-Wadi", False),
    ("inquiries_officer", "", "نوف البازعي", "Nouf Al-Bazei", True),
    ("inquiries_officer", "", "بندر الفريح", "Bandar Al-Furaih", False),
    ("inquiries_officer", WOMEN, "أمل الدوسري", "Amal Al-Dosari", True),
    ("operations_officer", "", "منصور السدير", "Mansour Al-Sudair", False),
    ("operations_officer", "", "ريم القصيبي", "Reem Al-Gosaibi", True),
    ("operations_officer", WOMEN, "مها العتيبي", "Maha Al-Otaibi", True),
    ("section_head", "inquiries", "عبدالعزيز الهذلول", "Abdulaziz Al-Hathloul", False),
    ("section_head", WOMEN, "لطيفة الشهري", "Latifa Al-Shehri", True),
    ("hall_host", "", "سعد القصاب", "Saad Al-Gassab", False),
    ("hall_host", "", "دلال الحربي", "Dalal Al-Harbi", True),
    ("gate_officer", "", "مشعل الرويلي", "Mishal Al-Ruwaili", False),
    ("centre_manager", "", "خالد النخيل", "Khalid Al-Nakhil", False),
)
AT_THE_MINISTRY = (
    ("audit_officer", "ليلى الحزم", "Laila Al-Hazm", True),
    ("audit_officer", "فهد المرقاب", "Fahad Al-Mirqab", False),
    ("audit_officer", "سارة الغامدي", "Sarah Al-Ghamdi", True),
    ("minister_office", "ناصر الغدير", "Nasser Al-Ghadeer", False),
    ("minister_office", "العنود السبيعي", "Alanoud Al-Subaie", True),
    ("minister", "معالي الوزير", "H.E. the Minister", False),
    ("followup_officer", "منيرة السدير", "Munira Al-Sudair", True),
    ("followup_officer", "تركي الزهراني", "Turki Al-Zahrani", False),
    ("toll_free_agent", "جواهر المطيري", "Jawaher Al-Mutairi", True),
    ("toll_free_agent", "راكان العنزي", "Rakan Al-Anazi", False),
    ("interpreter", "محمد أنور", "Mohammed Anwar", False),
    ("interpreter", "نسرين خان", "Nasreen Khan", True),
    ("duty_officer", "فيصل الشمري", "Faisal Al-Shammari", False),
    ("duty_officer", "وفاء القرني", "Wafa Al-Qarni", True),
    ("programme_director", "إبراهيم التركي", "Ibrahim Al-Turki", False),
    ("security_reports_officer", "يوسف الهضب", "Yousef Al-Hadb", False),
    ("security_reports_officer", "أسماء الرشيد", "Asma Al-Rasheed", True),
    ("system_administrator", "أحمد الجهني", "Ahmed Al-Juhani", False),
)


@cache
def _hashed() -> str:
    """Return the sample password hashed once for all: hashing is slow on purpose."""
    return make_password(PASSWORD)


@dataclass(frozen=True, slots=True)
class Member:
    """One member of the sample's staff with the part he plays."""

    role: str
    centre: str
    section: str
    staff: Staff
    viewer: Viewer


def everyone(centres: list[Centre], bodies: list[Body], by: Viewer) -> list[Member]:
    """Take in the staff of both centres, of the ministry, and a liaison for each of the first four bodies."""
    made: list[Member] = []
    for centre in centres:
        for role, section, name_ar, name_en, woman in AT_A_CENTRE:
            mail = _mail(role, len([m for m in made if m.role == role]) + 1)
            made.append(_take_in(mail, role, by, centre=centre, section=section, names=(name_ar, name_en), woman=woman))
    for role, name_ar, name_en, woman in AT_THE_MINISTRY:
        mail = _mail(role, len([m for m in made if m.role == role]) + 1)
        made.append(_take_in(mail, role, by, names=(name_ar, name_en), woman=woman))
    for body in bodies[:4]:
        names = (f"ضابط اتصال {body.name_ar}", f"Liaison of {body.name_en}")
        made.append(_take_in(f"{body.code}@majlis.example", "body_liaison", by, body=body, names=names, woman=False))
    _roster([one for one in made if one.role == "duty_officer"], by)
    return made


def _mail(role: str, number: int) -> str:
    return f"{role.replace('_officer', '').replace('_', '.')}{number}@majlis.example"


def _take_in(
    mail: str,
    role: str,
    by: Viewer,
    *,
    names: tuple[str, str],
    woman: bool,
    centre: Centre | None = None,
    section: str = "",
    body: Body | None = None,
) -> Member:
    staff = accounts.take_in(mail, by=by, name_ar=names[0], name_en=names[1], woman=woman, home=centre)
    staff.password = _hashed()
    staff.save(update_fields=["password"])
    accounts.grant(staff, role, by=by, centre=centre, section=section, body=body)
    return Member(role, centre.code if centre else "", section, staff, viewer_for(staff))


def _roster(officers: list[Member], by: Viewer) -> None:
    start = clock.start_of(clock.today())
    for night in range(60):
        begins = start + dt.timedelta(days=night)
        for rank, one in enumerate(officers, start=1):
            accounts.put_on_duty(one.staff, begins, begins + dt.timedelta(days=1), by=by, rank=rank)
