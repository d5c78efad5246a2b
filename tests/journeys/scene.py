"""The scene of the journeys: one centre, one of each role, two bodies, the catalogue. Run as `python -m ...scene`."""

from __future__ import annotations

import io
import json
import sys
import tempfile
from pathlib import Path

import django

PASSWORD = "ninety-nine camels"
ROLES = {
    "clerk": ("inquiries_officer", "هند الريحان", True),
    "clerk2": ("inquiries_officer", "سالم الوادي", False),
    "registrar": ("operations_officer", "منصور السدير", False),
    "auditor": ("audit_officer", "ليلى الحزم", True),
    "auditor2": ("audit_officer", "فهد المرقاب", False),
    "office": ("minister_office", "ناصر الغدير", False),
    "minister": ("minister", "معالي الوزير", False),
    "follower": ("followup_officer", "منيرة السدير", True),
    "director": ("programme_director", "خالد النخيل", False),
    "host": ("reception_officer", "سعد القصاب", False),
    "security": ("security_reports_officer", "يوسف الهضب", False),
}


def hold_ceremony() -> None:
    """Make the keys of the sealed compartment; the shares of its recovery key are thrown away."""
    from django.core.management import call_command

    with tempfile.TemporaryDirectory() as folder:
        call_command("seal_ceremony", str(Path(folder) / "shares"), stdout=io.StringIO())


def build() -> dict[str, str]:
    """Lay out the scene; returns the mail address of each part."""
    from majlis.accounts.roles import ROLES as KNOWN
    from majlis.accounts.roles import Place
    from majlis.accounts.tests.builders import a_grant, a_staff
    from majlis.bodies.tests.builders import a_body
    from majlis.catalogue import moves as catalogue
    from majlis.centres.tests.builders import a_centre, a_hall
    from majlis.core.scope import within
    from majlis.core.viewer import system

    by = system("tests.journeys.scene")
    with within(by):
        centre = a_centre("riyadh", has_headquarters=True)
        a_hall(centre, "men")
        a_hall(centre, "women", women=True, name_ar="قاعة النساء", name_en="Women's hall")
        catalogue.load(by=by)
        mails = {}
        for part, (role, name, woman) in ROLES.items():
            mail = f"{part}@majlis.example"
            place = centre if KNOWN[role].place is Place.CENTRE else None
            a_staff(role, place, email=mail, name_ar=name, name_en=part.title(), woman=woman, password=PASSWORD)
            mails[part] = mail
        for code, name_ar, name_en in (
            ("passports", "المديرية العامة للجوازات", "General Directorate of Passports"),
            ("civil", "وكالة الأحوال المدنية", "Civil Affairs Agency"),
        ):
            body = a_body(code=code, name_ar=name_ar, name_en=name_en)
            liaison = a_staff(email=f"{code}@majlis.example", name_ar=f"ضابط اتصال {name_ar}", password=PASSWORD)
            a_grant(liaison, "body_liaison", body=body)
            mails[code] = f"{code}@majlis.example"
    return mails


if __name__ == "__main__":
    django.setup()
    hold_ceremony()
    sys.stdout.write(json.dumps(build()))
