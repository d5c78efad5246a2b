"""The limit below the house: the rows that one request leaves behind, written by PostgreSQL's own pgbench."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from pathlib import Path

from majlis.config.database.binaries import binaries
from majlis.config.database.places import PORT
from majlis.config.database.testing import Running
from majlis.config.seed import load_words

SECONDS = 8
_TPS = re.compile(r"tps = ([\d.]+)")
_WORDS = ". ".join(load_words.SENTENCES[:16])
# One transaction as the app's role: the same tables, rows of the same size, the same policies; ids by the sequences.
SCRIPT = f"""
\\set centre 1
\\set draw random(1, 2000000000)
BEGIN;
SELECT set_config('majlis.scope', 'house', true);
INSERT INTO trail_once (key, viewer, act, body_hash, at)
  VALUES (md5(:draw || '-' || :client_id || '-' || clock_timestamp()), 'anonymous:0', 'intake.take_in', '', now());
INSERT INTO people_beneficiary (kind, given, father, grandfather, family, free_name, latin_name, name_key, latin_key,
    name_sorted, identity_kind, identity_number, identity_country, identity_level, nationality, birth_calendar, sex,
    served_by, language, interpreter, needs, never_contact, created_at, version)
  VALUES ('resident', 'سالم', 'علي', 'محمد', 'الحربي', '', '', 'سالمعليمحمدالحربي', '', 'سالم علي محمد الحربي',
    'resident', '2' || lpad(:draw::text, 10, '0'), '', 0, '', '', '', '', 'ar', false, '{{}}', false, now(), 1);
INSERT INTO people_contactpoint (beneficiary_id, channel, value, whose, language, never, rank, verified_level,
    bad_reason, created_at)
  VALUES (currval('people_beneficiary_id_seq'), 'mobile', '+966' || :draw, 'mine', '', false, 0, 0, '', now());
INSERT INTO cases_case (reference, pin_hash, kind, service_id, road, priority, priority_why, points, state, turn,
    section, outcome, version, centre_id, beneficiary_id, women_only, women_readers, withhold_name, sensitivity,
    barred, objected, subject, words, answers, language, channel, danger, opened_at, complete_at, moved_at, due_at)
  VALUES (substr(md5(:draw || '-' || :client_id || clock_timestamp()), 1, 10), 'hmac1$aaaa$bbbb', 'petition', 1,
    'paper', 2, '', 10, 'submitted', 'inquiries', 'inquiries', '', 1, :centre,
    currval('people_beneficiary_id_seq'), false, false, false, 0, '{{}}', false, 'طلب تأشيرة زيارة', '{_WORDS}',
    '{{}}', 'ar', 'portal', false, now(), now(), now(), now());
INSERT INTO cases_checklistitem (case_id, code, name_ar, name_en, required, waived_why)
  SELECT currval('cases_case_id_seq'), code, 'صورة الهوية', 'Identity', true, ''
  FROM unnest(ARRAY['identity', 'support']) code;
INSERT INTO cases_party (case_id, role, mark, name, standing, added_at)
  VALUES (currval('cases_case_id_seq'), 'applicant', 'beneficiary:1', '', '', now());
INSERT INTO trail_entry (at, kind, actor_kind, actor_id, actor_label, on_behalf_of, subject_kind, subject_id,
    case_id, seq, facts, hash)
  SELECT now(), 'case.opened', 'anonymous', 0, '', '', 'case', currval('cases_case_id_seq'),
    currval('cases_case_id_seq'), seq, '{{}}', sha256('a') FROM generate_series(1, 2) seq;
INSERT INTO intake_incoming (channel, outside_id, words, answers, language, by, case_id, read_back, at)
  VALUES ('portal', '', '{_WORDS}', '{{}}', 'ar', 'anonymous:0', currval('cases_case_id_seq'), false, now());
COMMIT;
"""


def tps(running: Running, clients: int = 8) -> float:
    """Return how many such transactions a second the database takes durably from `clients` connections."""
    words = running.conninfo("majlis_app")
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as script:
        script.write(SCRIPT)
        script.flush()
        done = subprocess.run(
            [
                *(binaries()["pgbench"], "-n", "-M", "prepared", "-c", str(clients), "-j", "2", "-T", str(SECONDS)),
                *("-h", str(words["host"]), "-p", str(PORT), "-U", str(words["user"]), "-f", script.name),
                str(words["dbname"]),
            ],
            env=os.environ | {"PGPASSWORD": str(words["password"])},
            cwd=Path("/"),
            capture_output=True,
            text=True,
            check=False,
        )
    found = _TPS.search(done.stdout)
    if done.returncode or not found or "failed transactions: 0" not in done.stdout:
        raise RuntimeError(f"pgbench failed: {done.stderr[-400:]} {done.stdout[-400:]}")
    return float(found[1])
