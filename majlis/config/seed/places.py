"""The centres, the ministry's sections and the competent bodies of the sample."""

from __future__ import annotations

import datetime as dt

from majlis.bodies import moves as body_moves
from majlis.bodies.models import Body
from majlis.centres import moves as centre_moves
from majlis.centres.models import WOMEN, Centre
from majlis.core.viewer import Viewer

DESKS = (("inquiries", "الاستفسارات", "Inquiries"), ("operations", "العمليات", "Operations"))
MINISTRY = (
    ("audit", "التدقيق", "Audit"),
    ("office", "مكتب الوزير", "Minister's office"),
    ("followup", "المتابعة والتعقيب", "Follow-up"),
    ("security_reports", "البلاغات الأمنية", "Security reports"),
)
CENTRES = (
    ("riyadh", "مركز الرياض", "Riyadh centre", "الرياض", "Riyadh", "طريق الملك فهد", "King Fahd Road"),
    ("jeddah", "مركز جدة", "Jeddah centre", "جدة", "Jeddah", "طريق المدينة", "Madinah Road"),
)
WORKDAYS = (6, 0, 1, 2, 3)
"""Sunday to Thursday, as Python counts weekdays."""

BODIES = (
    ("passports", "المديرية العامة للجوازات", "General Directorate of Passports", True, ("family_visa", "residency", "passports", "deportation")),
    ("civil_affairs", "وكالة الوزارة للأحوال المدنية", "Civil Affairs Agency", True, ("civil_status", "nationality")),
    ("prisons", "المديرية العامة للسجون", "General Directorate of Prisons", True, ("prisons",)),
    ("traffic", "الإدارة العامة للمرور", "General Department of Traffic", True, ("traffic",)),
    ("narcotics", "المديرية العامة لمكافحة المخدرات", "General Directorate of Narcotics Control", True, ("narcotics",)),
    ("police", "الأمن العام", "Public Security", True, ("police", "missing", "domestic_violence")),
    ("civil_defence", "المديرية العامة للدفاع المدني", "General Directorate of Civil Defence", True, ("civil_defence",)),
    ("border_guard", "المديرية العامة لحرس الحدود", "General Directorate of Border Guard", True, ()),
    ("weapons", "إدارة الأسلحة والمتفجرات", "Weapons and Explosives Department", True, ("weapons",)),
    ("rights", "الإدارة العامة للحقوق", "General Department of Rights", True, ("qisas", "assistance")),
    ("staff_affairs", "الإدارة العامة للموارد البشرية", "General Department of Human Resources", True, ("staff",)),
    ("inspection", "الإدارة العامة للمراجعة والتفتيش", "General Department of Inspection", True, ()),
    ("labour", "وزارة الموارد البشرية والتنمية الاجتماعية", "Ministry of Human Resources and Social Development", False, ("worker_rights",)),
    ("health", "وزارة الصحة", "Ministry of Health", False, ("medical",)),
    ("justice", "وزارة العدل", "Ministry of Justice", False, ()),
    ("foreign", "وزارة الخارجية", "Ministry of Foreign Affairs", False, ()),
    ("municipal", "وزارة البلديات والإسكان", "Ministry of Municipalities and Housing", False, ()),
    ("education", "وزارة التعليم", "Ministry of Education", False, ()),
    ("emirate_riyadh", "إمارة منطقة الرياض", "Emirate of Riyadh Region", False, ()),
    ("emirate_makkah", "إمارة منطقة مكة المكرمة", "Emirate of Makkah Region", False, ()),
)  # fmt: skip


def centres(by: Viewer) -> list[Centre]:
    """Lay out Riyadh and Jeddah: sections, counters, halls for men and for women, hours; then the ministry's sections."""
    made = []
    for code, name_ar, name_en, city_ar, city_en, road_ar, road_en in CENTRES:
        centre = centre_moves.set_up(
            code,
            by=by,
            name_ar=name_ar,
            name_en=name_en,
            city_ar=city_ar,
            city_en=city_en,
            address_ar=f"{city_ar}، {road_ar}",
            address_en=f"{road_en}, {city_en}",
            has_headquarters=True,
        )
        _inside(centre, by)
        made.append(centre)
    for code, name_ar, name_en in MINISTRY:
        centre_moves.add_section(None, code, by=by, name_ar=name_ar, name_en=name_en)
    return made


def _inside(centre: Centre, by: Viewer) -> None:
    for code, name_ar, name_en in DESKS:
        centre_moves.add_section(centre, code, by=by, name_ar=name_ar, name_en=name_en)
    centre_moves.add_section(centre, WOMEN, by=by, name_ar="القسم النسائي", name_en="Women's section", women=True)
    for number in range(1, 9):
        centre_moves.add_counter(centre, number, by=by, women=number > 5)
    centre_moves.add_hall(centre, "men", by=by, name_ar="قاعة التواصل المرئي", name_en="Video hall")
    centre_moves.add_hall(
        centre, "women", by=by, name_ar="قاعة التواصل المرئي للنساء", name_en="Women's video hall", women=True
    )
    week = [centre_moves.Shift(day, dt.time(8), dt.time(16)) for day in WORKDAYS]
    centre_moves.set_week(centre, week, by=by)


def bodies(by: Viewer) -> list[Body]:
    """Lay out the competent bodies, each with a liaison's address."""
    made = []
    for number, (code, name_ar, name_en, inside, handles) in enumerate(BODIES, start=1):
        body = body_moves.set_up(code, by=by, handles=handles, name_ar=name_ar, name_en=name_en, inside=inside)
        body_moves.add_contact(
            body,
            by=by,
            name=f"ضابط الاتصال في {name_ar}",
            mail=f"liaison.{code}@example.com",
            phone=f"+9661155500{number:02d}",
        )
        made.append(body)
    return made
