-- What the filters say of every current file, as the newest screening set their thresholds.
-- grain: one row a file, or a row of a data set, that was stored and screened
-- columns: file_id, sha256, decision (kept | rejected | testbench), reason (the filter; of kept files include, package, or null for designs), detail
-- reads: curated.corpus_files, fact.screenings, meta.current
SELECT files.file_id, sha256, screenings.decision, screenings.reason, screenings.detail
FROM curated.corpus_files AS files
JOIN fact.screenings AS screenings USING (sha256, path_class)
WHERE screenings.version || ':' || screenings.parameters_key
  = (SELECT value FROM meta.current WHERE name = 'screen')
