"""Row-level security of persons and all that hangs on them, and the one search that looks past it."""

from __future__ import annotations

from django.db import migrations

from majlis.core import rls

# `cases` replaces majlis_may_meet later: staff may meet a person when they may read a case of his.
WORDS = """
CREATE FUNCTION majlis_may_meet(person bigint) RETURNS boolean LANGUAGE sql STABLE AS $$ SELECT false $$;

CREATE FUNCTION majlis_own_person() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN majlis_word('scope') = 'beneficiary'
        THEN nullif(split_part(majlis_word('viewer'), ':', 2), '')::bigint END
$$;
"""
NO_WORDS = """
DROP FUNCTION majlis_own_person();
DROP FUNCTION majlis_may_meet(bigint);
"""
OWN = "(SELECT majlis_own_person())"

PERSON = f"id = {OWN} OR merged_into_id = {OWN} OR ({rls.STAFF} AND majlis_may_meet(id))"
POINT = f"beneficiary_id = {OWN} OR ({rls.STAFF} AND majlis_may_meet(beneficiary_id))"
REPRESENTATION = f"""
principal_id = {OWN} OR representative_id = {OWN}
OR ({rls.STAFF} AND (majlis_may_meet(principal_id) OR majlis_may_meet(representative_id)))
"""

# Trigram operators are not leakproof: under a policy their index goes unused. This function belongs to a role that
# nobody signs in as and that sees the key columns only; it answers the house alone, with ids.
SEARCH = """
SELECT similarity('', '');

GRANT SELECT (id, name_key, latin_key, born_from, born_until, merged_into_id) ON people_beneficiary TO majlis_search;
CREATE POLICY people_beneficiary_search ON people_beneficiary FOR SELECT TO majlis_search USING (true);

CREATE FUNCTION majlis_people_like(name text, latin text, first date, last date)
RETURNS TABLE (id bigint, score real, born boolean)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp SET pg_trgm.similarity_threshold = 0.5
AS $$
    SELECT b.id,
           greatest(similarity(b.name_key, $1), CASE WHEN $2 <> '' THEN similarity(b.latin_key, $2) ELSE 0 END) AS score,
           coalesce(b.born_from <= $4 AND b.born_until >= $3, false)
    FROM people_beneficiary b
    WHERE majlis_word('scope') = 'house'
      AND b.merged_into_id IS NULL
      AND (b.name_key % $1 OR ($2 <> '' AND b.latin_key <> '' AND b.latin_key % $2))
      AND (coalesce(b.born_from <= $4 AND b.born_until >= $3, true))
    ORDER BY 2 DESC, 1
    LIMIT 40
$$;
REVOKE EXECUTE ON FUNCTION majlis_people_like(text, text, date, date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION majlis_people_like(text, text, date, date) TO majlis_app;
ALTER FUNCTION majlis_people_like(text, text, date, date) OWNER TO majlis_search;
"""
NO_SEARCH = """
DROP FUNCTION majlis_people_like(text, text, date, date);
DROP POLICY people_beneficiary_search ON people_beneficiary;
REVOKE SELECT (id, name_key, latin_key, born_from, born_until, merged_into_id) ON people_beneficiary FROM majlis_search;
"""


class Migration(migrations.Migration):
    """Nobody reads a person's record but himself, the staff of a case of his, and the house."""

    dependencies = [("people", "0001_initial"), ("core", "0001_scope")]

    operations = [
        migrations.RunSQL(WORDS, NO_WORDS),
        rls.protect("people_beneficiary", may_read=PERSON),
        rls.protect("people_contactpoint", may_read=POINT),
        rls.protect("people_representation", may_read=REPRESENTATION),
        rls.protect("people_merge", may_read="false"),
        rls.protect("people_signin", may_read="false"),
        rls.protect("people_onetimecode", may_read="false"),
        rls.protect("people_approval", may_read="false"),
        migrations.RunSQL(SEARCH, NO_SEARCH),
    ]
