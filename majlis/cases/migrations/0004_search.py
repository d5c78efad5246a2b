"""The one search that looks past row-level security, and applies the same rule itself.

`@@`, LIKE and the trigram operators are not leakproof: under a policy PostgreSQL may not use their index. So the ids
come from one function of a role that nobody signs in as, and the reader joins them under the policy again.
"""

from __future__ import annotations

from django.db import migrations

from majlis.core import rls

# The same words as the policy of cases_case (0002), for staff; `c` is the case.
MAY_READ = f"""
    {rls.STAFF}
    AND NOT (c.barred::text[] && {rls.MARKS})
    AND (
      (
        (
          '*:*' = ANY ({rls.DESKS})
          OR (c.centre_id::text || ':' || c.section) = ANY ({rls.DESKS})
          OR (c.centre_id::text || ':*') = ANY ({rls.DESKS})
          OR ('*:' || c.section) = ANY ({rls.DESKS})
        )
        AND c.sensitivity <= {rls.CLEARANCE}
        AND ({rls.WOMAN} OR NOT (c.women_readers OR (c.women_only AND c.section IN ('inquiries', 'operations'))))
      )
      OR EXISTS (
        SELECT 1 FROM cases_share h WHERE h.case_id = c.id AND h.viewer = {rls.VIEWER} AND h.until > {rls.NOW}
      )
    )
"""

# Each word is a tsquery of its own (with its synonyms). What stands in more than `often` cases finds nothing by
# itself, as long as a rarer word was written: it only ranks. The planner's own guess of the rows says which is rare.
FIND = f"""
SELECT similarity('', '');

GRANT SELECT (case_id, folded, vector, numbers) ON cases_searchline TO majlis_search;
GRANT SELECT (id, centre_id, section, sensitivity, women_only, women_readers, barred, beneficiary_id)
    ON cases_case TO majlis_search;
GRANT SELECT (case_id, viewer, until) ON cases_share TO majlis_search;
CREATE POLICY cases_searchline_search ON cases_searchline FOR SELECT TO majlis_search USING (true);
CREATE POLICY cases_case_search ON cases_case FOR SELECT TO majlis_search USING (true);

CREATE FUNCTION majlis_words_rows(sought tsquery) RETURNS double precision LANGUAGE plpgsql
SET search_path = public, pg_temp
AS $$
DECLARE plan json;
BEGIN
    EXECUTE format('EXPLAIN (FORMAT JSON) SELECT 1 FROM cases_searchline WHERE vector @@ %L::tsquery', sought)
        INTO plan;
    RETURN (plan -> 0 -> 'Plan' ->> 'Plan Rows')::double precision;
END $$;
ALTER FUNCTION majlis_words_rows(tsquery) OWNER TO majlis_search;
REVOKE EXECUTE ON FUNCTION majlis_words_rows(tsquery) FROM PUBLIC, majlis_app;

CREATE FUNCTION majlis_find_cases(sought_numbers text[], sought_words text[], alike text, most integer)
RETURNS TABLE (id bigint, why text)
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp
SET plan_cache_mode = force_custom_plan
SET pg_trgm.word_similarity_threshold = 0.6
AS $$
#variable_conflict use_column
DECLARE
    often CONSTANT double precision := 3000;
    few CONSTANT double precision := 10000;
    enough CONSTANT integer := 3;
    found bigint[] := '{{}}';
    part bigint[];
    word text;
    one tsquery;
    every tsquery;
    whole tsquery;
    rare tsquery;
    common tsquery;
    rows_of double precision;
BEGIN
    IF majlis_word('scope') <> 'staff' THEN
        RETURN;
    END IF;

    IF cardinality(sought_numbers) > 0 THEN
        SELECT array_agg(s.case_id) INTO part FROM (
            SELECT l.case_id FROM cases_searchline l JOIN cases_case c ON c.id = l.case_id
            WHERE l.numbers && sought_numbers::varchar[] AND {MAY_READ}
            ORDER BY l.case_id DESC LIMIT most
        ) s;
        found := found || coalesce(part, '{{}}');
        RETURN QUERY SELECT unnest(part), 'number'::text;
    END IF;

    FOREACH word IN ARRAY sought_words LOOP
        one := to_tsquery('arabic', word);
        CONTINUE WHEN numnode(one) = 0;
        every := coalesce(every && one, one);
        whole := coalesce(whole || one, one);
        rows_of := majlis_words_rows(one);
        IF rows_of <= often THEN
            rare := coalesce(rare || one, one);
        ELSE
            common := coalesce(common && one, one);
        END IF;
    END LOOP;

    -- All words. Where few cases hold them, the index of words first: walking all cases from the newest is for many.
    IF every IS NOT NULL AND majlis_words_rows(every) <= few THEN
        WITH hit AS MATERIALIZED (SELECT l.case_id FROM cases_searchline l WHERE l.vector @@ every)
        SELECT array_agg(s.case_id) INTO part FROM (
            SELECT l.case_id FROM hit l JOIN cases_case c ON c.id = l.case_id
            WHERE l.case_id <> ALL (found) AND {MAY_READ}
            ORDER BY l.case_id DESC LIMIT most - cardinality(found)
        ) s;
        found := found || coalesce(part, '{{}}');
        RETURN QUERY SELECT unnest(part), 'words'::text;
    ELSIF every IS NOT NULL THEN
        SELECT array_agg(s.case_id) INTO part FROM (
            SELECT l.case_id FROM cases_searchline l JOIN cases_case c ON c.id = l.case_id
            WHERE l.vector @@ every AND l.case_id <> ALL (found) AND {MAY_READ}
            ORDER BY l.case_id DESC LIMIT most - cardinality(found)
        ) s;
        found := found || coalesce(part, '{{}}');
        RETURN QUERY SELECT unnest(part), 'words'::text;
    END IF;

    -- Any of the rarer words, by rank.
    IF rare IS NOT NULL AND cardinality(found) < most AND numnode(whole) > 1 THEN
        WITH hit AS MATERIALIZED (
            SELECT l.case_id, ts_rank(l.vector, whole) AS rank FROM cases_searchline l WHERE l.vector @@ rare
        )
        SELECT array_agg(s.case_id ORDER BY s.rank DESC, s.case_id DESC) INTO part FROM (
            SELECT l.case_id, l.rank FROM hit l JOIN cases_case c ON c.id = l.case_id
            WHERE l.case_id <> ALL (found) AND {MAY_READ}
            ORDER BY l.rank DESC, l.case_id DESC LIMIT most - cardinality(found)
        ) s;
        found := found || coalesce(part, '{{}}');
        RETURN QUERY SELECT unnest(part), 'some'::text;
    END IF;

    -- All of the frequent words, when the rare ones led to little: one of them may be mistyped.
    IF common IS NOT NULL AND common <> every AND cardinality(found) < enough THEN
        SELECT array_agg(s.case_id) INTO part FROM (
            SELECT l.case_id FROM cases_searchline l JOIN cases_case c ON c.id = l.case_id
            WHERE l.vector @@ common AND l.case_id <> ALL (found) AND {MAY_READ}
            ORDER BY l.case_id DESC LIMIT most - cardinality(found)
        ) s;
        found := found || coalesce(part, '{{}}');
        RETURN QUERY SELECT unnest(part), 'some'::text;
    END IF;

    IF length(alike) > 3 AND cardinality(found) < enough THEN
        RETURN QUERY
            SELECT l.case_id, 'like'::text FROM cases_searchline l JOIN cases_case c ON c.id = l.case_id
            WHERE l.folded %> alike AND l.case_id <> ALL (found) AND {MAY_READ}
            ORDER BY word_similarity(alike, l.folded) DESC, l.case_id DESC
            LIMIT most - cardinality(found);
    END IF;
END $$;
ALTER FUNCTION majlis_find_cases(text[], text[], text, integer) OWNER TO majlis_search;
REVOKE EXECUTE ON FUNCTION majlis_find_cases(text[], text[], text, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION majlis_find_cases(text[], text[], text, integer) TO majlis_app;
"""
FIND_NOT = """
DROP FUNCTION majlis_find_cases(text[], text[], text, integer);
DROP FUNCTION majlis_words_rows(tsquery);
DROP POLICY cases_case_search ON cases_case;
DROP POLICY cases_searchline_search ON cases_searchline;
REVOKE SELECT (case_id, viewer, until) ON cases_share FROM majlis_search;
REVOKE SELECT (id, centre_id, section, sensitivity, women_only, women_readers, barred, beneficiary_id)
    ON cases_case FROM majlis_search;
REVOKE SELECT (case_id, folded, vector, numbers) ON cases_searchline FROM majlis_search;
"""


class Migration(migrations.Migration):
    """Search finds what its viewer may read, and nothing else."""

    dependencies = [("cases", "0003_synonym")]

    operations = [migrations.RunSQL(FIND, FIND_NOT)]
