-- What the chosen licence policy says of every current file, and the words that made it say so.
-- grain: one row a file, or a row of a data set, that was stored
-- columns: file_id, sha256, licence (SPDX expression), licence_kind, licence_decision (allowed | refused), licence_reason, decided_by, evidence_path, evidence_sha256, evidence_text, start_offset, end_offset
-- reads: fact.licence_decisions, curated.corpus_files, meta.current
SELECT
  decisions.file_id,
  decisions.sha256,
  decisions.spdx AS licence,
  decisions.kind AS licence_kind,
  decisions.decision AS licence_decision,
  decisions.reason AS licence_reason,
  decisions.decided_by,
  decisions.evidence_path,
  decisions.evidence_sha256,
  decisions.evidence_text,
  decisions.start_offset,
  decisions.end_offset
FROM fact.licence_decisions AS decisions
SEMI JOIN curated.corpus_files USING (file_id, revision)
WHERE decisions.version = (SELECT value::INTEGER FROM meta.current WHERE name = 'licence')
  AND decisions.policy_key = (SELECT value FROM meta.current WHERE name = 'licence_policy')
