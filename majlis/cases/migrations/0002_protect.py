"""Row-level security of the case and all that hangs on it, and the look-up that staff of a case have of its person."""

from __future__ import annotations

from django.db import migrations

from majlis.core import rls

CASE = f"""
(
  {rls.STAFF}
  AND NOT (barred::text[] && {rls.MARKS})
  AND (
    (
      (
        (centre_id::text || ':' || section) = ANY ({rls.DESKS})
        OR (centre_id::text || ':*') = ANY ({rls.DESKS})
        OR ('*:' || section) = ANY ({rls.DESKS})
        OR '*:*' = ANY ({rls.DESKS})
      )
      AND sensitivity <= {rls.CLEARANCE}
      AND ({rls.WOMAN} OR NOT (women_readers OR (women_only AND section IN ('inquiries', 'operations'))))
    )
    OR EXISTS (
      SELECT 1 FROM cases_share s WHERE s.case_id = cases_case.id AND s.viewer = {rls.VIEWER} AND s.until > {rls.NOW}
    )
  )
)
OR {rls.VIEWER} = 'beneficiary:' || beneficiary_id
OR {rls.VIEWER} = 'link:' || id
OR (
  NOT {rls.STAFF}
  AND EXISTS (
    SELECT 1 FROM cases_share s WHERE s.case_id = cases_case.id AND s.viewer = {rls.VIEWER} AND s.until > {rls.NOW}
  )
)
"""
SHARE = f"viewer = {rls.VIEWER}"
OF_A_CASE = "EXISTS (SELECT 1 FROM cases_case c WHERE c.id = case_id)"
STAFF_OF_A_CASE = f"{rls.STAFF} AND {OF_A_CASE}"

MAY_MEET = """
CREATE OR REPLACE FUNCTION majlis_may_meet(person bigint) RETURNS boolean LANGUAGE sql STABLE
    AS $$ SELECT EXISTS (SELECT 1 FROM cases_case WHERE beneficiary_id = person) $$;
"""
MAY_NOT_MEET = """
CREATE OR REPLACE FUNCTION majlis_may_meet(person bigint) RETURNS boolean LANGUAGE sql STABLE AS $$ SELECT false $$;
"""


class Migration(migrations.Migration):
    """Nobody reads a case, its papers or its notes but by a rule that the database knows too."""

    dependencies = [("cases", "0001_initial"), ("core", "0001_scope"), ("people", "0001_initial")]

    operations = [
        rls.protect("cases_share", may_read=SHARE),
        rls.protect("cases_case", may_read=CASE),
        rls.protect("cases_party", may_read=STAFF_OF_A_CASE),
        rls.protect("cases_note", may_read=STAFF_OF_A_CASE),
        rls.protect("cases_paper", may_read=f"{OF_A_CASE} AND ({rls.STAFF} OR NOT staff_only)"),
        rls.protect("cases_checklistitem", may_read=OF_A_CASE),
        rls.protect("cases_paperrequest", may_read=OF_A_CASE),
        rls.protect("cases_pending", may_read=OF_A_CASE),
        rls.protect("cases_closure", may_read=OF_A_CASE),
        rls.protect("cases_outgoing", may_read=STAFF_OF_A_CASE),
        rls.protect("cases_searchline", may_read=STAFF_OF_A_CASE),
        migrations.RunSQL(MAY_MEET, MAY_NOT_MEET),
    ]
