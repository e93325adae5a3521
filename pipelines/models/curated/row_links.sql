-- What rows share, so that they may not lie on different sides. Rows of one (link, name) belong together.
-- grain: one row a candidate row and thing that it shares
-- columns: row_id, link (problem | text | specification | renamed | near_code | near_specification | repository), name
-- reads: curated.split_candidates, fact.fingerprints, fact.near_edges, meta.current
WITH candidate AS MATERIALIZED (
  SELECT row_id, problem_key, text_sha256, spec_sha256, repository, folder FROM curated.split_candidates
), fingerprint AS (
  SELECT text_sha256, kind, tokens_key, renamed_key FROM fact.fingerprints
  WHERE version = (SELECT max(version) FROM fact.fingerprints)
), near AS (
  -- Edges are between texts that stand for all of the same tokens.
  SELECT e.kind, a.tokens_key AS a, b.tokens_key AS b
  FROM fact.near_edges AS e
  JOIN fingerprint AS a ON a.text_sha256 = e.a AND a.kind = e.kind
  JOIN fingerprint AS b ON b.text_sha256 = e.b AND b.kind = e.kind
  WHERE e.version = (SELECT max(version) FROM fact.fingerprints)
), near_end AS (
  SELECT kind, a AS tokens_key, a || ' ' || b AS name FROM near
  UNION ALL SELECT kind, b, a || ' ' || b FROM near
), row_text AS (
  SELECT row_id, 'code' AS kind, text_sha256 FROM candidate WHERE text_sha256 IS NOT NULL
  UNION ALL SELECT row_id, 'spec', spec_sha256 FROM candidate WHERE spec_sha256 IS NOT NULL
), keyed AS (
  SELECT row_id, kind, tokens_key, renamed_key FROM row_text JOIN fingerprint USING (text_sha256, kind)
), repository AS (
  -- A repository of more rows than the cap is taken folder by folder; edges between folders join them all the same.
  SELECT row_id, CASE WHEN count(*) OVER (PARTITION BY repository)
      > (SELECT (value->>'repository_cap')::INTEGER FROM meta.current WHERE name = 'split')
    THEN repository || ' ' || COALESCE(folder, '') ELSE repository END AS name
  FROM candidate WHERE repository IS NOT NULL
)
SELECT row_id, 'problem' AS link, problem_key AS name FROM candidate WHERE problem_key IS NOT NULL
UNION ALL SELECT row_id, 'text', text_sha256 FROM candidate WHERE text_sha256 IS NOT NULL
UNION ALL SELECT row_id, 'specification', spec_sha256 FROM candidate WHERE spec_sha256 IS NOT NULL
UNION ALL SELECT row_id, CASE kind WHEN 'code' THEN 'renamed' ELSE 'specification' END, renamed_key FROM keyed
UNION ALL SELECT row_id, CASE kind WHEN 'code' THEN 'near_code' ELSE 'near_specification' END, name
  FROM keyed JOIN near_end USING (kind, tokens_key)
UNION ALL SELECT row_id, 'repository', name FROM repository
