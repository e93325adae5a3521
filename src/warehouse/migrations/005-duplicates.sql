-- Exact keys of a text, each blind to more than the one before (src/dedupe/exact-keys.ts). kind: code | spec.
-- tokens: number of them (words of a specification). Key: (text, kind, version).
CREATE TABLE fact.fingerprints (
  text_sha256 VARCHAR, kind VARCHAR, version INTEGER, tokens_key VARCHAR, renamed_key VARCHAR, ports_key VARCHAR,
  abstracted_key VARCHAR, tokens INTEGER);

-- What near-duplicates are looked up in: one row for all texts of the same tokens, named by the first of them.
-- ordinal: order of arrival in (kind, version), 1, 2, 3 ... Key: (kind, version, tokens_key).
CREATE TABLE fact.near_index (
  ordinal INTEGER, text_sha256 VARCHAR, kind VARCHAR, version INTEGER, tokens_key VARCHAR, tokens INTEGER);

-- The bands of the texts first_ordinal, first_ordinal + 1, ...: 32 keys of 32 bits a text, little-endian. In blocks,
-- because a search reads them all. Key: (kind, version, first_ordinal).
CREATE TABLE fact.near_bands (kind VARCHAR, version INTEGER, first_ordinal INTEGER, texts INTEGER, bands BLOB);

-- How far the index was searched: every pair of texts up to searched_to has its edge, if it is near.
CREATE TABLE fact.near_searches (kind VARCHAR, version INTEGER, searched_to INTEGER);

-- Two texts of the index with an exact Jaccard similarity of at least 0.7 over their shingles; a < b.
-- shorter: tokens of the shorter one. Key: (a, b, kind, version).
CREATE TABLE fact.near_edges (
  a VARCHAR, b VARCHAR, kind VARCHAR, version INTEGER, jaccard DOUBLE, shorter INTEGER);

-- The rows that repeat a better one, as the newest run with its thresholds decided; made anew when rows or edges change.
CREATE TABLE fact.duplicates (row_id VARCHAR, keeper_id VARCHAR, key VARCHAR, jaccard DOUBLE);
